"""What counts as an address of something on the web."""

import re
from urllib.parse import urlsplit

_NOT_IN_URLS = re.compile(r'[\s<>"\\^`{|}]')  # RFC 3986 §2, though letters of any script may stand


def is_web_address(text: str) -> bool:
    """Tell whether a text is the whole address of something on the web."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return False
    is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return is_whole and not _NOT_IN_URLS.search(text)


def names_user(text: str) -> bool:
    """Tell whether a web address holds the name of a user, and maybe a password (RFC 3986 §3.2.1)."""
    return "@" in urlsplit(text).netloc
