"""What clocks show twice, or change during, stands in UTC: there programs read a zone otherwise."""

from datetime import date, datetime, timedelta

import pytest
from making import make_entry, make_envelope, make_event, zones_of

from feeds.formats import ics
from feeds.formats.series import is_written_as_rule
from feeds.model import Event, OccurrenceChange, Repeat
from feeds.schedule import Times, parse_rule, times

ZURICH = "Europe/Zurich"


def at(text: str, minutes: int = 30, zone: str = ZURICH) -> Times:
    """Return times in a zone."""
    start = datetime.fromisoformat(text)
    return times(start, start + timedelta(minutes=minutes), zone)


def lines(event: Event, *names: str) -> list[str]:
    """Return the lines of an event's file that begin in some way."""
    entry = make_entry(event)
    head, tail = ics.render_envelope(make_envelope(), zones_of([entry]))
    text = (head + ics.render_item(entry) + tail).decode()
    return [line for line in text.replace("\r\n ", "").split("\r\n") if line.startswith(names)]


def series(
    first: Times, rule: str, *changes: OccurrenceChange, also: tuple[Times, ...] = ()
) -> Event:
    """Make a series."""
    repeat = Repeat(rule=parse_rule(rule), changes=changes, also=also)
    return make_event(when=first, repeat=repeat)


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (at("2026-10-25 02:30", 20), "20261025T003000Z", "20261025T005000Z"),  # the first of two
        (at("2026-10-25 01:30", 60), "20261024T233000Z", "20261025T003000Z"),  # ends in it
        (at("2026-10-24 20:00", 780), "20261024T180000Z", "20261025T080000Z"),  # over it
        (at("2026-03-28 22:00", 480), "20260328T210000Z", "20260329T040000Z"),  # over a skipped one
        (at("2026-04-05 01:45", 5, "Australia/Lord_Howe"), "20260404T144500Z", "20260404T145000Z"),
    ],
)
def test_what_can_be_read_in_two_ways_stands_in_utc(when: Times, start: str, end: str) -> None:
    """R34: the moments as they are meant, and no zone that is not used."""
    found = lines(make_event(when=when), "DTSTART:2", "DTSTART;", "DTEND", "BEGIN:VTIMEZONE")
    assert found == [f"DTSTART:{start}", f"DTEND:{end}"]


@pytest.mark.parametrize(
    "when",
    [
        at("2026-10-25 01:15"),
        at("2026-10-25 03:00"),
        at("2026-03-29 03:00"),
        at("2026-03-29 01:15"),
    ],
)
def test_what_is_close_to_a_change_of_clocks_stands_in_its_zone(when: Times) -> None:
    """It can be read in one way only."""
    found = lines(make_event(when=when), "TZID", "DTSTART;TZID", "DTEND;TZID")
    assert found[0] == f"TZID:{ZURICH}"
    assert len(found) == 3


def test_an_occurrence_moved_into_such_an_hour_is_an_event_of_its_own() -> None:
    """R40: no override has other clocks than its series; the rule leaves its day out."""
    moved = OccurrenceChange(day=date(2026, 10, 24), when=at("2026-10-25 02:30", 20))
    event = series(at("2026-10-17 18:00"), "FREQ=WEEKLY;COUNT=5", moved)
    assert lines(
        event, "UID", "RRULE:FREQ=W", "DTSTART;", "DTSTART:2026", "EXDATE", "RECURRENCE-ID"
    ) == [
        "DTSTART;TZID=Europe/Zurich:20261017T180000",
        "UID:one@events.example.org",
        "RRULE:FREQ=WEEKLY;COUNT=5",
        "EXDATE;TZID=Europe/Zurich:20261024T180000",
        "DTSTART:20261025T003000Z",
        "UID:one.2026-10-24@events.example.org",
    ]


def test_an_addition_in_such_an_hour_stands_in_utc() -> None:
    """The series itself keeps its zone."""
    added = at("2026-10-25 02:30", 20)
    event = series(at("2026-10-16 18:00"), "FREQ=WEEKLY;COUNT=5", also=(added,))
    assert lines(event, "RRULE:FREQ=W", "DTSTART;", "DTSTART:2026", "EXDATE") == [
        "DTSTART;TZID=Europe/Zurich:20261016T180000",
        "RRULE:FREQ=WEEKLY;COUNT=5",
        "DTSTART:20261025T003000Z",
    ]


