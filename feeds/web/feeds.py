"""The feeds: a path and a query in, a document out."""

from flask import Blueprint, Response

from feeds.formats import FORMATS, Format
from feeds.model import Term
from feeds.publication import Snapshot
from feeds.selection import Refusal, Selection, address, find_term, find_view, parse_selection
from feeds.web.current import asked_query, current_snapshot, now
from feeds.web.delivery import deliver_at, redirect_to
from feeds.wording import phrase

blueprint = Blueprint("feeds", __name__)


@blueprint.get("/events.<extension>")
@blueprint.get("/theme/<theme>.<extension>")
@blueprint.get("/region/<region>.<extension>")
@blueprint.get("/theme/<theme>/region/<region>.<extension>")
def feed(extension: str, **named: str) -> Response:
    """Give the feed of a selection in the format that the path ends with."""
    kind = _format(extension)
    terms = path_terms(named)
    if spelled := canonical_path(named, terms, extension):
        return redirect_to(spelled)
    snapshot = current_snapshot()
    selection = parse_selection(asked_query(), snapshot.terms(kind), terms)
    return _deliver(snapshot, selection, kind)


@blueprint.get("/view/<name>.<extension>")
def view_feed(name: str, extension: str) -> Response:
    """Give the feed of a view in the format that the path ends with."""
    kind = _format(extension)
    snapshot = current_snapshot()
    found = find_view(name, snapshot.calendar)
    if found.view.name != name:
        return redirect_to(f"/view/{found.view.name}.{extension}")
    selection = parse_selection(asked_query(), snapshot.terms(kind), view=found)
    return _deliver(snapshot, selection, kind)


def _deliver(snapshot: Snapshot, selection: Selection, kind: Format) -> Response:
    here = address(selection, kind.extension)
    return deliver_at(here, lambda: snapshot.feed(selection, kind, now()))


def _format(extension: str) -> Format:
    kind = FORMATS.get(extension)
    if kind is None:
        raise UnknownFormat(extension)
    return kind


class UnknownFormat(Refusal):
    """An address that ends with no format."""

    def __init__(self, extension: str) -> None:
        super().__init__(
            phrase("There is no format “{name}”.", name=extension[:20]),
            choices=tuple(FORMATS),
            kind="formats",
        )


def path_terms(named: dict[str, str]) -> dict[str, Term]:
    """Return the terms that a path names, by parameter.

    Raises:
        UnknownTerm: There is no such theme or region.
    """
    calendar = current_snapshot().calendar
    return {parameter: find_term(parameter, name, calendar) for parameter, name in named.items()}


def canonical_path(named: dict[str, str], terms: dict[str, Term], extension: str) -> str | None:
    """Return the path with terms by their slugs where it has an alias, else None."""
    if all(terms[parameter].slug == name for parameter, name in named.items()):
        return None
    path = "".join(f"/{parameter}/{terms[parameter].slug}" for parameter in named)
    return f"{path}.{extension}" if extension else path
