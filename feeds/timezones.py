"""How a time zone keeps its clocks from now on: the rules at the end of its tz data.

The tz database ends every zone's file with its rules as POSIX writes them (RFC 9636 §3.3),
"CET-1CEST,M3.5.0,M10.5.0/3". Python's ``zoneinfo`` follows them but does not show them.
"""

import re
import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

_FOOTER = re.compile(
    r"(?P<std><[^>]+>|[A-Za-z]+)(?P<offset>[^A-Za-z<,]+)"
    r"(?:(?P<dst><[^>]+>|[A-Za-z]+)(?P<dst_offset>[^A-Za-z<,]+)?,(?P<to_dst>[^,]+),(?P<to_std>[^,]+))?"
)
_CHANGE = re.compile(r"M(\d+)\.(\d)\.(\d)(?:/(.+))?")
_LAST_WEEK = 5
_TWO_O_CLOCK = timedelta(hours=2)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A yearly change of clocks: on the nth weekday of a month, at a time of that day.

    ``week`` counts from 1, -1 is the last; ``weekday`` counts from 0, a Sunday.
    """

    month: int
    week: int
    weekday: int
    time: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One way a zone sets its clocks: its name, its distance from UTC, when it begins."""

    name: str
    offset: timedelta
    begins: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A zone's standard time and, where it has one, its daylight saving time."""

    standard: Clock
    daylight: Clock | None = None


@cache
def rules_of(zone: str) -> Rules | None:
    """Return the rules of an IANA zone, or None where yearly rules cannot say them.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: There is no such zone.
    """
    found = _FOOTER.fullmatch(_footer(zone))
    if found is None:
        return None
    offset = -_time(found["offset"])
    if found["dst"] is None:
        constant = Rules(standard=Clock(name=_name(found["std"]), offset=offset))
        return constant if _is_kept(offset, zone) else None
    daylight = -_time(found["dst_offset"]) if found["dst_offset"] else offset + timedelta(hours=1)
    to_dst, to_std = _change(found["to_dst"]), _change(found["to_std"])
    if to_dst is None or to_std is None:
        return None
    return Rules(
        standard=Clock(name=_name(found["std"]), offset=offset, begins=to_std),
        daylight=Clock(name=_name(found["dst"]), offset=daylight, begins=to_dst),
    )


def _is_kept(offset: timedelta, zone: str) -> bool:
    """Tell whether a zone keeps its offset: Morocco's rules name one, its list more (Ramadan)."""
    first, here = datetime(2027, 1, 1, tzinfo=UTC), zoneinfo.ZoneInfo(zone)
    weeks = (first + timedelta(weeks=count) for count in range(520))
    return all(week.astimezone(here).utcoffset() == offset for week in weeks)


def _footer(zone: str) -> str:
    """Return the last line of a zone's file: empty, or no text at all, where it has no rules."""
    return _tz_data(zone).removesuffix(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")


def _tz_data(zone: str) -> bytes:
    """Read a zone's file from where ``zoneinfo`` reads it: the system's, else ``tzdata``'s."""
    zoneinfo.ZoneInfo(zone)
    for folder in zoneinfo.TZPATH:
        path = Path(folder, zone)
        if path.is_file():
            return path.read_bytes()
    return resources.files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()


def _name(text: str) -> str:
    return text.strip("<>")


def _time(text: str) -> timedelta:
    """Read [+-]hours[:minutes[:seconds]]."""
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds = (*map(int, text.lstrip("+-").split(":")), 0, 0)[:3]
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _change(text: str) -> Change | None:
    found = _CHANGE.fullmatch(text)
    time = _time(found[4]) if found and found[4] else _TWO_O_CLOCK
    if found is None or not timedelta() <= time < _DAY:
        return None
    month, week, weekday = map(int, found.group(1, 2, 3))
    return Change(month=month, week=-1 if week == _LAST_WEEK else week, weekday=weekday, time=time)
