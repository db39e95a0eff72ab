"""The pages: the list, one event, and what an address can say."""

from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from http import HTTPStatus

from flask import Blueprint, Response, render_template

from feeds.formats import FORMATS
from feeds.model import Entry
from feeds.publication import Snapshot, catalogue_of
from feeds.responses import Document
from feeds.schedule import Unsettled
from feeds.selection import (
    EVERYTHING,
    PARAMETERS,
    Refusal,
    Selection,
    address,
    find_view,
    parse_selection,
    refuse_parameters,
)
from feeds.web.current import asked_query, current_snapshot, now
from feeds.web.delivery import (
    HTML,
    deliver,
    deliver_at,
    explain,
    page_headers,
    page_policy,
    redirect_to,
)
from feeds.web.feeds import canonical_path, path_terms
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
    from feeds.web.event import event_page_of, history_of

    refuse_parameters(asked_query())
    snapshot = current_snapshot()
    if entry := snapshot.entries.get(event_id):
        page = event_page_of(snapshot, entry, snapshot.held(entry, now()))
        modified = snapshot.event_modified(entry, now())
        image = entry.event.image
        facts = PageFacts(
            here=f"/event/{event_id}",
            last_modified=modified,
            pictures=(image.url,) if image else (),
        )
        return page_of(snapshot, "event.html", facts, page=page, entry=entry)
    if record := snapshot.withdrawn.get(event_id):
        modified = snapshot.last_modified(Selection(), now())
        facts = PageFacts(here=f"/event/{event_id}", last_modified=modified)
        history = history_of(record.revision, snapshot.calendar, record.gone)
        return page_of(snapshot, "withdrawn.html", facts, record=record, history=history)
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
    facts = PageFacts(here="/addresses", last_modified=snapshot.last_modified(Selection(), now()))
    return page_of(
        snapshot,
        "addresses.html",
        facts,
        parameters=PARAMETERS,
        formats=FORMATS.values(),
        views=catalogue_of(snapshot, now()).of_kind("view"),
    )


def _list_page(snapshot: Snapshot, selection: Selection) -> Response:
    from feeds.web.listing import listing_of

    here = address(selection)

    def make() -> Document:
        listing = listing_of(snapshot, selection, now())
        modified = listing.last_modified
        facts = PageFacts(here=here, last_modified=modified, selection=selection)
        return _page(snapshot, "list.html", facts, listing=listing)

    return deliver_at(here, make)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What is known of a page: its path without a language, when it last changed, what it loads.

    ``selection`` is what can be subscribed to from it. It may show ``pictures`` of others, at
    their addresses, and pages of its own within (``frames``).
    """

    here: str
    last_modified: datetime
    selection: Selection = EVERYTHING
    pictures: tuple[str, ...] = ()
    frames: bool = False


def page_of(snapshot: Snapshot, template: str, facts: PageFacts, **content: object) -> Response:
    """Answer with a page, on which the selection that it is about can be subscribed to."""
    return deliver(_page(snapshot, template, facts, **content))


def _page(snapshot: Snapshot, template: str, facts: PageFacts, **content: object) -> Document:
    from feeds.web.subscriptions import subscription_of

    body = render_template(
        template,
        calendar=snapshot.calendar,
        snapshot=snapshot,
        here=facts.here,
        subscription=subscription_of(snapshot, facts.selection, now()),
        **content,
    )
    headers = page_headers(page_policy(*facts.pictures, frames=facts.frames))
    modified = max(facts.last_modified, snapshot.page_modified(facts.selection, now()))
    return snapshot.document(body.encode(), HTML, modified, *headers)


def _no_event(event_id: str, snapshot: Snapshot) -> Response:
    entries: dict[str, Entry] = snapshot.entries
    close = get_close_matches(event_id.lower()[:100], entries, n=1, cutoff=0.6)
    told = phrase("There is no event with this name.")
    refusal = Refusal(told, meant=f"/event/{close[0]}" if close else "")
    return explain(HTTPStatus.NOT_FOUND, refusal)
