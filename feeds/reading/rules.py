"""How often an event is held, in an editor's words: "2 weeks", "second tuesday", "last day"."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator

from feeds.reading import written
from feeds.reading.source import shown
from feeds.reading.values import checked_line, fault, nearest
from feeds.recurrence import MOST_OCCURRENCES
from feeds.schedule import Frequency, RuleError, parse_rule

_UNITS: dict[str, Frequency] = {
    "day": "DAILY",
    "week": "WEEKLY",
    "month": "MONTHLY",
    "year": "YEARLY",
}
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
_NUMBERS = {"other": 2, "second": 2, "two": 2, "third": 3, "three": 3, "four": 4, "six": 6}
_OTHER_WORDS = {
    "fortnight": "2 weeks",
    "quarter": "3 months",
    "quarterly": "3 months",
    "half year": "6 months",
    "annually": "year",
}
_EVERY = re.compile(rf"(?:(\d{{1,3}}) )?({'|'.join(_UNITS)})s?", re.ASCII)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORKING = tuple((0, day) for day in range(5))
_JOINTS = re.compile(r"\s*(?:,|\band\b)\s*")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Every so many days, weeks, months or years."""

    frequency: Frequency
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days of a week, a month or a year: the parts of a rule that say so.

    ``by_day`` are weekdays from 0, a Monday, each with its ordinal, 0 for all; ``by_position``
    picks one of them all, such as the last working day.
    """

    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_position: tuple[int, ...] = ()

    @property
    def are_weekdays(self) -> bool:
        """Whether they are plain weekdays, without any number."""
        return not self.by_month_day and not any(ordinal for ordinal, _ in self.by_day)


def _every(value: Any) -> Interval:
    text = checked_line(value).lower().removeprefix("every ")
    found = _EVERY.fullmatch(_ADVERBS.get(text, text))
    if found is None or found[1] == "0":
        raise fault("every", f"“{shown(text)}” does not say how often", _meant_span(text))
    return Interval(frequency=_UNITS[found[2]], count=int(found[1] or 1))


def _meant_span(text: str) -> str:
    """Propose how an editor's other words for a span of time are written."""
    number, _, unit = text.removesuffix("s").partition(" ")
    if number in _NUMBERS and unit in _UNITS:
        return f"write {_NUMBERS[number]} {unit}s"
    if text in _OTHER_WORDS:
        return f"write {_OTHER_WORDS[text]}"
    if text.removesuffix("s") in (*_WEEKDAYS, "weekday"):
        return f"write “every: week” and “on: {text}”"
    return nearest(text, tuple(_UNITS)) or "write day, week, 2 weeks, month, 3 months or year"


def _on(value: Any) -> Days:
    """Read days in words; "first and third tuesday" gives both the same weekday."""
    parts = value if isinstance(value, list) else [value]
    text = " and ".join(checked_line(part).lower().removeprefix("the ") for part in parts)
    words = [part for part in _JOINTS.split(text) if part]
    days, pending = Days(), []
    for word in words:
        if word in _ORDINALS:
            pending.append(_ORDINALS[word])
            continue
        found = _day_in_words(word, pending)
        days = Days(
            by_day=tuple(sorted({*days.by_day, *found.by_day})),
            by_month_day=tuple(sorted({*days.by_month_day, *found.by_month_day})),
            by_position=(*days.by_position, *found.by_position),
        )
        pending = []
    _check_days(days, words, pending)
    return days


def _check_days(days: Days, words: list[str], pending: list[int]) -> None:
    """Refuse words that say nothing, or more than one rule can."""
    if not words:
        raise fault("empty", "this says no days", "write them, or leave the key out")
    if pending:
        message = f"“{shown(words[-1])}” does not say which day"
        raise fault("on", message, "write the weekday too, as in “second tuesday”")
    others = [word for word in words if word not in _ORDINALS][1:]
    if (days.by_day and days.by_month_day) or (days.by_position and others):
        message = f"no single rule can express “{shown(' and '.join(words))}”"
        raise fault("on", message, "make a separate series for each")


def _day_in_words(text: str, pending: list[int]) -> Days:
    ordinal, _, rest = text.rpartition(" ")
    name = (rest or text).removesuffix("s")
    numbers = [*pending, _ORDINALS[ordinal]] if ordinal in _ORDINALS else pending
    found = _MONTH_DAY.fullmatch(text)
    if ordinal and ordinal not in _ORDINALS:
        raise _unknown_days(text)
    if name in _WEEKDAYS:
        weekday = _WEEKDAYS.index(name)
        return Days(by_day=tuple((number, weekday) for number in numbers or (0,)))
    if name == "weekday":
        return Days(by_day=_WORKING, by_position=tuple(sorted(numbers)))
    if text == "last day" and not pending:
        return Days(by_month_day=(-1,))
    if found and not pending and 1 <= int(found[1]) <= _LONGEST_MONTH:
        return Days(by_month_day=(int(found[1]),))
    raise _unknown_days(text)


def _unknown_days(text: str) -> Exception:
    return fault("on", f"“{shown(text)}” does not say on which days", _meant_days(text))


def _meant_days(text: str) -> str:
    """Propose how an editor's other words for days are written."""
    ordinal, _, name = text.rpartition(" ")
    if text.isdecimal():
        return f"write a number from 1 to {_LONGEST_MONTH}, or last day"
    if name == "day" and _ORDINALS.get(ordinal, 0) > 0:
        return f"write {_ORDINALS[ordinal]}"
    if found := _MONTH_DAY.fullmatch(ordinal):
        number = next((word for word, each in _ORDINALS.items() if each == int(found[1])), "")
        return f"write “{number} {name}”" if number and name in _WEEKDAYS else _DAYS_HINT
    return nearest(name, (*_WEEKDAYS, *_ORDINALS)) or _DAYS_HINT


_DAYS_HINT = "write monday and thursday, second tuesday, last friday, 15 or last day"


def _rule_text(value: Any) -> str:
    text = checked_line(value)
    try:
        parse_rule(text)
    except RuleError as error:
        hint = "write one such as FREQ=MONTHLY;BYDAY=2TU;UNTIL=20271231, without times of the day"
        raise fault("rrule", f"this is not a valid calendar rule: {error}", hint) from None
    return text


def _times(value: Any) -> int:
    text = checked_line(value)
    if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_OCCURRENCES:
        message = f"“{shown(text)}” is not a number from 1 to {MOST_OCCURRENCES}"
        raise fault("times", message, "write how often it is held, or “until” with the last day")
    return int(text)


Every = Annotated[Interval, BeforeValidator(_every, json_schema_input_type=written.EVERY)]
Occasions = Annotated[
    Days, BeforeValidator(_on, json_schema_input_type=written.ON | list[written.ON])
]
RuleText = Annotated[str, BeforeValidator(_rule_text, json_schema_input_type=written.RRULE)]
Times = Annotated[int, BeforeValidator(_times, json_schema_input_type=written.TIMES)]
