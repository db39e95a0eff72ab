"""How times and series go into iCalendar: in their zone or in UTC, as a rule or one by one.

Outlook reads a zone only as yearly rules (R34), and only the recurrence patterns of its own
(MS-OXCICAL §2.1.3.2); whatever is beyond that would be shown wrongly, without a word.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Literal

from feeds.clocks import (
    has_odd_clocks,
    is_ever_skipped,
    keeps_its_clocks,
    keeps_its_clocks_later,
    was_lately_skipped,
)
from feeds.model import Event
from feeds.recurrence import (
    HORIZON,
    MOST_OCCURRENCES,
    Occurrence,
    days_of,
    occurrences,
    order_of,
)
from feeds.schedule import Rule, Settled, Times, Unsettled
from feeds.timezones import LAST_DAY, is_utc, rules_of

_EVERY_MONTH = 28
"""The last day that every month has."""
_FOURTH = 4
"""The last ordinal that every month has of a weekday; a fifth is the last one to Outlook."""
_MOST_INTERVAL = 99
_FEBRUARY = 2


def zone_of(event: Event) -> str | None:
    """Return the zone that the times of an event are written in; None for UTC, and for whole days.

    The yearly rules of the zone must hold from the first of them on. What is held once must have
    times that can be read in one way only; of a series `is_written_as_rule` tells that.
    """
    when = event.when
    if not isinstance(when, Times) or is_utc(when.timezone):
        return None
    if event.repeat is None and has_odd_clocks(when):
        return None
    rules = rules_of(when.timezone)
    first = min(each.start for each in _all_times(event, when))
    return when.timezone if rules and rules.since <= first else None


def zone_used_by(event: Event) -> str | None:
    """Return the zone that some times of an event are written in, which needs its rules (R34).

    Of a series that is written one by one some are in it, others may be in UTC.
    """
    if event.repeat is None or is_written_as_rule(event):
        return zone_of(event)
    return next((zone for each in one_by_one(event) if (zone := zone_of(each.event))), None)


def one_by_one(event: Event) -> Iterator[Occurrence]:
    """Give the first occurrences of a series that no rule can say, as many as calendars bear.

    One that goes on for ever is followed as far as tz data is.
    """
    is_near = event.repeat and event.repeat.rule.is_endless and event.when.first <= LAST_DAY
    held = occurrences(event, LAST_DAY if is_near else HORIZON)
    yield from sorted(held, key=lambda each: order_of(each.when))[:MOST_OCCURRENCES]


def _all_times(event: Event, when: Times) -> Iterator[Times]:
    yield when
    if event.repeat:
        held = (*event.repeat.also, *(each.when for each in event.repeat.changes))
        yield from (each for each in held if isinstance(each, Times))


Obstacle = Literal["zone", "rule", "clocks"]
"""Why a series is given one by one: its zone has no yearly rules, its rule is beyond Outlook's,
or clocks are changed at its times."""


def is_written_as_rule(event: Event) -> bool:
    """Tell whether a series can be an RRULE that every calendar expands alike (R40)."""
    is_series = event.repeat is not None and not isinstance(event.when, Unsettled)
    return is_series and obstacle_of(event) is None


def obstacle_of(event: Event) -> Obstacle | None:
    """Return why the dates of a series are given one by one, or None where a rule says them."""
    when, repeat = event.when, event.repeat
    if repeat is None or isinstance(when, Unsettled):
        return None
    if isinstance(when, Times) and not is_utc(when.timezone) and zone_of(event) is None:
        return "zone"
    if not _is_plain(repeat.rule, when):
        return "rule"
    return None if _has_plain_times(repeat.rule, when) else "clocks"


def cut_of(event: Event) -> tuple[int, date] | None:
    """Return how many dates of a series are given one by one, and the last, if it has more."""
    if event.repeat is None or obstacle_of(event) is None:
        return None
    rule, first = event.repeat.rule, event.when.first
    held = tuple(islice(occurrences(event, LAST_DAY), MOST_OCCURRENCES + 1))
    goes_on = rule.is_endless or any(day > LAST_DAY for day in days_of(rule, first, HORIZON))
    if not held or not (goes_on or len(held) > MOST_OCCURRENCES):
        return None
    given = held[:MOST_OCCURRENCES]
    return len(given), max(each.when.first for each in given)


def _has_plain_times(rule: Rule, when: Settled) -> bool:
    """Tell whether the times of a series are the same to all, however far it is followed.

    In search of a day of a month libical comes by others; if clocks skip the time there, it goes
    on with the one after the change. It asks its own data which times are skipped, and they go on
    with summer time where it was given up lately: in Paraguay, Mexico and Fiji.
    """
    if was_lately_skipped(when):
        return False
    if rule.frequency in {"MONTHLY", "YEARLY"} and is_ever_skipped(when):
        return False
    return keeps_its_clocks(when, rule) and keeps_its_clocks_later(when, rule)


def _is_plain(rule: Rule, when: Settled) -> bool:
    """Tell whether a rule is one of Outlook's patterns, with the same meaning there."""
    count = rule.count or 0
    if count == 1 or count > MOST_OCCURRENCES or rule.interval > _MOST_INTERVAL:
        return False
    if rule.by_week or rule.by_year_day or rule.week_start:
        return False
    return _PATTERNS[rule.frequency](rule, when)


