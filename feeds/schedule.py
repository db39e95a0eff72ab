"""When an event is held, as values: whole days, times in a zone, not settled yet, again and again.

Everything is as its editor means it: ``last`` is the last day, times are those of the clocks on
the spot. An occurrence of a series is known by the day that its rule gives, whatever becomes of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Literal, cast, get_args
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_DECEMBER = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Whole days, wherever one is; ``last`` is the last of them."""

    first: date
    last: date

    def on(self, day: date) -> "Days":
        """Return as many days from another day on."""
        return Days(first=day, last=day + (self.last - self.first))


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """From one moment to another, by the clocks of an IANA zone.

    Both moments hold their distance from UTC, so that a change of the zone's rules is a change.
    """

    start: datetime
    end: datetime
    timezone: str

    @property
    def first(self) -> date:
        """The day it begins."""
        return self.start.date()

    @property
    def last(self) -> date:
        """The last day it lasts into; midnight ends the day before."""
        ends_with_day = self.end.time() == time() and self.end > self.start
        return self.end.date() - (_DAY if ends_with_day else timedelta())

    @property
    def is_in_a_day(self) -> bool:
        """Whether it ends on the day it begins, at midnight at the latest."""
        return self.first == self.last

    def on(self, day: date) -> "Times":
        """Return the same times of another day, by the clocks of that day.

        Where they skip its start, so that it would end before, it lasts as long as otherwise.
        """
        shift = day - self.first
        start, end = self.start.replace(tzinfo=None), self.end.replace(tzinfo=None)
        held = times(start + shift, end + shift, self.timezone)
        if held.start <= held.end:
            return held
        late = held.start.replace(tzinfo=None)
        return times(late, late + (end - start), self.timezone)


def times(start: datetime, end: datetime, zone: str) -> Times:
    """Return the times that clocks show in a zone."""
    return Times(start=moment_of(start, zone), end=moment_of(end, zone), timezone=zone)


def moment_of(local: datetime, zone: str) -> datetime:
    """Return the moment at which clocks show a time, with the distance from UTC it then has.

    Of a time that clocks show twice the first is meant; one that they skip is read by the
    clocks before the change (RFC 5545 §3.3.5), and so comes out as the time after it.
    """
    there = ZoneInfo(zone)
    before, after = (_offset(local.replace(tzinfo=there, fold=fold)) for fold in (0, 1))
    if before < after:  # skipped (PEP 495)
        local, before = local + (after - before), after
    return local.replace(tzinfo=timezone(before), fold=0)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def is_skipped(local: datetime, zone: str) -> bool:
    """Tell whether clocks in a zone never show a time: they are put forward over it."""
    return moment_of(local, zone).replace(tzinfo=None) != local


