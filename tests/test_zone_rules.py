"""Every time zone of the world, change by change, from when its rules hold to the end of 2037.

Three opinions: Python's ``zoneinfo``, from the tz data; ours, from the rules at its end; and what
dateutil makes of the VTIMEZONE that is written from them, as a calendar program would.
"""

import io
import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import TZPATH, ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from icalendar import Calendar, Component, Timezone

from feeds.formats.vtimezone import vtimezone
from feeds.timezones import LAST_DAY, Rules, changes_of, is_utc, rules_of

YEARLY = r"FREQ=YEARLY;BYDAY=(-1|[1-4])(MO|TU|WE|TH|FR|SA|SU);BYMONTH=(1[0-2]|[1-9])"
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
END = datetime(LAST_DAY.year + 1, 1, 1, tzinfo=UTC)
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
OFTEN_CHANGED = ("Europe/Zurich", "Africa/Casablanca", "America/Nuuk", "Asia/Gaza", "Asia/Tehran")


def offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    """Return the distance from UTC that zoneinfo gives for a moment."""
    return moment.astimezone(zone).utcoffset() or timedelta()


def transitions(name: str) -> tuple[datetime, ...]:
    """Find each moment from 1970 to 2037 at which zoneinfo shows another distance from UTC."""
    return _transitions(next((zone for zone in ZONES if data_of(zone) == data_of(name)), name))


@cache
def data_of(name: str) -> bytes:
    """Return a zone's file, which many names share; where there is none, its name."""
    files = (Path(folder, name) for folder in TZPATH)
    return next((file.read_bytes() for file in files if file.is_file()), name.encode())


