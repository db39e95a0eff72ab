"""Which entries a selection holds, and in what order: by sets made once a list, not by scans."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from feeds.model import Calendar, Entry, Event, Vocabulary
from feeds.recurrence import following, last_day_of, lasts_into, order_of
from feeds.schedule import Unsettled
from feeds.selection.selection import Choice, Order, Selection
from feeds.words import has_word, haystack

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
        self._texts = tuple(haystack(_texts(entry.event)) for entry in entries)

    def places_of(self, parameter: Literal["theme", "region"], slug: str) -> Places:
        """Return where the entries of a term stand in the list, counted from 0."""
        return (self._themes if parameter == "theme" else self._regions).get(slug, frozenset())

    def select(self, selection: Selection, today: date) -> tuple[Entry, ...]:
        """Return the entries of a selection by date, earliest first; neither order nor limit."""
        places = self._all
        places = _chosen(places, selection.theme, self._themes, match_all=selection.match_all)
        places = _chosen(places, selection.region, self._regions, match_all=selection.match_all)
        places = _chosen(places, selection.status, self._statuses, match_all=False)
        return tuple(
            self._entries[place]
            for place in sorted(places)
            if _is_in_time(self._entries[place], selection, today, self._zone)
            and all(has_word(word, self._texts[place]) for word in selection.words)
        )


def in_order(entries: Iterable[Entry], order: Order, today: date) -> tuple[Entry, ...]:
    """Sort entries; what was announced or updated last stands first, ties by date, then id."""
    by_date = sorted(entries, key=_dates)
    if order == "next":
        past = [entry for entry in by_date if is_past(entry.event, today)]
        coming = [entry for entry in by_date if not is_past(entry.event, today)]
        return (*sorted(coming, key=lambda entry: _next_date(entry, today)), *reversed(past))
    if order == "start":
        return tuple(by_date)
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


def _newness(entry: Entry, order: Order) -> tuple[datetime, tuple[date, datetime, date, str]]:
    revision = entry.revision
    return revision.announced if order == "announced" else revision.updated, _dates(entry)


def _by_term(
    entries: tuple[Entry, ...], terms: Vocabulary, used: Callable[[Event], tuple[str, ...]]
) -> dict[str, Places]:
    return _by(entries, lambda event: terms.closure(used(event)))


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


def _is_in_time(entry: Entry, selection: Selection, today: date, zone: ZoneInfo) -> bool:
    """Tell whether an event lasts into the span that is asked for, and is past or to come.

    Of a series one occurrence is enough; it is past when all of them are.
    """
    first = selection.since.begins(today) if selection.since else date.min
    last = selection.until.ends(today) if selection.until else date.max
    if selection.when is not None and is_past(entry.event, today) != (selection.when == "past"):
        return False
    return (first, last) == (date.min, date.max) or _lasts_into(entry, first, last, zone)


def _lasts_into(entry: Entry, first: date, last: date, zone: ZoneInfo) -> bool:
    """Tell whether an event lasts into a span of days.

    One without any date may be on each day since it was announced, by the clocks of a zone.
    """
    when = entry.event.when
    if isinstance(when, Unsettled) and when.year is None:
        return last >= entry.revision.announced.astimezone(zone).date()
    return lasts_into(entry.event, first, last)


def _texts(event: Event) -> tuple[str, ...]:
    """Return the texts that words are looked for in."""
    place = (str(event.location),) if event.location else ()
    names = (str(named) for _, group in event.organisations() for named in group)
    changes = event.repeat.changes if event.repeat else ()
    of_changes = (
        text for each in changes for text in (each.title, each.summary, str(each.location or ""))
    )
    return (event.title, event.summary, event.description, *of_changes, *place, *names)
