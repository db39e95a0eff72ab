"""Texts that a “#” cuts short: to YAML a comment begins there, which was most likely not meant."""

import re
from collections.abc import Iterator
from typing import Any

from feeds.problems import Problem
from feeds.reading.nodes import Document
from feeds.reading.places import Loc
from feeds.reading.source import shown

_TIGHT = re.compile(r" #(?=[^\s#]).*")
"""One blank before it, none after: so nobody writes a comment, but for “Room #5”."""
_TEXTS = frozenset(
    (
        "title",
        "summary",
        "description",
        "note",
        "footer",
        "label",
        "name",
        "short",
        "address",
        "alt",
    )
)


def comment_checks(document: Document) -> Iterator[Problem]:
    """Give a warning for each text that is followed by what looks like more of it."""
    if any(_TIGHT.search(source.text) for source in document.sources):
        yield from _cut(document.data, (), document)


def _cut(data: Any, loc: Loc, document: Document) -> Iterator[Problem]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _cut(value, (*loc, key), document)
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from _cut(value, (*loc, place), document)
    elif isinstance(data, str) and _is_text(loc):
        source, end = document.end_of(loc, data)
        if found := _TIGHT.match(source.text, end):
            message = f"“{shown(found[0].strip())}” is a comment, which nobody is shown"
            hint = "put quotes around the whole text, or a blank after “#” if it is a comment"
            yield source.problem(end + 1, "comment", message, hint, "warning")


def _is_text(loc: Loc) -> bool:
    """Tell whether a text stands here, maybe in one of several languages, or the label of a term."""
    is_label = len(loc) == 2 and loc[0] in {"themes", "regions"}  # noqa: PLR2004 - a term's place
    return is_label or not _TEXTS.isdisjoint(loc[-2:])
