"""A raw query → names and values, without what other programs added to it."""

import re
from urllib.parse import parse_qsl

from feeds.selection.errors import Refusal, shown
from feeds.wording import phrase

LONGEST_QUERY = 2000
"""Characters; Google Calendar gives up far earlier."""
DROPPED = frozenset({"fbclid", "gclid", "mc_cid", "mc_eid", "_", "v", "nocache"})
"""What other programs add to a link; with all that begins with ``utm_``."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_AMPERSANDS = re.compile("^(?:amp;)+")  # left of an address that was escaped for HTML
_UNDECODED = re.compile("[\udc80-\udcff]")  # as Python keeps bytes that are not UTF-8


def split_query(query: str) -> tuple[tuple[str, str], ...]:
    """Take a raw query apart into names and values, without what other programs added.

    Raises:
        Refusal: The query is too long, is not UTF-8, or holds control characters.
    """
    if len(query) > LONGEST_QUERY:
        raise Refusal(
            phrase(
                "The query has {count} characters; the limit is {most}.",
                count=len(query),
                most=LONGEST_QUERY,
            )
        )
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    named = ((_AMPERSANDS.sub("", name), value) for name, value in pairs)
    kept = tuple(pair for pair in named if any(pair) and not _is_dropped(pair[0]))
    text = "".join(name + value for name, value in kept)
    if _UNDECODED.search(text):
        raise Refusal(phrase("The query is not UTF-8 text."))
    if _CONTROL.search(text):
        raise Refusal(phrase("The query contains an invisible control character."))
    return kept


LANGUAGE = "lang"
"""What other sites call the language in a query; here it stands in the path."""
LANGUAGE_IN_PATH = phrase("The language goes at the start of the path, not in the query.")


def refuse_parameters(query: str) -> None:
    """Refuse whatever a query asks for, where there is nothing to choose from.

    Raises:
        Refusal: The query holds a parameter, other than those that programs add.
    """
    for name, value in split_query(query):
        if name == LANGUAGE:
            raise Refusal(LANGUAGE_IN_PATH, language=value)
        raise Refusal(phrase("“{name}” cannot be used here; leave it out.", name=shown(name)))


def _is_dropped(name: str) -> bool:
    return name in DROPPED or name.startswith("utm_")
