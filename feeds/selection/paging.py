"""A long feed in pages: what followers must not miss stands on the first (R48)."""

from dataclasses import dataclass
from datetime import timedelta

from feeds.model import Entry
from feeds.selection.errors import Refusal
from feeds.selection.selection import Order, Selection

PAGE_SIZE = 50
LONGEST_FIRST_PAGE = 250
RECENT = timedelta(days=30)
"""Counted from the newest entry, not from now: so the page changes only with the list."""


@dataclass(frozen=True, slots=True)
class Page:
    """The entries of one page, and which pages are beside it."""

    entries: tuple[Entry, ...]
    number: int
    last: int

    @property
    def following(self) -> int | None:
        """The number of the next page, if there is one."""
        return self.number + 1 if self.number < self.last else None

    @property
    def preceding(self) -> int | None:
        """The number of the page before, if there is one."""
        return self.number - 1 if self.number > 1 else None


def page_of(entries: tuple[Entry, ...], selection: Selection, order: Order) -> Page:
    """Return the page that a selection asks for, of entries in the given order.

    Raises:
        Refusal: There is no such page.
    """
    first = _first_size(entries, order)
    last = 1 + max(0, -(-(len(entries) - first) // PAGE_SIZE))
    if selection.page > last:
        pages = "is one page" if last == 1 else f"are {last} pages"
        raise Refusal(f"“page={selection.page}” lies past the end; there {pages}.")
    begin = 0 if selection.page == 1 else first + (selection.page - 2) * PAGE_SIZE
    end = first if selection.page == 1 else begin + PAGE_SIZE
    return Page(entries[begin:end], selection.page, last)


def _first_size(entries: tuple[Entry, ...], order: Order) -> int:
    """Return how many entries the first page holds: with news first, all recent ones."""
    if order not in ("announced", "updated") or len(entries) <= PAGE_SIZE:
        return PAGE_SIZE
    moments = [
        entry.revision.announced if order == "announced" else entry.revision.updated
        for entry in entries
    ]
    recent = sum(moment > moments[0] - RECENT for moment in moments)
    return min(max(PAGE_SIZE, recent), LONGEST_FIRST_PAGE)
