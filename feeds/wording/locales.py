"""The locale of a language tag, by which dates and lists are written."""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global


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


def direction(language: str) -> str:
    """Return in which direction a language is written: "ltr", or "rtl" as Arabic is."""
    return locale(language).text_direction


def is_language(text: str) -> bool:
    """Tell whether a text is the tag of a known language, such as "fr" or "pt-BR"."""
    try:
        return bool(_TAG.fullmatch(text) and locale(text))
    except (ValueError, UnknownLocaleError):
        return False


def open_graph_locale(language: str) -> str:
    """Return a language with its territory, as Open Graph wants it: "en_GB".

    The territory of a bare language is where most of its speakers are (CLDR's likely subtags);
    nothing is returned where none is a country.
    """
    spoken = Locale.parse(language, sep="-")
    written, known = f"{spoken.language}_{spoken.script}", get_global("likely_subtags")
    likely = known.get(written) or known.get(spoken.language, spoken.language)
    territory = spoken.territory or Locale.parse(likely).territory or ""
    return f"{spoken.language}_{territory}" if territory.isalpha() else ""


_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)  # RFC 5646, without extensions
