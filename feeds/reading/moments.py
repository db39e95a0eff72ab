"""Days and times as an editor writes them, each checked and told in plain words."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, NoReturn
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

from feeds.reading import written
from feeds.reading.source import shown
from feeds.reading.values import checked_line, fault
from feeds.schedule import Unsettled

MIDNIGHT = time.max
"""The end of a day, 24:00, which no time of the day is."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
_TIME = re.compile(r"\d{1,2}:\d{2}", re.ASCII)
_DAY_AND_TIME = re.compile(rf"({_DAY.pattern})[ \xa0T]({_TIME.pattern})", re.ASCII)
_TO_COME = frozenset({"tbc", "tba", "tbd"})
_FIRST_YEAR = 1583  # the first whole year of the Gregorian calendar
_LAST_YEAR = 9998  # the day after the last day must still be a date

_LOOSE_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_LOOSE_TIME = re.compile(r"(\S+?),?[ T](\d{1,2})[:.h](\d{2})(?::00)?(.*)", re.ASCII)
_LOOSE_MONTH = re.compile(
    r"[^\W\d]+ \d{4}|\d{1,2}[-./]\d{4}|\d{4}[-/ ][^\W\d]\w*|\?+|[^\W\d]{1,10}"
)
"""A month, a quarter or a season with its year, or one word."""
_DAY_HINT = "write year-month-day, such as 2008-11-25"
_HINT = f"{_DAY_HINT}, or with a time, 2008-11-25 09:30"


def _day(value: Any) -> date:
    text = checked_line(value)
    if found := _DAY_AND_TIME.fullmatch(text):
        raise fault(
            "date",
            f"“{shown(text)}” has a time, but only a day is allowed here",
            f"write {found[1]}",
        )
    if not _DAY.fullmatch(text):
        raise fault("date", f"“{shown(text)}” is not a date", _meant_day(text) or _DAY_HINT)
    return _existing_day(text)


def _existing_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise fault("date", f"{text} is not a day of the calendar", "check month and day") from None
    _check_year(day)
    return day


def _check_year(day: date) -> None:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise fault("date", f"the year {day.year:04} is out of range", "check the year")


def _day_or_time(value: Any) -> date | datetime:
    """Read a date, or a date with a time by the clocks of the place."""
    text = checked_line(value)
    if found := _DAY_AND_TIME.fullmatch(text):
        return datetime.combine(_existing_day(found[1]), _time(found[2]))
    if not _DAY.fullmatch(text):
        _no_date(text)
    return _existing_day(text)


def _time(text: str) -> time:
    hours, minutes = text.split(":")
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        hint = "write hours:minutes, up to 23:59"
        if text == "24:00":
            hint = "write 00:00 of the day after"
        raise fault("time", f"{text} is not a time of the day", hint) from None


def _no_date(text: str) -> NoReturn:
    raise fault("date", f"“{shown(text)}” is not a date", _meant(text) or _HINT)


def _meant(text: str) -> str:
    """Propose the date, with or without a time, that was most likely meant, if that is no guess."""
    found = _LOOSE_TIME.fullmatch(text)
    if found is None:
        return _meant_day(text)
    day = _meant_day(found[1]).removeprefix("write ")
    if found[4].strip().lower() in {"am", "pm", "a.m.", "p.m."}:
        return "write the hours from 00 to 23, as in 2008-11-25 21:30"
    if found[4]:
        return "write the time alone, and its zone as “timezone: Europe/Zurich”" if day else ""
    with suppress(ValueError):
        return f"write {datetime.fromisoformat(f'{day} {found[2]:0>2}:{found[3]}'):%Y-%m-%d %H:%M}"
    return ""


def _meant_day(text: str) -> str:
    if found := _LOOSE_DAY.fullmatch(text):
        year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
        if found[1] or int(day) > 12:  # noqa: PLR2004 - a number above 12 is no month
            with suppress(ValueError):
                return f"write {date(int(year), int(month), int(day))}"
    return ""


