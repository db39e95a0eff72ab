"""When events are held, as values: days, times by the clocks of a zone, rules as text."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventing import FIRST, LAST, ZONES, rules

from feeds.schedule import (
    Days,
    RuleError,
    Times,
    Unsettled,
    is_repeated,
    is_skipped,
    moment_of,
    parse_rule,
    plain_when,
    times,
)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def local(text: str) -> datetime:
    """Read a time as clocks show it."""
    return datetime.fromisoformat(text)


def at(start: str, end: str, zone: str = "Europe/Zurich") -> Times:
    """Return times in a zone."""
    return times(local(start), local(end), zone)


def test_whole_days_keep_their_number_on_another_day() -> None:
    """Over the end of a February, too."""
    three = Days(first=date(2027, 1, 4), last=date(2027, 1, 6))
    assert three.on(date(2028, 2, 28)) == Days(first=date(2028, 2, 28), last=date(2028, 3, 1))


@pytest.mark.parametrize(
    ("start", "end", "last"),
    [
        ("2026-03-04 22:00", "2026-03-05 00:00", "2026-03-04"),
        ("2026-03-04 22:00", "2026-03-05 00:01", "2026-03-05"),
        ("2026-03-04 00:00", "2026-03-05 00:00", "2026-03-04"),
        ("2026-03-04 00:00", "2026-03-04 00:00", "2026-03-04"),
        ("2026-12-31 10:00", "2027-01-01 00:00", "2026-12-31"),
        ("2026-03-04 09:00", "2026-03-06 12:00", "2026-03-06"),
    ],
)
def test_midnight_ends_the_day_before(start: str, end: str, last: str) -> None:
    """What ends at midnight does not last into the next day, unless it begins there as well."""
    held = at(start, end)
    assert held.first == local(start).date()
    assert held.last == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("zone", "written", "meant"),
    [
        ("Europe/Zurich", "2026-03-29 02:30", "2026-03-29 03:30+02:00"),
        ("Europe/Zurich", "2026-03-29 03:00", "2026-03-29 03:00+02:00"),
        ("Europe/Zurich", "2026-03-29 01:59", "2026-03-29 01:59+01:00"),
        ("Europe/Zurich", "2026-10-25 02:30", "2026-10-25 02:30+02:00"),
        ("Europe/Zurich", "2026-10-25 03:00", "2026-10-25 03:00+01:00"),
        ("Australia/Lord_Howe", "2026-10-04 02:10", "2026-10-04 02:40+11:00"),
        ("Australia/Lord_Howe", "2026-04-05 01:40", "2026-04-05 01:40+11:00"),
        ("Africa/Cairo", "2026-04-24 00:00", "2026-04-24 01:00+03:00"),
        ("America/Nuuk", "2026-03-28 23:30", "2026-03-29 00:30-01:00"),
        ("Pacific/Apia", "2011-12-30 10:00", "2011-12-31 10:00+14:00"),
        ("Europe/Zurich", "1850-01-01 12:00", "1850-01-01 12:00+00:34:08"),
    ],
)
def test_a_time_is_placed_by_the_clocks_before_the_change(
    zone: str, written: str, meant: str
) -> None:
    """RFC 5545 §3.3.5: skipped ones come out later, even on another day; repeated ones are first."""
    moment = moment_of(local(written), zone)
    assert moment.isoformat(" ", "minutes") == local(meant).isoformat(" ", "minutes")
    assert moment == local(meant)
    assert moment.fold == 0


@given(
    st.datetimes(datetime(1970, 1, 1), datetime(2037, 12, 31)),  # noqa: DTZ001 - local
    st.sampled_from(ZONES),
)
def test_a_placed_time_is_what_the_clocks_then_show(shown: datetime, zone: str) -> None:
    """Held against zoneinfo: the moment's own clocks, the same unless it is skipped."""
    moment = moment_of(shown, zone)
    there = moment.astimezone(ZoneInfo(zone))
    assert there.utcoffset() == moment.utcoffset()
    assert there.replace(tzinfo=None, fold=0) == moment.replace(tzinfo=None)
    assert is_skipped(shown, zone) == (moment.replace(tzinfo=None) != shown)
    assert moment.replace(tzinfo=None) >= shown
    if is_repeated(shown, ZoneInfo(zone)):
        later = shown.replace(tzinfo=ZoneInfo(zone), fold=1)
        assert moment < later.astimezone(UTC)


