"""Series in iCalendar: as a rule that every calendar expands alike, else one by one (R34, R40)."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from icalendar import Calendar, Component
from inventing import events
from making import make_entry, make_envelope, make_event, zones_of

from feeds.formats import ics
from feeds.formats.series import is_written_as_rule, one_by_one, zone_of, zone_used_by
from feeds.model import NO_WISHES, Entry, Event, OccurrenceChange, Repeat, Status, Wishes
from feeds.recurrence import MOST_OCCURRENCES
from feeds.schedule import Days, Settled, parse_rule, times
from feeds.timezones import is_utc

DAY = timedelta(days=1)
TUESDAYS = "FREQ=MONTHLY;BYDAY=2TU"


def a_day(text: str = "2026-03-10", count: int = 1) -> Days:
    """Return whole days."""
    first = date.fromisoformat(text)
    return Days(first=first, last=first + DAY * (count - 1))


def at(text: str = "2026-03-10 18:00", zone: str = "Europe/Zurich", minutes: int = 90) -> Settled:
    """Return times in a zone."""
    start = datetime.fromisoformat(text)
    return times(start, start + timedelta(minutes=minutes), zone)


def held(
    rule: str = TUESDAYS,
    when: Settled | None = None,
    changes: Sequence[OccurrenceChange] = (),
    without: Sequence[str] = (),
    also: Sequence[Settled] = (),
    **fields: Any,
) -> Entry:
    """Make the entry of a series, of a seminar on the second Tuesday of each month unless said."""
    repeat = Repeat(
        rule=parse_rule(rule),
        changes=tuple(changes),
        without=tuple(map(date.fromisoformat, without)),
        also=tuple(also),
    )
    given = {"title": "Seminar", "when": when or at(), "repeat": repeat, **fields}
    return make_entry(make_event("seminar", **given), sequence=4)


def change(
    day: str, when: Settled | None = None, status: Status | None = None, title: str = ""
) -> OccurrenceChange:
    """Make what is different about the occurrence of a day."""
    return OccurrenceChange(day=date.fromisoformat(day), when=when, status=status, title=title)


@cache
def lines(entry: Entry, wishes: Wishes = NO_WISHES) -> list[str]:
    """Return the content lines of an entry's VEVENTs, unfolded."""
    text = ics.render_item(entry, ics.heed(entry, wishes)).decode()
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def found(entry: Entry, name: str, wishes: Wishes = NO_WISHES) -> list[str]:
    """Return the lines with a property, from all VEVENTs of an entry."""
    return [line for line in lines(entry, wishes) if re.match(rf"{name}[:;]", line)]


def parts(entry: Entry, wishes: Wishes = NO_WISHES) -> list[Component]:
    """Return an entry's VEVENTs as icalendar reads them, without an error."""
    read = calendar_of(entry, wishes=wishes)
    return list(read.walk("VEVENT"))


def calendar_of(*entries: Entry, wishes: Wishes = NO_WISHES) -> Calendar:
    """Return the calendar of entries as icalendar reads it: no error, and written the same again."""
    head, tail = ics.render_envelope(make_envelope(count=len(entries)), zones_of(entries))
    body = head + b"".join(ics.render_item(each, ics.heed(each, wishes)) for each in entries) + tail
    read = Calendar.from_ical(body)
    assert isinstance(read, Calendar)
    assert [error for part in read.walk() for error in part.errors] == []
    if rb"\\N" not in body:  # which icalendar's own texts write as a line break
        assert read.to_ical(sorted=False) == body
    return read


# Which rules.


