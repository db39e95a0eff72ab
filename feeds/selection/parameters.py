"""The parameters of an address: how each is read, and how it is explained.

A parameter is one row of `PARAMETERS` and one function that reads its values.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any, TypeVar

from feeds.model import ALARMS, CANCELLED, STATUSES, Calendar, Term, Vocabulary, Wishes
from feeds.selection.bounds import Bound, parse_bound
from feeds.selection.errors import GoneTerm, Kind, Refusal, UnknownTerm, shown
from feeds.selection.selection import ORDERS, WHENS, Choice, Order
from feeds.wording import Phrase, phrase
from feeds.words import words_of

MOST_EVENTS = 1000
"""The highest ``limit=``."""
MOST_WORDS = 20

T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an address can be about: the calendar, and what its format allows.

    ``order`` is the order that entries have unasked; ``presentation`` are the parameters of
    presentation that the format has a meaning for, and ``otherwise`` says what to use in place
    of the others.
    """

    calendar: Calendar
    order: Order = "next"
    presentation: frozenset[str] = frozenset({"order", "limit", "page"})
    otherwise: Phrase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of the grammar: how it is read, and how it is explained."""

    read: Callable[[str, list[str], Terms], dict[str, Any]]
    example: str
    meaning: Phrase
    repeatable: bool = False


def find_term(parameter: str, name: str, calendar: Calendar) -> Term:
    """Return the theme or region that a name means.

    Raises:
        GoneTerm: There was one, and it is gone.
        UnknownTerm: There is none, by slug, by alias or as another's predecessor.
    """
    vocabulary = _vocabulary(parameter, calendar)
    term = vocabulary.find(name.lower())
    if term is None and vocabulary.is_gone(name.lower()):
        raise GoneTerm(_gone(parameter, name.lower()))
    if term is None:
        raise _unknown_term(parameter, name, vocabulary)
    return term


def _vocabulary(parameter: str, calendar: Calendar) -> Vocabulary:
    return calendar.themes if parameter == "theme" else calendar.regions


def _gone(parameter: str, name: str) -> Phrase:
    if parameter == "theme":
        return phrase("The theme “{name}” is no longer used.", name=name)
    return phrase("The region “{name}” is no longer used.", name=name)


def _unknown_term(parameter: str, name: str, vocabulary: Vocabulary) -> UnknownTerm:
    spellings: dict[str, str] = {}
    for slug, term in vocabulary.terms.items():
        spellings |= dict.fromkeys((slug, term.label.lower(), *term.aliases), slug)
    close = get_close_matches(name.lower(), spellings, n=1, cutoff=0.6)
    is_theme = parameter == "theme"
    return UnknownTerm(
        phrase("There is no theme “{name}”.", name=shown(name))
        if is_theme
        else phrase("There is no region “{name}”.", name=shown(name)),
        meant=spellings[close[0]] if close else "",
        choices=tuple(vocabulary.terms),
        kind="themes" if is_theme else "regions",
    )


def unknown(told: Phrase, given: str, known: tuple[str, ...], kind: Kind = "values") -> Refusal:
    """Make the refusal of a word that is not one of those known, with the one most like it."""
    spellings = {each.lower(): each for each in known}
    close = get_close_matches(given.strip().lower()[:100], spellings, n=1, cutoff=0.6)
    return Refusal(told, meant=spellings[close[0]] if close else "", choices=known, kind=kind)


def _read_terms(name: str, values: list[str], terms: Terms) -> dict[str, Any]:
    return {name: _choice(name, values, lambda part: find_term(name, part, terms.calendar).slug)}


def _read_status(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {name: _choice(name, values, lambda part: _one_of(name, part, STATUSES))}


def _choice(name: str, values: list[str], find: Callable[[str], str]) -> Choice:
    wanted: set[str] = set()
    unwanted: set[str] = set()
    for part in (part.strip() for value in values for part in value.split(",")):
        if not part.removeprefix("-"):
            raise Refusal(phrase("“{name}” has one comma or hyphen too many.", name=name))
        (unwanted if part.startswith("-") else wanted).add(find(part.removeprefix("-")))
    if both := sorted(wanted & unwanted):
        told = phrase("“{name}” asks for “{value}” and excludes it.", name=name, value=both[0])
        raise Refusal(told)
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
            phrase("“{name}={value}” is not a date.", name=name, value=shown(value)),
            choices=("2008", "2008-11", "2008-11-25", "today", "-90d", "-6w", "18m", "1y"),
            kind="forms",
        ) from None


def _read_words(_name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    words = tuple(sorted(set(words_of(values[0]))))
    if not words:
        raise Refusal(phrase("“q={value}” contains no word to search for.", value=shown(values[0])))
    if len(words) > MOST_WORDS:
        raise Refusal(
            phrase("“q” has {count} words; the limit is {most}.", count=len(words), most=MOST_WORDS)
        )
    return {"words": words}


def _read_limit(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {name: _number(name, values[0], MOST_EVENTS)}


def _read_page(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {name: _number(name, values[0], 100_000)}


def _read_cancelled(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    wish = _one_of(name, values[0], CANCELLED)
    return {name: None if wish == "mark" else wish}


def _read_alarm(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {name: _one_of(name, values[0], tuple(ALARMS))}


def _read_flag(name: str, values: list[str], _terms: Terms) -> dict[str, Any]:
    return {name: _one_of(name, values[0], ("0", "1")) == "1"}


def _number(name: str, value: str, most: int) -> int:
    if not re.fullmatch("[0-9]{1,9}", value) or not 1 <= int(value) <= most:
        raise Refusal(
            phrase(
                "“{name}={value}” must be a whole number from 1 to {most}.",
                name=name,
                value=shown(value),
                most=most,
            )
        )
    return int(value)


def _one_of(name: str, value: str, known: tuple[T, ...]) -> T:
    for each in known:
        if value.strip().lower() == each.lower():
            return each
    told = phrase("“{value}” is not a valid value for “{name}”.", value=shown(value), name=name)
    raise unknown(told, value, known)


WISHES = frozenset(field.name for field in fields(Wishes))
"""The parameters that are the reader's wishes, named as the fields of `Wishes`."""

