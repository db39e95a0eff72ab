"""A row of the table of two hundred events: what an editor would write of one, as plain values.

Times are those of the clocks on the spot, written as in a list: "2026-03-04 09:30"; a day alone
is a whole day. Texts are by language, in as many as they are given in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LANGUAGES = ("en", "fr", "es")
ZONE = "Europe/Zurich"
"""That of the whole list."""

Texts = Mapping[str, str]


def said(texts: Texts, language: str) -> str:
    """Return a text in a language, else in the first of the list, else in any that it is in."""
    return texts.get(language) or texts.get(LANGUAGES[0]) or next(iter(texts.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an event is held; ``address`` is the rest, ``geo`` the point on a map."""

    name: Texts
    address: str = ""
    geo: str = ""

    def seen(self, language: str) -> str:
        """Return what calendars show of it."""
        return ", ".join(filter(None, (said(self.name, language), self.address)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is different about the occurrence of a day; what is empty is as in the series."""

    day: str
    start: str = ""
    end: str = ""
    title: Texts = field(default_factory=dict)
    summary: Texts = field(default_factory=dict)
    note: Texts = field(default_factory=dict)
    place: Place | None = None
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How an event is held again: as the list says it, and as a rule of RFC 5545 by days."""

    words: Mapping[str, str]
    rule: str
    without: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event.

    Attributes:
        id: Its id.
        title: Its title.
        start: A day, a day with a time, a month, a year, or "tbc".
        end: Its last day, or when it ends; empty for one day, or no time at all.
        zone: Whose clocks its times are of.
        zone_key: Where the list says so: "timezone", "location", or nowhere.
        status: Its status.
        place: Where it is held.
        online: Where it is held on the web.
        series: How it is held again.
        details: All other keys, as the list has them.
    """

    id: str
    title: Texts
    start: str
    end: str = ""
    zone: str = ZONE
    zone_key: str = "timezone"
    status: str = "confirmed"
    place: Place | None = None
    online: str = ""
    series: Series | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_timed(self) -> bool:
        """Whether it has times."""
        return ":" in self.start

    @property
    def is_settled(self) -> bool:
        """Whether its days are known."""
        return len(self.start) >= len("2026-03-04")
