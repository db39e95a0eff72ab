"""Dates are written as the reader's language writes them."""

from datetime import date

import pytest
from babel import UnknownLocaleError
from babel.localedata import locale_identifiers

from feeds import wording
from feeds.wording.dates import day_in_month, day_of_month, move_of

ONE_DAY = (date(2008, 8, 19), date(2008, 8, 19))
ONE_MONTH = (date(2008, 11, 25), date(2008, 11, 26))
TWO_MONTHS = (date(2008, 6, 30), date(2008, 7, 1))
TWO_YEARS = (date(2008, 12, 30), date(2009, 1, 2))
SAME_MONTH_OF_TWO_YEARS = (date(2008, 11, 25), date(2009, 11, 26))
LANGUAGES = sorted(name.replace("_", "-") for name in locale_identifiers())


@pytest.mark.parametrize(
    ("days", "language", "text"),
    [
        (ONE_DAY, "en", "19 August 2008"),
        (ONE_MONTH, "en", "25–26 November 2008"),
        (TWO_MONTHS, "en", "30 June – 1 July 2008"),
        (TWO_YEARS, "en", "30 December 2008 – 2 January 2009"),
        (SAME_MONTH_OF_TWO_YEARS, "en", "25 November 2008 – 26 November 2009"),
        (ONE_DAY, "en-US", "August 19, 2008"),
        (TWO_MONTHS, "en-US", "June 30 – July 1, 2008"),
        (ONE_DAY, "fr", "19 août 2008"),
        (ONE_MONTH, "fr", "25–26 novembre 2008"),
        (TWO_MONTHS, "fr", "30 juin – 1er juillet 2008"),
        (TWO_YEARS, "fr", "30 décembre 2008 – 2 janvier 2009"),
        (ONE_MONTH, "es", "25–26 de noviembre de 2008"),
        (TWO_YEARS, "es", "30 de diciembre de 2008 – 2 de enero de 2009"),
        (ONE_DAY, "de", "19. August 2008"),
        (ONE_MONTH, "de-CH", "25.–26. November 2008"),
        (TWO_MONTHS, "es", "30 de junio – 1 de julio de 2008"),
        (ONE_DAY, "ru", "19 августа 2008 г."),
        (ONE_MONTH, "ru", "25–26 ноября 2008 г."),
        (TWO_MONTHS, "fa", "30 ژوئن تا 1 ژوئیهٔ 2008"),
        (ONE_MONTH, "ja", "2008年11月25日～26日"),
        (TWO_MONTHS, "zh-Hans-CN", "2008年6月30日至7月1日"),
    ],
)
def test_days_are_written_as_people_write_them(
    days: tuple[date, date], language: str, text: str
) -> None:
    """What the first and the last day share is said once, and months are written in full."""
    assert wording.days(*days, language) == text


FIRST = date(2008, 7, 1)


@pytest.mark.parametrize(
    ("last", "english", "french", "spanish"),
    [
        (FIRST, "1 July 2008", "1er juillet 2008", "1 de julio de 2008"),
        (date(2008, 7, 3), "1–3 July 2008", "1er–3 juillet 2008", "1–3 de julio de 2008"),
        (
            date(2008, 8, 1),
            "1 July – 1 August 2008",
            "1er juillet – 1er août 2008",
            "1 de julio – 1 de agosto de 2008",
        ),
        (
            date(2009, 1, 1),
            "1 July 2008 – 1 January 2009",
            "1er juillet 2008 – 1er janvier 2009",
            "1 de julio de 2008 – 1 de enero de 2009",
        ),
        (
            date(2009, 1, 11),
            "1 July 2008 – 11 January 2009",
            "1er juillet 2008 – 11 janvier 2009",
            "1 de julio de 2008 – 11 de enero de 2009",
        ),
    ],
)
def test_the_first_of_a_month_is_written_as_people_write_it(
    last: date, english: str, french: str, spanish: str
) -> None:
    """In French it is the only day that is counted: an ordinal; CLDR does not know it."""
    for language, text in (("en", english), ("fr", french), ("fr-CH", french), ("es", spanish)):
        assert wording.days(FIRST, last, language) == text


