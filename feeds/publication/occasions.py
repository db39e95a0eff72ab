"""Series as feeds and pages show them: the dates that come next, and each one in a span of days."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice, takewhile

from feeds.model import Entry
from feeds.recurrence import following, on_occasion, overlapping
from feeds.schedule import When
from feeds.selection import Selection

COMING = 3
"""How many of the next dates of a series feeds name."""
SHOWN = 12
"""How many dates of a series its page shows."""
FOLLOWED = 1
"""Years that pages follow a series where no later day is asked for; at least to its next date."""
_DAY = timedelta(days=1)
_YEAR = timedelta(days=366)
Told = Callable[[Entry, date], tuple[object, ...]]
"""What a document tells of a series on a day."""


@lru_cache(maxsize=4096)
def coming(entry: Entry, today: date, count: int = COMING) -> tuple[When, ...]:
    """Return the next dates on which a series is held, those of a day too; nothing of what is off."""
    repeat = entry.event.repeat
    if repeat is None or (entry.is_off and not repeat.changes):
        return ()
    dates = following(entry.event, today)
    if entry.is_off:  # then those alone are held that are said to be
        last = max(each.when.last if each.when else each.day + _DAY for each in repeat.changes)
        dates = takewhile(lambda each: each.when.first <= last, dates)
    held = (on_occasion(entry, each) for each in dates)
    return tuple(islice((each.event.when for each in held if not each.is_off), count))


def occasions(entry: Entry, selection: Selection, today: date) -> Iterator[Entry]:
    """Give an event once for each time that it is held in the span that is asked for."""
    if entry.event.repeat is None:
        yield entry
        return
    from dateutil.relativedelta import relativedelta

    first = selection.since.begins(today) if selection.since else date.min
    if selection.when == "upcoming":
        first = max(first, today)
    last = max(first, today, entry.event.when.first) + relativedelta(years=FOLLOWED)
    if selection.until:
        last = selection.until.ends(today)
    held = overlapping(entry.event, first, last)
    nearest = max(first, today)
    if not selection.until and not any(each.when.last >= nearest for each in held):
        held += islice(following(entry.event, nearest), 1)
    for each in held:
        yield on_occasion(entry, each)


def shown_occasions(entry: Entry, today: date) -> tuple[Entry, ...]:
    """Return a series on its next dates, those that are off too; on its last ones if it is over."""
    event = entry.event
    if event.repeat is None:
        return ()
    held = list(islice(following(event, today), SHOWN))
    if not held:
        held = overlapping(event, date.min, today)[-SHOWN:]
    return tuple(on_occasion(entry, each) for each in held)


def last_turn(entries: Iterable[Entry], today: date, told: Told = coming) -> date | None:
    """Return the last day with which what is told of some series became another (R8).

    That is the day after an occurrence that has passed, when the next dates move on.
    """
    turns = (_turn(entry, today, told) for entry in entries if entry.event.repeat)
    return max((turn for turn in turns if turn), default=None)


@lru_cache(maxsize=4096)
def _turn(entry: Entry, today: date, told: Told) -> date | None:
    for first in (today - _YEAR, date.min):
        passed = overlapping(entry.event, first, today - _DAY)
        days = {each.when.last + _DAY for each in passed if each.when.last < today}
        for day in sorted(days, reverse=True):
            if told(entry, day) != told(entry, day - _DAY):
                return day
    return None
