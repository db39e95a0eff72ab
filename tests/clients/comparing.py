"""Holds what clients show of invented calendars against what the model has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pprint import pformat

from making import NOW, make_snapshot

from feeds.formats import FORMATS
from feeds.model import Calendar, Event
from feeds.schedule import Times
from feeds.selection import Selection

from .meant import meant_by
from .occurrences import evolution, icaljs, libical, recurring, thunderbird
from .occurrences.seen import Occurrences, Seen, UnreadableError

FIRST, LAST = date(2026, 1, 1), date(2046, 1, 1)
"""Occurrences that start from the one to before the other are compared."""

CLIENTS: dict[str, Occurrences] = {
    "ical.js": icaljs.occurrences,
    "libical": libical.occurrences,
    "recurring-ical-events": recurring.occurrences,
    "Evolution": evolution.occurrences,
    "Thunderbird": thunderbird.occurrences,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A calendar, the file that it is published as, and what is to be seen of it."""

    calendar: Calendar
    file: bytes
    meant: list[Seen]


def expect(calendar: Calendar) -> Expected:
    """Publish a calendar, and say what is to be seen of it."""
    snapshot = make_snapshot(*calendar.events)
    file = snapshot.feed(Selection(), FORMATS["ics"], NOW).body
    return Expected(calendar=calendar, file=file, meant=meant_by(calendar, FIRST, LAST))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A calendar of which a client shows something else than is meant."""

    client: str
    expected: Expected
    seen: list[Seen]

    def __str__(self) -> str:
        """Say what differs, and what the calendar is."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        meant, seen = self.expected.meant, self.seen
        yield f"{self.client}: {len(meant)} occurrences are meant, {len(seen)} are seen"
        yield from _some("meant, and not seen", sorted({*meant} - {*seen}))
        yield from _some("seen, and not meant", sorted({*seen} - {*meant}))
        yield "the model has"
        yield from (pformat(event, width=100) for event in self.expected.calendar.events)
        yield "and the calendar file"
        yield self.expected.file.decode().replace("\r\n ", "").replace("\r", "")


def _some(what: str, found: Sequence[Seen], most: int = 12) -> Iterator[str]:
    yield f"{len(found)} are {what}:"
    yield from (f"  {each}" for each in found[:most])


def differences(client: str, shown: Sequence[Expected]) -> list[Difference]:
    """Return those of some calendars of which a client shows something else than is meant."""
    return [
        Difference(client=client, expected=expected, seen=seen)
        for expected, seen in zip(shown, _seen_by(client, shown), strict=True)
        if _compared(client, expected, seen) != _compared(client, expected, expected.meant)
    ]


def _seen_by(client: str, shown: Sequence[Expected]) -> list[list[Seen]]:
    """Return what a client shows of each calendar: of one that it cannot show, what it says."""
    if not shown:
        return []
    try:
        return CLIENTS[client]([expected.file for expected in shown], FIRST, LAST)
    except UnreadableError as error:
        if len(shown) == 1:
            return [[Seen("", str(error), "", "", "", "")]]
        return [seen for expected in shown for seen in _seen_by(client, [expected])]


def _compared(client: str, expected: Expected, seen: list[Seen]) -> list[Seen]:
    """Leave out what Evolution's own zones have wrong: Lord Howe's half hour after 2037."""
    if client != "Evolution":
        return seen
    odd = {each.id for each in expected.calendar.events if _is_in_lord_howe(each)}
    return [each for each in seen if each.start < "2038" or _name(each) not in odd]


def _is_in_lord_howe(event: Event) -> bool:
    return isinstance(event.when, Times) and event.when.timezone == "Australia/Lord_Howe"


def _name(seen: Seen) -> str:
    """Return the id of the event that an occurrence is of."""
    return seen.uid.partition("@")[0].partition(".")[0]
