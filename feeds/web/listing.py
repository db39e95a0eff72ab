"""What the list page shows of a selection: what is to come, what is past, each by month."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from feeds import wording
from feeds.model import Entry
from feeds.publication import Snapshot, count_of, summary_of
from feeds.schedule import Unsettled
from feeds.selection import (
    Selection,
    address,
    is_past,
    name_of,
    parts_of,
)
from feeds.web.filters import Filters, filters_of
from feeds.wording import Phrase, phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month as a heading, with the entries that begin in it."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What is to come, or what is past; with another order, all together without a heading."""

    id: str
    heading: Phrase | None
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A selection as a page; one with a query is for people alone, not for search engines."""

    title: str
    summary: str
    parts: tuple[str, ...]
    address: str
    count: str
    sections: tuple[Section, ...]
    filters: Filters
    following: str | None
    preceding: str | None
    number: int
    last: int
    is_indexed: bool
    last_modified: datetime


def listing_of(snapshot: Snapshot, selection: Selection, now: datetime) -> Listing:
    """Prepare the page of a selection.

    Raises:
        Refusal: The page that is asked for does not exist.
    """
    calendar = snapshot.calendar
    page, total = snapshot.page(selection, now)
    here = address(selection)
    return Listing(
        title=name_of(selection, calendar),
        summary=summary_of(replace(selection, page=1), calendar, total),
        parts=parts_of(selection, calendar),
        address=snapshot.url(here),
        count=count_of(total, calendar.language),
        sections=tuple(_sections(page.entries, snapshot, selection, now)),
        filters=filters_of(snapshot, selection, now),
        following=_turned(selection, page.following),
        preceding=_turned(selection, page.preceding),
        number=page.number,
        last=page.last,
        is_indexed="?" not in here,
        last_modified=snapshot.page_modified(selection, now),
    )


def _sections(
    entries: tuple[Entry, ...], snapshot: Snapshot, selection: Selection, now: datetime
) -> Iterator[Section]:
    """Tell apart what is to come and what is past, where the order keeps them together."""
    language, today = snapshot.calendar.language, snapshot.day_of(now)
    if not entries:
        return
    if selection.order not in {None, snapshot.terms(None).order}:
        yield Section(id="events", heading=None, months=tuple(_months(entries, language)))
        return
    for is_over, group in groupby(entries, key=lambda entry: is_past(entry.event, today)):
        heading = _PAST if is_over else _COMING
        months = tuple(_months(group, language))
        yield Section(id="past" if is_over else "coming", heading=heading, months=months)


_PAST, _COMING = phrase("Past events"), phrase("Upcoming events")


def _months(entries: Iterable[Entry], language: str) -> Iterator[Month]:
    """Group entries by the month they begin in, as far as it is known, in the order they stand."""
    for key, group in groupby(entries, key=_month_of):
        yield Month(name=_month_name(key, language), entries=tuple(group))


def _month_of(entry: Entry) -> tuple[int | None, int | None]:
    when = entry.event.when
    if isinstance(when, Unsettled):
        return when.year, when.month
    return when.first.year, when.first.month


def _month_name(key: tuple[int | None, int | None], language: str) -> str:
    year, number = key
    if year is None or number is None:
        return f"{year:04}" if year else wording.occasion(Unsettled(), language)
    return wording.month(date(year, number, 1), language)


def _turned(selection: Selection, number: int | None) -> str | None:
    return address(replace(selection, page=number)) if number else None