@pytest.mark.parametrize(
    ("shown", "skipped", "repeated"),
    [
        ("2026-03-29 01:59", False, False),
        ("2026-03-29 02:00", True, False),
        ("2026-03-29 02:59", True, False),
        ("2026-03-29 03:00", False, False),
        ("2026-10-25 01:59", False, False),
        ("2026-10-25 02:00", False, True),
        ("2026-10-25 02:59", False, True),
        ("2026-10-25 03:00", False, False),
    ],
)
def test_clocks_skip_and_repeat_an_hour(shown: str, skipped: bool, repeated: bool) -> None:  # noqa: FBT001 - what is expected
    """To the minute, on both edges."""
    assert is_skipped(local(shown), "Europe/Zurich") is skipped
    assert is_repeated(local(shown), ZoneInfo("Europe/Zurich")) is repeated


def test_times_of_another_day_are_those_of_its_clocks() -> None:
    """In winter as in summer it begins at half past nine."""
    winter = at("2026-01-13 09:30", "2026-01-13 11:00")
    summer = winter.on(date(2026, 7, 14))
    assert summer == at("2026-07-14 09:30", "2026-07-14 11:00")
    assert (winter.start.utcoffset(), summer.start.utcoffset()) == (HOUR, 2 * HOUR)
    assert summer.on(winter.first) == winter


def test_a_change_of_the_zones_rules_is_a_change() -> None:
    """Times hold their distance from UTC: the same clocks at another distance are others."""
    held = at("2026-07-14 09:30", "2026-07-14 11:00")
    assert plain_when(held) == {
        "start": "2026-07-14T09:30+02:00",
        "end": "2026-07-14T11:00+02:00",
        "timezone": "Europe/Zurich",
    }
    assert held != at("2026-07-14 09:30", "2026-07-14 11:00", "Europe/Berlin")


@pytest.mark.parametrize(
    ("when", "first", "last", "text"),
    [
        (Unsettled(year=2026, month=9), date(2026, 9, 1), date(2026, 9, 30), "2026-09"),
        (Unsettled(year=2027, month=12), date(2027, 12, 1), date(2027, 12, 31), "2027-12"),
        (Unsettled(year=2028, month=2), date(2028, 2, 1), date(2028, 2, 29), "2028-02"),
        (Unsettled(year=2028), date(2028, 1, 1), date(2028, 12, 31), "2028"),
        (Unsettled(year=9998, month=12), date(9998, 12, 1), date(9998, 12, 31), "9998-12"),
        (Unsettled(), date.max, date.max, "tbc"),
    ],
)
def test_what_is_not_settled_may_be_any_day_of_it(
    when: Unsettled, first: date, last: date, text: str
) -> None:
    """A month, a year, or no date at all, which comes after everything."""
    assert (when.first, when.last, str(when)) == (first, last, text)
    assert plain_when(when) == {"start": text}


@given(st.dates(FIRST, LAST).flatmap(rules))
def test_a_rule_reads_back_as_it_is_written(rule: object) -> None:
    """Whatever a rule says stands in its text."""
    assert parse_rule(str(rule)) == rule


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("RRULE:freq=weekly; byday=th,MO ;interval=02", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"),
        ("FREQ=MONTHLY;BYDAY=+2TU,-1FR;", "FREQ=MONTHLY;BYDAY=-1FR,2TU"),
        ("UNTIL=20271231;FREQ=DAILY", "FREQ=DAILY;UNTIL=20271231"),
        ("FREQ=WEEKLY;WKST=MO", "FREQ=WEEKLY"),
        ("FREQ=WEEKLY;WKST=SU;COUNT=3", "FREQ=WEEKLY;WKST=SU;COUNT=3"),
        (
            "FREQ=YEARLY;BYSETPOS=-1;BYMONTH=3,1;BYMONTHDAY=-1,31;BYYEARDAY=366;BYWEEKNO=53",
            "FREQ=YEARLY;BYMONTH=1,3;BYWEEKNO=53;BYYEARDAY=366;BYMONTHDAY=-1,31;BYSETPOS=-1",
        ),
    ],
)
def test_spellings_of_a_rule_are_one(text: str, written: str) -> None:
    """Case, blanks, order and what is usual anyway make no other rule."""
    assert str(parse_rule(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        *("", "FREQ", "FREQ=", "FREQ=HOURLY", "FREQ=SECONDLY", "every week", "INTERVAL=2"),
        *("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;BYHOUR=9", "FREQ=DAILY;X=1", "FREQ=DAILY;;COUNT=2"),
        *("FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;COUNT=0"),
        *("FREQ=DAILY;COUNT=1.5", "FREQ=DAILY;COUNT=٣", "FREQ=DAILY;COUNT=2;UNTIL=20270101"),
        *("FREQ=DAILY;UNTIL=2027", "FREQ=DAILY;UNTIL=20270230", "FREQ=DAILY;UNTIL=soon"),
        *("FREQ=WEEKLY;BYDAY=2TU", "FREQ=DAILY;BYDAY=-1MO", "FREQ=WEEKLY;BYDAY=TUE"),
        *("FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=54MO", "FREQ=MONTHLY;BYDAY=MO,,TU"),
        *("FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=WEEKLY;BYMONTHDAY=1"),
        *("FREQ=MONTHLY;BYMONTH=13", "FREQ=MONTHLY;BYWEEKNO=2", "FREQ=MONTHLY;BYYEARDAY=2"),
        *("FREQ=YEARLY;BYWEEKNO=2;BYDAY=1MO", "FREQ=MONTHLY;BYSETPOS=1", "FREQ=WEEKLY;WKST=XX"),
    ],
)
def test_what_is_no_rule_by_days_is_refused(text: str) -> None:
    """RFC 5545 §3.3.10, less what is shorter than a day; always with words, never a traceback."""
    with pytest.raises(RuleError, match=r"[a-zA-Z]"):
        parse_rule(text)


