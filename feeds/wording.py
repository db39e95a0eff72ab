"""Dates, moments and lists as people write them in a language (CLDR, by Babel)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from feeds.model import Change, Role, Status

_MONTH = re.compile("MMM+|LLL+")  # as a word, in a date or alone (UTS 35)

# CLDR joins "30 June" and "1 July" with thin spaces; searching and mono fonts prefer plain ones.
_PLAIN_SPACES = str.maketrans("\u2009\u202f", "  ")


@lru_cache(maxsize=64)
def locale(language: str) -> Locale:
    """Return the locale of a language tag; "en" alone is the English of the world, not the US.

    Raises:
        ValueError: The tag is not one.
        babel.UnknownLocaleError: No such language is known.
    """
    return Locale.parse(
        "en_001" if language == "en" else language, sep="-" if "-" in language else "_"
    )


def days(first: date, last: date, language: str) -> str:
    """Write a run of days: "19 August 2008", "25–26 November 2008", "30 June – 1 July 2008"."""
    return _days(first, last, language, _WITH_YEAR)


def days_from_to(old: tuple[date, date], new: tuple[date, date], language: str) -> str:
    """Write a move: "from 25–26 November to 2–3 December 2008"."""
    years = {day.year for day in (*old, *new)}
    before = _days(*old, language, _WITHOUT_YEAR if len(years) == 1 else _WITH_YEAR)
    return f"from {before} to {days(*new, language)}"


_WITH_YEAR = ("yMMMMd", "yMMMd")
_WITHOUT_YEAR = ("MMMMd", "MMMd")


def _days(first: date, last: date, language: str, skeletons: tuple[str, str]) -> str:
    """Write a run of days by CLDR's patterns for months in full, or the nearest to that."""
    spoken = locale(language)
    if first == last:
        pattern = "long" if skeletons is _WITH_YEAR else _single(spoken, skeletons)
        return _formatted(first, pattern, spoken)
    differing = "d" if (first.year, first.month) == (last.year, last.month) else "M"
    if first.year != last.year:
        differing = "y"
    known = spoken.interval_formats
    opening, closing = next(known[each] for each in skeletons if each in known)[differing]
    return _formatted(first, _full_months(opening), spoken) + _formatted(
        last, _full_months(closing), spoken
    )


def _formatted(day: date, pattern: str, spoken: Locale) -> str:
    return format_date(day, pattern, locale=spoken).translate(_PLAIN_SPACES)


def _single(spoken: Locale, skeletons: tuple[str, str]) -> str:
    known = spoken.datetime_skeletons
    return _full_months(next(known[each] for each in skeletons if each in known).pattern)


def _full_months(pattern: str) -> str:
    return _MONTH.sub(lambda letters: letters[0][0] * 4, pattern)


def month(day: date, language: str) -> str:
    """Write a month with its year: "June 2008"."""
    spoken = locale(language)
    return _formatted(day, spoken.datetime_skeletons["yMMMM"].pattern, spoken)


def listed(names: Iterable[str], language: str) -> str:
    """Write names in a row: "A, B and C"."""
    return format_list(list(names), locale=locale(language))


def role_name(role: Role, count: int) -> str:
    """Name those who have a role at an event: "Organiser", or "Organisers"."""
    name = role.capitalize()
    return name if count > 1 else name.removesuffix("s")


def status_name(status: Status) -> str:
    """Name a status as it stands before a title: "Cancelled"."""
    return status.capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeInWords:
    """A change told: one word for it, a sentence, and the days it is about."""

    prefix: str
    sentence: str
    days: str


def change(told: Change, language: str) -> ChangeInWords:
    """Tell a change that followers get a notice of.

    "Moved from 25–26 November to 2–3 December 2008.", "Cancelled; it was to be on …"
    """
    before, after = told.before, told.after
    old, new = (before.start, before.end), (after.start, after.end)
    if told.is_move and not (told.is_turn and after.status == "cancelled"):
        span = days_from_to(old, new, language)
        if not told.is_turn or after.status not in _OFF_WORDS:
            return ChangeInWords(prefix="Moved", sentence=f"Moved {span}.", days=span)
        prefix = status_name(after.status)
        return ChangeInWords(prefix=prefix, sentence=f"{prefix} {span}.", days=span)
    on = days(*new, language)
    if after.status in _OFF_WORDS:
        prefix = status_name(after.status)
        return ChangeInWords(
            prefix=prefix, sentence=f"{prefix}. {_OFF_WORDS[after.status]} {on}.", days=on
        )
    return ChangeInWords(prefix="On again", sentence=f"On again, on {on}.", days=on)


_OFF_WORDS: dict[Status, str] = {
    "cancelled": "It was to be held on",
    "postponed": "New dates will follow; it was to be held on",
}