def is_repeated(local: datetime, zone: ZoneInfo) -> bool:
    """Tell whether clocks in a zone show a time twice: they are put back over it."""
    before, after = (_offset(local.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))
    return before > after


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """A month, a year, or no date yet: the event is announced, its days are to come."""

    year: int | None = None
    month: int | None = None

    @property
    def first(self) -> date:
        """The first day it may be; without any date, the last of all days."""
        return date(self.year, self.month or 1, 1) if self.year else date.max

    @property
    def last(self) -> date:
        """The last day it may be."""
        if self.year is None:
            return date.max
        month = self.month or _DECEMBER
        return date(self.year + month // _DECEMBER, month % _DECEMBER + 1, 1) - _DAY

    def __str__(self) -> str:
        """Write it as an editor does: 2026-09, 2026 or tbc."""
        if self.year is None:
            return "tbc"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"


Settled = Days | Times
When = Days | Times | Unsettled


def plain_when(when: When) -> dict[str, str]:
    """Write when an event is held: days, or times with their zone, or what is known."""
    if isinstance(when, Unsettled):
        return {"start": str(when)}
    if isinstance(when, Days):
        return {"start": when.first.isoformat(), "end": when.last.isoformat()}
    return {
        "start": when.start.isoformat(timespec="minutes"),
        "end": when.end.isoformat(timespec="minutes"),
        "timezone": when.timezone,
    }


Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_BY_DAY = re.compile(rf"([+-]?(?!00?[A-Z])\d{{1,2}})?({'|'.join(WEEKDAYS)})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A recurrence rule by days (RFC 5545 §3.3.10); each occurrence has the event's own time.

    ``by_day`` are weekdays from 0, a Monday, each with its ordinal in the month or year, 0 for
    all. ``until`` is the last day that an occurrence may begin.
    """

    frequency: Frequency
    interval: int = 1
    by_month: tuple[int, ...] = ()
    by_week: tuple[int, ...] = ()
    by_year_day: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[tuple[int, int], ...] = ()
    by_position: tuple[int, ...] = ()
    week_start: int = 0
    count: int | None = None
    until: date | None = None

    @property
    def is_endless(self) -> bool:
        """Whether the series goes on for ever."""
        return self.count is None and self.until is None

    def __str__(self) -> str:
        """Write the rule as iCalendar does, with UNTIL as a date."""
        parts = [f"FREQ={self.frequency}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        for name, field, _, _ in _NUMBERS:
            if numbers := getattr(self, field):
                parts.append(f"{name}={','.join(map(str, numbers))}")
        if self.by_day:
            parts.append(f"BYDAY={','.join(_by_day(*each) for each in self.by_day)}")
        if self.week_start:
            parts.append(f"WKST={WEEKDAYS[self.week_start]}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        if self.until is not None:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)


_NUMBERS = (
    ("BYMONTH", "by_month", 1, 12),
    ("BYWEEKNO", "by_week", -53, 53),
    ("BYYEARDAY", "by_year_day", -366, 366),
    ("BYMONTHDAY", "by_month_day", -31, 31),
    ("BYSETPOS", "by_position", -366, 366),
)
"""Parts of a rule that are lists of numbers: name, field, least and most."""


def _by_day(ordinal: int, weekday: int) -> str:
    return f"{ordinal or ''}{WEEKDAYS[weekday]}"


class RuleError(ValueError):
    """A recurrence rule that cannot be used, with what is wrong with it in plain words."""


def parse_rule(text: str, held: Settled | None = None) -> Rule:
    """Read a recurrence rule (RFC 5545 §3.3.10) whose parts are days or longer.

    Args:
        text: The rule.
        held: When the event is first held; an UNTIL with a time is told by its clocks.

    Raises:
        RuleError: It is not one, or says something twice, or of times of the day.
    """
    given: dict[str, Any] = {}
    for part in text.upper().removeprefix("RRULE:").strip(";").split(";"):
        name, equals, value = (each.strip() for each in part.partition("="))
        reader = _READERS.get(name)
        if not equals or reader is None:
            raise RuleError(f"“{part}” has no meaning in it")
        field, read = reader
        if field in given:
            raise RuleError(f"“{name}” stands in it twice")
        try:
            given[field] = _read_until(value, held) if name == "UNTIL" else read(value)
        except (ValueError, LookupError):
            raise RuleError(f"“{part}” cannot be right") from None
    if "frequency" not in given:
        raise RuleError("it has no FREQ")
    rule = Rule(**given)
    _check_together(rule)
    return rule


def _check_together(rule: Rule) -> None:
    """Refuse what the standard forbids together."""
    if rule.count is not None and rule.until is not None:
        raise RuleError("COUNT and UNTIL cannot stand together")
    has_ordinals = any(ordinal for ordinal, _ in rule.by_day)
    if has_ordinals and (rule.frequency in {"DAILY", "WEEKLY"} or rule.by_week):
        raise RuleError("BYDAY has numbers only in a month or a year")
    if rule.frequency != "YEARLY" and (rule.by_week or rule.by_year_day):
        raise RuleError("BYWEEKNO and BYYEARDAY need FREQ=YEARLY")
    if rule.frequency == "WEEKLY" and rule.by_month_day:
        raise RuleError("BYMONTHDAY has no meaning with FREQ=WEEKLY")
    others = (rule.by_month, rule.by_week, rule.by_year_day, rule.by_month_day, rule.by_day)
    if rule.by_position and not any(others):
        raise RuleError("BYSETPOS needs another BY part")


def _read_frequency(value: str) -> Frequency:
    return FREQUENCIES[FREQUENCIES.index(cast("Frequency", value))]


def _read_number(value: str, least: int = 1, most: int = 9999) -> int:
    if not re.fullmatch(r"[+-]?\d{1,4}", value, re.ASCII) or not least <= int(value) <= most:
        raise ValueError(value)
    return int(value)


def _numbers(least: int, most: int) -> Callable[[str], tuple[int, ...]]:
    def read(value: str) -> tuple[int, ...]:
        numbers = {_read_number(each, least, most) for each in value.split(",")}
        if 0 in numbers:
            raise ValueError(value)
        return tuple(sorted(numbers))

    return read


def _read_by_day(value: str) -> tuple[tuple[int, int], ...]:
    found = [_BY_DAY.fullmatch(each.strip()) for each in value.split(",")]
    read = {(int(each[1] or 0), WEEKDAYS.index(each[2])) for each in found if each}
    if not all(found) or any(abs(ordinal) > 53 for ordinal, _ in read):  # noqa: PLR2004 - weeks
        raise ValueError(value)
    return tuple(sorted(read))


def _read_until(value: str, held: Settled | None = None) -> date:
    """Read the last day that an occurrence may begin on."""
    until = datetime.fromisoformat(value)
    if not isinstance(held, Times) or len(value) <= len("YYYYMMDD"):
        return until.date()
    try:
        local = until.astimezone(ZoneInfo(held.timezone)) if until.tzinfo else until
    except OverflowError:  # the first or the last day that there is: no clock shows another
        return until.date()
    return local.date() - (_DAY if local.time() < held.start.time() else timedelta())


_READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "FREQ": ("frequency", _read_frequency),
    "INTERVAL": ("interval", _read_number),
    "BYDAY": ("by_day", _read_by_day),
    "WKST": ("week_start", WEEKDAYS.index),
    "COUNT": ("count", _read_number),
    "UNTIL": ("until", _read_until),
    **{name: (field, _numbers(least, most)) for name, field, least, most in _NUMBERS},
}
"""The parts of a rule: the field of each, and how it is read."""