@cache
def _transitions(name: str) -> tuple[datetime, ...]:
    zone = ZoneInfo(name)
    days = [EPOCH + 2 * DAY * count for count in range((END - EPOCH) // (2 * DAY) + 2)]
    offsets = [offset(zone, day) for day in days]
    found = (
        _between(days[place], days[place + 1], zone)
        for place in range(len(days) - 1)
        if offsets[place] != offsets[place + 1]
    )
    return tuple(each for each in found if each < END)


def _between(one: datetime, other: datetime, zone: ZoneInfo) -> datetime:
    before = offset(zone, one)
    while other - one > SECOND:
        middle = one + (other - one) // (2 * SECOND) * SECOND
        one, other = (middle, other) if offset(zone, middle) == before else (one, middle)
    return other


def edges(name: str, rules: Rules) -> Iterator[datetime]:
    """Give both sides of each change since rules hold: of zoneinfo's, and of those they say."""
    ruled = {moment for year in range(1970, 2038) for moment, _ in rules.changes(year)}
    for change in sorted({*transitions(name), *ruled, rules.since, END}):
        for moment in (change - SECOND, change):
            if rules.since <= moment < END:
                yield moment


@cache
def ruled_zones() -> dict[str, Rules]:
    """Return the rules of each zone that has some."""
    return {zone: rules for zone in ZONES if (rules := rules_of(zone))}


def test_the_search_for_transitions_finds_those_of_an_almanac() -> None:
    """Zurich has changed its clocks twice a year since 1981; in 1996 October took September's place."""
    found = transitions("Europe/Zurich")
    assert found[0] == datetime(1981, 3, 29, 1, tzinfo=UTC)
    assert len(found) == 2 * (2037 - 1981 + 1)
    assert datetime(1995, 9, 24, 1, tzinfo=UTC) in found
    assert datetime(1996, 10, 27, 1, tzinfo=UTC) in found


def test_rules_hold_from_when_they_say_to_the_end_of_2037() -> None:
    """To the second of every change, in every zone of the world that has rules."""
    wrong = [
        (name, moment)
        for name, rules in ruled_zones().items()
        for moment in edges(name, rules)
        if rules.offset_at(moment) != offset(ZoneInfo(name), moment)
    ]
    assert wrong == []


def test_rules_did_not_hold_before_they_say() -> None:
    """Nothing is written in UTC for want of looking: the second before, clocks were others."""
    late = {name: rules for name, rules in ruled_zones().items() if rules.since > EPOCH}
    before = {name: rules.since - SECOND for name, rules in late.items()}
    held = [
        name
        for name, rules in late.items()
        if rules.offset_at(before[name]) == offset(ZoneInfo(name), before[name])
    ]
    assert held == []
    assert all(rules.since >= EPOCH for rules in ruled_zones().values())
    assert len(late) > 300


@pytest.mark.parametrize(
    ("zone", "since"),
    [
        ("Europe/Zurich", datetime(1996, 3, 31, 1, tzinfo=UTC)),
        ("Europe/Istanbul", datetime(2016, 10, 30, 1, tzinfo=UTC)),
        ("America/New_York", datetime(2007, 4, 1, 7, tzinfo=UTC)),
        ("Asia/Tokyo", EPOCH),
        ("UTC", EPOCH),
    ],
)
def test_since_when_rules_hold(zone: str, since: datetime) -> None:
    """By an almanac: an October that still was as they say counts, the change before it does not."""
    rules = rules_of(zone)
    assert rules
    assert abs(rules.since - since) < 366 * DAY


def test_a_zone_without_rules_cannot_be_told_by_yearly_ones() -> None:
    """No zone lacks them whose changes of 2027 to 2037 are on nth weekdays, within the day named."""
    without = [zone for zone in ZONES if rules_of(zone) is None]
    assert [zone for zone in without if is_yearly(zone)] == []
    assert "Africa/Cairo" in without
    assert len(without) < len(ZONES) / 20


def test_what_has_rules_is_yearly() -> None:
    """The reason above is one: it does not call every zone irregular."""
    assert [zone for zone in ruled_zones() if not is_yearly(zone)] == []


def is_yearly(name: str) -> bool:
    """Tell whether clocks change by the same nth weekdays and times each year, 2027 to 2037.

    The time of a change is that of the clocks before it; on a day like "the last Thursday, at
    24:00" it is not an nth weekday any more, for the month may end in between.
    """
    zone = ZoneInfo(name)
    changes = [each for each in transitions(name) if each.year >= 2027]
    kinds: dict[tuple[int, int], list[datetime]] = {}
    for change in changes:
        local = change.replace(tzinfo=None) + offset(zone, change - SECOND)
        turn = (offset(zone, change) - offset(zone, change - SECOND)) // SECOND
        kinds.setdefault((local.month, turn), []).append(local)
    every_year = all(len(found) == 11 for found in kinds.values())
    return len(kinds) in {0, 2} and every_year and all(map(_is_nth, kinds.values()))


def _is_nth(found: list[datetime]) -> bool:
    """Tell whether days are the same weekday, counted from one end of their month, at one time."""
    first = {((each.day - 1) // 7, each.weekday(), each.time()) for each in found}
    last = {(_is_last(each), each.weekday(), each.time()) for each in found}
    return len(first) == 1 or (len(last) == 1 and all(map(_is_last, found)))


def _is_last(day: datetime) -> bool:
    return (day + 7 * DAY).month != day.month


def written(name: str) -> Timezone:
    """Return the VTIMEZONE of a zone, read back by icalendar without an error."""
    calendar = Calendar()
    calendar.add_component(Timezone.from_ical(vtimezone(name)))
    read = Calendar.from_ical(calendar.to_ical())
    assert [error for part in read.walk() for error in part.errors] == []
    (component,) = read.walk("VTIMEZONE")
    assert isinstance(component, Timezone)
    assert component["TZID"] == name
    return component


def test_zones_are_written_with_rules_alone() -> None:
    """R34: Outlook ignores RDATE, and reads TZID, DTSTART, RRULE and the two offsets."""
    for name in ruled_zones():
        parts = written(name).subcomponents
        assert {part.name for part in parts} <= {"STANDARD", "DAYLIGHT"}
        assert len(parts) == len({part.name for part in parts})
        for part in parts:
            known = {"DTSTART", "RRULE", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO"}
            assert set(part) == (known if len(parts) > 1 else known - {"RRULE"})
            if "RRULE" in part:
                assert re.fullmatch(YEARLY, rule_of(part))


def rule_of(part: Component) -> str:
    """Return the text of the rule of a part."""
    found: Any = part["RRULE"]
    return str(found.to_ical().decode())


def onsets(component: Component) -> list[tuple[datetime, timedelta]]:
    """Expand a VTIMEZONE with dateutil: each moment, in UTC, and the distance from then on."""
    found = []
    for part in component.subcomponents:
        before, after = part.decoded("TZOFFSETFROM"), part.decoded("TZOFFSETTO")
        start = part.decoded("DTSTART")
        locals_ = [start]
        if "RRULE" in part:
            rule = rrulestr(rule_of(part), dtstart=start)
            locals_ = rule.between(start, datetime(2038, 1, 1), inc=True)  # noqa: DTZ001 - local
        assert locals_[0] == start  # Outlook takes it for the first of the rule
        found += [((each - before).replace(tzinfo=UTC), after) for each in locals_]
    return sorted(found)


def test_a_program_that_follows_a_vtimezone_shows_the_right_clocks() -> None:
    """R34: on both sides of each change since rules hold; Thunderbird trusts what it is sent."""
    wrong = []
    for name, rules in ruled_zones().items():
        clocks = onsets(written(name))
        moments = [moment for moment, _ in clocks]
        wrong += [
            (name, moment)
            for moment in edges(name, rules)
            if moment >= moments[0]
            and clocks[bisect_right(moments, moment) - 1][1] != offset(ZoneInfo(name), moment)
        ]
        assert moments[0] <= max(rules.since, EPOCH + 366 * DAY)
    assert wrong == []


@pytest.mark.parametrize(
    "name",
    [
        *("Europe/Zurich", "Europe/London", "America/New_York", "America/St_Johns"),
        *("Australia/Sydney", "Australia/Lord_Howe", "Pacific/Chatham", "Asia/Tokyo"),
        *("Asia/Kathmandu", "America/Havana", "Antarctica/Troll", "Asia/Beirut"),
    ],
)
def test_dateutil_reads_the_same_clocks_in_it(name: str) -> None:
    """As its own reader of iCalendar does, away from the hour that clocks show twice."""
    rules = rules_of(name)
    assert rules
    calendar = Calendar()
    calendar.add_component(Timezone.from_ical(vtimezone(name)))
    zone = tzical(io.StringIO(calendar.to_ical().decode())).get(name)
    assert zone
    for moment in edges(name, rules):
        for away in (-3 * 3600 * SECOND, 3 * 3600 * SECOND):
            there = (moment + away).astimezone(ZoneInfo(name))
            if moment + away >= rules.since and there.year >= 1971:
                assert there.replace(tzinfo=zone).utcoffset() == there.utcoffset(), there


@pytest.mark.parametrize("name", [*OFTEN_CHANGED, "UTC", "Asia/Tokyo"])
def test_every_change_of_clocks_is_known(name: str) -> None:
    """Those where the distance from UTC becomes another are all there, in order."""
    found = changes_of(name)
    assert list(found) == sorted(set(found))
    assert all(EPOCH <= moment < END for moment in found)
    assert set(transitions(name)) <= set(found) or rules_of(name) is None


def test_utc_has_many_names_and_each_is_known() -> None:
    """R34: no event has a TZID of UTC, whatever its editor calls it.

    They are the zones that never had any other clocks, not even those of the sun.
    """
    long_ago = datetime(1800, 1, 1, tzinfo=UTC)
    always = [
        zone
        for zone in ZONES
        if not any(offset(ZoneInfo(zone), moment) for moment in (long_ago, EPOCH, END))
        and not transitions(zone)
    ]
    assert [zone for zone in ZONES if is_utc(zone)] == always
    assert {"UTC", "Etc/UTC", "Zulu", "GMT", "Etc/GMT-0", "Etc/Greenwich"} <= set(always)
    assert not {"Africa/Abidjan", "Atlantic/Reykjavik", "Europe/London"} & set(always)
