"""Where the clocks of a zone come between an event and those who read when it is.

They are changed while it lasts, skip its time or show it twice: there programs disagree.
"""

import itertools
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from feeds.recurrence import HORIZON, days_of
from feeds.schedule import Rule, Times, When, is_repeated, is_skipped
from feeds.timezones import LAST_DAY, changes_of, rules_of

_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def keeps_its_clocks(when: When, rule: Rule) -> bool:
    """Tell whether the times of each occurrence can be read in one way only.

    Where clocks skip or repeat a time, or change while an event lasts, programs disagree; so they
    do in a zone without rules. Tz data is followed to 2037.
    """
    if not isinstance(when, Times):
        return True
    if rules_of(when.timezone) is None:
        return False
    span = when.last - when.first + _DAY
    near = (
        day
        for change in _changes_of(when)
        for day in days_of(rule, when.first, change + _DAY, change - span)
    )
    return not any(_is_odd(when.on(day), when) for day in near)


@lru_cache(maxsize=4096)
def keeps_its_clocks_later(when: When, rule: Rule) -> bool:
    """Tell the same of the years after 2037, in which clocks follow the rules of their zone.

    They change at the same hour each year: what is not odd about one change is not about others.
    """
    changes = _later_changes_of(when) if isinstance(when, Times) else []
    if not isinstance(when, Times) or not changes:
        return True
    before = range(-1, (when.last - when.first).days + 2)
    return not any(
        _is_odd(when.on(changes[0][place] - _DAY * days), when)
        and any(_is_day_of(rule, when.first, year[place] - _DAY * days) for year in changes)
        for place in range(len(changes[0]))
        for days in before
    )


def _is_day_of(rule: Rule, first: date, day: date) -> bool:
    return any(days_of(rule, first, day, day))


@lru_cache(maxsize=4096)
def is_ever_skipped(when: When) -> bool:
    """Tell whether clocks skip the time an event starts at, on whichever day from its year on."""
    if not isinstance(when, Times):
        return False
    return _is_skipped_at(
        when, (*_changes_of(when), *itertools.chain(*_later_changes_of(when)[:1]))
    )


@lru_cache(maxsize=4096)
def was_lately_skipped(when: When) -> bool:
    """Tell whether clocks skipped the time an event starts at until they were no longer changed.

    Only zones that gave it up since 2020 are meant.
    """
    if not isinstance(when, Times):
        return False
    rules, zone = rules_of(when.timezone), ZoneInfo(when.timezone)
    if rules is None or rules.daylight:
        return False
    changes = (each for each in changes_of(when.timezone) if each.year >= _LATELY)
    return _is_skipped_at(when, (each.astimezone(zone).date() for each in changes))


_LATELY = 2020


def _is_skipped_at(when: Times, changes: Iterable[date]) -> bool:
    days = {change - before for change in changes for before in (timedelta(), _DAY)}
    start = when.start.time()
    return any(is_skipped(datetime.combine(day, start), when.timezone) for day in days)


def _changes_of(when: Times) -> Iterator[date]:
    """Give the days on which clocks change in the zone of an event, from its year on, to 2037."""
    for moment in changes_of(when.timezone):
        if moment.year >= when.start.year:
            yield moment.astimezone(ZoneInfo(when.timezone)).date()


def _later_changes_of(when: Times) -> list[list[date]]:
    """Return the days on which clocks change in each year after 2037, as its zone's rules say."""
    rules, zone = rules_of(when.timezone), ZoneInfo(when.timezone)
    if rules is None or rules.daylight is None:
        return []
    years = range(max(LAST_DAY.year + 1, when.start.year), HORIZON.year + 1)
    return [[each.astimezone(zone).date() for each, _ in rules.changes(year)] for year in years]


def _is_odd(held: Times, first: Times) -> bool:
    """Tell whether the times of an occurrence are skipped, or can be read in more ways than one."""
    is_skipped = held.start.time() != first.start.time() or held.end.time() != first.end.time()
    return is_skipped or has_odd_clocks(held)


def has_odd_clocks(held: Times) -> bool:
    """Tell whether clocks change while an event lasts, or show one of its times twice."""
    if held.start.utcoffset() != held.end.utcoffset():
        return True
    zone = ZoneInfo(held.timezone)
    return any(is_repeated(moment.replace(tzinfo=None), zone) for moment in (held.start, held.end))


@lru_cache(maxsize=4096)
def clocks_of(when: When, rule: Rule) -> tuple[tuple[str, str], ...]:
    """Return how far from UTC a series begins, and from which day on.

    So that a tz database which moves one of its moments can be told (R34). Tz data is followed
    to 2037.
    """
    kept: list[tuple[str, str]] = []
    if not isinstance(when, Times):
        return ()
    for day in days_of(rule, when.first, LAST_DAY):
        offset = f"{when.on(day).start:%z}"
        if not kept or kept[-1][1] != offset:
            kept.append((day.isoformat(), offset))
    return tuple(kept)