PRESENTATION = WISHES | {"order", "limit", "page"}
"""Parameters of how events are shown, which not every format has a meaning for."""

PARAMETERS: dict[str, Parameter] = {
    "theme": Parameter(
        read=_read_terms,
        example="human-trafficking",
        meaning=phrase("Events with any of these themes; a hyphen before one excludes it."),
        repeatable=True,
    ),
    "region": Parameter(
        read=_read_terms,
        example="africa,europe",
        meaning=phrase("Events in any of these regions, or in regions within them."),
        repeatable=True,
    ),
    "match": Parameter(
        read=_read_match,
        example="all",
        meaning=phrase(
            "With several themes, or several regions, an event must match all of "
            "them, not just one."
        ),
    ),
    "from": Parameter(
        read=_read_since,
        example="2008-06",
        meaning=phrase("Events that end then or later: a year, month or day, today, -90d, 18m."),
    ),
    "to": Parameter(
        read=_read_until,
        example="2008-07",
        meaning=phrase("Events that begin then or earlier."),
    ),
    "when": Parameter(
        read=_read_when,
        example="upcoming",
        meaning=phrase("Upcoming events (including today’s), or past ones."),
    ),
    "q": Parameter(
        read=_read_words,
        example="employers",
        meaning=phrase(
            "Each word must be the start of a word in the title, summary, description, place or "
            "organisations."
        ),
    ),
    "status": Parameter(
        read=_read_status,
        example="-cancelled",
        meaning=phrase("Events that are confirmed, tentative, postponed or cancelled."),
        repeatable=True,
    ),
    "order": Parameter(
        read=_read_order,
        example="start",
        meaning=phrase(
            "By date (next: upcoming events, then past ones; start, or -start for latest "
            "first), announced or updated."
        ),
    ),
    "limit": Parameter(
        read=_read_limit,
        example="5",
        meaning=phrase("At most this many events, counted from the first."),
    ),
    "page": Parameter(
        read=_read_page,
        example="2",
        meaning=phrase("The page number in a long feed or list."),
    ),
    "cancelled": Parameter(
        read=_read_cancelled,
        example="show",
        meaning=phrase(
            "In calendars: mark cancelled events as such, show them like any other event with "
            "“Cancelled” before the title (for calendars that hide them), or drop them."
        ),
    ),
    "alarm": Parameter(
        read=_read_alarm,
        example="-P1D",
        meaning=phrase(
            "In calendars: a reminder before each event, {times}.", times=" / ".join(ALARMS)
        ),
    ),
    "busy": Parameter(
        read=_read_flag,
        example="1",
        meaning=phrase("In calendars: 1 shows events as busy time, not free."),
    ),
    "tbc": Parameter(
        read=_read_flag,
        example="1",
        meaning=phrase("In calendars: 1 also includes events whose dates are not set yet."),
    ),
    "notices": Parameter(
        read=_read_flag,
        example="0",
        meaning=phrase("In feeds: 0 leaves out the notices of moved and cancelled events."),
    ),
}
