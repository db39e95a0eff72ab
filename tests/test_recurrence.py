"""Series, held against what dateutil makes of the same rule and against what their editor says."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from inventing import FIRST, LAST, rules, series, settled
from making import make_entry, make_event

from feeds.clocks import keeps_its_clocks
from feeds.model import Event, Location, OccurrenceChange, Repeat
from feeds.recurrence import (
    HORIZON,
    days_of,
    exceptional,
    last_day_of,
    lasts_into,
    occurrences,
    on_occasion,
    overlapping,
    rule_days,
)
from feeds.schedule import Days, Times, Unsettled, is_repeated, is_skipped, parse_rule, times

DAY = timedelta(days=1)
TUESDAYS = "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20261231"


def on(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)


def at(start: str, end: str, zone: str = "Europe/Zurich") -> Times:
    """Return times in a zone."""
    return times(datetime.fromisoformat(start), datetime.fromisoformat(end), zone)


def a_day(text: str, count: int = 1) -> Days:
    """Return a number of whole days."""
    return Days(first=on(text), last=on(text) + DAY * (count - 1))


def seminar(rule: str = TUESDAYS, *changes: OccurrenceChange, **fields: object) -> Event:
    """Make a series of a seminar in the evening, first on 10 March 2026."""
    repeat = Repeat(rule=parse_rule(rule), changes=changes, **fields)  # type: ignore[arg-type]
    held = at("2026-03-10 18:00", "2026-03-10 20:00")
    return make_event("seminar", when=held, repeat=repeat, title="Seminar", note="Bring a pen.")


def opinion(rule: str, first: date, last: date) -> list[date]:
    """Return the days that dateutil finds in the text of a rule."""
    found = rrulestr(rule, dtstart=datetime.combine(first, datetime.min.time()))
    return [each.date() for each in takewhile(lambda each: each.date() <= last, found)]


def first_days(event: Event, last: date = HORIZON) -> list[str]:
    """Return the days on which the occurrences of an event begin, by date."""
    return [str(each.when.first) for each in overlapping(event, date.min, last)]


@settings(max_examples=300, deadline=None)
@given(st.data(), st.dates(FIRST, LAST), st.integers(0, 5000), st.integers(-50, 5000))
def test_the_days_of_a_rule_are_those_that_dateutil_reads_in_its_text(
    data: st.DataObject, first: date, length: int, ahead: int
) -> None:
    """From any day to any other, asked for once and again."""
    rule, last, since = data.draw(rules(first)), first + DAY * length, first + DAY * ahead
    expected = [day for day in opinion(str(rule), first, last) if day >= since]
    assert list(rule_days(rule, first, last, since)) == expected
    assert list(days_of(rule, first, last, since)) == expected
    assert list(days_of(rule, first, last, since)) == expected


@pytest.mark.parametrize("start", range(7))
@pytest.mark.parametrize(
    "rule",
    [
        *("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU"),
        *("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SA;WKST=WE;COUNT=7", "FREQ=DAILY;INTERVAL=3;COUNT=5"),
        *("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=10", "FREQ=WEEKLY;INTERVAL=99;COUNT=3"),
        *("FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=-1;COUNT=9", "FREQ=WEEKLY;BYMONTH=3;COUNT=9"),
        *("FREQ=DAILY;BYMONTHDAY=31;COUNT=9", "FREQ=DAILY;BYDAY=SA,SU;COUNT=9"),
        *("FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR;COUNT=4", "FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2"),
    ],
)
def test_weeks_begin_where_the_rule_says(rule: str, start: int) -> None:
    """On whatever weekday the series begins; a first day that does not fit does not count."""
    first = date(2026, 3, 2) + DAY * start
    assert list(rule_days(parse_rule(rule), first, on("2060-12-31"))) == opinion(
        rule, first, on("2060-12-31")
    )


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", ["2026-03-10", "2026-03-11", "2026-03-12"]),
        ("FREQ=DAILY;UNTIL=20260312", ["2026-03-10", "2026-03-11", "2026-03-12"]),
        ("FREQ=WEEKLY;UNTIL=20260323", ["2026-03-10", "2026-03-17"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", ["2026-03-31", "2026-05-31", "2026-07-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", ["2026-03-31", "2026-04-30", "2026-05-31"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", ["2028-02-29", "2032-02-29"]),
        ("FREQ=MONTHLY;BYDAY=5TU;COUNT=2", ["2026-03-31", "2026-06-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR;COUNT=2", ["2026-03-13", "2026-11-13"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", ["2026-03-31", "2026-04-30"]),
    ],
)
def test_rules_by_hand(rule: str, days: list[str]) -> None:
    """As an almanac has them."""
    assert [str(day) for day in rule_days(parse_rule(rule), on("2026-03-10"))] == days


def test_each_occurrence_has_the_events_time_by_the_clocks_of_its_day() -> None:
    """Six o'clock in winter and in summer; two hours long."""
    held = [each.when for each in occurrences(seminar(), HORIZON)]
    assert [str(when.start) for when in held if isinstance(when, Times)][:2] == [
        "2026-03-10 18:00:00+01:00",
        "2026-04-14 18:00:00+02:00",
    ]
    assert len(held) == 10
    assert {when.end - when.start for when in held if isinstance(when, Times)} == {
        timedelta(hours=2)
    }