def _start(value: Any) -> date | datetime | Unsettled:
    """Read when an event begins: a date, with or without a time, or what is known of it."""
    text = checked_line(value)
    if text.lower() in _TO_COME:
        return Unsettled()
    if found := _MONTH.fullmatch(text):
        return _month(found[1], found[2])
    if _LOOSE_MONTH.fullmatch(text):
        hint = "if the date is not set yet, write what is known: 2026-09, 2026 or tbc"
        raise fault("date", f"“{shown(text)}” is not a date", hint)
    return _day_or_time(text)


def _month(year: str, month: str | None) -> Unsettled:
    if month and not 1 <= int(month) <= 12:  # noqa: PLR2004 - months
        raise fault("date", f"{year}-{month} is not a month", "write year-month, such as 2008-11")
    first = _existing_day(f"{year}-{month or '01'}-01")
    return Unsettled(year=first.year, month=first.month if month else None)


def _end(value: Any) -> date | datetime | time:
    """Read when an event ends: a date, a date with a time, or a time of the day it begins."""
    text = checked_line(value)
    if text == "24:00":
        return MIDNIGHT
    if text.isdecimal() and int(text) < 24:  # noqa: PLR2004 - hours
        raise fault("time", f"“{text}” is not a time of the day", f"write {text:0>2}:00")
    if _MONTH.fullmatch(text) or text.lower() in _TO_COME:
        hint = "write the last day, or leave “end” out until it is known"
        raise fault("date", f"“{text}” is not a date", hint)
    return _time(text) if _TIME.fullmatch(text) else _day_or_time(text)


def _moment(value: Any) -> datetime:
    """Read a date or a date with a time; one without a zone is in the calendar's."""
    text = checked_line(value)
    moment = None
    if _DAY.match(text):
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
    if moment is None:
        hint = "write 2026-11-24 or 2026-11-24 09:30"
        raise fault("date", f"“{shown(text)}” is not a moment", hint)
    _check_year(moment)
    return moment


def checked_end(end: Any, start: Any) -> Any:
    """Refuse an end that is of another kind than the start, or lies before it."""
    if end is None or start is None:
        return end
    if isinstance(start, Unsettled):
        message = f"an event whose date is not set yet ({start}) cannot have an end"
        raise fault("end-of-unsettled", message, "leave “end” out until the days are known")
    if isinstance(end, time):
        return _checked_end_time(end, start)
    if isinstance(start, datetime) != isinstance(end, datetime):
        lacking, other = ("end", end) if isinstance(start, datetime) else ("start", start)
        message = "only one of start and end has a time"
        raise fault(
            "end-kind", message, f"write a time there too, as in “{lacking}: {other} 09:30”"
        )
    if end < start:
        message = f"the event ends on {_plain(end)}, before it starts on {_plain(start)}"
        hint = "check both" if isinstance(end, datetime) else "“end” is its last day"
        raise fault("end-before-start", message, hint)
    return end


def _checked_end_time(end: time, start: date | datetime) -> time:
    if not isinstance(start, datetime):
        message = "the event has a time to end, but none to start"
        raise fault("end-kind", message, f"write “start: {start} 09:30”")
    if end < start.time():
        message = f"the event ends at {end:%H:%M}, before it starts at {start:%H:%M}"
        raise fault("end-before-start", message, "if it ends on another day, write the date too")
    return end


def _plain(moment: date | datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment}"


def in_utc(moment: datetime, timezone: str) -> datetime:
    """Place a moment in UTC; one without a zone of its own is in the given one."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    return moment.astimezone(UTC).replace(microsecond=0)


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=written.DAY)]
DayOrTime = Annotated[
    Any, BeforeValidator(_day_or_time, json_schema_input_type=written.DAY_OR_TIME)
]
Start = Annotated[Any, BeforeValidator(_start, json_schema_input_type=written.START)]
End = Annotated[Any, BeforeValidator(_end, json_schema_input_type=written.END)]
Moment = Annotated[datetime, BeforeValidator(_moment, json_schema_input_type=written.MOMENT)]
