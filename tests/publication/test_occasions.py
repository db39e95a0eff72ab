"""Series as of a day: the next dates that are told, each one on pages, and when that last changed."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inventing import series
from making import make_entry, make_event, make_snapshot

from feeds.formats import FORMATS
from feeds.model import Change, Entry, Event, Facts, OccurrenceChange, Repeat, Status
from feeds.publication import Snapshot
from feeds.publication.occasions import SHOWN, coming, last_turn, occasions, shown_occasions
from feeds.recurrence import HORIZON, occurrences, on_occasion
from feeds.schedule import Days, Settled, Times, Unsettled, parse_rule, times
from feeds.selection import Selection
from feeds.selection.bounds import parse_bound

DAY = timedelta(days=1)
MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""When the list last changed."""


def on(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)


def a_day(text: str, count: int = 1) -> Days:
    """Return whole days."""
    return Days(first=on(text), last=on(text) + DAY * (count - 1))


def seminar(
    rule: str = "FREQ=MONTHLY;BYDAY=2TU",
    *changes: OccurrenceChange,
    when: Settled | None = None,
    without: Sequence[str] = (),
    **fields: Any,
) -> Event:
    """Make a series, unless said on the second Tuesday of each month from 10 March 2026."""
    repeat = Repeat(rule=parse_rule(rule), changes=changes, without=tuple(map(on, without)))
    return make_event("seminar", when=when or a_day("2026-03-10"), repeat=repeat, **fields)


def change(day: str, when: Settled | None = None, status: Status | None = None) -> OccurrenceChange:
    """Make what is different about the occurrence of a day."""
    return OccurrenceChange(day=on(day), when=when, status=status)


def next_days(event: Event, today: str) -> list[str]:
    """Return the next days that are told of an event."""
    return [str(when.first) for when in coming(make_entry(event), on(today))]


# The next dates.


@pytest.mark.parametrize(
    ("today", "days"),
    [
        ("2025-01-01", ["2026-03-10", "2026-04-14", "2026-05-12"]),
        ("2026-03-10", ["2026-03-10", "2026-04-14", "2026-05-12"]),
        ("2026-03-11", ["2026-04-14", "2026-05-12", "2026-06-09"]),
        ("2050-01-01", ["2050-01-11", "2050-02-08", "2050-03-08"]),
        ("2099-11-20", ["2099-12-08"]),
        ("2100-01-01", []),
    ],
)
def test_the_next_three_dates_are_those_from_a_day_on(today: str, days: list[str]) -> None:
    """That of the day too; before the first, from the first on."""
    assert next_days(seminar(), today) == days


def test_what_lasts_for_days_is_told_until_its_last() -> None:
    """Three days from the 10th on."""
    event = seminar("FREQ=MONTHLY;BYMONTHDAY=10", when=a_day("2026-03-10", 3))
    assert next_days(event, "2026-03-12")[0] == "2026-03-10"
    assert next_days(event, "2026-03-13")[0] == "2026-04-10"


def test_dates_stand_in_order_though_they_were_moved() -> None:
    """Moved dates are where they went; those off, and those taken out, are none."""
    event = seminar(
        "FREQ=MONTHLY;BYDAY=2TU",
        change("2026-03-10", a_day("2026-06-01")),
        change("2026-05-12", None, "cancelled"),
        change("2026-06-09", None, "postponed"),
        change("2026-07-14", a_day("2026-02-01"), "postponed"),
        without=["2026-08-11"],
    )
    assert next_days(event, "2026-01-01") == ["2026-02-01", "2026-04-14", "2026-06-01"]
    assert next_days(event, "2026-06-02") == ["2026-09-08", "2026-10-13", "2026-11-10"]


