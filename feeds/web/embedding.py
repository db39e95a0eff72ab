"""The pages that other sites hold in a frame: a few events, without the site around them.

Any site may frame these, and no other page of ours. They say how high they are to the page around
them, set no cookie, and open every link in a window of its own.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, render_template

from feeds.model import Entry
from feeds.publication import Snapshot
from feeds.selection import (
    Refusal,
    Selection,
    UnknownTerm,
    address,
    refuse_parameters,
)
from feeds.web.current import asked_query, current_snapshot, now
from feeds.web.delivery import HTML, deliver, page_headers, refuse
from feeds.web.embeds import DEFAULT_LIMIT, read_embed, split_scheme, title_of_embed, whole
from feeds.web.language import told
from feeds.web.snippets import Snippets, origin_of_site, snippets_of
from feeds.wording import phrase

__all__ = ["Snippets", "blueprint", "snippets_of"]

blueprint = Blueprint("embedding", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A selection in a frame: its title, its page, the first of its events, and how many it has.

    Of series the entries know the next dates.
    """

    title: str
    page: str
    entries: tuple[Entry, ...]
    total: int


@blueprint.get("/embed")
def embed() -> Response:
    """Show the first events of a selection."""
    snapshot = current_snapshot()
    asked, scheme = split_scheme(asked_query())
    selection = read_embed(asked, snapshot)
    shown = embedded(snapshot, selection, now())
    modified = snapshot.page_modified(selection, now())
    return _page(snapshot, scheme, modified, page=shown.page, title=shown.title, listed=shown)


@blueprint.get("/embed/event/<event_id>")
def embed_event(event_id: str) -> Response:
    """Show one event."""
    snapshot = current_snapshot()
    asked, scheme = split_scheme(asked_query())
    refuse_parameters(asked)
    page, language = snapshot.url(f"/event/{event_id}"), snapshot.calendar.language
    if entry := snapshot.entries.get(event_id):
        following = snapshot.with_coming(entry, now())
        modified = snapshot.event_modified(entry, now())
        title = entry.event.title
        return _page(snapshot, scheme, modified, page=page, title=title, entry=following)
    if record := snapshot.withdrawn.get(event_id):
        modified = snapshot.last_modified(Selection(), now())
        title = record.facts.title_in(language)
        return _page(snapshot, scheme, modified, page=page, title=title, record=record)
    raise UnknownTerm(phrase("There is no event with this name."))


def embedded(snapshot: Snapshot, selection: Selection, now: datetime) -> Embedded:
    """Prepare what a frame shows of a selection."""
    everything = whole(selection)
    found = snapshot.select(everything, now, snapshot.terms(None).order)
    first = found[: selection.limit or DEFAULT_LIMIT]
    return Embedded(
        title=title_of_embed(snapshot, selection),
        page=snapshot.url(address(everything)),
        entries=tuple(snapshot.with_coming(entry, now) for entry in first),
        total=len(found),
    )


@blueprint.errorhandler(Refusal)
def refused(refusal: Refusal) -> Response:
    """Say within the frame what is wrong with its address, to whoever is putting it there."""
    snapshot, response = current_snapshot(), refuse(refusal)
    content = {"title": told(refusal.phrase), "page": snapshot.url("/addresses")}
    response.set_data(_rendered(snapshot, "", refusal=refusal, **content))
    response.headers.update(dict(_headers(snapshot)))
    return response


def _page(snapshot: Snapshot, scheme: str, modified: datetime, **content: object) -> Response:
    body = _rendered(snapshot, scheme, **content).encode()
    return deliver(snapshot.document(body, HTML, modified, *_headers(snapshot)))


def _rendered(snapshot: Snapshot, scheme: str, **content: object) -> str:
    calendar = snapshot.calendar
    return render_template(
        "embed.html", calendar=calendar, snapshot=snapshot, scheme=scheme, **content
    )


def _headers(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Return the headers of a page that anybody may frame.

    The origin is named beside 'self', which in a sandbox not every browser takes for it.
    """
    own = f"'self' {origin_of_site(snapshot)}"
    policy = (
        f"default-src 'none'; style-src {own}; script-src {own}; form-action 'none'; "
        "base-uri 'none'; frame-ancestors *"
    )
    return (*page_headers(policy), ("Cross-Origin-Resource-Policy", "cross-origin"))
