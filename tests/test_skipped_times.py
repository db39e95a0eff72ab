"""An occurrence whose start clocks skip: it begins later, and does not end before that."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inventing import FIRST, LAST, clock_times

from feeds.schedule import Times, times


@pytest.mark.parametrize(
    ("zone", "start", "end", "day", "held"),
    [
        # from 3:30; its end is there, and comes after
        ("Europe/Zurich", "02:30", "04:00", "2026-03-29", "03:30+02:00 04:00+02:00"),
        ("Europe/Zurich", "02:30", "03:30", "2026-03-29", "03:30+02:00 03:30+02:00"),
        # its end is there too, but comes before
        ("Europe/Zurich", "02:30", "03:20", "2026-03-29", "03:30+02:00 04:20+02:00"),
        ("Antarctica/Troll", "02:05", "03:35", "2026-03-29", "04:05+02:00 05:35+02:00"),
        ("Australia/Lord_Howe", "02:15", "02:35", "2026-10-04", "02:45+11:00 03:05+11:00"),
        # both are skipped
        ("Europe/Zurich", "02:10", "02:50", "2026-03-29", "03:10+02:00 03:50+02:00"),
        # nothing is skipped
        ("Europe/Zurich", "02:30", "03:20", "2026-03-28", "02:30+01:00 03:20+01:00"),
    ],
)
def test_an_occurrence_ends_when_it_does_or_lasts_as_long(
    zone: str, start: str, end: str, day: str, held: str
) -> None:
    """By the clocks of its day, unless they leave nothing of it."""
    starts, ends = (datetime.fromisoformat(f"2026-03-01 {at}") for at in (start, end))
    first = times(starts, ends, zone)
    found = first.on(date.fromisoformat(day))
    assert " ".join(f"{at:%H:%M}{at.isoformat()[-6:]}" for at in (found.start, found.end)) == held


@given(clock_times(), st.dates(FIRST, LAST))
def test_no_occurrence_ends_before_it_begins(first: Times, day: date) -> None:
    """In whichever zone, on whichever day."""
    held = first.on(day)
    assert held.start <= held.end
