"""The occurrences of an event: of a single one itself, of a series what its rule and its editor say.

Rules are expanded by days: those of plain days and weeks are counted, all others are dateutil's
work. Each occurrence then has the event's own times by the clocks of its day. Everything is
bounded by a last day, so a series may go on for ever.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from feeds.model import Entry, Event, OccurrenceChange
from feeds.schedule import Rule, Settled, Times, Unsettled, When
from feeds.timezones import LAST_DAY

MOST_OCCURRENCES = 999
"""The most that a program is given one by one: Office 365 takes no higher COUNT (R40)."""
HORIZON = date(2099, 12, 31)
"""The last day that series are followed to."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time that an event is held.

    ``day`` is the day that the rule gives it, and names it for ever; ``when`` is when it is held,
    whatever the rule says. ``is_extra`` ones are beyond the rule.
    """

    day: date
    when: When
    series: Event
    change: OccurrenceChange | None = None
    is_extra: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether it is other than the series."""
        return self.change is not None

    @property
    def event(self) -> Event:
        """The event as it is on that occasion."""
        if self.series.repeat is None:
            return self.series
        return replace(self.series, when=self.when, repeat=None, **_given(self.change))


def _given(change: OccurrenceChange | None) -> dict[str, Any]:
    """Return the fields that are other on an occasion."""
    if change is None:
        return {}
    is_moved = change.status == "postponed" and change.when is not None
    given = {
        "title": change.title,
        "summary": change.summary,
        "note": change.note,
        "status": "confirmed" if is_moved else change.status,  # new days revive it (R39)
        "location": change.location,
    }
    return {name: each for name, each in given.items() if each}


def rule_days(
    rule: Rule, first: date, last: date = date.max, since: date = date.min
) -> Iterator[date]:
    """Give the days of a rule in their order.

    Args:
        rule: The rule.
        first: The day the series begins; it counts only if it fits the rule.
        last: The last day to give.
        since: The first day to give; far ahead is reached at once where that can be counted.
    """
    until = min(last, rule.until or last)
    is_counted = rule.frequency in _PERIODS and not (
        rule.by_month or rule.by_month_day or rule.by_position
    )
    is_plain = is_counted and (rule.frequency == "WEEKLY" or not rule.by_day)
    days = _counted(rule, first, since) if is_plain else _expanded(rule, first, until)
    for day in days:
        if day > until:
            return
        if day >= since:
            yield day


_PERIODS = {"DAILY": 1, "WEEKLY": 7}