@pytest.mark.parametrize(
    ("rule", "when"),
    [
        ("FREQ=DAILY", at()),
        ("FREQ=DAILY;INTERVAL=99", a_day()),
        ("FREQ=DAILY;COUNT=999", a_day()),
        ("FREQ=WEEKLY", at()),
        ("FREQ=WEEKLY;BYDAY=TU,TH", at()),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", a_day()),
        ("FREQ=MONTHLY;BYMONTHDAY=10", at()),
        ("FREQ=MONTHLY;BYMONTHDAY=28", a_day("2026-03-28")),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", a_day("2026-03-31")),
        ("FREQ=MONTHLY;BYDAY=2TU", at()),
        ("FREQ=MONTHLY;BYDAY=-1FR", a_day("2026-03-27")),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=4MO", a_day("2026-03-23")),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", a_day("2026-03-31")),
        ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1", a_day("2026-03-01")),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10", at()),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", a_day("2026-01-31")),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=2TU", at()),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=2TU;COUNT=2", at()),
    ],
)
def test_outlooks_patterns_are_rules(rule: str, when: Settled) -> None:
    """MS-OXCICAL §2.1.3.2: one VEVENT with the rule as it is, and nothing else."""
    entry = held(rule, when)
    assert is_written_as_rule(entry.event)
    (text,) = found(entry, "RRULE")
    assert parse_rule(text) == parse_rule(rule)
    assert found(entry, "UID") == ["UID:seminar@events.example.org"]


@pytest.mark.parametrize(
    ("rule", "when"),
    [
        ("FREQ=DAILY;COUNT=1", a_day()),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10;COUNT=1", a_day()),
        ("FREQ=DAILY;COUNT=1000", a_day()),
        ("FREQ=DAILY;INTERVAL=100", a_day()),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", a_day()),
        ("FREQ=DAILY;BYMONTH=3", a_day()),
        ("FREQ=WEEKLY;BYDAY=TU;BYMONTH=3", a_day()),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", a_day()),
        ("FREQ=WEEKLY;BYDAY=TU,TH;BYSETPOS=1", a_day()),
        ("FREQ=MONTHLY;BYMONTHDAY=29", a_day("2026-03-29")),
        ("FREQ=MONTHLY;BYMONTHDAY=31", a_day("2026-03-31")),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", a_day("2026-03-30")),
        ("FREQ=MONTHLY;BYMONTHDAY=10,20", a_day()),
        ("FREQ=MONTHLY;BYDAY=5TU", a_day("2026-03-31")),
        ("FREQ=MONTHLY;BYDAY=-2TU", a_day("2026-03-24")),
        ("FREQ=MONTHLY;BYDAY=1TU,3TU", a_day("2026-03-03")),
        ("FREQ=MONTHLY;BYDAY=TU", a_day()),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", a_day("2026-03-13")),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=1", a_day("2026-03-02")),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=5", a_day("2026-03-06")),
        ("FREQ=MONTHLY;BYDAY=2TU;BYMONTH=3,9", a_day()),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", a_day("2028-02-29")),
        ("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=10", a_day()),
        ("FREQ=YEARLY;BYWEEKNO=11;BYDAY=TU", a_day()),
        ("FREQ=YEARLY;BYYEARDAY=69", a_day()),
        ("FREQ=YEARLY;BYDAY=10TU", a_day()),
    ],
)
def test_other_rules_are_written_one_by_one(rule: str, when: Settled) -> None:
    """R40: no RRULE that Outlook would read otherwise; never YEARLY;COUNT=1, which it refuses."""
    entry = held(rule, when)
    assert not is_written_as_rule(entry.event)
    assert found(entry, "RRULE") == []
    first = when.first.isoformat()
    assert found(entry, "UID")[0] == f"UID:seminar.{first}@events.example.org"
    assert set(found(entry, "RELATED-TO")) == {"RELATED-TO:seminar@events.example.org"}
    assert len(set(found(entry, "UID"))) == len(found(entry, "BEGIN")) <= MOST_OCCURRENCES
    assert found(entry, "RECURRENCE-ID") == found(entry, "EXDATE") == []


def test_weeks_begin_on_mondays_where_that_matters() -> None:
    """Outlook's begin on Sundays: every second week on Tuesday and Sunday needs it said."""
    assert found(held("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU"), "RRULE")[0].endswith(";WKST=MO")
    assert "WKST" not in found(held("FREQ=WEEKLY;BYDAY=TU,SU"), "RRULE")[0]


