"""How a time zone keeps its clocks: the rules at the end of its tz data, and since when they hold.

The tz database ends every zone's file with its rules as POSIX writes them (RFC 9636 §3.3),
"CET-1CEST,M3.5.0,M10.5.0/3". Python's ``zoneinfo`` follows them but does not show them. What the
rules say is held against what ``zoneinfo`` says, change by change.
"""

import re
import struct
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path

_FOOTER = re.compile(
    r"(?P<std><[^>]+>|[A-Za-z]+)(?P<offset>[^A-Za-z<,]+)"
    r"(?:(?P<dst><[^>]+>|[A-Za-z]+)(?P<dst_offset>[^A-Za-z<,]+)?,(?P<to_dst>[^,]+),(?P<to_std>[^,]+))?"
)
_CHANGE = re.compile(r"M(\d+)\.(\d)\.(\d)(?:/(.+))?")
LAST_DAY = date(2037, 12, 31)
"""The last day that tz data is followed to; most of its files list changes up to there."""

_FIRST_YEAR = 1970
_LAST_WEEK = 5
_TWO_O_CLOCK = timedelta(hours=2)
_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def zone_names() -> tuple[str, ...]:
    """Return the names of the zones of the tz database, but for one that is no place.

    They are those of the tzdata package, so that a list is good everywhere or nowhere.
    """
    names = resources.files("tzdata").joinpath("zones").read_text("ascii").split()
    return tuple(sorted(name for name in names if name != "Factory"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A yearly change of clocks: on the nth weekday of a month, at a time of that day.

    ``week`` counts from 1, -1 is the last; ``weekday`` counts from 0, a Sunday.
    """

    month: int
    week: int
    weekday: int
    time: timedelta

    def in_year(self, year: int) -> datetime:
        """Return the time of the change in a year, by the clocks before it."""
        first = datetime(year, self.month, 1)  # noqa: DTZ001 - the clocks' own time
        days = (first + timedelta(days=count) for count in range(31))
        matching = [
            day for day in days if day.month == self.month and day.isoweekday() % 7 == self.weekday
        ]
        return matching[self.week if self.week < 0 else self.week - 1] + self.time


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One way a zone sets its clocks: its name, its distance from UTC, when it begins."""

    name: str
    offset: timedelta
    begins: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A zone's standard time and, where it has one, its daylight saving time.

    ``since`` is when the zone began to keep to them, for good as far as is known.
    """

    standard: Clock
    daylight: Clock | None = None
    since: datetime = _EPOCH

    def offset_at(self, moment: datetime) -> timedelta:
        """Return the distance from UTC that the rules give for a moment."""
        if self.daylight is None:
            return self.standard.offset
        changes = (
            change
            for year in (moment.year - 1, moment.year, moment.year + 1)
            for change in self.changes(year)
        )
        return max(change for change in changes if change[0] <= moment)[1]

    def changes(self, year: int) -> Iterator[tuple[datetime, timedelta]]:
        """Give the changes of a year: the moment (UTC), and the distance from UTC after it."""
        if self.daylight:
            for clock, before in (
                (self.standard, self.daylight.offset),
                (self.daylight, self.standard.offset),
            ):
                if clock.begins:
                    yield (clock.begins.in_year(year) - before).replace(tzinfo=UTC), clock.offset


def is_utc(zone: str) -> bool:
    """Tell whether a zone is one of the names of UTC itself."""
    return zone.removeprefix("Etc/") in _NAMES_OF_UTC


_NAMES_OF_UTC = frozenset(
    {"UTC", "UCT", "Universal", "Zulu", "GMT", "Greenwich", "GMT0", "GMT+0", "GMT-0"}
)


@cache
def rules_of(zone: str) -> Rules | None:
    """Return the rules of an IANA zone, or None where yearly rules cannot say them.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: There is no such zone.
    """
    rules = _parsed(_footer(zone))
    since = rules and _kept_since(rules, zone)
    return replace(rules, since=since) if rules and since else None


@cache
def changes_of(zone: str) -> tuple[datetime, ...]:
    """Return when clocks change in an IANA zone, from 1970 to the last day followed, in UTC.

    Some of them change no more than the name of the time.
    """
    rules = _parsed(_footer(zone))
    ruled = (moment for year in _YEARS for moment, _ in rules.changes(year)) if rules else ()
    return tuple(sorted({*ruled, *_listed_changes(zone)}))


def _parsed(footer: str) -> Rules | None:
    found = _FOOTER.fullmatch(footer)
    if found is None:
        return None
    offset = -_time(found["offset"])
    standard = Clock(name=_name(found["std"]), offset=offset)
    if found["dst"] is None:
        return Rules(standard=standard)
    daylight = -_time(found["dst_offset"]) if found["dst_offset"] else offset + timedelta(hours=1)
    to_dst, to_std = _change(found["to_dst"]), _change(found["to_std"])
    if to_dst is None or to_std is None:
        return None
    return Rules(
        standard=replace(standard, begins=to_std),
        daylight=Clock(name=_name(found["dst"]), offset=daylight, begins=to_dst),
    )


def _kept_since(rules: Rules, zone: str) -> datetime | None:
    """Return since when a zone has kept to rules; None if it will not, as with Ramadan's clocks."""
    here = zoneinfo.ZoneInfo(zone)
    ruled = (moment for year in _YEARS for moment, _ in rules.changes(year))
    since = None
    for moment in sorted({_EPOCH, *ruled, *_listed_changes(zone)}, reverse=True):
        if moment.year > LAST_DAY.year or moment < _EPOCH:
            continue
        if moment.astimezone(here).utcoffset() != rules.offset_at(moment):
            break
        since = moment
    return since if since and since.year < LAST_DAY.year else None


_YEARS = range(_FIRST_YEAR, LAST_DAY.year + 1)


def _listed_changes(zone: str) -> Iterator[datetime]:
    """Give the changes that a zone's file lists one by one, in its second block (RFC 9636 §3)."""
    data = _tz_data(zone)
    utc, std, leap, count, types, chars = struct.unpack_from(">6L", data, 20)
    second = 44 + 5 * count + 6 * types + chars + 8 * leap + std + utc
    (count,) = struct.unpack_from(">L", data, second + 32)
    for seconds in struct.unpack_from(f">{count}q", data, second + 44):
        if 0 <= seconds < _SECONDS_FOLLOWED:
            yield _EPOCH + timedelta(seconds=seconds)


_SECONDS_FOLLOWED = (datetime(LAST_DAY.year + 1, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds()


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