def _counted(rule: Rule, first: date, since: date) -> Iterator[date]:
    """Give the days of a rule that names weekdays at most, without end or up to its count."""
    start, steps = first, [0]
    if rule.frequency == "WEEKLY":
        start = first - _DAY * ((first.weekday() - rule.week_start) % 7)
        weekdays = [day for _, day in rule.by_day] or [first.weekday()]
        steps = sorted((day - rule.week_start) % 7 for day in weekdays)
    period = _PERIODS[rule.frequency] * rule.interval
    skipped = 0 if rule.count else max(0, (since - start).days // period)
    week = start.toordinal() + skipped * period
    ordinals = (each + step for each in itertools.count(week, period) for step in steps)
    days = (each for each in ordinals if each >= first.toordinal())
    for each in itertools.islice(days, rule.count):
        if each > _LAST_ORDINAL:
            return
        yield date.fromordinal(each)


_LAST_ORDINAL = date.max.toordinal()


def _expanded(rule: Rule, first: date, until: date) -> Iterator[date]:
    """Give the days of any rule, up to a day."""
    from dateutil import rrule

    dates = rrule.rrule(
        getattr(rrule, rule.frequency),
        dtstart=datetime.combine(first, time()),
        interval=rule.interval,
        wkst=rule.week_start,
        until=datetime.combine(until, time()),
        bysetpos=rule.by_position or None,
        bymonth=rule.by_month or None,
        bymonthday=rule.by_month_day or None,
        byyearday=rule.by_year_day or None,
        byweekno=rule.by_week or None,
        byweekday=[rrule.weekday(day, ordinal or None) for ordinal, day in rule.by_day] or None,
    )
    return (each.date() for each in itertools.islice(dates, rule.count))


@lru_cache(maxsize=4096)
def _first_days(rule: Rule, first: date, last: date) -> tuple[date, ...]:
    """Remember what series by months and years are mostly asked for: their first thousand days."""
    return tuple(itertools.islice(rule_days(rule, first, last), MOST_OCCURRENCES + 1))


def days_of(rule: Rule, first: date, last: date, since: date = date.min) -> Iterator[date]:
    """Give the days of a rule as `rule_days` does, quickly where they were given before."""
    if rule.frequency in _PERIODS:
        yield from rule_days(rule, first, last, since)
        return
    known = _first_days(rule, first, LAST_DAY if last <= LAST_DAY else max(last, HORIZON))
    yield from (day for day in known if since <= day <= last)
    if len(known) > MOST_OCCURRENCES and known[-1] < last:
        later = rule_days(rule, first, last, since)
        yield from (day for day in later if day > known[-1])


def occurrences(event: Event, last: date, since: date = date.min) -> Iterator[Occurrence]:
    """Give each time that an event is held, in the order of the rule.

    Those beyond the rule come after it. An event whose days are not settled has one occurrence.

    Args:
        event: The event.
        last: The last day of the rule to follow it to.
        since: The first day of the rule to give.
    """
    when = event.when
    if event.repeat is None or isinstance(when, Unsettled):
        yield Occurrence(day=when.first, when=when, series=event)
        return
    changes = {change.day: change for change in event.repeat.changes}
    without = frozenset(event.repeat.without)
    for day in days_of(event.repeat.rule, when.first, last, since):
        if day not in without:
            yield _occurrence(event, day, when.on(day), changes.get(day))
    for extra in event.repeat.also:
        if since <= extra.first <= last:
            changed = _occurrence(event, extra.first, extra, changes.get(extra.first))
            yield replace(changed, is_extra=True)


def exceptional(event: Event) -> Iterator[Occurrence]:
    """Give the occurrences of a series that are other than its rule says, however far they are."""
    if event.repeat is None or isinstance(event.when, Unsettled):
        return
    changed = frozenset(change.day for change in event.repeat.changes)
    for day in sorted({*changed, *(extra.first for extra in event.repeat.also)}):
        for each in occurrences(event, day, day):
            if each.is_changed or each.is_extra:
                yield each


def _occurrence(
    event: Event, day: date, when: Settled, change: OccurrenceChange | None
) -> Occurrence:
    """Return the occurrence of a day; clocks that skip its time may show it on the next day."""
    held = change.when if change and change.when else when
    return Occurrence(day=day, when=held, series=event, change=change)


def on_occasion(entry: Entry, occurrence: Occurrence) -> Entry:
    """Return the entry as it is on one occasion; what changed of the series is no news of it."""
    if not occurrence.is_changed:
        return replace(entry, event=occurrence.event)
    revision = replace(entry.revision, changes=())
    return replace(entry, event=occurrence.event, revision=revision)


def last_day_of(event: Event) -> date | None:
    """Return the last day of an event, or None of a series that goes on for ever.

    One that has no occurrence left ends with the first that its rule gives.
    """
    return event.when.last if event.repeat is None else _last_day_of_series(event)


@lru_cache(maxsize=4096)
def _last_day_of_series(event: Event) -> date | None:
    when, repeat = event.when, event.repeat
    if repeat is None or isinstance(when, Unsettled):
        return when.last
    if repeat.rule.is_endless:
        return None
    other = {*repeat.without, *(change.day for change in repeat.changes)}
    plain = [day for day in days_of(repeat.rule, when.first, HORIZON) if day not in other]
    usual = (when.on(day).last for day in plain[-1:])
    return max((*usual, *(each.when.last for each in exceptional(event))), default=when.last)


def overlapping(event: Event, first: date, last: date) -> list[Occurrence]:
    """Return the occurrences of an event that last into a span of days, by date."""
    return sorted(_held_in(event, first, last), key=lambda each: order_of(each.when))


def following(event: Event, today: date) -> Iterator[Occurrence]:
    """Give the occurrences of a series that last into a day or come after it, by date."""
    first, end = today, min(HORIZON, last_day_of(event) or HORIZON)
    span = _MONTH
    while first <= end:
        last, span = max(first, event.when.first) + span, span * 2
        for each in overlapping(event, first, last):
            if each.when.first >= first or first == today:
                yield each
        first = last + _DAY


_MONTH = timedelta(days=31)


def lasts_into(event: Event, first: date, last: date) -> bool:
    """Tell whether an event lasts into a span of days; of a series, one occurrence is enough."""
    return any(True for _ in _held_in(event, first, last))


def _held_in(event: Event, first: date, last: date) -> Iterator[Occurrence]:
    since, until = _reach(event, first, last)
    for each in occurrences(event, until, since):
        if each.when.first <= last and each.when.last >= first:
            yield each


def _reach(event: Event, first: date, last: date) -> tuple[date, date]:
    """Return the days of the rule whose occurrences may last into a span of days.

    Those that are long or were moved lie outside it.
    """
    when, repeat = event.when, event.repeat
    if repeat is None or isinstance(when, Unsettled):
        return first, last
    moved = [(each.day, each.when) for each in repeat.changes if each.when]
    late = max((held.last - day for day, held in moved), default=_DAY)
    long = max(each.last - each.first for each in (when, *repeat.also))
    early = max((day - held.first for day, held in moved), default=timedelta())
    back = max(late, long, timedelta()) + _DAY  # the day that clocks may skip to
    since = first - back if first - date.min > back else date.min
    return since, min(last, HORIZON) + max(early, timedelta())


def order_of(when: When) -> tuple[date, datetime]:
    """Return what dates are sorted by: day, then moment; whole days before times."""
    return when.first, when.start.astimezone(UTC) if isinstance(when, Times) else _EARLIEST


_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