def test_a_long_series_of_days_is_cut_at_what_calendars_bear() -> None:
    """The first by date, additions among them; one without an end is followed to 2037."""
    entry = held("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", a_day(), also=[a_day("2026-03-14")])
    days = [each.day for each in one_by_one(entry.event)]
    assert len(days) == len(set(days)) == 999
    assert days == sorted(days)
    assert date(2026, 3, 14) in days
    yearly = held("FREQ=YEARLY;BYYEARDAY=69", a_day())
    assert [each.day.year for each in one_by_one(yearly.event)] == list(range(2026, 2038))


def test_a_series_that_begins_after_2037_is_not_lost() -> None:
    """One by one, it is followed to 2099."""
    entry = held("FREQ=MONTHLY;BYMONTHDAY=31", a_day("2040-01-31"))
    assert len(parts(entry)) > 400


# Zones.


def test_times_have_their_zone_with_its_rules() -> None:
    """R34: TZID, a VTIMEZONE of that very name, no Z."""
    entry = held(changes=[change("2026-04-14", at("2026-04-15 19:00"))], without=["2026-05-12"])
    assert zone_of(entry.event) == zone_used_by(entry.event) == "Europe/Zurich"
    assert found(entry, "DTSTART") == [
        "DTSTART;TZID=Europe/Zurich:20260310T180000",
        "DTSTART;TZID=Europe/Zurich:20260415T190000",
    ]
    assert found(entry, "EXDATE") == ["EXDATE;TZID=Europe/Zurich:20260512T180000"]
    assert found(entry, "RECURRENCE-ID") == ["RECURRENCE-ID;TZID=Europe/Zurich:20260414T180000"]
    assert [part["TZID"] for part in calendar_of(entry).walk("VTIMEZONE")] == ["Europe/Zurich"]


@pytest.mark.parametrize("zone", ["UTC", "Etc/UTC", "Zulu", "GMT", "Etc/GMT0"])
def test_utc_is_never_a_tzid(zone: str) -> None:
    """R34: a series in UTC is a rule of moments with a Z."""
    entry = held(
        f"{TUESDAYS};UNTIL=20261231",
        at(zone=zone),
        changes=[change("2026-04-14", at("2026-04-15 19:00", zone))],
        without=["2026-05-12"],
    )
    assert found(entry, "DTSTART") == ["DTSTART:20260310T180000Z", "DTSTART:20260415T190000Z"]
    assert found(entry, "EXDATE") == ["EXDATE:20260512T180000Z"]
    assert found(entry, "RECURRENCE-ID") == ["RECURRENCE-ID:20260414T180000Z"]
    assert found(entry, "RRULE") == ["RRULE:FREQ=MONTHLY;UNTIL=20261231T180000Z;BYDAY=2TU"]
    assert calendar_of(entry).walk("VTIMEZONE") == []


@pytest.mark.parametrize(
    "zone", ["Africa/Cairo", "Asia/Jerusalem", "America/Santiago", "Africa/Casablanca"]
)
def test_a_series_in_a_zone_without_rules_is_written_one_by_one_in_utc(zone: str) -> None:
    """R34: no rules are made up; each moment is right."""
    entry = held(f"{TUESDAYS};COUNT=12", at(zone=zone))
    starts = found(entry, "DTSTART")
    assert len(starts) == 12
    assert all(re.fullmatch(r"DTSTART:\d{8}T\d{6}Z", line) for line in starts)
    assert calendar_of(entry).walk("VTIMEZONE") == []
    local = [each.when.start for each in one_by_one(entry.event)]  # type: ignore[union-attr]
    assert [f"DTSTART:{each.astimezone(UTC):%Y%m%dT%H%M%SZ}" for each in local] == starts
    assert {each.hour for each in local} == {18}