@pytest.mark.parametrize(
    ("new", "language", "before", "after"),
    [
        (TWO_MONTHS, "en", "25–26 November", "30 June – 1 July 2008"),
        (TWO_YEARS, "en", "25–26 November 2008", "30 December 2008 – 2 January 2009"),
        (TWO_MONTHS, "fr", "25–26 novembre", "30 juin – 1er juillet 2008"),
        (TWO_MONTHS, "es", "25–26 de noviembre", "30 de junio – 1 de julio de 2008"),
        (ONE_DAY, "de", "25.–26. November", "19. August 2008"),
    ],
)
def test_a_move_says_the_year_once_where_there_is_one(
    new: tuple[date, date], language: str, before: str, after: str
) -> None:
    """With the day that follows, which has it."""
    assert move_of(ONE_MONTH, new, language) == (before, after)


def test_a_move_of_the_first_of_a_month() -> None:
    """Without its year, which is another pattern."""
    assert move_of((FIRST, FIRST), ONE_DAY, "fr") == ("1er juillet", "19 août 2008")


@pytest.mark.parametrize(
    ("day", "language", "in_month", "in_year"),
    [
        (1, "en", "1", "1 March"),
        (2, "en", "2", "2 March"),
        (1, "fr", "1er", "1er mars"),
        (11, "fr", "11", "11 mars"),
        (1, "es", "1", "1 de marzo"),
        (31, "de", "31", "31. März"),
    ],
)
def test_a_day_that_comes_again_has_no_year(
    day: int, language: str, in_month: str, in_year: str
) -> None:
    """Of each month, or of each year; 29 February is one too."""
    assert day_in_month(day, language) == in_month
    assert day_of_month(3, day, language) == in_year
    assert day_of_month(2, 29, "en") == "29 February"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "June 2008"),
        ("fr", "juin 2008"),
        ("es", "junio de 2008"),
        ("uk", "червень 2008 р."),
        ("ja", "2008年6月"),
    ],
)
def test_a_month_is_written_with_its_year(language: str, text: str) -> None:
    """As it stands alone, which some languages write otherwise than in a date."""
    assert wording.month(date(2008, 6, 30), language) == text


def test_every_language_writes_every_kind_of_date() -> None:
    """Whatever tag a list may have, and with spaces that a search finds."""
    for language in LANGUAGES:
        spans = (ONE_DAY, ONE_MONTH, TWO_MONTHS, TWO_YEARS)
        texts = [wording.days(*span, language) for span in spans]
        texts += [wording.month(ONE_DAY[0], language), wording.listed(("A", "B"), language)]
        assert all(texts), language
        assert not {"\u2009", "\u202f"} & set("".join(texts)), language
    assert len(LANGUAGES) > 500


def test_plain_english_is_not_that_of_one_country() -> None:
    """Dates begin with the day, weeks with Monday, in the English of the world."""
    assert str(wording.locale("en")) == "en_001"
    assert str(wording.locale("en-GB")) == "en_GB"
    assert str(wording.locale("zh-Hant")) == "zh_Hant"


@pytest.mark.parametrize("tag", ["xx", "klingon", "en-XX"])
def test_an_unknown_language_is_an_error(tag: str) -> None:
    """It is Babel's to know them all."""
    with pytest.raises(UnknownLocaleError):
        wording.locale(tag)


@pytest.mark.parametrize("tag", ["", "-", "1", "en--GB"])
def test_what_is_no_tag_is_an_error(tag: str) -> None:
    """It does not become some other language."""
    with pytest.raises(ValueError, match=r"locale identifier|expected only letters"):
        wording.locale(tag)
