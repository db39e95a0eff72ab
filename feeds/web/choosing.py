"""Where forms lead: what was filled in → the one address that says it.

A browser sends every field of a form, the empty ones too, which no address may have (R10 would
have it refused); so forms are sent here, and their reader is sent on.
"""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Response

from feeds.selection import (
    VIEW,
    Selection,
    Terms,
    address,
    find_view,
    joined,
    parse_bound,
    parse_selection,
    query,
)
from feeds.selection.bounds import Bound
from feeds.web.current import asked_query, current_snapshot
from feeds.web.delivery import send_on
from feeds.web.links import every_term

blueprint = Blueprint("choosing", __name__)


@blueprint.get("/find")
def find() -> Response:
    """Send on to the page of what was chosen."""
    return send_on(address(_chosen(current_snapshot().terms(None))))


@blueprint.get("/find/subscribe")
def find_subscription() -> Response:
    """Send on to the page that tells how to subscribe to what was chosen."""
    selection = _chosen(every_term(current_snapshot()))
    return send_on(joined("/subscribe", query(selection)))


def _chosen(terms: Terms) -> Selection:
    """Read what was chosen; a form on the page of a view has all that the view sets, too."""
    pairs = parse_qsl(asked_query(), errors="surrogateescape")
    filled = [(name, value) for name, value in pairs if value.strip() and name != VIEW]
    selection = _shortened(parse_selection(urlencode(filled, errors="surrogateescape"), terms))
    for name in (value for name, value in pairs if name == VIEW):
        base = find_view(name, terms.calendar)
        selection = replace(_spelled_as(selection, base.selection), view=base).settled()
    return selection


def _shortened(selection: Selection) -> Selection:
    """Write whole years and months as such: a field for a day has days alone."""
    since, until = selection.since, selection.until
    for length in (_YEAR, _MONTH):
        begun = since and parse_bound(since.text[:length]) if _is_fixed(since) else since
        ended = until and parse_bound(until.text[:length]) if _is_fixed(until) else until
        wider = replace(selection, since=begun, until=ended)
        if _spelled_as(selection, wider) == wider:
            return wider
    return selection


_YEAR, _MONTH = len("2008"), len("2008-06")


def _spelled_as(selection: Selection, other: Selection) -> Selection:
    """Write the ends of a selection's span as another has them, where they are the same days."""
    since, until = selection.since, selection.until
    if since and other.since and since.first and since.first == other.since.first:
        since = other.since
    if until and other.until and until.last and until.last == other.until.last:
        until = other.until
    return replace(selection, since=since, until=until)


def _is_fixed(bound: Bound | None) -> bool:
    return bound is not None and not bound.is_relative
