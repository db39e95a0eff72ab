"""A long feed in pages: what followers must not miss stands on the first (R48)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from feeds.model import Change, Entry
from feeds.selection.errors import Refusal
from feeds.selection.selection import Order, Selection
from feeds.wording import counted

PAGE_SIZE = 50
LONGEST_FIRST_PAGE = 250
RECENT = timedelta(days=30)
"""Counted from the newest entry, not from now: so the page changes only with the list."""

_NEWS = frozenset({"announced", "updated"})


@dataclass(frozen=True, slots=True)
class Posting:
    """What stands in a feed: an entry, or the notice of one of its changes."""

    entry: Entry
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The postings of one page, and which pages are beside it."""

    postings: tuple[Posting, ...]
    number: int
    last: int

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entry of each posting."""
        return tuple(posting.entry for posting in self.postings)

    @property
    def following(self) -> int | None:
        """The number of the next page, if there is one."""
        return self.number + 1 if self.number < self.last else None

    @property
    def preceding(self) -> int | None:
        """The number of the page before, if there is one."""
        return self.number - 1 if self.number > 1 else None


def with_notices(postings: tuple[Posting, ...], order: Order) -> tuple[Posting, ...]:
    """Add to the entries of a feed, with news first, the notices of their changes (R47)."""
    if order not in _NEWS:
        return postings
    told = tuple(
        Posting(posting.entry, change)
        for posting in postings
        for change in posting.entry.revision.changes
        if change.is_news
    )
    if not told:
        return postings  # in the order that they are given in
    both = (*postings, *told)
    return tuple(sorted(both, key=lambda posting: moment_of(posting, order), reverse=True))


def moment_of(posting: Posting, order: Order) -> datetime:
    """Return when a posting was last news: announced, updated, or (a notice) told."""
    if posting.change is not None:
        return posting.change.at
    revision = posting.entry.revision
    return revision.announced if order == "announced" else revision.updated


def page_of(postings: tuple[Posting, ...], selection: Selection, order: Order) -> Page:
    """Return the page that a selection asks for, of postings in the given order.

    Raises:
        Refusal: There is no such page.
    """
    first = _first_size(postings, order)
    last = 1 + max(0, -(-(len(postings) - first) // PAGE_SIZE))
    if selection.page > last:
        raise Refusal(
            counted(
                "“page={page}” is past the end; there is only one page.",
                "“page={page}” is past the end; there are {count} pages.",
                page=selection.page,
                count=last,
            )
        )
    begin = 0 if selection.page == 1 else first + (selection.page - 2) * PAGE_SIZE
    end = first if selection.page == 1 else begin + PAGE_SIZE
    return Page(postings[begin:end], selection.page, last)


def _first_size(postings: tuple[Posting, ...], order: Order) -> int:
    """Return how many postings the first page holds: with news first, all recent ones."""
    if order not in _NEWS or len(postings) <= PAGE_SIZE:
        return PAGE_SIZE
    moments = [moment_of(posting, order) for posting in postings[:LONGEST_FIRST_PAGE]]
    recent = sum(moment > moments[0] - RECENT for moment in moments)
    return max(PAGE_SIZE, recent)