def test_a_series_from_before_its_zones_rules_has_its_zone_as_soon_as_they_hold() -> None:
    """Istanbul kept summer time for good in 2016: earlier dates are in UTC, later ones have TZID."""
    entry = held("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10", at("2015-03-10 18:00", "Europe/Istanbul"))
    assert zone_of(entry.event) is None
    assert zone_used_by(entry.event) == "Europe/Istanbul"
    assert found(entry, "DTSTART")[:3] == [
        "DTSTART:20150310T160000Z",
        "DTSTART:20160310T160000Z",
        "DTSTART;TZID=Europe/Istanbul:20170310T180000",
    ]
    assert [part["TZID"] for part in calendar_of(entry).walk("VTIMEZONE")] == ["Europe/Istanbul"]
    over = held("FREQ=DAILY;COUNT=3", at("2015-03-10 18:00", "Europe/Istanbul"))
    assert zone_used_by(over.event) is None
    assert calendar_of(over).walk("VTIMEZONE") == []


def test_a_change_to_before_a_zones_rules_takes_the_series_to_utc() -> None:
    """The rule cannot stand in a zone whose rules do not hold for one of its dates."""
    entry = held(
        "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=10;COUNT=3",
        at("2016-11-10 18:00", "Europe/Istanbul"),
        changes=[change("2016-11-10", at("2016-03-10 18:00", "Europe/Istanbul"))],
    )
    assert found(entry, "RRULE") == []
    assert found(entry, "DTSTART")[0] == "DTSTART:20160310T160000Z"


@pytest.mark.parametrize(
    ("text", "minutes", "odd"),
    [
        ("2026-03-01 02:30", 20, "20260329T013000Z"),  # skipped: 03:30 in summer
        ("2026-03-01 02:30", 20, "20261025T003000Z"),  # shown twice: the first, in summer
        ("2026-02-28 22:00", 600, "20260328T210000Z"),  # clocks change while it lasts
    ],
)
def test_a_series_at_times_that_clocks_skip_or_repeat_is_written_one_by_one(
    text: str, minutes: int, odd: str
) -> None:
    """Programs disagree what an RRULE means there; each moment is written as it is meant."""
    entry = held("FREQ=WEEKLY;COUNT=40", at(text, minutes=minutes))
    assert found(entry, "RRULE") == []
    starts = [
        part.decoded("DTSTART").astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") for part in parts(entry)
    ]
    assert odd in starts
    assert len(set(found(entry, "UID"))) == 40


def test_occurrences_that_clocks_push_into_the_next_day_keep_apart() -> None:
    """Nuuk skips 23:30 of 28 March 2026: two are held on the 29th, under UIDs of their own."""
    entry = held("FREQ=DAILY;COUNT=4", at("2026-03-27 23:30", "America/Nuuk", 15))
    assert found(entry, "UID") == [
        f"UID:seminar.2026-03-{day}@events.example.org" for day in (27, 28, 29, 30)
    ]


# UNTIL.


@pytest.mark.parametrize(
    ("when", "until"),
    [
        (a_day(), "20260414"),
        (at(), "20260414T160000Z"),
        (at("2026-03-10 18:00", "America/Los_Angeles"), "20260415T010000Z"),
        (at("2026-03-10 10:00", "Pacific/Auckland"), "20260413T220000Z"),
        (at("2026-03-10 00:15", "Pacific/Kiritimati"), "20260413T101500Z"),
    ],
)
def test_until_is_the_last_start_in_utc(when: Settled, until: str) -> None:
    """R40, RFC 5545 §3.3.10: UTC beside a TZID, a day beside days."""
    entry = held(f"{TUESDAYS};UNTIL=20260414", when)
    assert found(entry, "RRULE") == [f"RRULE:FREQ=MONTHLY;UNTIL={until};BYDAY=2TU"]


# What differs.


