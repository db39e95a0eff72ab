"""The locale of a language tag, by which dates and lists are written."""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError


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


def is_language(text: str) -> bool:
    """Tell whether a text is the tag of a known language, such as "fr" or "pt-BR"."""
    try:
        return bool(_TAG.fullmatch(text) and locale(text))
    except (ValueError, UnknownLocaleError):
        return False


_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)  # RFC 5646, without extensions
