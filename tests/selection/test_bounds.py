"""The ends of a span of days, as addresses write them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.selection.bounds import parse_bound

LEAP_DAY = date(2008, 2, 29)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2008", date(2008, 1, 1), date(2008, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2009-02", date(2009, 2, 1), date(2009, 2, 28)),
        ("2008-11", date(2008, 11, 1), date(2008, 11, 30)),
        ("2008-12", date(2008, 12, 1), date(2008, 12, 31)),
        ("9999-11", date(9999, 11, 1), date(9999, 11, 30)),
        ("2008-02-29", LEAP_DAY, LEAP_DAY),
    ],
)
def test_a_year_a_month_or_a_day_is_all_of_its_days(text: str, first: date, last: date) -> None:
    """A span from it begins with its first day, a span to it ends with its last."""
    bound = parse_bound(text)
    assert (bound.text, bound.is_relative) == (text, False)
    assert (bound.begins(LEAP_DAY), bound.ends(LEAP_DAY)) == (first, last)


@pytest.mark.parametrize(
    ("text", "canonical", "day"),
    [
        ("today", "today", LEAP_DAY),
        ("0d", "today", LEAP_DAY),
        ("-0m", "today", LEAP_DAY),
        ("-90d", "-90d", date(2007, 12, 1)),
        ("1d", "1d", date(2008, 3, 1)),
        ("6w", "6w", date(2008, 4, 11)),
        ("18m", "18m", date(2009, 8, 29)),
        ("+18m", "18m", date(2009, 8, 29)),
        (" 18m", "18m", date(2009, 8, 29)),
        ("018m", "18m", date(2009, 8, 29)),
        ("-1y", "-1y", date(2007, 2, 28)),
        ("4y", "4y", date(2012, 2, 29)),
        ("12m", "12m", date(2009, 2, 28)),
        ("9999y", "9999y", date.max),
        ("-9999y", "-9999y", date.min),
        ("-9999m", "-9999m", date(1174, 11, 29)),
    ],
)
def test_a_distance_is_counted_from_today_by_the_calendar(
    text: str, canonical: str, day: date
) -> None:
    """A month on is the same day of it, or its last; beyond the calendar's ends is its end."""
    bound = parse_bound(text)
    assert (bound.text, bound.is_relative) == (canonical, True)
    assert bound.begins(LEAP_DAY) == bound.ends(LEAP_DAY) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "d", "18", "200", "20081", "2008-", "2008-1", "2008-1-1", "2008-11-5"),
        *(
            "2008-13",
            "2008-00",
            "2008-11-00",
            "2009-02-29",
            "2008-11-31",
            "0000",
            "0000-01",
            "2008-11-25T09:00",
        ),
        *("tomorrow", "today ", " 2008", "+2008", "--18m", "18 m", "1.5y", "18h", "99999d", "1e3d"),
        *("２００８", "٢٠٠٨", "٢d", "2008\n", "18m\n", "2008–11"),
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(text: str) -> None:
    """It is not taken for something near it, nor are digits of other scripts."""
    with pytest.raises(ValueError):  # noqa: PT011 - what is wrong is for the grammar to say
        parse_bound(text)


@settings(deadline=None)
@given(days=st.dates(), whole=st.sampled_from([4, 7, 10]), today=st.dates())
def test_a_fixed_bound_holds_its_day_whatever_day_it_is(
    days: date, whole: int, today: date
) -> None:
    """It is written as it was read, and today makes no difference."""
    bound = parse_bound(days.isoformat()[:whole])
    assert bound.text == days.isoformat()[:whole]
    assert bound.begins(today) <= days <= bound.ends(today)


@settings(deadline=None)
@given(count=st.integers(-9999, 9999), unit=st.sampled_from("dwmy"), today=st.dates())
def test_every_distance_is_some_day_and_reads_back(count: int, unit: str, today: date) -> None:
    """None overflows; the canonical spelling means the same."""
    bound = parse_bound(f"{count}{unit}")
    assert parse_bound(bound.text).begins(today) == bound.begins(today)
    assert (bound.begins(today) > today) == (count > 0 and today < date.max)