def test_days_are_taken_out_as_the_value_type_of_the_series() -> None:
    """R40: a day from days."""
    entry = held(
        when=a_day(count=2),
        without=["2026-05-12"],
        changes=[change("2026-04-14", None, "cancelled")],
    )
    assert found(entry, "EXDATE") == ["EXDATE;VALUE=DATE:20260512"]
    assert found(entry, "RECURRENCE-ID") == ["RECURRENCE-ID;VALUE=DATE:20260414"]
    assert found(entry, "DTEND") == ["DTEND;VALUE=DATE:20260312", "DTEND;VALUE=DATE:20260416"]


@pytest.mark.parametrize(
    ("moved_to", "is_own"),
    [
        ("2026-04-13", False),
        ("2026-04-14", False),
        ("2026-05-11", False),
        ("2026-03-11", False),
        ("2026-05-12", True),
        ("2026-03-10", True),
        ("2026-05-13", True),
        ("2026-03-01", True),
        ("2030-01-01", True),
    ],
)
def test_a_move_beyond_a_neighbour_makes_an_event_of_its_own(moved_to: str, is_own: bool) -> None:  # noqa: FBT001 - what is expected
    """R40: Exchange refuses an override that passes the day of a neighbour, or shares it."""
    entry = held(changes=[change("2026-04-14", at(f"{moved_to} 18:00"))])
    name = "seminar.2026-04-14" if is_own else "seminar"
    assert found(entry, "UID")[1:] == [f"UID:{name}@events.example.org"]
    assert len(found(entry, "EXDATE")) == len(found(entry, "RELATED-TO")) == int(is_own)
    assert len(found(entry, "RECURRENCE-ID")) == int(not is_own)


def test_moves_are_held_against_where_neighbours_went() -> None:
    """April moves on, and March after it: the one that passes stands on its own."""
    entry = held(
        changes=[
            change("2026-03-10", at("2026-03-20 18:00")),
            change("2026-04-14", at("2026-03-15 18:00")),
        ]
    )
    assert found(entry, "UID")[1:] == [
        "UID:seminar.2026-03-10@events.example.org",
        "UID:seminar.2026-04-14@events.example.org",
    ]


def test_the_day_of_a_neighbour_counts_though_it_went_away() -> None:
    """April goes past 12 May, and May goes on before it."""
    entry = held(
        changes=[
            change("2026-04-14", at("2026-05-20 18:00")),
            change("2026-05-12", at("2026-06-01 18:00")),
        ]
    )
    assert found(entry, "UID")[1:] == [
        "UID:seminar.2026-04-14@events.example.org",
        "UID:seminar@events.example.org",
    ]


def test_a_day_taken_out_is_a_neighbour_still() -> None:
    """A move onto it would share the day of an EXDATE."""
    entry = held(
        "FREQ=WEEKLY",
        without=["2026-03-24"],
        changes=[change("2026-03-17", at("2026-03-24 18:00"))],
    )
    assert found(entry, "UID")[1:] == ["UID:seminar.2026-03-17@events.example.org"]
    assert len(found(entry, "EXDATE")) == 2


def test_additions_are_events_of_their_own() -> None:
    """R40: no RDATE, which Outlook ignores and Google hides after UNTIL."""
    entry = held(
        f"{TUESDAYS};UNTIL=20261231",
        also=[at("2026-04-01 10:00"), at("2027-02-01 10:00")],
        changes=[change("2026-04-01", at("2026-04-02 10:00"), title="Extra")],
    )
    assert found(entry, "RDATE") == found(entry, "EXDATE") == found(entry, "RECURRENCE-ID") == []
    assert found(entry, "UID")[1:] == [
        "UID:seminar.2026-04-01@events.example.org",
        "UID:seminar.2027-02-01@events.example.org",
    ]
    assert found(entry, "SUMMARY")[1:] == [
        "SUMMARY;LANGUAGE=en:Extra",
        "SUMMARY;LANGUAGE=en:Seminar",
    ]
    assert found(entry, "DTSTART")[1:] == [
        "DTSTART;TZID=Europe/Zurich:20260402T100000",
        "DTSTART;TZID=Europe/Zurich:20270201T100000",
    ]


