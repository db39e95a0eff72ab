"""Finds the smallest calendar with which something is still so, so that a failure can be read.

hypothesis would try one after the other; a client that takes seconds to start is asked for all
that are simpler at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from feeds.model import Calendar, Event, OccurrenceChange, Repeat

Sieve = Callable[[Sequence[Calendar]], list[Calendar]]
"""Those of some calendars with which it is so."""

_Whole = TypeVar("_Whole", Event, Repeat, OccurrenceChange)

_PLAIN_EVENT: dict[str, Any] = {
    "title": "Title",
    "status": "confirmed",
    "location": None,
    "online": None,
    "description": "",
    "summary": "",
    "themes": (),
    "regions": (),
}
"""What an event has that has nothing to be said of."""
_PLAIN_CHANGE: dict[str, Any] = {
    "when": None,
    "title": "",
    "note": "",
    "status": None,
    "location": None,
}


def smallest(calendar: Calendar, sieve: Sieve) -> Calendar:
    """Return a calendar with which it is so, and is not if anything is left out."""
    while found := sieve(list(_simpler(calendar))):
        calendar = found[0]
    return calendar


def _simpler(calendar: Calendar) -> Iterator[Calendar]:
    """Give calendars that lack something of one, those that lack most first."""
    events = calendar.events
    if len(events) > 1:
        for event in events:
            yield replace(calendar, events=(event,))
        for event in events:  # where it takes several
            yield replace(calendar, events=tuple(each for each in events if each != event))
        return
    for event in _simpler_events(events[0]):
        yield replace(calendar, events=(event,))


def _simpler_events(event: Event) -> Iterator[Event]:
    if event.repeat:
        yield replace(event, repeat=None)
        for repeat in _simpler_repeats(event.repeat):
            yield replace(event, repeat=repeat)
    yield from _plainer(event, _PLAIN_EVENT)


def _simpler_repeats(repeat: Repeat) -> Iterator[Repeat]:
    """Give what a series can be without: all of what differs from its rule, or one thing."""
    for name in ("without", "also", "changes"):
        given: tuple[Any, ...] = getattr(repeat, name)
        lesser = [given[:place] + given[place + 1 :] for place in range(len(given))]
        for fewer in [(), *lesser] if given else []:
            yield _without_lost_changes(_with(repeat, name, fewer), repeat)
    for place, change in enumerate(repeat.changes):
        for plainer in _plainer(change, _PLAIN_CHANGE):
            changes = (*repeat.changes[:place], plainer, *repeat.changes[place + 1 :])
            yield replace(repeat, changes=changes)


def _without_lost_changes(repeat: Repeat, before: Repeat) -> Repeat:
    """Leave out the changes of additions that were left out."""
    lost = {each.first for each in before.also} - {each.first for each in repeat.also}
    return replace(repeat, changes=tuple(each for each in repeat.changes if each.day not in lost))


def _plainer(whole: _Whole, plain: dict[str, Any]) -> Iterator[_Whole]:
    """Give what a value is with one of its fields plain."""
    for name, value in plain.items():
        if getattr(whole, name) != value:
            yield _with(whole, name, value)


def _with(whole: _Whole, name: str, value: Any) -> _Whole:
    fields: dict[str, Any] = {name: value}
    return replace(whole, **fields)
