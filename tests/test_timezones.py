"""The rules of time zones, held against how Python's own `zoneinfo` sets the clocks."""

import struct
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest

from feeds.timezones import Change, Clock, Rules, rules_of, zone_names

YEARS = range(2030, 2037)
SECOND = timedelta(seconds=1)
ZONES = sorted(available_timezones() - {"localtime"})


LookIn = Callable[..., None]


@pytest.fixture
def look_in() -> Iterator[LookIn]:
    """Let a test say in which folders zones are looked for, and put that back afterwards."""

    def look(*folders: Path | str) -> None:
        zoneinfo.reset_tzpath(folders)
        ZoneInfo.clear_cache()
        rules_of.cache_clear()

    before = zoneinfo.TZPATH
    yield look
    look(*before)


def test_the_zones_are_those_that_every_machine_has() -> None:
    """Not “localtime”, which each has its own of, nor “Factory”, which is no place."""
    assert set(zone_names()) == set(ZONES) - {"Factory"}
    assert list(zone_names()) == sorted(zone_names())


def tz_data(footer: str) -> bytes:
    """Return the file of a zone without a history, an hour behind UTC (RFC 9636 §3)."""
    header = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    block = header + struct.pack(">lbb", -3600, 0, 0) + b"AAA\0"
    return block + block + f"\n{footer}\n".encode()


def day_of(change: Change, year: int) -> date:
    """Return the day of a yearly change."""
    days = (date(year, change.month, 1) + timedelta(days=count) for count in range(31))
    fitting = [
        day for day in days if day.month == change.month and day.isoweekday() % 7 == change.weekday
    ]
    return fitting[change.week] if change.week < 0 else fitting[change.week - 1]


def begins(clock: Clock, before: Clock, year: int) -> datetime:
    """Return the moment when a clock takes over from the one before, in UTC."""
    assert clock.begins
    day = day_of(clock.begins, year)
    local = datetime(day.year, day.month, day.day, tzinfo=UTC) + clock.begins.time
    return local - before.offset


def turns(rules: Rules, year: int) -> list[tuple[datetime, Clock]]:
    """Return what the rules say for a year: from which moment each clock is right."""
    if rules.daylight is None:
        return [(datetime(year, 1, 1, tzinfo=UTC), rules.standard)]
    pairs = ((rules.standard, rules.daylight), (rules.daylight, rules.standard))
    return sorted(
        ((begins(clock, before, year), clock) for clock, before in pairs), key=lambda turn: turn[0]
    )