def test_changes_far_ahead_are_written_too() -> None:
    """A rule goes on for ever; what differs from it in 2060 does so."""
    entry = held(
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10", changes=[change("2060-03-10", title="Jubilee")]
    )
    assert found(entry, "SUMMARY")[1:] == ["SUMMARY;LANGUAGE=en:Jubilee"]


def test_all_components_share_their_sequence_and_revision() -> None:
    """R28 to R30, R40: SEQUENCE, DTSTAMP, LAST-MODIFIED, on overrides and on events of their own."""
    entry = held(
        changes=[change("2026-04-14", title="Other"), change("2026-05-12", at("2026-07-01 18:00"))],
        also=[at("2026-04-01 10:00")],
    )
    assert found(entry, "SEQUENCE") == ["SEQUENCE:4"] * 4
    for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED", "URL"):
        assert len(found(entry, name)) == 4
        assert len(set(found(entry, name))) == 1


# A reader's wishes.


def offs() -> Entry:
    """Make a series with occurrences that are off, one of them after a move."""
    return held(
        f"{TUESDAYS};COUNT=6",
        changes=[
            change("2026-04-14", None, "cancelled"),
            change("2026-05-12", None, "postponed"),
            change("2026-06-09", at("2026-06-10 18:00"), "postponed"),
        ],
        also=[at("2026-04-01 10:00")],
    )


def test_an_occurrence_that_is_off_is_marked() -> None:
    """R39: STATUS and a prefix; put off to new days, it is on again."""
    entry = offs()
    assert found(entry, "STATUS") == [
        *("STATUS:CONFIRMED", "STATUS:CONFIRMED", "STATUS:CANCELLED"),
        *("STATUS:CANCELLED", "STATUS:CONFIRMED"),
    ]
    assert [str(part["SUMMARY"]) for part in parts(entry)] == [
        *("Seminar", "Seminar", "Cancelled: Seminar", "Postponed: Seminar", "Seminar"),
    ]


def test_what_is_off_can_be_shown_as_confirmed() -> None:
    """R39: for Google, which hides CANCELLED; the title says it."""
    wishes = Wishes(cancelled="show")
    assert set(found(offs(), "STATUS", wishes)) == {"STATUS:CONFIRMED"}
    assert set(found(offs(), "TRANSP", Wishes(cancelled="show"))) == {"TRANSP:TRANSPARENT"}
    assert "SUMMARY;LANGUAGE=en:Cancelled: Seminar" in found(offs(), "SUMMARY", wishes)


def test_what_is_off_can_be_dropped() -> None:
    """R39: as days taken out, in the form that the series has; what was put off to new days stays."""
    wishes = Wishes(cancelled="drop")
    assert found(offs(), "EXDATE", wishes) == [
        "EXDATE;TZID=Europe/Zurich:20260414T180000",
        "EXDATE;TZID=Europe/Zurich:20260512T180000",
    ]
    assert len(parts(offs(), wishes)) == 3
    assert set(found(offs(), "STATUS", wishes)) == {"STATUS:CONFIRMED"}


def test_what_is_off_is_dropped_from_those_one_by_one() -> None:
    """R39: and of an addition that is off nothing is left, not even a day taken out."""
    wishes = Wishes(cancelled="drop")
    single = held(
        "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
        a_day("2026-03-31"),
        [change("2026-05-31", None, "cancelled")],
    )
    assert len(parts(single)) == 3
    assert len(parts(single, wishes)) == 2
    extra = held(also=[at("2026-04-01 10:00")], changes=[change("2026-04-01", None, "cancelled")])
    assert len(parts(extra)) == 2
    assert len(parts(extra, wishes)) == 1
    assert found(extra, "EXDATE", wishes) == []


