"""The query of an address → a selection, or a refusal that says what would be right.

Nothing is ignored: an unknown parameter, an empty or a doubled value is refused, since an
answer to another question than the one asked would mislead whoever follows the feed. Only the
few parameters that other programs add to links are dropped, by name.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from feeds.model import STATUSES, Calendar, Term, Vocabulary
from feeds.selection.bounds import Bound, parse_bound
from feeds.selection.errors import Refusal, UnknownTerm
from feeds.selection.selection import ORDERS, WHENS, Choice, Order, Selection
from feeds.selection.words import words_of

LONGEST_QUERY = 2000
"""Characters; Google Calendar gives up far earlier."""
MOST_EVENTS = 1000
"""The highest ``limit=``."""
MOST_WORDS = 20

DROPPED = frozenset({"fbclid", "gclid", "mc_cid", "mc_eid", "_", "v", "nocache"})
"""What other programs add to a link; with all that begins with ``utm_``."""

T = TypeVar("T", bound=str)

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_AMPERSANDS = re.compile("^(?:amp;)+")  # left of an address that was escaped for HTML
_UNDECODED = re.compile("[\udc80-\udcff]")  # as Python keeps bytes that are not UTF-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an address can be about: the calendar, and what its format allows.

    ``order`` is the order that entries have unasked; ``presentation`` those of "order",
    "limit" and "page" that the format has a meaning for, and ``otherwise`` says what to use
    in their place.
    """

    calendar: Calendar
    order: Order = "-start"
    presentation: frozenset[str] = frozenset({"order", "limit", "page"})
    otherwise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of the grammar: how it is read, and how it is explained."""

    read: Callable[[str, list[str], Terms], dict[str, Any]]
    example: str
    meaning: str
    repeatable: bool = False


def parse_selection(query: str, terms: Terms, path: Mapping[str, Term] | None = None) -> Selection:
    """Read a selection from the raw query and the terms that the path already named.

    Args:
        query: The part of the address after "?", still percent-encoded.
        terms: The calendar, and what the format of the answer allows.
        path: The terms of the path form, by parameter ("theme", "region").

    Raises:
        UnknownTerm: A theme or region that the calendar does not have.
        Refusal: Anything else that cannot be meant.
    """
    fields: dict[str, Any] = {}
    given = _group(split_query(query))
    for name, values in given.items():
        fields |= _read(name, values, terms)
    named = {name: Choice((term.slug,)) for name, term in (path or {}).items()}
    for name in given:
        if name in named:
            raise _twice(name, named, fields, terms)
    return _settled(Selection(**(fields | named)), terms)


def find_term(parameter: str, name: str, calendar: Calendar) -> Term:
    """Return the theme or region that a name means.

    Raises:
        UnknownTerm: There is none, by slug or by alias.
    """
    vocabulary = _vocabulary(parameter, calendar)
    term = vocabulary.find(name.lower())
    if term is None:
        raise _unknown_term(parameter, name, vocabulary)
    return term


def split_query(query: str) -> tuple[tuple[str, str], ...]:
    """Take a raw query apart into names and values, without what other programs added.

    Raises:
        Refusal: The query is too long, is not UTF-8, or holds control characters.
    """
    if len(query) > LONGEST_QUERY:
        raise Refusal(f"The query has {len(query)} characters; {LONGEST_QUERY} are the most.")
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    named = ((_AMPERSANDS.sub("", name), value) for name, value in pairs)
    kept = tuple(pair for pair in named if any(pair) and not _is_dropped(pair[0]))
    text = "".join(name + value for name, value in kept)
    if _UNDECODED.search(text):
        raise Refusal("The query is not UTF-8 text.")
    if _CONTROL.search(text):
        raise Refusal("The query holds an invisible control character.")
    return kept


def refuse_parameters(query: str) -> None:
    """Refuse whatever a query asks for, where there is nothing to choose from.

    Raises:
        Refusal: The query holds a parameter, other than those that programs add.
    """
    for name, _ in split_query(query):
        raise Refusal(f"“{_shown(name)}” has no meaning here; leave it out.")


def _is_dropped(name: str) -> bool:
    return name in DROPPED or name.startswith("utm_")


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(value)
    return grouped


def _read(name: str, values: list[str], terms: Terms) -> dict[str, Any]:
    parameter = PARAMETERS.get(name)
    if parameter is None:
        raise _unknown("parameter", name, tuple(PARAMETERS), kind="parameters")
    if name in _PRESENTATION - terms.presentation:
        raise Refusal(f"“{name}” has no meaning here. {terms.otherwise}".rstrip())
    if len(values) > 1 and not parameter.repeatable:
        raise Refusal(f"“{name}” stands in the address {len(values)} times; keep one.")
    if not all(value.strip() for value in values):
        raise Refusal(f"“{name}” has no value; write {name}={parameter.example}, or leave it out.")
    return parameter.read(name, values, terms)


def _read_terms(name: str, values: list[str], terms: Terms) -> dict[str, Any]:
    return {name: _choice(name, values, lambda part: find_term(name, part, terms.calendar).slug)}


def _read_status(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {name: _choice(name, values, lambda part: _one_of(name, part, STATUSES))}


def _choice(name: str, values: list[str], find: Callable[[str], str]) -> Choice:
    wanted: set[str] = set()
    unwanted: set[str] = set()
    for part in (part.strip() for value in values for part in value.split(",")):
        if not part.removeprefix("-"):
            raise Refusal(f"“{name}” has a comma or hyphen too many.")
        (unwanted if part.startswith("-") else wanted).add(find(part.removeprefix("-")))
    return Choice(tuple(sorted(wanted)), tuple(sorted(unwanted)))


def _read_match(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {"match_all": _one_of(name, values[0], ("any", "all")) == "all"}


def _read_when(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {name: _one_of(name, values[0], WHENS)}


def _read_order(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {name: _one_of(name, values[0], ORDERS)}


def _read_since(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {"since": _bound(name, values[0])}


def _read_until(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {"until": _bound(name, values[0])}


def _bound(name: str, value: str) -> Bound:
    try:
        return parse_bound(value.lower())
    except ValueError:
        raise Refusal(
            f"“{name}={_shown(value)}” is not a date.",
            choices=("2008", "2008-11", "2008-11-25", "today", "-90d", "-6w", "18m", "1y"),
            kind="forms",
        ) from None


def _read_words(_name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    words = tuple(sorted(set(words_of(values[0]))))
    if not words:
        raise Refusal(f"“q={_shown(values[0])}” holds no word to look for.")
    if len(words) > MOST_WORDS:
        raise Refusal(f"“q” has {len(words)} words; {MOST_WORDS} are the most.")
    return {"words": words}


def _read_limit(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {name: _number(name, values[0], MOST_EVENTS)}


def _read_page(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {name: _number(name, values[0], 100_000)}


def _number(name: str, value: str, most: int) -> int:
    if not re.fullmatch("[0-9]{1,9}", value) or not 1 <= int(value) <= most:
        raise Refusal(f"“{name}={_shown(value)}” must be a whole number from 1 to {most}.")
    return int(value)


def _one_of(name: str, value: str, known: tuple[T, ...]) -> T:
    for each in known:
        if value.strip().lower() == each:
            return each
    raise _unknown(f"value of “{name}”", value, known)


def _settled(selection: Selection, terms: Terms) -> Selection:
    """Take out what makes no difference, so that equal selections have equal addresses."""
    _refuse_reversed(selection)
    unasked = selection.order == default_order(selection, terms.order)
    return replace(selection.settled(), order=None if unasked else selection.order)


def default_order(selection: Selection, order: Order) -> Order:
    """Return the order of entries when none is asked for: what comes next stands first."""
    return "start" if order == "-start" and selection.when == "upcoming" else order


def as_asked_of(terms: Terms, selection: Selection, order: Order) -> Selection:
    """Return the selection as another format or page gives it: as nearly as it can be asked for.

    Args:
        terms: What an address there can be about.
        selection: The selection as it was asked for here.
        order: How entries stand here unasked: with a limit, it decides which ones there are.
    """
    limit = selection.limit if "limit" in terms.presentation else None
    told = default_order(selection, order) if limit else None
    wanted = (selection.order or told) if "order" in terms.presentation else None
    return _settled(replace(selection, order=wanted, limit=limit, page=1), terms)


def _refuse_reversed(selection: Selection) -> None:
    since, until = selection.since, selection.until
    if since and since.first and until and until.last and since.first > until.last:
        raise Refusal(f"“from={since.text}” lies after “to={until.text}”.")


def _twice(name: str, path: dict[str, Choice], fields: dict[str, Any], terms: Terms) -> Refusal:
    both = {
        key: Choice(tuple(sorted({*choice.wanted, *asked.wanted})), asked.unwanted)
        for key, choice in path.items()
        for asked in [fields.get(key, Choice())]
    }
    meant = _settled(Selection(**(fields | both)), terms)
    message = f"“{name}” is in the path and again in the query; write it once."
    return Refusal(message, selection=meant)


def _vocabulary(parameter: str, calendar: Calendar) -> Vocabulary:
    return calendar.themes if parameter == "theme" else calendar.regions


def _unknown_term(parameter: str, name: str, vocabulary: Vocabulary) -> UnknownTerm:
    spellings: dict[str, str] = {}
    for slug, term in vocabulary.terms.items():
        spellings |= dict.fromkeys((slug, term.label.lower(), *term.aliases), slug)
    close = get_close_matches(name.lower(), spellings, n=1, cutoff=0.6)
    return UnknownTerm(
        f"There is no {parameter} “{_shown(name)}”.",
        meant=spellings[close[0]] if close else "",
        choices=tuple(vocabulary.terms),
        kind=f"{parameter}s",
    )


def _unknown(what: str, given: str, known: tuple[str, ...], kind: str = "values") -> Refusal:
    close = get_close_matches(given.strip().lower()[:100], known, n=1, cutoff=0.6)
    return Refusal(
        f"There is no {what} “{_shown(given)}”."
        if what == "parameter"
        else f"“{_shown(given)}” is not a {what}.",
        meant=close[0] if close else "",
        choices=known,
        kind=kind,
    )


def _shown(text: str) -> str:
    """Shorten what was asked for, and make it fit to be shown."""
    most = 60
    printable = "".join(each if each.isprintable() else "\ufffd" for each in text[: most + 1])
    return printable if len(text) <= most else f"{printable[:most]}…"


_PRESENTATION = frozenset({"order", "limit", "page"})

PARAMETERS: dict[str, Parameter] = {
    "theme": Parameter(
        read=_read_terms,
        example="human-trafficking",
        meaning="Events of any of these themes; a hyphen before one shuts it out.",
        repeatable=True,
    ),
    "region": Parameter(
        read=_read_terms,
        example="africa,europe",
        meaning="Events of any of these regions, and of those that lie in them.",
        repeatable=True,
    ),
    "match": Parameter(
        read=_read_match,
        example="all",
        meaning="Of several themes, or several regions, all must apply, not just one.",
    ),
    "from": Parameter(
        read=_read_since,
        example="2008-06",
        meaning="Events that last until then or later: a year, month or day, today, -90d, 18m.",
    ),
    "to": Parameter(
        read=_read_until,
        example="2008-07",
        meaning="Events that begin then or earlier.",
    ),
    "when": Parameter(
        read=_read_when,
        example="upcoming",
        meaning="Upcoming events (those of today too), or past ones.",
    ),
    "q": Parameter(
        read=_read_words,
        example="employers",
        meaning="Each word must begin a word of the title, summary, place or organisations.",
    ),
    "status": Parameter(
        read=_read_status,
        example="-cancelled",
        meaning=f"Events that are {', '.join(STATUSES[:-1])} or {STATUSES[-1]}.",
        repeatable=True,
    ),
    "order": Parameter(
        read=_read_order,
        example="start",
        meaning="By date (start, or -start for latest first), announced or updated.",
    ),
    "limit": Parameter(
        read=_read_limit,
        example="5",
        meaning="No more events than this, from the beginning of the order.",
    ),
    "page": Parameter(
        read=_read_page,
        example="2",
        meaning="The page of a long feed or list.",
    ),
}
