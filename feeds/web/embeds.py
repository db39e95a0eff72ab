"""The addresses of what other sites hold in a frame, and how high it is about.

A selection stands in the query alone, with the parameters of every address; the way the page
looks is a parameter of these pages only.
"""

import re
from dataclasses import replace
from urllib.parse import unquote

from feeds.model import NO_WISHES
from feeds.publication import Snapshot
from feeds.selection import Refusal, Selection, Terms, joined, name_of, parse_query, query, shown
from feeds.selection.parameters import unknown
from feeds.wording import phrase

DEFAULT_LIMIT = 10
"""How many events are shown unless a limit is asked for."""
SCHEME = "scheme"
SCHEMES = ("light", "dark")
LEAST_HEIGHT, MOST_HEIGHT = 200, 1000
"""Pixels; the same as WordPress's own."""
_SCHEME = re.compile(rf"(?:amp;)*{SCHEME}(?:=(.*))?")
_FRAME_HEIGHT, _EVENT_HEIGHT = 150, 100
_PRESENTATION = frozenset({"order", "limit"})


def split_scheme(asked: str) -> tuple[str, str]:
    """Take the scheme ("light", "dark", or none) out of a raw query.

    Raises:
        Refusal: It is another, or stands there twice.
    """
    pairs = asked.split("&")
    found = [match for match in map(_SCHEME.fullmatch, pairs) if match]
    if not found:
        return asked, ""
    if len(found) > 1:
        told = phrase(
            "“{name}” appears in the address {count} times; keep one.", name=SCHEME, count=2
        )
        raise Refusal(told)
    scheme = unquote(found[0][1] or "").lower()
    if scheme not in SCHEMES:
        told = phrase(
            "“{value}” is not a valid value for “{name}”.", value=shown(scheme), name=SCHEME
        )
        raise unknown(told, scheme, SCHEMES)
    return "&".join(pair for pair in pairs if not _SCHEME.fullmatch(pair)), scheme


def read_embed(asked: str, snapshot: Snapshot) -> Selection:
    """Read the selection of an embed from its query, without the scheme.

    Raises:
        Refusal: It cannot be meant.
    """
    return parse_query(asked, Terms(calendar=snapshot.calendar, presentation=_PRESENTATION))


def embed_address(selection: Selection) -> str:
    """Return the canonical path and query of what a site frames to show a selection."""
    limit = None if selection.limit == DEFAULT_LIMIT else selection.limit
    kept = replace(selection, limit=limit, page=1, wishes=NO_WISHES)
    return joined("/embed", query(kept))


def with_scheme(path: str, scheme: str) -> str:
    """Return a path, with a query or without, that asks for a scheme too, if there is one."""
    asked = f"{SCHEME}={scheme}" if scheme else ""
    return f"{path}&{asked}" if asked and "?" in path else joined(path, asked)


def whole(selection: Selection) -> Selection:
    """Return a selection with all its events, in the order that is asked for."""
    return replace(selection, limit=None, page=1, wishes=NO_WISHES)


def title_of_embed(snapshot: Snapshot, selection: Selection) -> str:
    """Return what a frame of a selection is called."""
    return name_of(replace(whole(selection), order=None), snapshot.calendar)


def height_of(count: int) -> int:
    """Return about how many pixels high a frame with a number of events is, where it is 600 wide."""
    return min(max(LEAST_HEIGHT, _FRAME_HEIGHT + count * _EVENT_HEIGHT), MOST_HEIGHT)