def test_days_taken_out_are_not_held_and_still_count() -> None:
    """Three times less one are two; additions are beyond the count."""
    event = seminar(
        "FREQ=MONTHLY;BYDAY=2TU;COUNT=3",
        without=(on("2026-04-14"),),
        also=(at("2026-04-01 10:00", "2026-04-01 11:00"),),
    )
    assert first_days(event) == ["2026-03-10", "2026-04-01", "2026-05-12"]
    assert [each.is_extra for each in occurrences(event, HORIZON)] == [False, False, True]
    assert last_day_of(event) == on("2026-05-12")


@pytest.mark.parametrize(
    ("moved_to", "days"),
    [
        ("2026-04-10", ["2026-03-10", "2026-04-10", "2026-05-12"]),
        ("2026-03-01", ["2026-03-01", "2026-03-10", "2026-05-12"]),
        ("2026-06-20", ["2026-03-10", "2026-05-12", "2026-06-20"]),
        ("2026-05-12", ["2026-03-10", "2026-05-12", "2026-05-12"]),
    ],
)
def test_a_moved_occurrence_is_held_on_its_new_day_alone(moved_to: str, days: list[str]) -> None:
    """Earlier or later, past its neighbours, before the first or after the last."""
    change = OccurrenceChange(
        day=on("2026-04-14"), when=at(f"{moved_to} 09:00", f"{moved_to} 10:00")
    )
    event = seminar("FREQ=MONTHLY;BYDAY=2TU;COUNT=3", change)
    assert first_days(event) == days
    assert last_day_of(event) == on(max(days))
    assert lasts_into(event, on(moved_to), on(moved_to))
    assert not lasts_into(event, on("2026-04-14"), on("2026-04-14"))
    (moved,) = [each for each in occurrences(event, HORIZON) if each.is_changed]
    assert moved.day == on("2026-04-14")


def test_an_occurrence_differs_in_what_its_editor_says() -> None:
    """All else is as in the series, and the series is as it was."""
    change = OccurrenceChange(
        day=on("2026-04-14"), title="Guest lecture", location=Location(name="Hall"), summary="News"
    )
    event = seminar(TUESDAYS, change)
    first, second, third, *_ = occurrences(event, HORIZON)
    assert second.event.title == "Guest lecture"
    assert second.event.location == Location(name="Hall")
    assert (second.event.summary, second.event.note) == ("News", "Bring a pen.")
    assert second.event.status == "confirmed"
    assert first.event == replace(event, repeat=None)
    assert third.event == replace(event, repeat=None, when=third.when)
    assert event.title == "Seminar"


@pytest.mark.parametrize(
    ("status", "moved_to", "is_off"),
    [
        ("cancelled", None, True),
        ("cancelled", "2026-04-16", True),
        ("postponed", None, True),
        ("postponed", "2026-04-16", False),
        ("tentative", None, False),
        (None, "2026-04-16", False),
    ],
)
def test_an_occurrence_is_off_unless_new_days_revive_it(
    status: str | None,
    moved_to: str | None,
    is_off: bool,  # noqa: FBT001 - what is expected
) -> None:
    """R39: as with events of their own."""
    when = at(f"{moved_to} 18:00", f"{moved_to} 19:00") if moved_to else None
    change = OccurrenceChange(day=on("2026-04-14"), when=when, status=status)  # type: ignore[arg-type]
    entry = make_entry(seminar(TUESDAYS, change))
    found = {each.day: on_occasion(entry, each) for each in occurrences(entry.event, HORIZON)}
    assert found[on("2026-04-14")].is_off is is_off
    assert [day for day, each in found.items() if each.is_off] == [on("2026-04-14")] * is_off


def test_an_addition_can_be_changed_too() -> None:
    """It is known by the day that it was added for."""
    change = OccurrenceChange(
        day=on("2026-04-01"), title="Late", when=at("2026-04-03 10:00", "2026-04-03 11:00")
    )
    event = seminar(TUESDAYS, change, also=(at("2026-04-01 10:00", "2026-04-01 11:00"),))
    (extra,) = exceptional(event)
    assert (extra.day, extra.when.first) == (on("2026-04-01"), on("2026-04-03"))
    assert (extra.is_extra, extra.is_changed, extra.event.title) == (True, True, "Late")
    assert lasts_into(event, on("2026-04-03"), on("2026-04-03"))


