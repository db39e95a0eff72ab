"""The schema's complaints → problems with a place and plain words."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from feeds.problems import Problem
from feeds.reading import schema
from feeds.reading.nodes import Document, Loc
from feeds.reading.source import EMPTY_HINT, shown
from feeds.reading.values import nearest

LIST = "tuple_type"  # pydantic's name
_SHAPES = {
    "model_type": ("a group of keys must stand here", "write “key: value” lines, indented"),
    "dict_type": ("a group of terms must stand here", "write “slug: Label” lines, indented"),
    LIST: ("a list must stand here", "write [one, two], or lines that begin with “- ”"),
}
_PARTS: dict[str, type[BaseModel]] = {
    "calendar": schema.CalendarPart,
    "events": schema.EventPart,
    "themes": schema.TermPart,
    "regions": schema.TermPart,
}
_KEY_MARK = "[key]"  # pydantic's name for the key of a mapping, in a location


def complaints(error: ValidationError, document: Document) -> Iterator[Problem]:
    """Give one problem for each mistake.

    A mistyped key is one mistake, though the schema sees two: an unknown key, and a required
    one that is missing.
    """
    details = error.errors(include_url=False, include_input=False)
    mistyped = {
        (*detail["loc"][:-1], wanted)
        for detail in details
        if detail["type"] == "extra_forbidden"
        for wanted in [_meant(detail["loc"])]
        if wanted
    }
    for detail in details:
        if detail["type"] != "missing" or detail["loc"] not in mistyped:
            yield _complaint(detail, document)


def _complaint(detail: ErrorDetails, document: Document) -> Problem:
    loc, kind = detail["loc"], detail["type"]
    if kind == "missing":
        return _missing(loc, document)
    if kind == "extra_forbidden":
        return _unknown_key(loc, document)
    of_key = loc[-1:] == (_KEY_MARK,)
    loc = loc[:-1] if of_key else loc
    if kind in _SHAPES:
        return misshapen(kind, loc, document)
    context: dict[str, Any] = detail.get("ctx", {})
    message = str(context.get("message", detail["msg"]))
    return document.problem(loc, kind, message, str(context.get("hint", "")), of_key=of_key)


def misshapen(kind: str, loc: Loc, document: Document) -> Problem:
    """Tell what should stand somewhere; ``kind`` is `LIST` or another that pydantic names."""
    message, hint = _SHAPES[kind]
    return document.problem(loc, "type", message, hint if loc else EMPTY_HINT)


def _missing(loc: Loc, document: Document) -> Problem:
    key = str(loc[-1])
    whose = _owner(loc, document)
    hint = f"write “{key}: …”" if key != "events" else "write “events: []” for an empty list"
    if len(loc) == 1 and len(document.sources) > 1:
        hint += " in one of the files"
    return document.problem(loc, "missing", f"{whose} has no {key}", hint)


def _owner(loc: Loc, document: Document) -> str:
    """Name what a missing key is missing from."""
    if len(loc) == 1:
        return "the list"
    if loc[0] == "events" and len(loc) == 3:  # noqa: PLR2004 - events, place, key
        named = document.data["events"][loc[1]].get("id")
        return f"the event `{shown(named)}`" if isinstance(named, str) else "this event"
    return f"“{shown(loc[-2])}”" if isinstance(loc[-2], str) else "this"


def _unknown_key(loc: Loc, document: Document) -> Problem:
    known = list(_fields(loc))
    hint = nearest(str(loc[-1]), known) or f"known here: {', '.join(known)}"
    message = f"there is no key “{shown(str(loc[-1]))}” here"
    return document.problem(loc, "unknown-key", message, hint, of_key=True)


def _meant(loc: Loc) -> str:
    """Return the known key that a mistyped one is most like."""
    return (
        nearest(str(loc[-1]), list(_fields(loc))).removeprefix("did you mean `").removesuffix("`?")
    )


def _fields(loc: Loc) -> list[str]:
    """Return the keys that may stand beside the one at a location."""
    if len(loc) == 1:
        return list(schema.ListPart.model_fields)
    if loc[0] == "events" and len(loc) > 3:  # noqa: PLR2004 - events, place, key, and what is in it
        part = schema.LocationPart if loc[2] == "location" else schema.OrganisationPart
        return list(part.model_fields)
    if loc[:-1] == ("calendar", "publisher"):
        return list(schema.OrganisationPart.model_fields)
    return list(_PARTS[str(loc[0])].model_fields)
