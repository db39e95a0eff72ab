"""The pages: the list, one event, and what an address can say."""

import re
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template

from feeds.formats import FORMATS
from feeds.formats.plain import uri_of
from feeds.model import Entry
from feeds.publication import Snapshot
from feeds.schedule import Unsettled
from feeds.selection import (
    PARAMETERS,
    Refusal,
    Selection,
    address,
    find_view,
    parse_selection,
    refuse_parameters,
)
from feeds.web.current import asked_query, current_snapshot, now
from feeds.web.delivery import HTML, deliver, explain, page_headers, page_policy, redirect_to
from feeds.web.feeds import canonical_path, path_terms
from feeds.web.listing import listing_of, view_links
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
    return _list_page(snapshot, selection)


@blueprint.get("/view/<name>")
def view_page(name: str) -> Response:
    """Show the events of a view, by month."""
    snapshot = current_snapshot()
    found = find_view(name, snapshot.calendar)
    if found.view.name != name:
        return redirect_to(f"/view/{found.view.name}")
    selection = parse_selection(asked_query(), snapshot.terms(None), view=found)
    return _list_page(snapshot, selection)


@blueprint.get("/event/<event_id>")
def event_page(event_id: str) -> Response:
    """Show one event."""
    refuse_parameters(asked_query())
    snapshot = current_snapshot()
    if entry := snapshot.entries.get(event_id):
        held = snapshot.held(entry, now())
        modified = snapshot.event_modified(entry, now())
        shown = _Shown(f"/event/{event_id}", modified, picture_policy(entry))
        return _page(snapshot, "event.html", shown, entry=entry, held=held)
    if record := snapshot.withdrawn.get(event_id):
        modified = snapshot.last_modified(Selection(), now())
        shown = _Shown(f"/event/{event_id}", modified)
        return _page(snapshot, "withdrawn.html", shown, record=record)
    return _no_event(event_id, snapshot)


@blueprint.get("/event/<event_id>.ics")
def event_file(event_id: str) -> Response:
    """Give one event as a file for a calendar."""
    refuse_parameters(asked_query())
    snapshot = current_snapshot()
    if entry := snapshot.entries.get(event_id):
        if entry.event.when == Unsettled():  # a calendar must hold something (RFC 5545 §3.4)
            dateless = Refusal(phrase("This event has no date yet."))
            return explain(HTTPStatus.NOT_FOUND, dateless)
        return deliver(snapshot.event_file(entry, now()))
    if event_id in snapshot.withdrawn:
        gone = Refusal(phrase("This event is no longer on the list."))
        return explain(HTTPStatus.GONE, gone)
    return _no_event(event_id, snapshot)


@blueprint.get("/addresses")
def addresses_page() -> Response:
    """Explain what an address can say."""
    refuse_parameters(asked_query())
    snapshot = current_snapshot()
    shown = _Shown("/addresses", snapshot.last_modified(Selection(), now()))
    return _page(
        snapshot,
        "addresses.html",
        shown,
        parameters=PARAMETERS,
        formats=FORMATS.values(),
        views=view_links(snapshot.calendar),
    )


def _list_page(snapshot: Snapshot, selection: Selection) -> Response:
    listing = listing_of(snapshot, selection, now())
    shown = _Shown(address(selection), listing.last_modified)
    return _page(snapshot, "list.html", shown, listing=listing)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page: its path without a language, when it last changed, whose pictures it shows."""

    here: str
    last_modified: datetime
    policy: str = page_policy()


def picture_policy(entry: Entry) -> str:
    """Return the policy of an event's page, which may show the event's picture."""
    image = entry.event.image
    return page_policy(origin_of(image.url) if image else "")


def origin_of(url: str) -> str:
    """Return where something on the web comes from, as a policy names it (CSP3 §2.3.1).

    Nothing is returned of a host that has no name in ASCII.
    """
    parts = urlsplit(uri_of(url))
    if not _HOST.fullmatch(parts.hostname or ""):
        return ""
    return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")


_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")


def _page(snapshot: Snapshot, template: str, shown: _Shown, **content: object) -> Response:
    body = render_template(
        template, calendar=snapshot.calendar, snapshot=snapshot, here=shown.here, **content
    )
    headers = page_headers(shown.policy)
    return deliver(snapshot.document(body.encode(), HTML, shown.last_modified, *headers))


def _no_event(event_id: str, snapshot: Snapshot) -> Response:
    entries: dict[str, Entry] = snapshot.entries
    close = get_close_matches(event_id.lower()[:100], entries, n=1, cutoff=0.6)
    told = phrase("There is no event of this name.")
    refusal = Refusal(told, meant=f"/event/{close[0]}" if close else "")
    return explain(HTTPStatus.NOT_FOUND, refusal)