def test_a_rare_series_has_next_dates_too() -> None:
    """Every four years, and every twenty."""
    leap = seminar("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", when=a_day("2028-02-29"))
    assert next_days(leap, "2026-01-01") == ["2028-02-29", "2032-02-29", "2036-02-29"]
    rare = seminar("FREQ=YEARLY;INTERVAL=20;BYMONTH=3;BYMONTHDAY=10")
    assert next_days(rare, "2027-01-01") == ["2046-03-10", "2066-03-10", "2086-03-10"]


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_a_series_that_is_off_has_no_next_dates(status: Status) -> None:
    """And finding that out takes no time; one occurrence that is on again is one."""
    began = time.perf_counter()
    assert next_days(seminar("FREQ=DAILY", status=status), "2026-03-10") == []
    assert time.perf_counter() - began < 1
    revived = seminar("FREQ=DAILY;COUNT=9", change("2026-03-12", None, "confirmed"), status=status)
    assert next_days(revived, "2026-03-10") == ["2026-03-12"]
    endless = seminar(
        "FREQ=DAILY",
        change("2026-03-12", None, "confirmed"),
        change("2026-03-11", a_day("2026-05-01"), "confirmed"),
        status=status,
    )
    began = time.perf_counter()
    assert next_days(endless, "2026-03-10") == ["2026-03-12", "2026-05-01"]
    assert last_turn([make_entry(endless)], on("2027-03-10"), coming) == on("2026-05-02")
    assert time.perf_counter() - began < 5


def test_a_series_put_off_to_new_days_has_next_dates() -> None:
    """R39: new days revive it."""
    event = seminar(status="postponed")
    before = Facts(title="", when=a_day("2026-01-13"), place="", status="confirmed")
    moved = Change(
        at=MADE,
        sequence=1,
        before=before,
        after=replace(before, when=event.when, repeat=event.repeat, status="postponed"),
    )
    assert coming(make_entry(event, changes=(moved,)), on("2026-03-10"))
    assert coming(make_entry(event), on("2026-03-10")) == ()


def test_what_is_held_once_has_no_next_dates() -> None:
    """Nor what is not settled."""
    for when in (a_day("2026-03-10"), Unsettled(), Unsettled(year=2027)):
        assert coming(make_entry(make_event(when=when)), on("2026-01-01")) == ()


@settings(max_examples=60, deadline=None)
@given(series(), st.integers(-30, 3000))
def test_next_dates_are_the_first_that_are_not_over(
    invented: tuple[Days | Times, Repeat], ahead: int
) -> None:
    """As if all of them were looked at."""
    held, repeat = invented
    entry = make_entry(make_event(when=held, repeat=repeat))
    today = held.first + DAY * ahead
    every = (on_occasion(entry, each) for each in occurrences(entry.event, HORIZON))
    left = [each.event.when for each in every if not each.is_off and each.event.when.last >= today]
    told = coming(entry, today)
    assert [when.first for when in told] == sorted(when.first for when in left)[:3]
    assert set(told) <= set(left)


# When that last changed.


@pytest.mark.parametrize(
    ("today", "turn"),
    [
        ("2026-03-10", None),
        ("2026-03-11", "2026-03-11"),
        ("2026-04-14", "2026-03-11"),
        ("2026-04-15", "2026-04-15"),
        ("2026-05-13", "2026-04-15"),
        ("2026-06-10", "2026-06-10"),
    ],
)
def test_next_dates_turn_on_the_day_after_one_was_held(today: str, turn: str | None) -> None:
    """R8: never when one passes that was off, and so was not told (12 May)."""
    entry = make_entry(seminar("FREQ=MONTHLY;BYDAY=2TU", change("2026-05-12", None, "cancelled")))
    assert last_turn((entry,), on(today)) == (on(turn) if turn else None)


def test_the_last_turn_is_that_of_all_series() -> None:
    """Of what is held once there is none."""
    once = make_entry(make_event(when=a_day("2026-05-01")))
    monthly, weekly = make_entry(seminar()), make_entry(seminar("FREQ=WEEKLY"))
    assert last_turn((once,), on("2026-06-01")) is None
    assert last_turn((once, monthly), on("2026-06-01")) == on("2026-05-13")
    assert last_turn((monthly, weekly, once), on("2026-06-01")) == on("2026-05-27")
    assert last_turn((), on("2026-06-01")) is None


@pytest.mark.parametrize("told", [coming, shown_occasions])
@settings(max_examples=25, deadline=None)
@given(series(), st.integers(0, 900))
def test_what_is_told_changes_at_its_last_turn_and_never_since(
    told: Any, invented: tuple[Days | Times, Repeat], ahead: int
) -> None:
    """R8: the same on every day from then to today, another on the day before."""
    held, repeat = invented
    entry = make_entry(make_event(when=held, repeat=repeat))
    today = held.first + DAY * ahead
    turn = last_turn((entry,), today, told)
    since = turn or min(today, held.first) - DAY * 60
    now = told(entry, today)
    days = [since + DAY * count for count in range((today - since).days + 1)]
    assert all(told(entry, day) == now for day in days[:40] + days[-10:])
    if turn:
        assert turn <= today
        assert told(entry, turn - DAY) != now


