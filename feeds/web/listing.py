"""What the list page shows of a selection: months, filters, and the ways to follow it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from urllib.parse import parse_qsl, urlsplit

from feeds import wording
from feeds.formats import FORMATS
from feeds.model import Calendar, Entry, Vocabulary, Wishes
from feeds.publication import Snapshot, count_of, summary_of
from feeds.schedule import Unsettled
from feeds.selection import (
    Choice,
    Selection,
    ViewBase,
    address,
    as_asked_of,
    base_of,
    name_of,
    parts_of,
)
from feeds.web.subscribing import SubscribeLinks, subscribe_links
from feeds.words import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month as a heading, with the entries that begin in it."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterLink:
    """A term to filter by: where the link leads, and how many events stand there."""

    label: str
    address: str
    count: int
    is_chosen: bool
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed of what is shown."""

    label: str
    media_type: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewLink:
    """A view, and where it is."""

    name: str
    label: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A selection as a page."""

    title: str
    summary: str
    parts: tuple[str, ...]
    address: str
    count: str
    months: tuple[Month, ...]
    themes: tuple[FilterLink, ...]
    regions: tuple[FilterLink, ...]
    feeds: tuple[FeedLink, ...]
    subscribe: SubscribeLinks
    following: str | None
    preceding: str | None
    search: str
    hidden: tuple[tuple[str, str], ...]
    words: str
    last_modified: datetime


def listing_of(snapshot: Snapshot, selection: Selection, now: datetime) -> Listing:
    """Prepare the page of a selection.

    Raises:
        Refusal: The page that is asked for does not exist.
    """
    calendar = snapshot.calendar
    page, total = snapshot.page(selection, now)
    followed = replace(selection, order=None, limit=None, page=1)
    ics = snapshot.url(address(followed, "ics"))
    search, hidden = _search(selection)
    ics_for_google = snapshot.url(
        address(replace(followed, wishes=Wishes(cancelled="show")), "ics")
    )
    return Listing(
        title=name_of(selection, calendar),
        summary=summary_of(replace(selection, page=1), calendar, total),
        parts=parts_of(selection, calendar),
        address=snapshot.url(address(selection)),
        count=count_of(total, calendar.language),
        months=tuple(_months(page.entries, calendar.language)),
        themes=tuple(_filters("theme", calendar.themes, snapshot, followed, now)),
        regions=tuple(_filters("region", calendar.regions, snapshot, followed, now)),
        feeds=tuple(_feeds(snapshot, selection)),
        subscribe=subscribe_links(ics, name_of(followed, calendar), ics_for_google),
        following=_turned(selection, page.following),
        preceding=_turned(selection, page.preceding),
        search=search,
        hidden=hidden,
        words=" ".join(selection.words),
        last_modified=snapshot.page_modified(selection, now),
    )


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


def _filters(
    name: str, terms: Vocabulary, snapshot: Snapshot, selection: Selection, now: datetime
) -> Iterator[FilterLink]:
    """Give the terms that lead to events, and those chosen, each under what it lies within."""
    chosen: Choice = getattr(selection, name)
    for slug, depth in _by_nesting(terms):
        is_chosen = slug in chosen.wanted
        narrowed = selection.choosing(name, Choice((slug,)))
        count = len(snapshot.select(narrowed, now, "start"))
        if not count and not is_chosen:
            continue
        leads_to = selection.choosing(name, chosen.without(slug)) if is_chosen else narrowed
        yield FilterLink(
            label=terms.terms[slug].label,
            address=address(leads_to),
            count=count,
            is_chosen=is_chosen,
            depth=depth,
        )


def _by_nesting(
    terms: Vocabulary, parent: str | None = None, depth: int = 0
) -> Iterator[tuple[str, int]]:
    children = [term for term in terms.terms.values() if term.within == parent]
    for term in sorted(children, key=lambda term: (words_of(term.label), term.label)):
        yield term.slug, depth
        yield from _by_nesting(terms, term.slug, depth + 1)


def _feeds(snapshot: Snapshot, selection: Selection) -> Iterator[FeedLink]:
    """Give the feeds of what is shown, as far as each format can express it."""
    for kind in FORMATS.values():
        kept = as_asked_of(snapshot.terms(kind), selection, snapshot.terms(None).order)
        yield FeedLink(
            label=kind.label,
            media_type=kind.media_type.partition(";")[0],
            address=snapshot.url(address(kept, kind.extension)),
        )


def _turned(selection: Selection, number: int | None) -> str | None:
    return address(replace(selection, page=number)) if number else None


def _search(selection: Selection) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return where a search for words in a selection leads, and what it keeps, as form fields."""
    searched = replace(selection, words=(), order=None, limit=None, page=1)
    parts = urlsplit(address(searched))
    return parts.path, tuple(parse_qsl(parts.query))


def view_links(calendar: Calendar) -> tuple[ViewLink, ...]:
    """Return the views of a calendar, by their names."""
    views = sorted(calendar.views.named.items())
    return tuple(_view_link(name, base_of(view, calendar), calendar) for name, view in views)


def _view_link(name: str, base: ViewBase, calendar: Calendar) -> ViewLink:
    selection = replace(base.selection, view=base).settled()
    label = ", ".join(parts_of(selection, calendar))
    return ViewLink(name=name, label=label, address=address(selection))
