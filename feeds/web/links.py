"""A link of this site that somebody pasted → what it leads to, or what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from feeds.formats import FORMATS
from feeds.model import Entry
from feeds.publication import Snapshot
from feeds.selection import (
    Refusal,
    Selection,
    Terms,
    find_term,
    find_view,
    parse_query,
    parse_selection,
    refuse_parameters,
    shown,
)
from feeds.selection.parameters import PRESENTATION
from feeds.web.current import current_state
from feeds.web.embeds import split_scheme
from feeds.web.prefixes import within
from feeds.web.spellings import right_spelling
from feeds.wording import phrase

LONGEST_LINK = 4000
"""Characters."""
_SCHEMES = frozenset({"http", "https", "webcal", "webcals", "feed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What a link of this site leads to: a selection in a language, or one event.

    ``extension`` is that of a feed, and empty for a page.
    """

    snapshot: Snapshot
    selection: Selection
    extension: str = ""
    entry: Entry | None = None


class ForeignLink(Refusal):
    """A link that leads to no events of this site."""


def every_term(snapshot: Snapshot) -> Terms:
    """Return the terms of an address that is about a selection in every format."""
    return Terms(calendar=snapshot.calendar, presentation=PRESENTATION)


def read_link(text: str) -> Linked:
    """Read a link to a page, calendar or feed of this site, in any spelling that it answers to.

    Raises:
        ForeignLink: It leads elsewhere, or to nothing that holds events.
        Refusal: It cannot be meant as it stands.
    """
    path, query = _within(text.strip())
    snapshot, path = _language(path)
    path = right_spelling(path) or path
    try:
        endpoint, named = current_app.url_map.bind("").match(path, "GET")
    except (HTTPException, RequestRedirect):
        raise ForeignLink(phrase("There is nothing at this address.")) from None
    if endpoint not in _READERS:
        raise ForeignLink(phrase("This link does not lead to any events."))
    return _READERS[endpoint](snapshot, query, **named)


def _within(text: str) -> tuple[str, str]:
    """Return the path and the query of a link within this site."""
    if not text or len(text) > LONGEST_LINK or not text.isprintable():
        raise ForeignLink(phrase("This is not a link to this site."))
    base = urlsplit(current_state().snapshot.base_url)
    try:
        parts = urlsplit(text if "//" in text or text.startswith("/") else f"//{text}")
    except ValueError:
        raise ForeignLink(phrase("This is not a link to this site.")) from None
    is_whole = not parts.scheme and text.startswith("/") and not parts.netloc
    if not is_whole and parts.scheme not in _SCHEMES | {""}:
        raise ForeignLink(phrase("This is not a link to this site."))
    if not is_whole and parts.netloc.lower() != base.netloc.lower():
        raise ForeignLink(
            phrase(
                "This link leads to {host}; links to this site begin with {base}",
                host=shown(parts.netloc),
                base=current_state().snapshot.base_url,
            )
        )
    path = unquote(parts.path)
    return within(path, base.path), parts.query


def _language(path: str) -> tuple[Snapshot, str]:
    """Return the list in the language that a path begins with, and the rest of the path."""
    state = current_state()
    first, _, rest = path.removeprefix("/").partition("/")
    for tag, snapshot in state.snapshots.items():
        if tag.lower() == first.lower():
            return snapshot, f"/{rest}"
    return state.snapshot, path


def _list(snapshot: Snapshot, query: str, extension: str = "", **named: str) -> Linked:
    calendar = snapshot.calendar
    terms = {parameter: find_term(parameter, name, calendar) for parameter, name in named.items()}
    selection = parse_selection(query, _terms(snapshot, extension), terms)
    return Linked(snapshot=snapshot, selection=selection, extension=extension)


def _view(snapshot: Snapshot, query: str, name: str, extension: str = "") -> Linked:
    view = find_view(name, snapshot.calendar)
    selection = parse_selection(query, _terms(snapshot, extension), view=view)
    return Linked(snapshot=snapshot, selection=selection, extension=extension)


def _asked(snapshot: Snapshot, query: str) -> Linked:
    return Linked(snapshot=snapshot, selection=parse_query(query, every_term(snapshot)))


def _framed(snapshot: Snapshot, query: str) -> Linked:
    return _asked(snapshot, split_scheme(query)[0])


def _framed_event(snapshot: Snapshot, query: str, event_id: str) -> Linked:
    return _event(snapshot, split_scheme(query)[0], event_id)


def _event(snapshot: Snapshot, query: str, event_id: str) -> Linked:
    refuse_parameters(query)
    if entry := snapshot.entries.get(event_id):
        return Linked(snapshot=snapshot, selection=Selection(), entry=entry)
    raise ForeignLink(phrase("There is no event with this name."))


def _terms(snapshot: Snapshot, extension: str) -> Terms:
    if extension and extension not in FORMATS:
        raise ForeignLink(phrase("There is no format “{name}”.", name=shown(extension)))
    return snapshot.terms(FORMATS[extension] if extension else None)


_READERS: dict[str, Callable[..., Linked]] = {
    "pages.list_page": _list,
    "feeds.feed": _list,
    "pages.view_page": _view,
    "feeds.view_feed": _view,
    "pages.event_page": _event,
    "pages.event_file": _event,
    "subscribing.subscribe_page": _asked,
    "embedding.embed": _framed,
    "embedding.embed_event": _framed_event,
}
"""What reads the rest of a link, by the route that answers it."""
