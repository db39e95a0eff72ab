"""Addresses that people and programs try, and the right ones (308)."""

from feeds.formats import FORMATS
from feeds.web.prefixes import is_in_no_language

WELL_KNOWN = {
    "/events": "/",
    "/index.html": "/",
    "/calendar": "/",
    "/calendar.ics": "/events.ics",
    "/feed": "/events.rss",
    "/feed.xml": "/events.rss",
    "/rss": "/events.rss",
    "/rss.xml": "/events.rss",
    "/atom": "/events.atom",
    "/atom.xml": "/events.atom",
    "/feed.json": "/events.json",
    "/favicon.ico": "/static/icon-144.png",
}
"""What sites of other kinds call these."""

_EXTENSIONS = {"xml": "rss", "ical": "ics"}


def right_spelling(path: str) -> str | None:
    """Return the path that a near miss means, or None where it is none.

    Case, doubled slashes and one at the end make no difference to what is meant; a region
    before the theme means the same as after it.
    """
    bare = "/" + "/".join(filter(None, path.lower().split("/")))
    spelled = WELL_KNOWN.get(bare, _right_extension(_right_order(bare)))
    return spelled if spelled != path else None


def _right_extension(path: str) -> str:
    stem, dot, extension = path.rpartition(".")
    meant = _EXTENSIONS.get(extension, extension)
    is_feed = dot and meant in FORMATS and not is_in_no_language(path)  # as /sitemap.xml is
    return f"{stem}.{meant}" if is_feed else path


def _right_order(path: str) -> str:
    """Put the theme before the region: /region/africa/theme/employers.ics."""
    match path.split("/"):
        case ["", "region", region, "theme", last]:
            theme, dot, extension = last.partition(".")
            return f"/theme/{theme}/region/{region}{dot}{extension}"
    return path
