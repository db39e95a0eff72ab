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
    steps: list[str] = []
    query = _query(selection)
    if base := selection.held_view:
        said = dict(base.view.parameters)
        rest = {name: value for name, value in query.items() if name not in said}
        path = f"/view/{base.view.name}"
        return _join(f"{path}.{extension}" if extension else path, rest)
    for name in ("theme", "region"):
        choice = getattr(selection, name)
        if len(choice.wanted) == 1 and not choice.unwanted:
            steps += [name, choice.wanted[0]]
            del query[name]
    path = "/" + "/".join(steps) if steps else "/events" if extension else "/"
    return _join(f"{path}.{extension}" if extension else path, query)


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


def _join(path: str, query: dict[str, str]) -> str:
    pairs = (
        f"{name}={quote(value, safe=',-').replace('%20', '+')}" for name, value in query.items()
    )
    text = "&".join(pairs)
    return f"{path}?{text}" if text else path
