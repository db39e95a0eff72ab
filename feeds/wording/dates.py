"""Dates as people write them in a language (CLDR, by Babel)."""

import re
from datetime import date

from babel import Locale

from feeds.wording.locales import locale

_MONTH = re.compile("MMM+|LLL+")  # as a word, in a date or alone (UTS 35)
_DAY = re.compile("'[^']*'|d+")  # and texts, in which a “d” is a letter
_FIRST = {"fr": "d'er'"}  # the first of a month is an ordinal: 1er juillet

# CLDR joins "30 June" and "1 July", "9:30" and "AM", with thin spaces; searching and mono fonts
# prefer plain ones.
_PLAIN_SPACES = str.maketrans("\u2009\u202f", "  ")

_WITH_YEAR = ("yMMMMd", "yMMMd")
_WITHOUT_YEAR = ("MMMMd", "MMMd")


def days(first: date, last: date, language: str) -> str:
    """Write a run of days: "19 August 2008", "25–26 November 2008", "30 June – 1 July 2008"."""
    return _days(first, last, language, _WITH_YEAR)


def move_of(old: tuple[date, date], new: tuple[date, date], language: str) -> tuple[str, str]:
    """Write the days before and after a move: "25–26 November", "2–3 December 2008"."""
    years = {day.year for day in (*old, *new)}
    before = _days(*old, language, _WITHOUT_YEAR if len(years) == 1 else _WITH_YEAR)
    return before, days(*new, language)


def day_of_month(number: int, day: int, language: str) -> str:
    """Write a day that comes each year: "10 March"."""
    spoken = locale(language)
    leap_year = date(2000, number, day)
    return _formatted(leap_year, _single(spoken, _WITHOUT_YEAR), spoken)


def day_in_month(day: int, language: str) -> str:
    """Write the number of a day in its month: "15"; in French the first is "1er"."""
    return _formatted(date(2000, 1, day), "d", locale(language))


def month(day: date, language: str) -> str:
    """Write a month with its year: "June 2008"."""
    spoken = locale(language)
    return _formatted(day, spoken.datetime_skeletons["yMMMM"].pattern, spoken)


def _days(first: date, last: date, language: str, skeletons: tuple[str, str]) -> str:
    """Write a run of days by CLDR's patterns for months in full, or the nearest to that."""
    spoken = locale(language)
    if first == last:
        return _formatted(first, _single(spoken, skeletons), spoken)
    differing = "d" if (first.year, first.month) == (last.year, last.month) else "M"
    if first.year != last.year:
        differing = "y"
    known = spoken.interval_formats
    opening, closing = next(known[each] for each in skeletons if each in known)[differing]
    return _formatted(first, _full_months(opening), spoken) + _formatted(
        last, _full_months(closing), spoken
    )


def _formatted(day: date, pattern: str, spoken: Locale) -> str:
    from babel.dates import format_date

    ordinal = _FIRST.get(spoken.language)
    if ordinal and day.day == 1:
        pattern = _DAY.sub(lambda each: each[0] if "'" in each[0] else ordinal, pattern)
    return with_plain_spaces(format_date(day, pattern, locale=spoken))


def with_plain_spaces(text: str) -> str:
    """Return what CLDR writes with the spaces that people type."""
    return text.translate(_PLAIN_SPACES)


def _single(spoken: Locale, skeletons: tuple[str, str]) -> str:
    if skeletons is _WITH_YEAR:
        return str(spoken.date_formats["long"].pattern)
    known = spoken.datetime_skeletons
    return _full_months(next(known[each] for each in skeletons if each in known).pattern)


def _full_months(pattern: str) -> str:
    return _MONTH.sub(lambda letters: letters[0][0] * 4, pattern)
