"""What the page of an event shows: everything about it, its history, what stands near it.

Nothing here depends on the clock but the dates of a series, which are handed over.
"""

import heapq
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Literal
from zoneinfo import ZoneInfo

from feeds import wording
from feeds.formats.content import when_and_where
from feeds.formats.plain import uri_of
from feeds.formats.schemaorg import event_of
from feeds.model import Calendar, Entry, Revision, Term
from feeds.publication import Snapshot
from feeds.web.subscribing import AddLinks, add_links, mail_to_share

NEAR = 3
"""How many events are named for each theme and region."""
_IN_A_HEAD = 200
_IN_A_LINK = 500
"""Characters that a description for search engines has, and one in the address of a form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A day on which something became of an event, in words too, and what that was."""

    day: date
    on: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Events near another in date that share a theme or region with it."""

    kind: Literal["theme", "region"]
    term: Term
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """An event as a page; ``data`` is what schema.org's programs read of it."""

    entry: Entry
    description: str
    image: str
    held: tuple[Entry, ...]
    data: Mapping[str, Any]
    history: tuple[Step, ...]
    add: AddLinks | None
    mail: str
    near: tuple[Neighbours, ...]
    preceding: Entry | None
    following: Entry | None


def event_page_of(snapshot: Snapshot, entry: Entry, held: tuple[Entry, ...]) -> EventPage:
    """Prepare the page of an event.

    Args:
        snapshot: The list that it stands in.
        entry: The event.
        held: Of a series the dates to show, each as the event is then.
    """
    event, entries = entry.event, tuple(snapshot.entries.values())
    place = tuple(snapshot.entries).index(event.id)
    return EventPage(
        entry=entry,
        description=_description(entry),
        image=uri_of(event.image.url) if event.image else "",
        held=held,
        data=event_of(entry, held),
        history=history_of(entry.revision, snapshot.calendar),
        add=add_links(entry, shortened(event.summary, _IN_A_LINK)),
        mail=mail_to_share(entry),
        near=tuple(_near(entry, place, snapshot)),
        preceding=entries[place - 1] if place else None,
        following=entries[place + 1] if place + 1 < len(entries) else None,
    )


def _description(entry: Entry) -> str:
    """Say in a few words what the event is, for the results of a search."""
    heading = wording.as_sentence(", ".join(when_and_where(entry)))
    return f"{heading}. {shortened(entry.event.summary, _IN_A_HEAD)}".strip()


def shortened(text: str, most: int) -> str:
    """Return the beginning of a text on one line, cut after a word where there are words."""
    whole = " ".join(text.split())
    if len(whole) <= most:
        return whole
    kept = whole[: most - 1]
    return (kept.rpartition(" ")[0] or kept).rstrip(",;:") + "…"


def history_of(
    revision: Revision, calendar: Calendar, gone: datetime | None = None
) -> tuple[Step, ...]:
    """Tell what became of an event since it was announced, as far as it is remembered.

    Args:
        revision: When it was announced and changed.
        calendar: The list, in whose zone the days are told.
        gone: When it left the list, if it did.
    """
    _ = wording.translation(calendar.language).gettext
    told = [(revision.announced, _("Announced"))]
    told += [(each.at, wording.remembered(each, calendar.language)) for each in revision.changes]
    if gone is not None:
        told.append((gone, _("Withdrawn")))
    steps = [_step(at, text, calendar) for at, text in told if text]
    last = _step(max(revision.modified, revision.updated), _("Last updated"), calendar)
    return (*steps, last) if gone is None and last.day > steps[-1].day else tuple(steps)


def _step(at: datetime, text: str, calendar: Calendar) -> Step:
    day = at.astimezone(ZoneInfo(calendar.timezone)).date()
    return Step(day=day, on=wording.days(day, day, calendar.language), text=text)


def _near(entry: Entry, place: int, snapshot: Snapshot) -> Iterator[Neighbours]:
    """Give the nearest events of each theme and region by date, each event once."""
    entries, named = tuple(snapshot.entries.values()), {place}
    terms: list[tuple[Literal["theme", "region"], Term]] = [
        *(("theme", term) for term in entry.themes),
        *(("region", term) for term in entry.regions),
    ]
    for kind, term in terms:
        places = sorted(snapshot.index.places_of(kind, term.slug) - named)
        found = sorted(islice(_outward(places, place, entries), NEAR))
        named.update(found)
        if found:
            yield Neighbours(kind=kind, term=term, entries=tuple(entries[each] for each in found))


def _outward(places: list[int], place: int, entries: Sequence[Entry]) -> Iterator[int]:
    """Give places of a list by date from one of it on, the nearest first, of two the later."""
    middle, first = bisect(places, place), entries[place].event.when.first
    later, earlier = places[middle:], reversed(places[:middle])
    return heapq.merge(later, earlier, key=lambda each: abs(entries[each].event.when.first - first))