def disagreements(zone: str, rules: Rules) -> list[str]:
    """List the moments where the rules and `zoneinfo` show different clocks."""
    found, here = [], ZoneInfo(zone)
    all_turns = [turn for year in YEARS for turn in turns(rules, year)]
    for (first, clock), (last, _) in pairwise(all_turns):
        weeks = range((last - first).days // 7)
        within = [first, *(first + timedelta(weeks=week) for week in weeks), last - SECOND]
        for moment in within:
            local = moment.astimezone(here)
            if (local.utcoffset(), local.tzname()) != (clock.offset, clock.name):
                found.append(f"{zone} at {moment}: {local.tzname()}, not {clock.name}")
    return found


def test_rules_say_what_the_clocks_show_in_every_zone() -> None:
    """Every change to the second, every week between, for seven years, wherever rules are given."""
    ruled = {zone: rules for zone in ZONES if (rules := rules_of(zone)) is not None}
    assert [text for zone, rules in ruled.items() for text in disagreements(zone, rules)] == []
    assert len(ruled) > len(ZONES) * 0.95
    assert len([zone for zone in ruled if ruled[zone].daylight]) > 100


def test_rules_that_are_wrong_are_noticed() -> None:
    """The comparison above tells a wrong offset, name, week and time."""
    right = rules_of("Europe/Zurich")
    assert right is not None
    assert right.daylight is not None
    assert disagreements("Europe/Zurich", right) == []
    for wrong in (
        rules_of("Europe/Helsinki"),
        rules_of("America/New_York"),
        rules_of("Africa/Lagos"),
        Rules(standard=right.standard),
        replace(right, standard=replace(right.standard, begins=right.daylight.begins)),
        replace(right, daylight=replace(right.daylight, name="MESZ")),
    ):
        assert wrong is not None
        assert disagreements("Europe/Zurich", wrong) != []


@pytest.mark.parametrize(
    ("zone", "rules"),
    [
        (
            "Europe/Zurich",
            Rules(
                standard=Clock(
                    name="CET",
                    offset=timedelta(hours=1),
                    begins=Change(month=10, week=-1, weekday=0, time=timedelta(hours=3)),
                ),
                daylight=Clock(
                    name="CEST",
                    offset=timedelta(hours=2),
                    begins=Change(month=3, week=-1, weekday=0, time=timedelta(hours=2)),
                ),
            ),
        ),
        (
            "America/New_York",
            Rules(
                standard=Clock(
                    name="EST",
                    offset=timedelta(hours=-5),
                    begins=Change(month=11, week=1, weekday=0, time=timedelta(hours=2)),
                ),
                daylight=Clock(
                    name="EDT",
                    offset=timedelta(hours=-4),
                    begins=Change(month=3, week=2, weekday=0, time=timedelta(hours=2)),
                ),
            ),
        ),
        (
            "Australia/Lord_Howe",
            Rules(
                standard=Clock(
                    name="+1030",
                    offset=timedelta(hours=10, minutes=30),
                    begins=Change(month=4, week=1, weekday=0, time=timedelta(hours=2)),
                ),
                daylight=Clock(
                    name="+11",
                    offset=timedelta(hours=11),
                    begins=Change(month=10, week=1, weekday=0, time=timedelta(hours=2)),
                ),
            ),
        ),
        ("Asia/Kathmandu", Rules(standard=Clock(name="+0545", offset=timedelta(minutes=345)))),
        ("America/Bogota", Rules(standard=Clock(name="-05", offset=timedelta(hours=-5)))),
        ("Asia/Tokyo", Rules(standard=Clock(name="JST", offset=timedelta(hours=9)))),
        ("UTC", Rules(standard=Clock(name="UTC", offset=timedelta()))),
    ],
)
def test_the_rules_of_a_zone(zone: str, rules: Rules) -> None:
    """Summer and winter time on either side of the equator, by the hour or half an hour, or none."""
    found = rules_of(zone)
    assert found is not None
    assert replace(found, since=rules.since) == rules


@pytest.mark.parametrize(
    ("zone", "since"),
    [
        ("Europe/Zurich", "1995-10-29T01:00Z"),  # summer ended in September until then
        ("America/New_York", "2006-11-05T06:00Z"),  # and here in October until then
        ("Australia/Lord_Howe", "2007-10-27T15:30Z"),
        ("Asia/Kathmandu", "1985-12-31T18:30Z"),  # which was a quarter of an hour behind
        ("Asia/Tokyo", "1970-01-01T00:00Z"),
        ("UTC", "1970-01-01T00:00Z"),
    ],
)
def test_rules_are_given_with_the_moment_they_hold_from(zone: str, since: str) -> None:
    """From a change of clocks on that is as they say, and so are all after it."""
    rules = rules_of(zone)
    assert rules is not None
    assert rules.since == datetime.fromisoformat(since)


@pytest.mark.parametrize("zone", ["Europe/Zurich", "UTC", "America/Argentina/Ushuaia"])
def test_rules_are_the_same_where_the_system_has_no_zones(look_in: LookIn, zone: str) -> None:
    """Then they come from the package `tzdata`; a folder that lacks them is passed over."""
    of_the_system = rules_of(zone)
    look_in("/nowhere")
    assert rules_of(zone) == of_the_system
    assert of_the_system is not None


def own_rules(look_in: LookIn, folder: Path, footer: str) -> Rules | None:
    """Return the rules of a zone whose file ends with a footer."""
    (folder / "Test").mkdir()
    (folder / "Test" / "Zone").write_bytes(tz_data(footer))
    look_in("/nowhere", folder)
    return rules_of("Test/Zone")


def test_a_footer_may_say_everything_in_full(look_in: LookIn, tmp_path: Path) -> None:
    """Offsets and times to the second, west counted positive; any week and weekday."""
    assert own_rules(look_in, tmp_path, "AAA1BBB-2:30:15,M3.1.3/1:30:20,M9.4.6/0") == Rules(
        standard=Clock(
            name="AAA",
            offset=timedelta(hours=-1),
            begins=Change(month=9, week=4, weekday=6, time=timedelta()),
        ),
        daylight=Clock(
            name="BBB",
            offset=timedelta(hours=2, minutes=30, seconds=15),
            begins=Change(
                month=3, week=1, weekday=3, time=timedelta(hours=1, minutes=30, seconds=20)
            ),
        ),
    )


def test_a_footer_may_leave_out_what_is_usual(look_in: LookIn, tmp_path: Path) -> None:
    """Summer time is an hour ahead, and begins and ends at two o'clock."""
    rules = own_rules(look_in, tmp_path, "<-01>1<+00>,M3.5.0,M10.5.0")
    assert rules is not None
    assert rules.daylight is not None
    assert (rules.standard.name, rules.daylight.name) == ("-01", "+00")
    assert rules.daylight.offset == timedelta()
    assert rules.daylight.begins == Change(month=3, week=-1, weekday=0, time=timedelta(hours=2))


def test_a_file_of_the_first_version_gives_none(look_in: LookIn, tmp_path: Path) -> None:
    """It ends without a footer (RFC 9636 §3.1)."""
    first = tz_data("").replace(b"TZif2", b"TZif\0").removesuffix(b"\n\n")
    (tmp_path / "Old").write_bytes(first[: len(first) // 2])
    look_in(tmp_path)
    assert rules_of("Old") is None


@pytest.mark.parametrize(
    "footer",
    [
        "",
        "AAA1BBB,J60,J300",
        "AAA1BBB,60,M10.5.0",
        "AAA1BBB,M3.5.0,J300",
        "AAA1BBB,M3.5.0/24,M10.5.0",
        "AAA1BBB,M3.5.0,M10.5.0/26",
        "AAA1BBB,M3.5.0/-1,M10.5.0",
    ],
)
def test_a_footer_that_yearly_rules_cannot_say_gives_none(
    look_in: LookIn, tmp_path: Path, footer: str
) -> None:
    """No footer, days counted through the year, or times before or after the day named."""
    assert own_rules(look_in, tmp_path, footer) is None


@pytest.mark.parametrize(
    "zone", ["America/Nuuk", "America/Santiago", "Asia/Gaza", "Asia/Jerusalem"]
)
def test_a_zone_that_yearly_rules_cannot_say_has_none(zone: str) -> None:
    """Its clocks change before or after the day that its rules name."""
    assert rules_of(zone) is None


def test_rules_are_not_given_where_a_list_of_changes_goes_on() -> None:
    """Morocco's rules name one offset, yet its clocks change for Ramadan as long as listed."""
    here = ZoneInfo("Africa/Casablanca")
    days = (datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=count) for count in range(366))
    is_steady = len({day.astimezone(here).utcoffset() for day in days}) == 1
    assert (rules_of("Africa/Casablanca") is not None) == is_steady


def test_an_unknown_zone_is_an_error() -> None:
    """The reading of the list refuses it long before."""
    with pytest.raises(ZoneInfoNotFoundError):
        rules_of("Europe/Atlantis")
