"""What no single value shows: ids used twice, unknown terms, terms within themselves.

These checks look at the plain data, not at the validated model, and pass over what has the
wrong shape: so an unknown theme is told in the same run as an impossible date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from feeds.problems import Problem
from feeds.reading.nodes import Document, line_seen_from
from feeds.reading.places import Loc
from feeds.reading.schema import GONE
from feeds.reading.source import shown
from feeds.reading.texts import each_text
from feeds.reading.values import SLUG, nearest

LONG_TITLE = 200
"""Characters; calendars cut longer ones."""


@dataclass(frozen=True, slots=True)
class _Term:
    """As much of a term as these checks need."""

    within: str | None
    aliases: tuple[tuple[int, str], ...]
    retired: str | None


_Terms = dict[str, _Term]


def cross_checks(document: Document) -> Iterator[Problem]:
    """Give every problem that takes more than one value to see."""
    data = document.data if isinstance(document.data, dict) else {}
    vocabularies = {name: _terms_of(data.get(name)) for name in ("themes", "regions")}
    views = _terms_of(data.get("views"))  # retired as terms are
    for name, terms in (*vocabularies.items(), ("views", views)):
        yield from _vocabulary(name, terms, document)
    first: dict[str, int] = {}
    for place, event in enumerate(_list(data.get("events"))):
        if isinstance(event, dict):
            yield from _identity(event, place, first, document)
            yield from _advice(event, place, vocabularies["regions"], document)
            for name, terms in vocabularies.items():
                loc = ("events", place, name)
                yield from _used_terms(name, event.get(name), terms, document, loc)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> tuple[tuple[int, str], ...]:
    return tuple((place, text) for place, text in enumerate(_list(value)) if _is_text(text))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _terms_of(value: Any) -> _Terms:
    terms = value if isinstance(value, dict) else {}
    return {slug: _term(term if isinstance(term, dict) else {}) for slug, term in terms.items()}


def _term(part: dict[str, Any]) -> _Term:
    within = part.get("within")
    retired = part.get("retired")
    return _Term(
        within if _is_text(within) else None,
        _texts(part.get("aliases")),
        retired if _is_text(retired) else None,
    )


def _vocabulary(name: str, terms: _Terms, document: Document) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for slug, term in terms.items():
        loc = (name, slug)
        yield from _retirement(name, term, terms, document, loc)
        if term.within is not None and term.within not in terms:
            yield _unknown_term(name, term.within, terms, document, (*loc, "within"))
        elif term.within is not None and terms[term.within].retired:
            yield _retired_term(name, term.within, terms, document, (*loc, "within"))
        elif slug in _lineage(slug, terms):
            message = f"`{shown(slug)}` lies within itself"
            hint = "remove one “within”"
            yield document.problem((*loc, "within"), "circle", message, hint)
        for place, alias in term.aliases:
            if alias in terms or owners.setdefault(alias, slug) != slug:
                where = (*loc, "aliases", place)
                message = f"the alias `{shown(alias)}` of `{shown(slug)}` already names a term"
                yield document.problem(where, "alias-taken", message, "remove it")


def _is_live(slug: str, terms: _Terms) -> bool:
    return slug in terms and terms[slug].retired is None


def _retirement(
    name: str, term: _Term, terms: _Terms, document: Document, loc: Loc
) -> Iterator[Problem]:
    """Check that what takes a term's place is there, and is not retired itself."""
    if term.retired in (None, GONE):
        return
    successor = terms.get(term.retired)
    if successor is None:
        yield _unknown_term(name, term.retired, terms, document, (*loc, "retired"))
    elif successor.retired is not None:
        message = f"`{shown(term.retired)}` is retired itself"
        is_end = successor.retired == GONE or _is_live(successor.retired, terms)
        hint = f"write `{successor.retired}`" if is_end else "name one in use, or write `gone`"
        yield document.problem((*loc, "retired"), "retired", message, hint)


def _lineage(slug: str, terms: _Terms) -> list[str]:
    """List the terms that one lies within, each once."""
    found: list[str] = []
    current = terms[slug].within
    while current is not None and current in terms and current not in found:
        found.append(current)
        current = terms[current].within
    return found


def _identity(
    event: dict[str, Any], place: int, first: dict[str, int], document: Document
) -> Iterator[Problem]:
    name = event.get("id")
    if not isinstance(name, str):
        return
    if name in first:
        loc: Loc = ("events", place, "id")
        owner = document.place(("events", first[name], "id"))
        line = line_seen_from(document.place(loc), owner)
        yield document.problem(
            loc,
            "duplicate-id",
            f"the id `{shown(name)}` is taken",
            f"the event on {line} has it; ids are permanent, so change the newer one",
        )
    first.setdefault(name, place)


def _advice(
    event: dict[str, Any], place: int, regions: _Terms, document: Document
) -> Iterator[Problem]:
    """Warn of what can be published, but was most likely not meant."""
    loc: Loc = ("events", place)
    if event.get("regions") is None and regions and not _has_mistyped("regions", event):
        name = event.get("id")
        whose = f"the event `{shown(name)}`" if isinstance(name, str) else "this event"
        message = f"{whose} has no region"
        hint = "add “regions: […]”, or “regions: []” where none applies"
        yield document.problem(loc, "no-region", message, hint, "warning")
    for where, title in each_text(event.get("title"), (*loc, "title")):
        if len(title) > LONG_TITLE:
            message = f"the title has {len(title)} characters; calendars cut it"
            hint = f"keep it under {LONG_TITLE} and put the rest into the summary"
            yield document.problem(where, "long-title", message, hint, "warning")


def _has_mistyped(key: str, event: dict[str, Any]) -> bool:
    """Tell whether a key stands there misspelt, which the schema complains of already."""
    return any(name != key and nearest(name, (key,)) for name in event)


def _used_terms(
    name: str, value: Any, terms: _Terms, document: Document, loc: Loc
) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, slug in _texts(value):
        if slug not in terms:
            yield _unknown_term(name, slug, terms, document, (*loc, place))
        elif terms[slug].retired:
            yield _retired_term(name, slug, terms, document, (*loc, place))
        elif slug in seen:
            message = f"`{slug}` appears here a second time"
            yield document.problem((*loc, place), "doubled-term", message, "remove one")
        seen.add(slug)


def _retired_term(name: str, slug: str, terms: _Terms, document: Document, loc: Loc) -> Problem:
    successor = terms[slug].retired or GONE
    hint = f"write `{successor}`" if _is_live(successor, terms) else "remove it"
    message = f"the {name.removesuffix('s')} `{shown(slug)}` is retired"
    return document.problem(loc, "retired", message, hint)


def _unknown_term(name: str, slug: str, terms: _Terms, document: Document, loc: Loc) -> Problem:
    kind = name.removesuffix("s")
    owner = next(
        (known for known, term in terms.items() if slug in dict(term.aliases).values()), ""
    )
    if owner:
        hint = f"`{slug}` is an alias; write `{owner}`"
    else:
        possible = [known for known in terms if SLUG.fullmatch(known) and _is_live(known, terms)]
        hint = nearest(slug, possible) or f"add it under “{name}:”"
    message = f"there is no {kind} `{shown(slug)}`"
    return document.problem(loc, f"unknown-{kind}", message, hint)
