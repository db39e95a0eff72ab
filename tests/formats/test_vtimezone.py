"""VTIMEZONE: the clocks of a zone, as rules that a calendar program follows by itself."""

from bisect import bisect
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from feeds.formats.vtimezone import vtimezone
from feeds.timezones import rules_of

ZONES = (
    *("Europe/Zurich", "Europe/London", "Europe/Dublin", "Europe/Chisinau", "Atlantic/Azores"),
    *("America/New_York", "America/St_Johns", "America/Havana", "America/Sao_Paulo"),
    *("Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Beirut", "Asia/Tokyo"),
    *("Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Chatham", "Pacific/Auckland"),
    *("Pacific/Kiritimati", "Antarctica/Troll", "Africa/Lagos", "Etc/UTC", "Etc/GMT+12"),
)
UNRULY = ("America/Nuuk", "Asia/Gaza", "Asia/Jerusalem", "Africa/Casablanca")
YEARS = range(2026, 2039)


def component_of(zone: str) -> Timezone:
    """Read the VTIMEZONE of a zone."""
    component = Timezone.from_ical(vtimezone(zone))
    assert isinstance(component, Timezone)
    return component


def told(component: Timezone) -> list[tuple[datetime, timedelta]]:
    """Return when clocks are set, in UTC, and how far from UTC they are from then on."""
    found: list[tuple[datetime, timedelta]] = []
    for part in component.subcomponents:
        assert isinstance(part, TimezoneStandard | TimezoneDaylight)
        before, after = part.decoded("TZOFFSETFROM"), part.decoded("TZOFFSETTO")
        found += [((onset - before).replace(tzinfo=UTC), after) for onset in onsets(part)]
    return sorted(found)


def onsets(part: TimezoneStandard | TimezoneDaylight) -> list[datetime]:
    """Return the local times at which a way of setting the clocks begins."""
    start: datetime = part.decoded("DTSTART")
    if "RRULE" not in part:
        return [start]
    written: Any = part["RRULE"]
    rule = rrulestr(written.to_ical().decode(), dtstart=start)
    assert rule[0] == start
    return rule.between(start, datetime(YEARS[-1] + 1, 1, 1), inc=True)  # noqa: DTZ001 - local


def changes(zone: str) -> list[datetime]:
    """Find the moments, to the minute, at which a zone's clocks change in the years to come."""
    first = datetime(YEARS[0], 1, 1, tzinfo=UTC)
    days = [first + timedelta(days=number) for number in range(366 * 3)]
    return [
        _between(one, other, ZoneInfo(zone))
        for one, other in pairwise(days)
        if one.astimezone(ZoneInfo(zone)).utcoffset()
        != other.astimezone(ZoneInfo(zone)).utcoffset()
    ]


def _between(one: datetime, other: datetime, zone: ZoneInfo) -> datetime:
    while other - one > timedelta(minutes=1):
        middle = one + timedelta(minutes=(other - one) // timedelta(minutes=2))
        same = middle.astimezone(zone).utcoffset() == one.astimezone(zone).utcoffset()
        one, other = (middle, other) if same else (one, middle)
    return other


def moments(zone: str) -> list[datetime]:
    """Choose moments: one in every month for years, and both sides of each change."""
    months = [datetime(year, month, 10, tzinfo=UTC) for year in YEARS for month in range(1, 13)]
    edges = [each + timedelta(minutes=by) for each in changes(zone) for by in (-1, 0)]
    return months + edges


@pytest.mark.parametrize("zone", ZONES)
def test_the_rules_tell_the_time_that_the_zone_keeps(zone: str) -> None:
    """R34: to the minute of each change, on both halves of the globe, for years to come."""
    component = component_of(zone)
    assert component["TZID"] == zone
    clocks = told(component)
    for moment in moments(zone):
        _, offset = clocks[bisect(clocks, moment, key=itemgetter(0)) - 1]
        assert offset == moment.astimezone(ZoneInfo(zone)).utcoffset(), moment


@pytest.mark.parametrize("zone", ["Europe/Zurich", "Pacific/Auckland"])
def test_changes_of_clocks_are_looked_at(zone: str) -> None:
    """The test above stands on both sides of six of them."""
    assert len(changes(zone)) == 6


@pytest.mark.parametrize("zone", UNRULY)
def test_a_zone_that_rules_cannot_tell_is_written_as_utc(zone: str) -> None:
    """R34: no rules are made up."""
    assert rules_of(zone) is None
    assert component_of(zone)["TZID"] == "Etc/UTC"


def test_nearly_every_zone_has_rules() -> None:
    """And every zone gives a component that says when, and from what to what, clocks change."""
    zones = sorted(available_timezones())
    for zone in zones:
        for part in component_of(zone).subcomponents:
            assert {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"} <= set(part)
            assert "RDATE" not in part
    assert sum(rules_of(zone) is None for zone in zones) < len(zones) / 20


def test_a_zone_is_written_the_same_in_every_process() -> None:
    """Byte for byte, in the form that calendars in use read."""
    assert vtimezone("Europe/Zurich").decode().split("\r\n") == [
        *("BEGIN:VTIMEZONE", "TZID:Europe/Zurich"),
        *("BEGIN:STANDARD", "DTSTART:19701025T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"),
        *("TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD"),
        *("BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"),
        *("TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT"),
        *("END:VTIMEZONE", ""),
    ]