def snapshot_of(*events: Event) -> Snapshot:
    """Make a snapshot of a list that last changed at the beginning of 2026."""
    return replace(make_snapshot(*events), changed=MADE)


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_feeds_change_when_next_dates_do(kind: str) -> None:
    """R8: body and Last-Modified, at midnight in the calendar's zone, together or not at all."""
    snapshot = snapshot_of(seminar())
    documents = []
    for hour in range(24 * 75):
        if hour % 24 in (21, 22, 23):
            now = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hour)
            documents.append(snapshot.feed(Selection(), FORMATS[kind], now))
    turns = sorted({document.last_modified for document in documents})
    assert turns == [
        MADE,
        datetime(2026, 3, 10, 23, tzinfo=UTC),
        datetime(2026, 4, 14, 22, tzinfo=UTC),
        datetime(2026, 5, 12, 22, tzinfo=UTC),
    ]
    assert len({document.body for document in documents}) == len(turns)
    assert len({(each.body, each.last_modified) for each in documents}) == len(turns)


@pytest.mark.parametrize("kind", ["ics", "csv"])
def test_calendars_and_tables_never_change_with_the_day(kind: str) -> None:
    """They tell the rule, and no next dates."""
    snapshot = snapshot_of(seminar())
    documents = [
        snapshot.feed(Selection(), FORMATS[kind], datetime(2026, month, 20, tzinfo=UTC))
        for month in range(2, 12)
    ]
    assert {(each.body, each.last_modified) for each in documents} == {(documents[0].body, MADE)}


def test_feeds_without_series_never_change_with_the_day() -> None:
    """R8: whatever is past or to come."""
    snapshot = snapshot_of(make_event(when=a_day("2026-03-10")))
    for month in (2, 4):
        now = datetime(2026, month, 20, tzinfo=UTC)
        assert snapshot.feed(Selection(), FORMATS["rss"], now).last_modified == MADE


def test_the_page_of_a_series_changes_with_its_dates() -> None:
    """R8: those that are off stand on it too, so their passing is a change."""
    snapshot = snapshot_of(
        seminar("FREQ=MONTHLY;BYDAY=2TU", change("2026-05-12", None, "cancelled"))
    )
    entry = snapshot.entries["seminar"]
    assert snapshot.event_modified(entry, datetime(2026, 3, 9, tzinfo=UTC)) == MADE
    may = datetime(2026, 5, 20, tzinfo=UTC)
    assert snapshot.event_modified(entry, may) == datetime(2026, 5, 12, 22, tzinfo=UTC)
    once = snapshot_of(make_event(when=a_day("2026-03-10")))
    assert once.event_modified(once.entries["one"], may) == MADE


# Pages.


def test_the_page_of_a_series_shows_the_next_dozen_dates_or_the_last() -> None:
    """Those that are off too; whatever the distance, so that it changes at turns alone."""
    entry = make_entry(seminar("FREQ=MONTHLY;BYDAY=2TU", change("2026-05-12", None, "cancelled")))
    shown = shown_occasions(entry, on("2026-03-11"))
    assert len(shown) == SHOWN
    assert [str(each.event.when.first) for each in shown[:2]] == ["2026-04-14", "2026-05-12"]
    assert [each.is_off for each in shown[:3]] == [False, True, False]
    over = make_entry(seminar("FREQ=WEEKLY;COUNT=20"))
    assert len(shown_occasions(over, on("2030-01-01"))) == SHOWN
    assert shown_occasions(over, on("2030-01-01"))[-1].event.when.first == on("2026-07-21")
    assert shown_occasions(make_entry(), on("2026-01-01")) == ()


def days_on_page(event: Event, today: str = "2026-03-20", **selected: Any) -> list[str]:
    """Return the days of an event that a page of a selection shows."""
    held = occasions(make_entry(event), Selection(**selected), on(today))
    return [str(each.event.when.first) for each in held]