def test_a_series_written_one_by_one_is_in_utc_only_where_it_must_be() -> None:
    """It is held at half past two each night; one night has that hour twice."""
    event = series(at("2026-10-24 02:30", 20), "FREQ=DAILY;COUNT=3")
    assert lines(event, "TZID", "DTSTART;", "DTSTART:2026") == [
        "TZID:Europe/Zurich",
        "DTSTART;TZID=Europe/Zurich:20261024T023000",
        "DTSTART:20261025T003000Z",
        "DTSTART;TZID=Europe/Zurich:20261026T023000",
    ]


def test_a_series_of_nothing_else_has_no_zone() -> None:
    """No VTIMEZONE is there that no time is in."""
    event = series(at("2026-10-25 02:30", 20), "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;COUNT=3")
    assert not is_written_as_rule(event)
    assert lines(event, "BEGIN:VTIMEZONE", "DTSTART;") == []


@pytest.mark.parametrize(
    ("first", "is_rule"),
    [
        (at("2034-11-01 01:30", 20, "America/New_York"), False),  # twice, in 2054
        (at("2034-11-01 03:30", 20, "America/New_York"), True),
        (at("2034-10-31 20:00", 780, "America/New_York"), False),  # over the change, in 2054
        (at("2034-11-02 01:30", 20, "America/New_York"), True),  # a Sunday in other years
        (at("2038-11-07 01:30", 20, "America/New_York"), False),  # twice, the first time
        (at("2044-03-29 02:30", 20, "UTC"), True),
    ],
)
def test_clocks_are_followed_beyond_2037(first: Times, is_rule: bool) -> None:  # noqa: FBT001 - what is expected
    """By the rules of the zone, for a series goes on for ever."""
    rule = f"FREQ=YEARLY;INTERVAL=20;BYMONTH={first.start.month};BYMONTHDAY={first.start.day}"
    assert is_written_as_rule(series(first, rule)) is is_rule


@pytest.mark.parametrize(
    ("first", "rule", "is_rule"),
    [
        # on 31 March 2030, a Sunday, there is no such time
        (at("2030-02-28 02:30", 20), "FREQ=MONTHLY;BYDAY=4TH", False),
        (at("2030-03-28 02:30", 20), "FREQ=YEARLY;BYMONTH=3;BYDAY=4TH", False),
        (at("2030-02-28 03:30", 20), "FREQ=MONTHLY;BYDAY=4TH", True),
        (at("2030-02-28 01:45", 20), "FREQ=MONTHLY;BYDAY=4TH", True),
        (at("2040-02-23 02:30", 20), "FREQ=MONTHLY;BYDAY=4TH", False),
        (at("2030-02-28 02:30", 20), "FREQ=WEEKLY", True),
        (at("2030-02-28 02:30", 20, "Asia/Tokyo"), "FREQ=MONTHLY;BYDAY=4TH", True),
    ],
)
def test_a_start_that_clocks_skip_anywhere_is_in_no_rule_by_months(
    first: Times,
    rule: str,
    is_rule: bool,  # noqa: FBT001 - what is expected
) -> None:
    """On its way libical comes by other days of the month, and takes the time that it finds there."""
    assert is_written_as_rule(series(first, rule)) is is_rule


@pytest.mark.parametrize(("interval", "is_rule"), [(1, True), (2, False)])
def test_years_last_days_are_a_rule_only_each_year(interval: int, is_rule: bool) -> None:  # noqa: FBT001 - what is expected
    """ical.js misses the years that lie between."""
    rule = f"FREQ=YEARLY;INTERVAL={interval};BYMONTH=1;BYMONTHDAY=-1"
    assert is_written_as_rule(series(at("2026-01-31 18:00"), rule)) is is_rule


@pytest.mark.parametrize(
    ("first", "is_rule"),
    [
        (at("2029-06-30 00:30", 20, "America/Asuncion"), False),
        (at("2029-06-30 01:00", 20, "America/Asuncion"), True),
        (at("2029-06-30 02:30", 20, "America/Mexico_City"), False),
        (at("2029-06-30 00:30", 20, "America/Sao_Paulo"), True),
        (at("2029-06-30 02:30", 20, "Asia/Tokyo"), True),
    ],
)
def test_a_start_that_clocks_skipped_lately_is_in_no_rule(first: Times, is_rule: bool) -> None:  # noqa: FBT001 - what is expected
    """Paraguay and Mexico gave summer time up; libical's data go on with it."""
    assert is_written_as_rule(series(first, "FREQ=DAILY")) is is_rule
    assert is_written_as_rule(series(first, "FREQ=WEEKLY")) is is_rule
