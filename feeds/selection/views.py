"""Views: selections that the list gives a name and an address of their own."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any
from urllib.parse import quote, urlencode

from feeds.model import Calendar, View
from feeds.selection.address import VIEW
from feeds.selection.errors import GoneTerm, Refusal, UnknownTerm, shown
from feeds.selection.grammar import parse_selection, read_fields, refuse_reversed
from feeds.selection.parameters import Terms
from feeds.selection.queries import split_query
from feeds.selection.selection import Selection, ViewBase
from feeds.wording import phrase


def find_view(name: str, calendar: Calendar) -> ViewBase:
    """Return the view that a name means, the successor of one that is retired.

    The views of the calendar must be such as can be meant.

    Raises:
        GoneTerm: There was one, and it is gone.
        UnknownTerm: There is none.
    """
    views, lower = calendar.views, name.lower()
    if found := views.find(lower):
        return base_of(found, calendar)
    if views.is_gone(lower):
        raise GoneTerm(phrase("The view “{name}” is no longer used.", name=lower))
    close = get_close_matches(lower[:100], views.named, n=1, cutoff=0.6)
    raise UnknownTerm(
        phrase("There is no view “{name}”.", name=shown(name)),
        meant=close[0] if close else "",
        choices=tuple(views.named),
        kind="views",
    )


def parse_query(query: str, terms: Terms) -> Selection:
    """Read a selection from a raw query alone, in which a view may stand too.

    Raises:
        UnknownTerm: A theme, region or view that the calendar does not have.
        GoneTerm: One that it had once.
        Refusal: Anything else that cannot be meant.
    """
    pairs = split_query(query)
    views = [value for name, value in pairs if name == VIEW]
    if len(views) > 1:
        raise Refusal(
            phrase(
                "“{name}” appears in the address {count} times; keep one.",
                name=VIEW,
                count=len(views),
            )
        )
    rest = urlencode([pair for pair in pairs if pair[0] != VIEW])
    return parse_selection(rest, terms, view=find_view(views[0], terms.calendar) if views else None)


def base_of(view: View, calendar: Calendar) -> ViewBase:
    """Return a view as a selection; it sets the match of several terms, even unsaid.

    Raises:
        Refusal: Its parameters cannot be meant.
    """
    fields = _read(view.parameters, calendar)
    selection = Selection(**fields)
    refuse_reversed(selection)
    match = ("match_all",) if selection.has_several else ()
    return ViewBase(view=view, selection=selection, fields=frozenset((*fields, *match)))


def refusal_of(parameters: Iterable[tuple[str, str]], calendar: Calendar) -> Refusal | None:
    """Return why parameters of a view cannot be meant, or None where they can."""
    try:
        base_of(View(name="", parameters=tuple(parameters)), calendar)
    except Refusal as refusal:
        return refusal
    return None


def _read(parameters: Iterable[tuple[str, str]], calendar: Calendar) -> dict[str, Any]:
    query = "&".join(f"{name}={quote(value, safe=',-')}" for name, value in parameters)
    return read_fields(query, Terms(calendar=calendar))
