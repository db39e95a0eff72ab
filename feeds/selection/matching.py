"""Which entries a selection holds, and in what order: by sets made once a list, not by scans."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime

from feeds.model import Calendar, Entry, Event, Vocabulary
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
        self._all = frozenset(range(len(entries)))
        self._themes = _by_term(entries, calendar.themes, lambda event: event.themes)
        self._regions = _by_term(entries, calendar.regions, lambda event: event.regions)
        self._statuses = _by(entries, lambda event: (event.status,))
        self._texts = tuple(haystack(_texts(entry.event)) for entry in entries)

    def select(self, selection: Selection, today: date) -> tuple[Entry, ...]:
        """Return the entries of a selection by date, earliest first; neither order nor limit."""
        places = self._all
        places = _chosen(places, selection.theme, self._themes, match_all=selection.match_all)
        places = _chosen(places, selection.region, self._regions, match_all=selection.match_all)
        places = _chosen(places, selection.status, self._statuses, match_all=False)
        return tuple(
            self._entries[place]
            for place in sorted(places)
            if _in_time(self._entries[place].event, selection, today)
            and all(has_word(word, self._texts[place]) for word in selection.words)
        )


def in_order(entries: Iterable[Entry], order: Order) -> tuple[Entry, ...]:
    """Sort entries; what was announced or updated last stands first, ties by date, then id."""
    by_date = sorted(entries, key=_days)
    if order == "start":
        return tuple(by_date)
    if order == "-start":
        return tuple(reversed(by_date))
    return tuple(sorted(by_date, key=lambda entry: _newness(entry, order), reverse=True))


def _days(entry: Entry) -> tuple[date, date, str]:
    return entry.event.start, entry.event.end, entry.event.id


def _newness(entry: Entry, order: Order) -> tuple[datetime, tuple[date, date, str]]:
    revision = entry.revision
    return revision.announced if order == "announced" else revision.updated, _days(entry)


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


def _in_time(event: Event, selection: Selection, today: date) -> bool:
    """Tell whether an event overlaps the span that is asked for, and is past or to come."""
    if selection.since and event.end < selection.since.begins(today):
        return False
    if selection.until and event.start > selection.until.ends(today):
        return False
    return selection.when is None or (event.end >= today) == (selection.when == "upcoming")


def _texts(event: Event) -> tuple[str, ...]:
    """Return the texts that words are looked for in."""
    place = (str(event.location),) if event.location else ()
    names = (str(named) for _, group in event.organisations() for named in group)
    return (event.title, event.summary, *place, *names)
