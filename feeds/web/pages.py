"""The pages: the list, one event, and what an address can say."""

from difflib import get_close_matches
from http import HTTPStatus

from flask import Blueprint, Response, render_template

from feeds.formats import FORMATS
from feeds.model import Entry
from feeds.publication import Snapshot
from feeds.selection import PARAMETERS, Refusal, Selection, parse_selection, refuse_parameters
from feeds.web.current import asked_query, current_snapshot, now
from feeds.web.delivery import HTML, PAGE_HEADERS, deliver, explain, redirect_to
from feeds.web.feeds import canonical_path, path_terms
from feeds.web.listing import listing_of
from feeds.wording import phrase

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
@blueprint.get("/theme/<theme>")
@blueprint.get("/region/<region>")
@blueprint.get("/theme/<theme>/region/<region>")
def list_page(**named: str) -> Response:
    """Show the events of a selection, by month."""
    terms = path_terms(named)
    if spelled := canonical_path(named, terms, ""):
        return redirect_to(spelled)
    snapshot = current_snapshot()
    selection = parse_selection(asked_query(), snapshot.terms(None), terms)
    listing = listing_of(snapshot, selection, now())
    return _page(snapshot, "list.html", selection, listing=listing)


@blueprint.get("/event/<event_id>")
def event_page(event_id: str) -> Response:
    """Show one event."""
    refuse_parameters(asked_query())
    snapshot = current_snapshot()
    if entry := snapshot.entries.get(event_id):
        return _page(snapshot, "event.html", Selection(), entry=entry)
    if record := snapshot.withdrawn.get(event_id):
        return _page(snapshot, "withdrawn.html", Selection(), record=record)
    return _no_event(event_id, snapshot)


@blueprint.get("/event/<event_id>.ics")
def event_file(event_id: str) -> Response:
    """Give one event as a file for a calendar."""
    refuse_parameters(asked_query())
    snapshot = current_snapshot()
    if entry := snapshot.entries.get(event_id):
        return deliver(snapshot.event_file(entry, now()))
    if event_id in snapshot.withdrawn:
        gone = Refusal(phrase("This event is no longer on the list."))
        return explain(HTTPStatus.GONE, gone)
    return _no_event(event_id, snapshot)


@blueprint.get("/addresses")
def addresses_page() -> Response:
    """Explain what an address can say."""
    refuse_parameters(asked_query())
    return _page(
        current_snapshot(),
        "addresses.html",
        Selection(),
        parameters=PARAMETERS,
        formats=FORMATS.values(),
    )


def _page(snapshot: Snapshot, template: str, selection: Selection, **shown: object) -> Response:
    body = render_template(template, calendar=snapshot.calendar, snapshot=snapshot, **shown)
    last_modified = snapshot.last_modified(selection, now())
    return deliver(snapshot.document(body.encode(), HTML, last_modified, *PAGE_HEADERS))


def _no_event(event_id: str, snapshot: Snapshot) -> Response:
    entries: dict[str, Entry] = snapshot.entries
    close = get_close_matches(event_id.lower()[:100], entries, n=1, cutoff=0.6)
    told = phrase("There is no event of this name.")
    refusal = Refusal(told, meant=f"/event/{close[0]}" if close else "")
    return explain(HTTPStatus.NOT_FOUND, refusal)