def _is_daily(rule: Rule, _when: Settled) -> bool:
    return not (rule.by_month or rule.by_month_day or rule.by_day)


def _is_weekly(rule: Rule, _when: Settled) -> bool:
    return not (rule.by_month or rule.by_position)


def _is_monthly(rule: Rule, when: Settled) -> bool:
    return not rule.by_month and _is_in_month(rule, when.first.month)


def _is_yearly(rule: Rule, when: Settled) -> bool:
    return rule.by_month == (when.first.month,) and _is_in_month(rule, when.first.month)


_PATTERNS = {
    "DAILY": _is_daily,
    "WEEKLY": _is_weekly,
    "MONTHLY": _is_monthly,
    "YEARLY": _is_yearly,
}


def _is_in_month(rule: Rule, month: int) -> bool:
    """Tell whether a rule names one day of a month that every such month has."""
    if rule.by_month_day and not rule.by_day and not rule.by_position:
        (day, *others) = rule.by_month_day
        is_there = 0 < day <= _EVERY_MONTH or (rule.frequency == "YEARLY" and month != _FEBRUARY)
        is_last = day == -1 and (rule.interval == 1 or rule.frequency == "MONTHLY")
        return not others and (is_last or (day > 0 and is_there))
    if rule.by_day and not rule.by_month_day and not rule.by_position:
        ((ordinal, _), *more) = rule.by_day
        return not more and (1 <= ordinal <= _FOURTH or ordinal == -1)
    return _is_nth_of_several(rule)


def _is_nth_of_several(rule: Rule) -> bool:
    """Tell whether a rule is the first to fourth, or last, of all working days, or of all days."""
    days = tuple(day for _, day in rule.by_day)
    are_known = days in (tuple(range(7)), tuple(range(5)), (5, 6))
    has_ordinals = any(ordinal for ordinal, _ in rule.by_day)
    (position, *rest) = rule.by_position or (0,)
    is_near = 1 <= position <= _FOURTH or position == -1
    return are_known and not has_ordinals and not rule.by_month_day and is_near and not rest


def is_own(each: Occurrence, named: Iterable[Occurrence], event: Event) -> bool:
    """Tell whether an occurrence is an event of its own beside its series, which a rule says.

    So is what no override can say: a date beyond the rule, one that passes a neighbour, and times
    that stand in UTC.

    Args:
        each: The occurrence.
        named: All occurrences that are other than the rule says.
        event: The series.
    """
    is_odd = isinstance(each.when, Times) and has_odd_clocks(each.when)
    return each.is_extra or is_odd or _is_displaced(each, named, event)


def _is_displaced(each: Occurrence, named: Iterable[Occurrence], event: Event) -> bool:
    """Tell whether an occurrence passes a neighbour, or shares its day, which Exchange refuses.

    Neighbours are the days of the rule on both sides, those taken out too, and where the
    occurrences of those days were moved to.
    """
    if event.repeat is None or each.when.first == each.day:
        return False
    held = {other.day: other.when.first for other in named if not other.is_extra}
    first, last = sorted((each.day, each.when.first))
    before, after = _neighbours(event.repeat.rule, event.when.first, each.day)
    if (before and before >= first) or (after and after <= last):
        return True
    passes = before is not None and held.get(before, before) >= each.when.first
    return passes or (after is not None and held.get(after, after) <= each.when.first)


def _neighbours(rule: Rule, first: date, day: date) -> tuple[date | None, date | None]:
    """Return the days of a rule before and after one of them, where there are any."""
    reach = _STRIDES[rule.frequency] * rule.interval
    before = [each for each in days_of(rule, first, day, day - reach) if each < day]
    after = (each for each in days_of(rule, first, day + reach, day) if each > day)
    return max(before, default=None), next(after, None)


_STRIDES = {
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(days=13),
    "MONTHLY": timedelta(days=62),
    "YEARLY": timedelta(days=731),
}
"""More than lies between two occurrences of a rule, for each step of its interval."""
