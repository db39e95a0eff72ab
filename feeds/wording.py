"""Dates, moments and lists as people write them in a language (CLDR, by Babel)."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from feeds.model import Role, Status

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
    spoken = locale(language)
    if first == last:
        return _formatted(first, "long", spoken)
    differing = "d" if (first.year, first.month) == (last.year, last.month) else "M"
    if first.year != last.year:
        differing = "y"
    opening, closing = _interval_patterns(spoken, differing)
    return _formatted(first, opening, spoken) + _formatted(last, closing, spoken)


def _formatted(day: date, pattern: str, spoken: Locale) -> str:
    return format_date(day, pattern, locale=spoken).translate(_PLAIN_SPACES)


def _interval_patterns(spoken: Locale, differing: str) -> tuple[str, str]:
    """Return CLDR's two halves of an interval of days, with months written in full."""
    known = spoken.interval_formats
    opening, closing = (known.get("yMMMMd") or known["yMMMd"])[differing]
    return _full_months(opening), _full_months(closing)


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
