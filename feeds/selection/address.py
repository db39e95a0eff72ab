"""A selection → its one canonical address."""

from urllib.parse import quote

from feeds.model import Wishes
from feeds.selection.selection import Selection


def address(selection: Selection, extension: str = "") -> str:
    """Return the canonical path and query, from "/", of a feed or (no extension) a page.

    A view, or a single theme or region, stands in the path, which a subscriber's calendar is
    named by and which holds no "&"; everything else follows in the query, sorted, the reader's
    wishes last.
    """
    written = _query_beside_view(selection)
    steps: list[str] = []
    if base := selection.held_view:
        steps = ["view", base.view.name]
    else:
        for name in ("theme", "region"):
            choice = getattr(selection, name)
            if len(choice.wanted) == 1 and not choice.unwanted:
                steps += [name, choice.wanted[0]]
                del written[name]
    path = "/" + "/".join(steps) if steps else "/events" if extension else "/"
    return joined(f"{path}.{extension}" if extension else path, _joined(written))


def query(selection: Selection) -> str:
    """Return the canonical query of a selection where it stands in no path: a view stands first."""
    written, base = _query_beside_view(selection), selection.held_view
    return _joined({VIEW: base.view.name, **written} if base else written)


VIEW = "view"
"""What names a view in a query."""


def _query_beside_view(selection: Selection) -> dict[str, str]:
    base = selection.held_view
    said = dict(base.view.parameters) if base else {}
    return {name: value for name, value in _query(selection).items() if name not in said}


def _query(selection: Selection) -> dict[str, str]:
    fields = {
        "from": selection.since and selection.since.text,
        "limit": selection.limit,
        "match": "all" if selection.match_all else None,
        "order": selection.order,
        "page": selection.page if selection.page > 1 else None,
        "q": " ".join(selection.words),
        "region": selection.region,
        "status": selection.status,
        "theme": selection.theme,
        "to": selection.until and selection.until.text,
        "when": selection.when,
    }
    written = fields | _wishes(selection.wishes)
    return {name: str(value) for name, value in written.items() if value}


def _wishes(wishes: Wishes) -> dict[str, str | None]:
    return {
        "alarm": wishes.alarm,
        "busy": "1" if wishes.busy else None,
        "cancelled": wishes.cancelled,
        "notices": None if wishes.notices else "0",
        "tbc": "1" if wishes.tbc else None,
    }


def _joined(written: dict[str, str]) -> str:
    pairs = (
        f"{name}={quote(value, safe=',-').replace('%20', '+')}" for name, value in written.items()
    )
    return "&".join(pairs)


def joined(path: str, asked: str) -> str:
    """Return a path with a query, if there is one."""
    return f"{path}?{asked}" if asked else path