@given(st.text(alphabet="FREQ=DAILYWKMOUNTBS;,+-0123456789: \t\n", max_size=60))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    """Nothing else is raised, and what is read can be written."""
    try:
        rule = parse_rule(f"FREQ=DAILY;{text}")
    except RuleError:
        return
    assert parse_rule(str(rule)) == rule


@pytest.mark.parametrize(
    ("zone", "start", "until", "last"),
    [
        # 10:00 at Auckland (UTC+13) on the 5th is 21:00 UTC on the 4th.
        ("Pacific/Auckland", "2026-01-05 10:00", "20260204T210000Z", "2026-02-05"),
        ("Pacific/Auckland", "2026-01-05 10:00", "20260204T205959Z", "2026-02-04"),
        ("Pacific/Auckland", "2026-01-05 10:00", "20260204T235959Z", "2026-02-05"),
        # 20:00 at Honolulu (UTC-10) on the 5th is 06:00 UTC on the 6th.
        ("Pacific/Honolulu", "2026-01-05 20:00", "20260206T060000Z", "2026-02-05"),
        ("Pacific/Honolulu", "2026-01-05 20:00", "20260206T055959Z", "2026-02-04"),
        ("Pacific/Honolulu", "2026-01-05 20:00", "20260206T000000Z", "2026-02-04"),
        # UTC+14.
        ("Pacific/Kiritimati", "2026-01-05 01:00", "20260204T110000Z", "2026-02-05"),
        ("Europe/Zurich", "2026-01-05 10:00", "20260205T100000", "2026-02-05"),
        ("Europe/Zurich", "2026-01-05 10:00", "20260205T095959", "2026-02-04"),
        ("Europe/Zurich", "2026-01-05 10:00", "20260205", "2026-02-05"),
    ],
)
def test_until_is_told_by_the_clocks_of_the_event(
    zone: str, start: str, until: str, last: str
) -> None:
    """The last day is that of the last occurrence that begins by then, far from UTC too."""
    rule = parse_rule(f"FREQ=DAILY;UNTIL={until}", at(start, start, zone))
    assert rule.until == date.fromisoformat(last)


def test_until_of_whole_days_is_a_day() -> None:
    """A time beside it says nothing more."""
    held = Days(first=date(2026, 1, 5), last=date(2026, 1, 5))
    assert parse_rule("FREQ=DAILY;UNTIL=20260205T000000Z", held).until == date(2026, 2, 5)
    assert parse_rule("FREQ=DAILY;UNTIL=20260205").until == date(2026, 2, 5)


@pytest.mark.parametrize(
    ("until", "zone", "last"),
    [
        ("99991231T235959Z", "Asia/Tokyo", date.max),
        ("00010101T000000Z", "America/New_York", date.min),
    ],
)
def test_for_ever_is_the_last_day_that_there_is(until: str, zone: str, last: date) -> None:
    """As programs write it that export calendars, though no clock there shows a later one."""
    held = at("2026-03-04 09:30", "2026-03-04 10:30", zone)
    assert parse_rule(f"FREQ=DAILY;UNTIL={until}", held).until == last
