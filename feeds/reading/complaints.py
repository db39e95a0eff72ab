"""The schema's complaints → problems with a place and plain words."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from feeds.problems import Problem
from feeds.reading import schema
from feeds.reading.nodes import Document
from feeds.reading.parts import keys_of
from feeds.reading.places import Loc
from feeds.reading.source import EMPTY_HINT, shown
from feeds.reading.texts import languages_of
from feeds.reading.values import nearest

LIST = "tuple_type"  # pydantic's name
_SHAPES = {
    "model_type": ("a group of keys is needed here", "write “key: value” lines, indented"),
    "dict_type": ("a group of terms is needed here", "write “slug: Label” lines, indented"),
    LIST: ("a list is needed here", "write [one, two], or lines that begin with “- ”"),
}
_SHAPES_OF_KEYS = {
    "repeat": ("a group of keys is needed here", "write “repeat: {every: week}”"),
    "changes": (
        "a group of days is needed here",
        "write “2026-11-10: {status: cancelled}” lines, indented",
    ),
    "image": ("a group of keys is needed here", "write “image: {url: …, alt: …}”"),
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
        for wanted in [_meant(detail["loc"], document)]
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
    loc = _as_written(loc[:-1] if of_key else loc, document)
    if kind in _SHAPES:
        return misshapen(kind, loc, document)
    context: dict[str, Any] = detail.get("ctx", {})
    message = str(context.get("message", detail["msg"]))
    return document.problem(loc, kind, message, str(context.get("hint", "")), of_key=of_key)


def _as_written(loc: Loc, document: Document) -> Loc:
    """Return the place of what stands for a group of keys, where only the text of it is written."""
    bare = (*loc[:-2], *loc[-1:])
    stands_alone = loc[-2:-1] in {("name",), ("label",)} and not document.has_key(loc)
    return bare if stands_alone and document.has_key(bare) else loc


def misshapen(kind: str, loc: Loc, document: Document) -> Problem:
    """Tell what should stand somewhere; ``kind`` is `LIST` or another that pydantic names."""
    message, hint = _SHAPES_OF_KEYS.get(str(loc[-1]), _SHAPES[kind]) if loc else _SHAPES[kind]
    if loc[-2:-1] == ("changes",):
        hint = "write “{status: cancelled}”, or what else is different"
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
    key = str(loc[-1])
    hint = nearest(key, known) or f"valid keys: {', '.join(known)}"
    if _is_language(loc, document):
        hint = f"write “{known[0]}: {{{key}: …}}” for a name in several languages"
    message = f"there is no key “{shown(key)}” here"
    return document.problem(loc, "unknown-key", message, hint, of_key=True)


def _is_language(loc: Loc, document: Document) -> bool:
    """Tell whether a key is a language of the list, in a group that begins with a name."""
    has_name = _fields(loc)[0] in {"name", "label"}
    return has_name and loc[-1] in languages_of(document.data)


def _meant(loc: Loc, document: Document) -> str:
    """Return the known key that a mistyped one is most like."""
    known = list(_fields(loc))
    if _is_language(loc, document):
        return known[0]
    return nearest(str(loc[-1]), known).removeprefix("did you mean `").removesuffix("`?")


def _fields(loc: Loc) -> list[str]:
    """Return the keys that may stand beside the one at a location."""
    part: Any = schema.ListPart
    for step in loc[:-1]:
        if isinstance(step, str):
            part = _part_of(part, step) or part
    return keys_of(part)


def _part_of(part: type[BaseModel], key: str) -> type[BaseModel] | None:
    """Return the group of keys that a key of a group leads to, through lists and mappings."""
    fields = {field.alias or name: field for name, field in part.model_fields.items()}
    return _within(fields[key].annotation) if key in fields else None


def _within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_within(each) for each in get_args(annotation))
    return next(filter(None, inner), None)