def test_what_is_exceptional_is_found_however_far_it_is() -> None:
    """A change in 2095 is one, though a series is followed nowhere near."""
    change = OccurrenceChange(day=on("2095-03-08"), title="A century")
    event = seminar("FREQ=MONTHLY;BYDAY=2TU", change)
    assert [each.event.title for each in exceptional(event)] == ["A century"]
    assert list(exceptional(replace(event, repeat=None))) == []


def test_occurrences_are_named_by_their_rule_though_clocks_show_another_day() -> None:
    """At Nuuk 23:30 is skipped on 28 March 2026, and comes out on the day after."""
    held = at("2026-03-27 23:30", "2026-03-27 23:45", "America/Nuuk")
    rule = parse_rule("FREQ=DAILY;COUNT=4")
    event = make_event(when=held, repeat=Repeat(rule=rule))
    found = list(occurrences(event, HORIZON))
    assert [each.day.day for each in found] == [27, 28, 29, 30]
    assert [each.when.first.day for each in found] == [27, 29, 29, 30]
    assert len(overlapping(event, on("2026-03-29"), on("2026-03-29"))) == 2


def test_an_event_that_is_held_once_is_its_own_occurrence() -> None:
    """Settled or not."""
    for when in (a_day("2026-03-10", 3), Unsettled(year=2026, month=9), Unsettled()):
        event = make_event(when=when)
        (only,) = occurrences(event, HORIZON)
        assert (only.event, only.when, only.is_changed, only.is_extra) == (
            event,
            when,
            False,
            False,
        )
        assert last_day_of(event) == when.last
        assert lasts_into(event, when.last, when.last)


def test_a_series_without_any_occurrence_left_ends_with_its_first() -> None:
    """All of them taken out: nothing is held, and nothing breaks."""
    days = (on("2026-03-10"), on("2026-04-14"))
    event = seminar("FREQ=MONTHLY;BYDAY=2TU;COUNT=2", without=days)
    assert list(occurrences(event, HORIZON)) == []
    assert last_day_of(event) == on("2026-03-10")
    assert not lasts_into(event, date.min, date.max)


def test_long_occurrences_last_into_the_days_after_they_began() -> None:
    """Three days each month: the last of the three is in it, the fourth is not."""
    event = make_event(
        when=a_day("2026-01-30", 3), repeat=Repeat(rule=parse_rule("FREQ=MONTHLY;BYMONTHDAY=30"))
    )
    assert lasts_into(event, on("2027-01-01"), on("2027-01-01"))
    assert not lasts_into(event, on("2027-01-02"), on("2027-01-02"))
    assert first_days(event, on("2026-04-01")) == ["2026-01-30", "2026-03-30"]


@settings(max_examples=150, deadline=None)
@given(st.data(), series(), st.integers(-3, 3), st.integers(0, 5))
def test_a_span_holds_what_lasts_into_it(
    data: st.DataObject, invented: tuple[Days | Times, Repeat], away: int, length: int
) -> None:
    """As if each occurrence were looked at, one by one; the last day is that of the last."""
    held, repeat = invented
    event = make_event(when=held, repeat=repeat)
    near = [held.first, *(each.when.first for each in exceptional(event))]
    first = data.draw(st.sampled_from(near)) + DAY * away
    last = first + DAY * length
    every = list(occurrences(event, last + DAY * 100))
    within = [each for each in every if each.when.first <= last and each.when.last >= first]
    assert sorted(overlapping(event, first, last), key=str) == sorted(within, key=str)
    assert lasts_into(event, first, last) is bool(within)
    if not repeat.rule.is_endless:
        ends = (each.when.last for each in occurrences(event, HORIZON))
        assert last_day_of(event) == max(ends, default=held.last)


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=2TU"])
def test_a_series_without_an_end_is_bounded_and_far_days_are_reached_at_once(rule: str) -> None:
    """2098 takes no time, and in 9990 there is nothing; both used to be walked to, day by day."""
    event = seminar(rule)
    began = time.perf_counter()
    assert last_day_of(event) is None
    for _ in range(20):
        assert lasts_into(event, on("2098-01-01"), on("2098-12-31"))
        assert not lasts_into(event, on("9990-01-01"), on("9990-12-31"))
        assert overlapping(event, on("2099-01-01"), date.max)[-1].when.first <= HORIZON
    assert time.perf_counter() - began < 3


