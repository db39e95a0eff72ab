"""The order of lists for people: next events first, then what is over, the latest first."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest
from making import make_calendar, make_entry, make_event

from feeds.model import Event, OccurrenceChange, Repeat
from feeds.schedule import Days, Times, Unsettled, parse_rule
from feeds.selection import Index, Selection, by_date, in_order

TODAY = date(2026, 3, 20)
DAY = timedelta(days=1)


def held(name: str, first: int, last: int | None = None) -> Event:
    """Make an event that begins and ends some days from today."""
    return make_event(name, TODAY + first * DAY, TODAY + (first if last is None else last) * DAY)


def series(name: str, first: int, rule: str, *changes: OccurrenceChange) -> Event:
    """Make a series that begins some days from today."""
    repeat = Repeat(rule=parse_rule(rule), changes=changes)
    return make_event(name, TODAY + first * DAY, repeat=repeat)


def order(events: Iterable[Event], today: date = TODAY) -> list[str]:
    """Return the ids of events in the order that people are shown."""
    return [entry.event.id for entry in in_order(by_date(map(make_entry, events)), "next", today)]


def test_what_is_to_come_stands_before_what_is_over() -> None:
    """The nearest first, on either side of today."""
    events = [held("far", 90), held("past", -1), held("long-past", -90), held("near", 1)]
    assert order(events) == ["near", "far", "past", "long-past"]


def test_an_event_is_over_on_the_day_after_its_last() -> None:
    """Until then it stands among what is to come, by the day on which it began."""
    events = [held("tomorrow", 1), held("going-on", -3, 0), held("today", 0)]
    assert order(events) == ["going-on", "today", "tomorrow"]
    assert order(events, TODAY + DAY) == ["tomorrow", "today", "going-on"]


def test_a_series_stands_by_its_next_date() -> None:
    """However long ago it began."""
    weekly = series("weekly", -700 + 3, "FREQ=WEEKLY")  # next in three days
    events = [held("in-four", 4), weekly, held("in-two", 2), held("past", -1)]
    assert order(events) == ["in-two", "weekly", "in-four", "past"]
    assert order(events, TODAY + 3 * DAY)[:2] == ["weekly", "in-four"]
    assert order(events, TODAY + 4 * DAY)[:2] == ["in-four", "weekly"]


def test_a_series_that_is_over_stands_among_what_is_past() -> None:
    """By its last date."""
    over, done = (series(f"of-{days}", -30, f"FREQ=DAILY;COUNT={days}") for days in (5, 15))
    events = [over, done, held("older", -40), held("newer", -20), held("next", 9)]
    assert order(events) == ["next", "of-15", "newer", "of-5", "older"]


def test_a_date_that_moved_is_where_it_went() -> None:
    """The series stands on the day on which it will be held."""
    day = TODAY + 1 * DAY
    moved = OccurrenceChange(day=day, when=Days(first=TODAY + 5 * DAY, last=TODAY + 5 * DAY))
    events = [series("moved", 1, "FREQ=MONTHLY;COUNT=2", moved), held("in-four", 4)]
    assert order(events) == ["in-four", "moved"]


@pytest.mark.parametrize("shift", [3, -3])
def test_what_is_held_on_the_same_days_stands_by_id(shift: int) -> None:
    """So never by chance: ascending in what is to come, descending in what is past."""
    events = [held(name, shift) for name in ("b", "c", "a")]
    assert order(events) == (["a", "b", "c"] if shift > 0 else ["c", "b", "a"])
    assert order(reversed(events)) == order(events)


def test_of_a_day_the_hours_decide() -> None:
    """Whole days stand before hours."""
    day = datetime(2026, 3, 22, tzinfo=UTC)

    def at(name: str, hour: int) -> Event:
        start = day + timedelta(hours=hour)
        return make_event(
            name, when=Times(start=start, end=start + timedelta(hours=1), timezone="Etc/UTC")
        )

    assert order([at("evening", 19), at("morning", 8), held("all-day", 2)]) == [
        *("all-day", "morning", "evening"),
    ]


def test_what_has_no_date_stands_after_all_that_is_to_come() -> None:
    """It is never over, and never next."""
    undated = make_event("undated", when=Unsettled())
    assert order([held("past", -1), undated, held("far", 900)]) == ["far", "undated", "past"]


def test_a_month_stands_within_its_days() -> None:
    """It is over when the month is."""
    month = make_event("month", when=Unsettled(year=2026, month=4))
    events = [month, held("before", 5), held("after", 60)]
    assert order(events) == ["before", "month", "after"]
    assert order(events, date(2026, 5, 1)) == ["after", "month", "before"]


def test_a_series_to_come_stands_by_its_next_date_among_what_is_to_come_alone() -> None:
    """Whatever else is asked for."""
    entries = [make_entry(series("yearly", -700, "FREQ=YEARLY")), make_entry(held("soon", 1))]
    found = Index(make_calendar(), tuple(entries)).select(Selection(when="upcoming"), TODAY, "next")
    assert [entry.event.id for entry in found] == ["soon", "yearly"]
