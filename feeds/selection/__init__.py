"""Which events an address asks for: read, named in words, spelled canonically, applied.

Selections know the model and nothing of HTTP, formats or files. An address that cannot be
meant as written is refused, with what would be right; it never gives more than was asked.
"""

from feeds.selection.address import VIEW, address, joined, query
from feeds.selection.bounds import parse_bound
from feeds.selection.errors import GoneTerm, Refusal, UnknownTerm, shown
from feeds.selection.grammar import as_asked_of, parse_selection
from feeds.selection.matching import Index, by_date, in_order, is_past
from feeds.selection.naming import name_of, parts_of
from feeds.selection.paging import Page, Posting, page_of, with_notices
from feeds.selection.parameters import PARAMETERS, Terms, find_term
from feeds.selection.queries import refuse_parameters, split_query
from feeds.selection.selection import EVERYTHING, Choice, Order, Selection, ViewBase, identity_of
from feeds.selection.views import base_of, find_view, parse_query, refusal_of

__all__ = [
    "EVERYTHING",
    "PARAMETERS",
    "VIEW",
    "Choice",
    "GoneTerm",
    "Index",
    "Order",
    "Page",
    "Posting",
    "Refusal",
    "Selection",
    "Terms",
    "UnknownTerm",
    "ViewBase",
    "address",
    "as_asked_of",
    "base_of",
    "by_date",
    "find_term",
    "find_view",
    "identity_of",
    "in_order",
    "is_past",
    "joined",
    "name_of",
    "page_of",
    "parse_bound",
    "parse_query",
    "parse_selection",
    "parts_of",
    "query",
    "refusal_of",
    "refuse_parameters",
    "shown",
    "split_query",
    "with_notices",
]
