"""The query of an address → a selection, or a refusal that says what would be right.

Nothing is ignored: an unknown parameter, an empty or a doubled value is refused, since an
answer to another question than the one asked would mislead whoever follows the feed. Only the
few parameters that other programs add to links are dropped, by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from feeds.model import Term, Wishes
from feeds.selection.errors import Refusal, shown
from feeds.selection.parameters import PARAMETERS, PRESENTATION, WISHES, Terms, unknown
from feeds.selection.queries import LANGUAGE, LANGUAGE_IN_PATH, split_query
from feeds.selection.selection import Choice, Order, Selection, ViewBase
from feeds.wording import phrase


def parse_selection(
    query: str,
    terms: Terms,
    path: Mapping[str, Term] | None = None,
    view: ViewBase | None = None,
) -> Selection:
    """Read a selection from the raw query, and the terms or the view that the path already named.

    Args:
        query: The part of the address after "?", still percent-encoded.
        terms: The calendar, and what the format of the answer allows.
        path: The terms of the path form, by parameter ("theme", "region").
        view: The view of the path form.

    Raises:
        UnknownTerm: A theme or region that the calendar does not have.
        Refusal: Anything else that cannot be meant.
    """
    given = _group(split_query(query))
    languages = given.pop(LANGUAGE, None)
    fields = _read_all(given, terms)
    named = {name: Choice((term.slug,)) for name, term in (path or {}).items()}
    for name in given:
        if name in named:
            raise _twice(name, named, fields, terms)
        if view and name in dict(view.view.parameters):
            raise _again(name, view, fields, terms)
    selection = _settled(_selection(_of_view(view) | fields | named), terms)
    if languages is not None:
        raise Refusal(LANGUAGE_IN_PATH, selection=selection, language=languages[0])
    return selection


def read_fields(query: str, terms: Terms) -> dict[str, Any]:
    """Read the fields of a selection from a raw query, just as they are asked for.

    Raises:
        Refusal: One of them cannot be meant.
    """
    return _read_all(_group(split_query(query)), terms)


def _read_all(given: Mapping[str, list[str]], terms: Terms) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, values in given.items():
        fields |= _read(name, values, terms)
    return fields


def _of_view(view: ViewBase | None) -> dict[str, Any]:
    return {"view": view, **view.set_fields} if view else {}


def _selection(fields: Mapping[str, Any]) -> Selection:
    """Make a selection of what was read; the reader's wishes stand in it together."""
    wishes = {name: value for name, value in fields.items() if name in WISHES}
    rest = {name: value for name, value in fields.items() if name not in WISHES}
    return Selection(**rest, wishes=Wishes(**wishes))


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def _read(name: str, values: list[str], terms: Terms) -> dict[str, Any]:
    parameter = PARAMETERS.get(name)
    if parameter is None:
        told = phrase("There is no parameter “{name}”.", name=shown(name))
        raise unknown(told, name, tuple(PARAMETERS), kind="parameters")
    if name in PRESENTATION - terms.presentation:
        raise _meaningless(name, terms)
    if len(values) > 1 and not parameter.repeatable:
        raise Refusal(
            phrase(
                "“{name}” appears in the address {count} times; keep one.",
                name=name,
                count=len(values),
            )
        )
    if not all(value.strip() for value in values):
        raise Refusal(
            phrase(
                "“{name}” has no value; write {name}={example}, or leave it out.",
                name=name,
                example=parameter.example,
            )
        )
    return parameter.read(name, values, terms)


def _meaningless(name: str, terms: Terms) -> Refusal:
    if terms.otherwise is None:
        return Refusal(phrase("“{name}” cannot be used here.", name=name))
    return Refusal(
        phrase("“{name}” cannot be used here. {otherwise}", name=name, otherwise=terms.otherwise)
    )


def _settled(selection: Selection, terms: Terms) -> Selection:
    """Take out what makes no difference, so that equal selections have equal addresses."""
    refuse_reversed(selection)
    order = None if selection.order == terms.order else selection.order
    return replace(selection.settled(), order=order)


def as_asked_of(terms: Terms, selection: Selection, order: Order) -> Selection:
    """Return the selection as another format or page gives it: as nearly as it can be asked for.

    Args:
        terms: What an address there can be about.
        selection: The selection as it was asked for here.
        order: How entries stand here unasked: with a limit, it decides which ones there are.
    """
    limit = selection.limit if "limit" in terms.presentation else None
    given = {name: getattr(selection.wishes, name) for name in WISHES & terms.presentation}
    told = order if limit else None
    wanted = (selection.order or told) if "order" in terms.presentation else None
    return _settled(
        replace(selection, page=1, order=wanted, limit=limit, wishes=Wishes(**given)), terms
    )


def refuse_reversed(selection: Selection) -> None:
    """Refuse a span of days that ends before it begins.

    Raises:
        Refusal: It does, on whatever day it is asked for.
    """
    since, until = selection.since, selection.until
    if since and until and since.is_after(until):
        raise Refusal(
            phrase("“from={since}” is after “to={until}”.", since=since.text, until=until.text)
        )


def _twice(name: str, path: dict[str, Choice], fields: dict[str, Any], terms: Terms) -> Refusal:
    both = {
        key: Choice(tuple(sorted({*choice.wanted, *asked.wanted})), asked.unwanted)
        for key, choice in path.items()
        for asked in [fields.get(key, Choice())]
    }
    meant = _settled(_selection(fields | both), terms)
    told = phrase("“{name}” is in the path and again in the query; write it once.", name=name)
    return Refusal(told, selection=meant)


def _again(name: str, view: ViewBase, fields: dict[str, Any], terms: Terms) -> Refusal:
    """Refuse what a view sets itself; whoever asks for it means it in place of the view's."""
    meant = _settled(_selection(_of_view(view) | fields), terms)
    told = phrase(
        "“{name}” is set by the view “{view}”, and again in the query.",
        name=name,
        view=view.view.name,
    )
    return Refusal(told, selection=meant)