def test_alarms_and_busy_times_are_on_each_that_is_held() -> None:
    """R35, R38: on the series and on what differs from it, not on what is off."""
    entry, wishes = offs(), Wishes(alarm="-P1D", busy=True)
    assert found(entry, "TRIGGER") == []
    assert set(found(entry, "TRANSP")) == {"TRANSP:TRANSPARENT"}
    assert set(found(entry, "X-MICROSOFT-CDO-BUSYSTATUS")) == {"X-MICROSOFT-CDO-BUSYSTATUS:FREE"}
    for part in parts(entry, wishes):
        is_on = str(part["STATUS"]) == "CONFIRMED"
        assert len(part.walk("VALARM")) == int(is_on)
        assert str(part["TRANSP"]) == ("OPAQUE" if is_on else "TRANSPARENT")
        assert str(part["X-MICROSOFT-CDO-BUSYSTATUS"]) == ("BUSY" if is_on else "FREE")


def test_wishes_that_make_no_difference_are_not_heeded() -> None:
    """So that an item is rendered once for all who wish otherwise elsewhere."""
    plain = held()
    assert ics.heed(plain, Wishes(cancelled="drop", tbc=True)) == NO_WISHES
    assert ics.heed(offs(), Wishes(cancelled="drop")) == Wishes(cancelled="drop")
    assert ics.heed(plain, Wishes(alarm="-P1D", busy=True)) == Wishes(alarm="-P1D", busy=True)


# Whatever is invented.


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events())
def test_whatever_is_held_keeps_to_what_calendars_bear(event: Event) -> None:
    """R27 to R41, line by line, of days, times, series, and what is not settled."""
    entry = make_entry(event)
    wishes = Wishes(tbc=True)
    calendar = calendar_of(entry, wishes=wishes)
    _check_zones(calendar, entry)
    groups: dict[str, list[Component]] = {}
    for part in calendar.walk("VEVENT"):
        groups.setdefault(str(part["UID"]), []).append(part)
    for uid, group in groups.items():
        assert len(uid.encode()) < 255
        masters = [part for part in group if "RECURRENCE-ID" not in part]
        assert len(masters) == 1
        assert len({str(part["SEQUENCE"]) for part in group}) == 1
        assert len({str(part.get("RECURRENCE-ID", "")) for part in group}) == len(group)
        _check_values(masters[0], group)


def _check_zones(calendar: Calendar, entry: Entry) -> None:
    text = "".join(part.to_ical().decode() for part in calendar.walk("VEVENT"))
    text = text.replace("\r\n ", "")
    used = set(re.findall(r";TZID=([^:;]+):", text))
    assert used == {str(part["TZID"]) for part in calendar.walk("VTIMEZONE")}
    assert not any(map(is_utc, used))
    assert used <= {getattr(entry.event.when, "timezone", "")}
    assert not re.search(r"^(DTSTART|DTEND|EXDATE|RECURRENCE-ID):\d{8}T\d{6}\r", text, re.MULTILINE)
    assert not re.search(r"^(RDATE|ORGANIZER|ATTENDEE|ATTACH|DURATION)[:;]", text, re.MULTILINE)
    assert "COUNT=1\r" not in text


def _check_values(master: Component, group: list[Component]) -> None:
    """R40: EXDATE and RECURRENCE-ID have DTSTART's value type and its very TZID; UNTIL is UTC."""
    written = "".join(part.to_ical().decode().replace("\r\n ", "") for part in group)
    (form, *_) = re.findall(r"^DTSTART([^:]*):", written, re.MULTILINE)
    assert set(re.findall(r"^(?:EXDATE|RECURRENCE-ID|DTSTART)([^:]*):", written, re.MULTILINE)) == {
        form
    }
    for until in re.findall(r"UNTIL=(\w+)", written):
        assert re.fullmatch(r"\d{8}" if "DATE" in form else r"\d{8}T\d{6}Z", until)
    for count in re.findall(r"COUNT=(\d+)", written):
        assert 1 < int(count) <= 999
    days = [part.decoded("DTEND") for part in group if "VALUE=DATE" in form]
    assert all(not isinstance(day, datetime) for day in days)
    assert "RRULE" in master or len(group) == 1