def test_a_series_begins_beyond_the_horizon_in_vain() -> None:
    """Series are followed to 2099; asking ends quickly."""
    event = make_event(
        when=a_day("9990-01-01"), repeat=Repeat(rule=parse_rule("FREQ=DAILY;COUNT=5"))
    )
    assert first_days(event) == []
    assert last_day_of(event) == on("9990-01-01")


def clock_cases() -> Iterator[tuple[str, Times, str, bool]]:
    """Give times, rules, and whether they can be read in one way only."""
    sunday = "2026-01-04"
    yield "noon", at(f"{sunday} 12:00", f"{sunday} 13:00"), "FREQ=WEEKLY", True
    yield "skipped", at(f"{sunday} 02:30", f"{sunday} 05:00"), "FREQ=WEEKLY", False
    yield "skipped end", at(f"{sunday} 01:30", f"{sunday} 02:30"), "FREQ=WEEKLY", False
    yield "across", at("2026-01-03 22:00", "2026-01-04 06:00"), "FREQ=WEEKLY", False
    yield "monday", at("2026-01-05 02:30", "2026-01-05 05:00"), "FREQ=WEEKLY", True
    yield "over before", at(f"{sunday} 02:30", f"{sunday} 05:00"), "FREQ=WEEKLY;COUNT=10", True
    yield "until", at(f"{sunday} 02:30", f"{sunday} 05:00"), "FREQ=WEEKLY;UNTIL=20260328", True
    yield "ends then", at(f"{sunday} 00:30", f"{sunday} 01:59"), "FREQ=WEEKLY", True
    yield "begins then", at(f"{sunday} 03:00", f"{sunday} 04:00"), "FREQ=WEEKLY", True
    yield "no summer", at(f"{sunday} 02:30", f"{sunday} 05:00", "Asia/Tokyo"), "FREQ=DAILY", True
    yield "utc", at(f"{sunday} 02:30", f"{sunday} 05:00", "UTC"), "FREQ=DAILY", True
    yield "no rules", at(f"{sunday} 12:00", f"{sunday} 13:00", "Africa/Cairo"), "FREQ=DAILY", False
    havana = at("2026-01-04 00:30", "2026-01-04 03:00", "America/Havana")
    yield "midnight", havana, "FREQ=WEEKLY", False


@pytest.mark.parametrize(
    ("when", "rule", "keeps"),
    [pytest.param(when, rule, keeps, id=name) for name, when, rule, keeps in clock_cases()],
)
def test_clocks_that_change_make_times_ambiguous(when: Times, rule: str, keeps: bool) -> None:  # noqa: FBT001 - what is expected
    """Skipped, repeated, changed while it lasts; unless the series is held on other days."""
    assert keeps_its_clocks(when, parse_rule(rule)) is keeps


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_looking_at_the_days_of_changes_is_enough(data: st.DataObject) -> None:
    """As if the clocks of every occurrence up to 2037 were looked at."""
    zones = [
        "Europe/Zurich",
        "America/Havana",
        "Australia/Lord_Howe",
        "Europe/Dublin",
        "Asia/Tokyo",
    ]
    when = data.draw(settled(zones=zones))
    rule = data.draw(rules(when.first))
    every = (when.on(day) for day in rule_days(rule, when.first, on("2037-12-31")))
    assert keeps_its_clocks(when, rule) is not any(_is_odd(each, when) for each in every)


def _is_odd(held: Days | Times, usual: Days | Times) -> bool:
    if not isinstance(held, Times) or not isinstance(usual, Times):
        return False
    day = datetime.combine(held.first, datetime.min.time())
    ends = [
        day + (each.replace(tzinfo=None) - datetime.combine(usual.first, datetime.min.time()))
        for each in (usual.start, usual.end)
    ]
    zone = ZoneInfo(held.timezone)
    unclear = any(is_skipped(each, zone.key) or is_repeated(each, zone) for each in ends)
    return unclear or held.start.utcoffset() != held.end.utcoffset()


def test_the_clocks_of_many_series_are_looked_at_quickly() -> None:
    """Five hundred series without an end, in ten zones, within a second or two of a slow machine."""
    zones = ("Europe/Zurich", "America/New_York", "Asia/Tokyo", "Pacific/Auckland", "Europe/Athens")
    patterns = ("FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=2")
    began = time.perf_counter()
    for count in range(500):
        start = datetime.combine(FIRST + DAY * count, datetime.min.time()).replace(hour=9)
        held = times(start, start + timedelta(hours=1, minutes=count % 9), zones[count % 5])
        assert keeps_its_clocks(held, parse_rule(patterns[count % 4]))
    assert time.perf_counter() - began < 6
