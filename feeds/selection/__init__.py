"""Which events an address asks for: read, named in words, spelled canonically, applied.

Selections know the model and nothing of HTTP, formats or files. An address that cannot be
meant as written is refused, with what would be right; it never gives more than was asked.
"""

from feeds.selection.address import address
from feeds.selection.errors import Refusal, UnknownTerm
from feeds.selection.grammar import (
    PARAMETERS,
    Terms,
    as_asked_of,
    default_order,
    find_term,
    parse_selection,
    refuse_parameters,
)
from feeds.selection.matching import Index, in_order
from feeds.selection.naming import name_of, parts_of
from feeds.selection.paging import Page, page_of
from feeds.selection.selection import Choice, Order, Selection

__all__ = [
    "PARAMETERS",
    "Choice",
    "Index",
    "Order",
    "Page",
    "Refusal",
    "Selection",
    "Terms",
    "UnknownTerm",
    "address",
    "as_asked_of",
    "default_order",
    "find_term",
    "in_order",
    "name_of",
    "page_of",
    "parse_selection",
    "parts_of",
    "refuse_parameters",
]
