"""What the list page shows of a selection: months, filters, and the ways to follow it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from feeds import wording
from feeds.formats import FORMATS
from feeds.model import Entry, Vocabulary, Wishes
from feeds.publication import Snapshot, count_of, summary_of
from feeds.selection import Choice, Selection, address, as_asked_of, name_of, parts_of
from feeds.web.subscribing import SubscribeLinks, subscribe_links


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
    hidden: tuple[tuple[str, str], ...]
    words: str


def listing_of(snapshot: Snapshot, selection: Selection, now: datetime) -> Listing:
    """Prepare the page of a selection.

    Raises:
        Refusal: The page that is asked for does not exist.
    """
    calendar = snapshot.calendar
    page, total = snapshot.page(selection, now)
    followed = replace(selection, order=None, limit=None, page=1)
    ics = snapshot.url(address(followed, "ics"))
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
        hidden=tuple(_hidden(selection)),
        words=" ".join(selection.words),
    )


def _months(entries: Iterable[Entry], language: str) -> Iterator[Month]:
    """Group entries by the month they begin in, in the order they stand."""
    for (_, _), group in groupby(entries, key=_month_of):
        together = tuple(group)
        yield Month(name=wording.month(together[0].event.start, language), entries=together)


def _month_of(entry: Entry) -> tuple[int, int]:
    return entry.event.start.year, entry.event.start.month


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
    for term in sorted(children, key=lambda term: term.label):
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


def _hidden(selection: Selection) -> Iterator[tuple[str, str]]:
    """Give what a search for words keeps of the selection, as fields of a form."""
    for name in ("theme", "region", "status"):
        if choice := getattr(selection, name):
            yield name, str(choice)
    if selection.match_all:
        yield "match", "all"
    if selection.since:
        yield "from", selection.since.text
    if selection.until:
        yield "to", selection.until.text
    if selection.when:
        yield "when", selection.when
