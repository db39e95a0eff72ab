"""Which entries a selection holds, and in what order: by sets made once a list, not by scans."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from feeds.model import Calendar, Entry, Event, Vocabulary
from feeds.recurrence import following, last_day_of, lasts_into, order_of, overlapping
from feeds.schedule import Unsettled
from feeds.selection.selection import Choice, Order, Selection
from feeds.words import has_word, haystack

_NEWS: frozenset[Order] = frozenset({"announced", "updated"})

Places = frozenset[int]
"""Places of entries in the list that was indexed."""


class Index:
    """The entries of a calendar, ready to be selected from.

    A term finds the entries of every term that lies within it. The index never changes.
    """

    def __init__(self, calendar: Calendar, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self._zone = ZoneInfo(calendar.timezone)
        self._all = frozenset(range(len(entries)))
        self._themes = _by_term(entries, calendar.themes, lambda event: event.themes)
        self._regions = _by_term(entries, calendar.regions, lambda event: event.regions)
        self._statuses = _by(entries, lambda event: (event.status,))
        self._ranked: dict[Order, list[int]] = {}
        self._haystacks: list[str | None] = [None] * len(entries)

    def places_of(self, parameter: Literal["theme", "region"], slug: str) -> Places:
        """Return where the entries of a term stand in the list, counted from 0."""
        return (self._themes if parameter == "theme" else self._regions).get(slug, frozenset())

    def select(
        self, selection: Selection, today: date, order: Order = "start"
    ) -> tuple[Entry, ...]:
        """Return the entries of a selection, whatever its own order and limit, in an order."""
        places = self._all
        places = _chosen(places, selection.theme, self._themes, match_all=selection.match_all)
        places = _chosen(places, selection.region, self._regions, match_all=selection.match_all)
        places = _chosen(places, selection.status, self._statuses, match_all=False)
        found: Iterable[int] = sorted(places)
        if selection.since or selection.until or selection.when:
            is_in_time = _in_time(selection, today, self._zone)
            found = [each for each in found if is_in_time(self._entries[each])]
        if selection.words:
            found = (each for each in found if self._has_words(each, selection.words))
        if order in _NEWS:
            found = sorted(found, key=self._ranks(order).__getitem__)
            return tuple(self._entries[place] for place in found)
        return in_order([self._entries[place] for place in found], order, today)

    def _ranks(self, order: Order) -> list[int]:
        """Return at which place each entry stands in an order of news, which is the same each day."""
        ranks = self._ranked.get(order)
        if ranks is None:
            sorted_places = sorted(
                range(len(self._entries)),
                key=lambda place: _newness(self._entries[place], order),
                reverse=True,
            )
            ranks = [0] * len(sorted_places)
            for rank, place in enumerate(sorted_places):
                ranks[place] = rank
            self._ranked[order] = ranks
        return ranks

    def _has_words(self, place: int, words: tuple[str, ...]) -> bool:
        stack = self._haystack(place)
        return all(has_word(word, stack) for word in words)

    def _haystack(self, place: int) -> str:
        """Return the words of an entry, taken out of its texts when they are first looked for."""
        stack = self._haystacks[place]
        if stack is None:
            stack = self._haystacks[place] = haystack(_texts(self._entries[place].event))
        return stack

    def prepare(self) -> None:
        """Rank entries by news and take the words out of their texts, so that no request has to."""
        for order in _NEWS:
            self._ranks(order)
        for place in range(len(self._entries)):
            self._haystack(place)

    def inherit(self, before: "Index") -> None:
        """Take over the words of events that are the very same in another index."""
        stacks = zip(before._entries, before._haystacks, strict=True)  # noqa: SLF001 - its own kind
        known = {id(entry.event): stack for entry, stack in stacks}
        for place, entry in enumerate(self._entries):
            self._haystacks[place] = known.get(id(entry.event))


def by_date(entries: Iterable[Entry]) -> list[Entry]:
    """Sort entries by date, those of one day by id."""
    return sorted(entries, key=_dates)


def in_order(by_date: Sequence[Entry], order: Order, today: date) -> tuple[Entry, ...]:
    """Put entries that stand by date in an order.

    What was announced or updated last stands first, ties by date, then id.
    """
    if order == "start":
        return tuple(by_date)
    if order == "next":
        past = [entry for entry in by_date if is_past(entry.event, today)]
        coming = [entry for entry in by_date if not is_past(entry.event, today)]
        coming.sort(key=lambda entry: _next_date(entry, today))
        past.sort(key=lambda entry: _last_date(entry.event))
        return (*coming, *reversed(past))
    if order == "-start":
        return tuple(reversed(by_date))
    return tuple(sorted(by_date, key=lambda entry: _newness(entry, order), reverse=True))


def _dates(entry: Entry) -> tuple[date, datetime, date, str]:
    when = entry.event.when
    return (*order_of(when), when.last, entry.event.id)


def is_past(event: Event, today: date) -> bool:
    """Tell whether an event is over; a series is when all its occurrences are."""
    end = last_day_of(event)
    return end is not None and end < today


def _next_date(entry: Entry, today: date) -> tuple[date, datetime]:
    """Return what an entry that is to come is sorted by: of a series, its next date."""
    held = following(entry.event, today) if entry.event.repeat else ()
    return order_of(next((each.when for each in held), entry.event.when))


def _last_date(event: Event) -> tuple[date, datetime]:
    """Return what an event that is over is sorted by: of a series, its last date."""
    held = overlapping(event, last_day_of(event) or date.max, date.max) if event.repeat else ()
    return max((order_of(each.when) for each in held), default=order_of(event.when))


def _newness(entry: Entry, order: Order) -> tuple[datetime, tuple[date, datetime, date, str]]:
    revision = entry.revision
    return revision.announced if order == "announced" else revision.updated, _dates(entry)


def _by_term(
    entries: tuple[Entry, ...], terms: Vocabulary, used: Callable[[Event], tuple[str, ...]]
) -> dict[str, Places]:
    closure = cache(terms.closure)  # many events have the same terms
    return _by(entries, lambda event: closure(used(event)))


def _by(entries: tuple[Entry, ...], keys: Callable[[Event], Iterable[str]]) -> dict[str, Places]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for place, entry in enumerate(entries):
        for key in keys(entry.event):
            found[key].add(place)
    return {key: frozenset(places) for key, places in found.items()}


def _chosen(places: Places, choice: Choice, by: dict[str, Places], *, match_all: bool) -> Places:
    none: Places = frozenset()
    if choice.wanted:
        sets = [by.get(value, none) for value in choice.wanted]
        places &= frozenset.intersection(*sets) if match_all else frozenset.union(*sets)
    for value in choice.unwanted:
        places -= by.get(value, none)
    return places


def _in_time(selection: Selection, today: date, zone: ZoneInfo) -> Callable[[Entry], bool]:
    """Return what tells whether an event lasts into the span asked for, and is past or to come.

    Of a series one occurrence is enough, which is to come if that is asked for; it is past when all
    of them are. What is without any date
    may be on each day since it was announced, by the clocks of a zone.
    """
    first = selection.since.begins(today) if selection.since else date.min
    last = selection.until.ends(today) if selection.until else date.max
    is_whole = (first, last) == (date.min, date.max)
    nearest = max(first, today) if selection.when == "upcoming" else first

    def is_in_time(entry: Entry) -> bool:
        event, when = entry.event, entry.event.when
        if selection.when is not None and is_past(event, today) != (selection.when == "past"):
            return False
        if is_whole:
            return True
        if isinstance(when, Unsettled) and when.year is None:
            return last >= entry.revision.announced.astimezone(zone).date()
        if event.repeat is None:
            return when.first <= last and when.last >= first
        return lasts_into(event, nearest, last)

    return is_in_time


def _texts(event: Event) -> tuple[str, ...]:
    """Return the texts that words are looked for in."""
    place = (str(event.location),) if event.location else ()
    names = (str(named) for _, group in event.organisations() for named in group)
    changes = event.repeat.changes if event.repeat else ()
    of_changes = (
        text for each in changes for text in (each.title, each.summary, str(each.location or ""))
    )
    return (event.title, event.summary, event.description, *of_changes, *place, *names)
