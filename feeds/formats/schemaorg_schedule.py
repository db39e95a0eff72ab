"""When a series is held, as schema.org has it: a `Schedule`, where one can say it.

It has the parts of a recurrence rule (RFC 5545 §3.3.10), but counts no days of a month from its
end, no weeks and no days of a year, and picks none of several days.
"""

from datetime import date, timedelta
from typing import Any

from feeds.formats.contentlines import duration
from feeds.model import Event
from feeds.recurrence import last_day_of
from feeds.schedule import WEEKDAYS, Days, Rule, Settled, Times, Unsettled
from feeds.wording.schedules import spelled_out

Data = dict[str, Any]
"""What is known, as JSON has it."""


def stated(known: Data) -> Data:
    """Leave out what is not known, and write a row of one as that one."""
    alone = {
        name: each[0] if isinstance(each, list) and len(each) == 1 else each
        for name, each in known.items()
    }
    return {name: each for name, each in alone.items() if each not in (None, "", [], {})}


def dates_of_series(event: Event) -> Data:
    """Return the schedule of a series or, where none can say its rule, its first and last day."""
    if event.repeat is None or isinstance(event.when, Unsettled):
        return {}
    rule = spelled_out(event.repeat.rule, event.when.first)
    if _is_schedule(rule):
        return {"eventSchedule": _schedule(event, event.when, rule)}
    last = last_day_of(event)
    first = event.when.first.isoformat()
    if isinstance(event.when, Times):
        first = event.when.start.isoformat()
    return {"startDate": first, "endDate": last and last.isoformat()}


def _is_schedule(rule: Rule) -> bool:
    """Tell whether a schedule can say a rule: it counts no days from an end, and no weeks."""
    if rule.by_position or rule.by_week or rule.by_year_day:
        return False
    if any(day < 0 for day in rule.by_month_day):  # "an Integer between 1-31"
        return False
    goes_by_week = rule.frequency == "WEEKLY" and rule.interval > 1
    needs_month = rule.frequency == "YEARLY" and bool(rule.by_month_day)
    return not (goes_by_week and rule.week_start) and not (needs_month and not rule.by_month)


def _schedule(event: Event, when: Settled, rule: Rule) -> Data:
    known = {
        "@type": "Schedule",
        "repeatFrequency": f"P{rule.interval}{rule.frequency[0]}",  # ISO 8601: D, W, M, Y
        "byDay": [f"{ordinal or ''}{WEEKDAYS[day]}" for ordinal, day in rule.by_day],
        "byMonthDay": list(rule.by_month_day),
        "byMonth": list(rule.by_month),
        "repeatCount": rule.count,
        "startDate": when.first.isoformat(),
        "endDate": rule.until and rule.until.isoformat(),
        **_hours(when),
        "exceptDate": [day.isoformat() for day in _exceptions(event)],
    }
    return stated(known)


def _hours(when: Settled) -> Data:
    """Return from when to when each occurrence lasts, by the clocks on the spot, and how long."""
    if isinstance(when, Days):
        return {"duration": duration(when.last - when.first + timedelta(days=1))}
    start, end = when.start.replace(tzinfo=None), when.end.replace(tzinfo=None)
    is_told = end > start
    return {
        "startTime": start.time().isoformat(),
        "endTime": end.time().isoformat() if is_told and when.is_in_a_day else None,
        "duration": duration(end - start) if is_told else None,
        "scheduleTimezone": when.timezone,
    }


def _exceptions(event: Event) -> list[date]:
    """Return the days of the rule on which it is not held as the rule says."""
    if event.repeat is None:
        return []
    extra = {each.first for each in event.repeat.also}
    changed = {
        change.day
        for change in event.repeat.changes
        if change.when or change.status in {"cancelled", "postponed"}
    }
    return sorted({*event.repeat.without, *(changed - extra)})
