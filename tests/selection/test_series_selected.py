"""Selections by date of series and of what is not settled: by their occurrences, by what may be."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inventing import events
from making import make_calendar, make_entry, make_event

from feeds.model import Event, OccurrenceChange, Repeat
from feeds.recurrence import occurrences
from feeds.schedule import Days, Unsettled, When, parse_rule
from feeds.selection import Index, Selection
from feeds.selection.bounds import parse_bound

TODAY = date(2026, 3, 20)
DAY = timedelta(days=1)


def holds(
    event: Event, today: date = TODAY, announced: datetime | None = None, **asked: Any
) -> bool:
    """Tell whether a selection holds an event; bounds are given as an address has them."""
    bounds: dict[str, Any] = {
        name: parse_bound(asked.pop(name)) for name in ("since", "until") if name in asked
    }
    entry = make_entry(event, **({"announced": announced} if announced else {}))
    index = Index(make_calendar(event), (entry,))
    return bool(index.select(Selection(**bounds, **asked), today))


def seminar(rule: str = "FREQ=MONTHLY;BYDAY=2TU", *changes: OccurrenceChange) -> Event:
    """Make a series, unless said on the second Tuesday of each month from 10 March 2026."""
    first = date(2026, 3, 10)
    repeat = Repeat(rule=parse_rule(rule), changes=changes)
    return make_event("seminar", when=Days(first=first, last=first), repeat=repeat)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-04-14", "2026-04-14", True),
        ("2026-04-15", "2026-05-11", False),
        ("2026-04-15", "2026-05-12", True),
        ("2020", "2026-03-09", False),
        ("2098-06", "2098-06", True),
        ("2099-12-09", "9990", False),
        ("9990", "9999", False),
    ],
)
def test_a_span_holds_a_series_with_an_occurrence_in_it(
    since: str, until: str, *, expected: bool
) -> None:
    """Between two of them there is none; one that never ends is followed to 2099."""
    assert holds(seminar(), since=since, until=until) is expected


def test_a_moved_occurrence_counts_where_it_went() -> None:
    """And no more where it was."""
    went = Days(first=date(2026, 4, 20), last=date(2026, 4, 20))
    event = seminar("FREQ=MONTHLY;BYDAY=2TU", OccurrenceChange(day=date(2026, 4, 14), when=went))
    assert holds(event, since="2026-04-20", until="2026-04-20")
    assert not holds(event, since="2026-04-14", until="2026-04-14")


@pytest.mark.parametrize(
    ("until", "expected"),
    [("2026-04-13", False), ("2026-04-14", True), ("today", False), ("25d", True)],
)
def test_what_is_to_come_within_a_span_is_in_it(until: str, *, expected: bool) -> None:
    """One occurrence has to be both: another that was in the span is over."""
    assert holds(seminar(), until=until)
    assert holds(seminar(), when="upcoming")
    assert holds(seminar(), until=until, when="upcoming") is expected


@pytest.mark.parametrize(
    ("rule", "today", "when"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU", "2026-03-01", "upcoming"),
        ("FREQ=MONTHLY;BYDAY=2TU", "2090-01-01", "upcoming"),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=2", "2026-03-20", "upcoming"),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=2", "2026-04-14", "upcoming"),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=2", "2026-04-15", "past"),
        ("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20260511", "2026-04-15", "past"),
    ],
)
def test_a_series_is_to_come_until_its_last_occurrence_is_over(
    rule: str, today: str, when: str
) -> None:
    """And then, for good, past."""
    asked = [
        each
        for each in ("upcoming", "past")
        if holds(seminar(rule), date.fromisoformat(today), when=each)
    ]
    assert asked == [when]


@pytest.mark.parametrize(
    ("when", "since", "until", "expected"),
    [
        (Unsettled(year=2027, month=9), "2027-09-30", "2027-10", True),
        (Unsettled(year=2027, month=9), "2027-08", "2027-09-01", True),
        (Unsettled(year=2027, month=9), "2027-10", "2028", False),
        (Unsettled(year=2027, month=9), "2026", "2027-08", False),
        (Unsettled(year=2027), "2027-12-31", "2030", True),
        (Unsettled(year=2027), "2026", "2027-01-01", True),
        (Unsettled(year=2027), "2028", "2030", False),
        (Unsettled(), "2026-11-24", "2026-11-24", True),
        (Unsettled(), "2050", "2051", True),
        (Unsettled(), "2020", "2026-11-23", False),
        (Unsettled(), "2020", "2026-11-24", True),
    ],
)
def test_what_is_not_settled_may_be_on_any_day_of_it(
    when: When, since: str, until: str, *, expected: bool
) -> None:
    """Its whole month or year; without any date, from the day on when it was announced."""
    assert holds(make_event(when=when), since=since, until=until) is expected


@pytest.mark.parametrize(
    ("when", "today", "expected"),
    [
        (Unsettled(year=2026, month=3), "2026-03-31", "upcoming"),
        (Unsettled(year=2026, month=3), "2026-04-01", "past"),
        (Unsettled(year=2026), "2026-12-31", "upcoming"),
        (Unsettled(year=2026), "2027-01-01", "past"),
        (Unsettled(), "2026-01-01", "upcoming"),
        (Unsettled(), "9998-12-31", "upcoming"),
    ],
)
def test_what_is_not_settled_is_to_come_as_long_as_it_may_be(
    when: When, today: str, expected: str
) -> None:
    """Without any date, always."""
    event = make_event(when=when)
    asked = [
        each for each in ("upcoming", "past") if holds(event, date.fromisoformat(today), when=each)
    ]
    assert asked == [expected]


def test_the_day_of_an_announcement_is_that_of_the_calendars_zone() -> None:
    """At 23:30 UTC it is the next day in Zurich."""
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    event = make_event(when=Unsettled())
    assert not holds(event, announced=late, until="2026-11-23")
    assert holds(event, announced=late, until="2026-11-24")


@settings(max_examples=80, deadline=None)
@given(events(), st.integers(-100, 3000), st.integers(0, 60))
def test_a_span_holds_what_has_an_occurrence_in_it(event: Event, ahead: int, length: int) -> None:
    """As if each were looked at."""
    first = TODAY + DAY * ahead
    last = first + DAY * length
    every = occurrences(event, last + DAY * 100)
    expected = any(each.when.first <= last and each.when.last >= first for each in every)
    if event.when == Unsettled():
        expected = last >= date(2026, 11, 24)
    assert holds(event, since=str(first), until=str(last)) is expected
