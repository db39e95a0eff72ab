"""Long feeds in pages."""

from datetime import date, datetime, timedelta
from itertools import count, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ANNOUNCED, make_entry, make_event

from feeds.model import Entry
from feeds.selection import Order, Page, Posting, Refusal, Selection, in_order, page_of

OLD = timedelta(days=400)
TODAY = date(2026, 11, 24)


def entries_of_age(*days: float) -> tuple[Entry, ...]:
    """Make entries that were announced and updated so many days before the newest could be."""
    return tuple(
        make_entry(make_event(f"event-{number}", announced=ANNOUNCED - timedelta(days=age)))
        for number, age in enumerate(sorted(days))
    )


def page(entries: tuple[Entry, ...], number: int = 1, order: Order = "updated") -> Page:
    """Return one page."""
    return page_of(tuple(map(Posting, entries)), Selection(page=number), order)


@pytest.mark.parametrize(
    ("recent", "older", "sizes"),
    [
        (0, 0, [0]),
        (10, 0, [10]),
        (50, 0, [50]),
        (10, 40, [50]),
        (10, 41, [50, 1]),
        (51, 0, [51]),
        (51, 9, [51, 9]),
        (60, 100, [60, 50, 50]),
        (60, 101, [60, 50, 50, 1]),
        (250, 0, [250]),
        (251, 0, [250, 1]),
        (400, 0, [250, 50, 50, 50]),
    ],
)
@pytest.mark.parametrize("order", ["updated", "announced"])
def test_the_first_page_of_news_holds_fifty_and_all_of_a_month(
    recent: int, older: int, sizes: list[int], order: Order
) -> None:
    """R48: at most 250; the other pages hold fifty each."""
    entries = entries_of_age(*[1.0] * recent, *[400.0] * older)
    pages = [page(entries, number, order) for number in range(1, len(sizes) + 1)]
    assert [len(each.entries) for each in pages] == sizes
    assert {each.last for each in pages} == {len(sizes)}


def test_the_month_is_counted_from_the_newest_entry() -> None:
    """R48: not from now, so that a page changes with the list alone."""
    month = [1000 + day / 3 for day in range(90)]
    entries = entries_of_age(*month, *[1030.0] * 60)
    assert len(page(entries).entries) == 90


@pytest.mark.parametrize("order", ["next", "start", "-start"])
def test_a_list_by_date_has_fifty_on_every_page(order: Order) -> None:
    """What is new has no claim on its first page."""
    entries = entries_of_age(*[1.0] * 120)
    assert [len(page(entries, number, order).entries) for number in (1, 2, 3)] == [50, 50, 20]


def test_each_order_counts_its_own_moments() -> None:
    """An entry that was announced long ago and updated today is news by one of them."""
    entries = tuple(
        make_entry(
            make_event(f"event-{number}", announced=ANNOUNCED - OLD * number),
            updated=ANNOUNCED,
        )
        for number in range(60)
    )
    assert len(page(entries, order="updated").entries) == 60
    assert len(page(entries, order="announced").entries) == 50


@pytest.mark.parametrize(
    ("number", "preceding", "following"), [(1, None, 2), (2, 1, 3), (3, 2, None)]
)
def test_a_page_knows_its_neighbours(
    number: int, preceding: int | None, following: int | None
) -> None:
    """RFC 5005 §3: the next, and the one before."""
    found = page(entries_of_age(*(400.0 * each for each in range(120))), number)
    assert (found.number, found.preceding, found.following) == (number, preceding, following)


@pytest.mark.parametrize(
    ("held", "number", "message"),
    [
        (0, 2, "“page=2” is past the end; there is only one page."),
        (50, 2, "“page=2” is past the end; there is only one page."),
        (51, 3, "“page=3” is past the end; there are 2 pages."),
    ],
)
def test_a_page_past_the_end_is_refused(held: int, number: int, message: str) -> None:
    """It says how many there are; an empty page would mislead."""
    entries = entries_of_age(*(400.0 * each for each in range(held)))
    with pytest.raises(Refusal) as caught:
        page(entries, number)
    assert caught.value.message == message


@settings(max_examples=50, deadline=None)
@given(
    ages=st.lists(st.integers(0, 90), max_size=400),
    order=st.sampled_from(["next", "start", "-start", "announced", "updated"]),
)
def test_the_pages_together_are_the_whole(ages: list[int], order: Order) -> None:
    """Each entry once, in order; none is cut off, and none of the newest month is missed."""
    entries = in_order(entries_of_age(*ages), order, TODAY)
    pages = [page(entries, 1, order)]
    for number in count(2):
        if pages[-1].following is None:
            break
        pages.append(page(entries, number, order))
    assert tuple(entry for each in pages for entry in each.entries) == entries
    assert all(one.following == other.number for one, other in pairwise(pages))
    if order in ("announced", "updated") and entries:
        newest = max(_announced(entry) for entry in entries)
        month = [each for each in entries if _announced(each) > newest - timedelta(days=30)]
        assert set(month[:250]) <= set(pages[0].entries)


def _announced(entry: Entry) -> datetime:
    return entry.revision.announced
