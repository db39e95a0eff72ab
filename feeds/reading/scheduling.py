"""Dates of the schema → when an event is held: days or times in its zone, and how it repeats."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from feeds.model import Location, OccurrenceChange, Repeat
from feeds.reading.moments import MIDNIGHT
from feeds.reading.parts import LocationPart
from feeds.reading.schema import CalendarPart, EventPart, OccurrencePart, RepeatPart
from feeds.schedule import Days, Rule, Settled, Times, Unsettled, When, parse_rule, times

_Said = Callable[[Mapping[str, str] | None], str]


def zone_of(part: EventPart, head: CalendarPart) -> str:
    """Return the zone of an event's times: its own, that of its place, or the calendar's."""
    of_place = part.location.timezone if part.location else None
    return part.timezone or of_place or head.timezone


def when_of(part: EventPart, head: CalendarPart) -> When:
    """Return when an event is held; a series, for the first time."""
    if isinstance(part.start, Unsettled):
        return part.start
    return settled(part.start, part.end, zone_of(part, head))


def settled(start: date | datetime, end: Any, zone: str) -> Settled:
    """Return the days or times from a start to an end, which may be left out."""
    if not isinstance(start, datetime):
        return Days(first=start, last=end or start)
    return times(start, local_end(start, end), zone)


def local_end(start: Any, end: Any) -> Any:
    """Return the last day, or the time at which clocks show the end, of what may be left out."""
    if end is MIDNIGHT:
        return datetime.combine(start.date() + timedelta(days=1), time())
    if isinstance(end, time):
        return datetime.combine(start.date(), end)
    return end or start


def rule_of(part: RepeatPart, held: Settled) -> Rule:
    """Return the rule that an editor's words say, for a series that begins so."""
    if part.rrule:
        return _as_it_begins(parse_rule(part.rrule, held), held.first)
    if part.every is None:
        raise ValueError(part)
    rule = Rule(
        frequency=part.every.frequency,
        interval=part.every.count,
        count=part.times,
        until=part.until,
    )
    if part.on:
        rule = replace(
            rule,
            by_day=part.on.by_day,
            by_month_day=part.on.by_month_day,
            by_position=part.on.by_position,
        )
    if rule.frequency == "YEARLY":
        rule = replace(rule, by_month=(held.first.month,))
    return _as_it_begins(rule, held.first)


def _as_it_begins(rule: Rule, first: date) -> Rule:
    """Take from the first day what is left open: weekday, day, month (RFC 5545 §3.3.10)."""
    if rule.by_day or rule.by_month_day or rule.by_year_day:
        return rule
    if rule.frequency == "WEEKLY" or rule.by_week:
        return replace(rule, by_day=((0, first.weekday()),))
    if rule.frequency == "YEARLY" and not rule.by_month:
        rule = replace(rule, by_month=(first.month,))
    is_longer = rule.frequency in {"MONTHLY", "YEARLY"}
    return replace(rule, by_month_day=(first.day,)) if is_longer else rule


def repeat_of(
    part: EventPart, when: When, said: _Said, place: Callable[[LocationPart], Location]
) -> Repeat | None:
    """Return how an event is held again, with its texts in a language."""
    if part.repeat is None or isinstance(when, Unsettled):
        return None
    repeat = part.repeat
    changes = (
        _change(_day(key), change, when, said, place) for key, change in repeat.changes.items()
    )
    return Repeat(
        rule=rule_of(repeat, when),
        without=tuple(sorted({_day(each) for each in repeat.without})),
        also=tuple(
            sorted((extra_of(each, when) for each in repeat.also), key=lambda each: each.first)
        ),
        changes=tuple(sorted(changes, key=lambda change: change.day)),
    )


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def extra_of(start: date | datetime, when: Settled) -> Settled:
    """Return the dates of an occurrence beyond the rule: a day takes the event's own times."""
    if not isinstance(start, datetime) or not isinstance(when, Times):
        return when.on(_day(start))
    length = when.end.replace(tzinfo=None) - when.start.replace(tzinfo=None)
    return times(start, start + length, when.timezone)


def changed_when(day: date, part: OccurrencePart, when: Settled) -> Settled | None:
    """Return the dates of an occurrence that is held at another time, or None."""
    if part.start is None and part.end is None:
        return None
    usual = when.on(day)
    if isinstance(usual, Days):
        first = _day(part.start) if part.start else usual.first
        return Days(first=first, last=part.end) if part.end else usual.on(first)
    local = usual.start.replace(tzinfo=None)
    start = part.start or local
    if not isinstance(start, datetime):
        start = datetime.combine(start, local.time())
    if part.end is None:
        return extra_of(start, usual)
    return times(start, local_end(start, part.end), usual.timezone)


def _change(
    day: date,
    part: OccurrencePart,
    when: Settled,
    said: _Said,
    place: Callable[[LocationPart], Location],
) -> OccurrenceChange:
    return OccurrenceChange(
        day=day,
        when=changed_when(day, part, when),
        title=said(part.title),
        summary=said(part.summary),
        note=said(part.note),
        status=part.status,
        location=place(part.location) if part.location else None,
    )