def test_a_page_has_each_occurrence_in_its_span() -> None:
    """Whatever lasts into the span; without a last day, for a year from today."""
    spring: dict[str, Any] = {"since": parse_bound("2026-04"), "until": parse_bound("2026-05")}
    assert days_on_page(seminar(), **spring) == ["2026-04-14", "2026-05-12"]
    assert days_on_page(seminar())[0] == "2026-03-10"
    assert days_on_page(seminar())[-1] == "2027-03-09"
    assert days_on_page(seminar(), when="upcoming")[0] == "2026-04-14"
    long = seminar("FREQ=MONTHLY;BYDAY=2TU;COUNT=30")
    assert days_on_page(long)[-1] == "2027-03-09"
    assert len(days_on_page(long, until=parse_bound("2030"))) == 30
    assert days_on_page(seminar(), since=parse_bound("2098"))[0] == "2098-01-14"
    assert days_on_page(seminar(), until=parse_bound("2025")) == []


def test_a_page_has_the_next_date_of_a_series_however_far_it_is() -> None:
    """What is to come is shown as such, if it is held once in three years."""
    rare = seminar("FREQ=YEARLY;INTERVAL=3")
    assert days_on_page(rare, when="upcoming") == ["2029-03-10"]
    assert days_on_page(rare) == ["2026-03-10", "2029-03-10"]
    assert days_on_page(rare, "2028-06-01") == ["2026-03-10", "2029-03-10"]
    assert days_on_page(rare, since=parse_bound("2030")) == ["2032-03-10"]
    assert days_on_page(rare, until=parse_bound("2028")) == ["2026-03-10"]
    assert days_on_page(seminar("FREQ=YEARLY;COUNT=1"), "2030-01-01") == ["2026-03-10"]


@pytest.mark.parametrize("asked", ["2098", "2099-12-31", "9990", "9999-12-31"])
def test_pages_far_ahead_end_quickly(asked: str) -> None:
    """Whatever a machine that follows links may ask for, of series that never end."""
    events = [
        replace(seminar(rule), id=f"seminar-{place}")
        for place, rule in enumerate(("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=2TU"))
    ]
    snapshot, now = snapshot_of(*events), datetime(2026, 3, 20, tzinfo=UTC)
    began = time.perf_counter()
    for selection in (
        Selection(since=parse_bound(asked)),
        Selection(since=parse_bound(asked), until=parse_bound(asked)),
        Selection(since=parse_bound(asked), when="upcoming"),
    ):
        page, total = snapshot.page(selection, now)
        assert total == len({posting.entry.event.id for posting in page.postings})
        assert bool(total) == (asked < "2100")
        snapshot.page_modified(selection, now)
        snapshot.feed(selection, FORMATS["rss"], now)
    assert time.perf_counter() - began < 5


def test_a_page_of_fixed_days_does_not_change_with_the_day() -> None:
    """R8: it does where a series is followed from today on, or where it asks for that."""
    snapshot, now = snapshot_of(seminar()), datetime(2026, 3, 20, 12, tzinfo=UTC)
    spring = Selection(since=parse_bound("2026-04"), until=parse_bound("2026-05"))
    midnight = datetime(2026, 3, 19, 23, tzinfo=UTC)
    assert snapshot.page_modified(spring, now) == MADE
    assert snapshot.page_modified(Selection(), now) == midnight
    assert snapshot.page_modified(Selection(until=parse_bound("90d")), now) == midnight
    over = snapshot_of(seminar("FREQ=WEEKLY;COUNT=2"))
    assert over.page_modified(Selection(), now) == datetime(2026, 3, 17, 23, tzinfo=UTC)


def test_a_series_counts_once_on_a_page() -> None:
    """Though it stands there many times."""
    page, total = snapshot_of(seminar(), make_event(when=a_day("2026-04-20"))).page(
        Selection(), datetime(2026, 3, 20, tzinfo=UTC)
    )
    assert total == 2
    assert len(page.postings) == 14
    days = [posting.entry.event.when.first for posting in page.postings]
    coming = [day for day in days if day >= date(2026, 3, 20)]
    assert days == [*sorted(coming), date(2026, 3, 10)]


def test_times_are_told_by_the_clocks_of_their_day() -> None:
    """In summer and in winter."""
    held = times(datetime(2026, 3, 10, 18), datetime(2026, 3, 10, 20), "Europe/Zurich")  # noqa: DTZ001 - by the clocks of a zone
    entry: Entry = make_entry(seminar(when=held))
    offsets = [
        when.start.utcoffset()
        for when in coming(entry, on("2026-03-10"))
        if isinstance(when, Times)
    ]
    assert offsets == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=2)]
