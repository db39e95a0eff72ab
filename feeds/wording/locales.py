"""The locale of a language tag, by which dates and lists are written."""

from functools import lru_cache

from babel import Locale


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
