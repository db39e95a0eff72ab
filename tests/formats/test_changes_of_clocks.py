"""iCalendar where clocks change: programs read such times by the clock in different ways."""

from datetime import date, datetime

import pytest
from making import make_entry, make_event

from feeds.formats.ics import render_item, render_single
from feeds.model import OccurrenceChange, Repeat
from feeds.schedule import Rule, times


def lines(text: bytes, *names: str) -> list[str]:
    """Return the lines of some properties, in their order."""
    return [line for line in text.decode().split("\r\n") if line.startswith(names)]


def held(start: str, end: str) -> bytes:
    """Return the VEVENT of an event in Zurich."""
    when = times(datetime.fromisoformat(start), datetime.fromisoformat(end), "Europe/Zurich")
    return render_item(make_entry(make_event(when=when)))


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2026-10-25T02:30", "2026-10-25T02:45", ["DTSTART:20261025T003000Z", "DTEND:20261025T004500Z"]),
        ("2026-03-28T22:00", "2026-03-29T06:00", ["DTSTART:20260328T210000Z", "DTEND:20260329T040000Z"]),
        ("2026-10-25T04:00", "2026-10-25T05:00", ["DTSTART;TZID=Europe/Zurich:20261025T040000", "DTEND;TZID=Europe/Zurich:20261025T050000"]),
    ],
    ids=["twice", "over the change", "after it"],
)  # fmt: skip
def test_times_that_programs_read_differently_are_in_utc(
    start: str, end: str, written: list[str]
) -> None:
    """R34: the first of two is meant (RFC 5545 §3.3.5), though most programs take the second."""
    assert lines(held(start, end), "DTSTART", "DTEND") == written


def test_a_file_with_no_time_by_the_clock_defines_no_zone() -> None:
    """R34: a VTIMEZONE is there for its TZID."""
    when = times(datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 3), "Europe/Zurich")  # noqa: DTZ001 - by the clocks of a zone
    assert b"VTIMEZONE" not in render_single(make_entry(make_event(when=when)))


def test_an_occurrence_moved_to_a_change_of_clocks_is_in_utc_and_its_series_in_the_zone() -> None:
    """R40: it is an event of its own, and the series leaves its day out."""
    usual = times(datetime(2026, 9, 7, 10), datetime(2026, 9, 7, 11), "Europe/Zurich")  # noqa: DTZ001 - by the clocks of a zone
    other = times(datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 3), "Europe/Zurich")  # noqa: DTZ001 - by the clocks of a zone
    change = OccurrenceChange(day=date(2026, 10, 19), when=other)
    repeat = Repeat(rule=Rule(frequency="WEEKLY", by_day=((0, 0),)), changes=(change,))
    text = render_item(make_entry(make_event(when=usual, repeat=repeat)))
    assert lines(text, "UID", "DTSTART", "EXDATE", "RECURRENCE-ID") == [
        "DTSTART;TZID=Europe/Zurich:20260907T100000",
        "UID:one@events.example.org",
        "EXDATE;TZID=Europe/Zurich:20261019T100000",
        "DTSTART:20261025T003000Z",
        "UID:one.2026-10-19@events.example.org",
    ]
