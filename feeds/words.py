"""Texts → words to search by: blind to case, accents, and kinds of quotes and dashes."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart into a base and an accent."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, in their order."""
    for _ in range(2):  # taking letters apart can give capitals (Unicode §3.13, D146)
        text = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in text if not unicodedata.combining(letter))
    return tuple(_WORD.findall(plain.translate(_WHOLE_LETTERS)))


def haystack(texts: tuple[str, ...]) -> str:
    """Join the words of several texts so that `has_word` can look in them."""
    return "".join(f" {word}" for text in texts for word in words_of(text))


def has_word(beginning: str, stack: str) -> bool:
    """Tell whether a word of a haystack begins so."""
    return f" {beginning}" in stack
