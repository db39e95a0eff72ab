"""The pages of a list for search engines, as sitemaps.org 0.9 has it.

Each page stands there in every language, with its alternates. The sitemap is the same until the
list changes: that days go by is no change of a page here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from feeds.publication.catalogue import paths_of
from feeds.publication.snapshot import Snapshot

MEDIA_TYPE = "application/xml; charset=utf-8"
ROOM = 50_000
"""Addresses in one file, the most that are allowed; those of other languages count as well, or
the file might grow beyond the 50 MB that are allowed too."""

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """A page in one language: where it is, when it last changed (UTC).

    ``alternates`` are its addresses in all languages, by what `hreflang` calls them; there are
    none where the list has one language.
    """

    url: str
    modified: datetime
    alternates: tuple[tuple[str, str], ...] = ()


def site_pages(snapshot: Snapshot) -> tuple[SitePage, ...]:
    """Return the pages of a list in every language: what there is to follow, then each event."""
    return tuple(
        SitePage(url=snapshot.url_in(language, path), modified=modified, alternates=alternates)
        for path, modified in _paths(snapshot)
        for alternates in [_alternates(snapshot, path)]
        for language in snapshot.languages
    )


def sitemaps(pages: tuple[SitePage, ...], room: int = ROOM) -> tuple[tuple[SitePage, ...], ...]:
    """Cut the pages of a site into files, each with room for so many addresses."""
    size = max(1, room // (1 + len(pages[0].alternates)))
    left = iter(pages)
    return tuple(iter(lambda: tuple(islice(left, size)), ()))


def render_sitemap(pages: Iterable[SitePage]) -> bytes:
    """Return a sitemap of pages."""
    from lxml import etree

    spaces: Any = {None: _SITEMAP, "xhtml": _XHTML}  # the stubs know no namespace without a name
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=spaces)
    for page in pages:
        element = _add(root, "url", page.url, page.modified)
        for language, url in page.alternates:
            link = {"rel": "alternate", "hreflang": language, "href": url}
            etree.SubElement(element, f"{{{_XHTML}}}link", link)
    return _written(root)


def render_index(snapshot: Snapshot, files: Iterable[tuple[SitePage, ...]]) -> bytes:
    """Return the index of several sitemaps, ``/sitemap-1.xml`` and so on."""
    from lxml import etree

    spaces: Any = {None: _SITEMAP}
    root = etree.Element(f"{{{_SITEMAP}}}sitemapindex", nsmap=spaces)
    for number, pages in enumerate(files, 1):
        url = f"{snapshot.base_url}/sitemap-{number}.xml"
        _add(root, "sitemap", url, max(page.modified for page in pages))
    return _written(root)


def _paths(snapshot: Snapshot) -> Iterator[tuple[str, datetime]]:
    """Give the path of each page, without a language, and when it last changed."""
    for path in paths_of(snapshot.calendar):
        yield path, snapshot.changed
    yield "/feeds", snapshot.changed
    shared = snapshot.history.headed  # names of terms and of the list are on every page
    for name, entry in snapshot.entries.items():
        yield f"/event/{name}", max(entry.revision.modified, shared)


def _alternates(snapshot: Snapshot, path: str) -> tuple[tuple[str, str], ...]:
    """Return a page in every language, and where those go who read none of them."""
    languages = snapshot.languages
    if len(languages) == 1:
        return ()
    named = ((language, snapshot.url_in(language, path)) for language in languages)
    return (*named, ("x-default", snapshot.url_in(languages[0], path)))


def _add(root: Any, tag: str, url: str, modified: datetime) -> Any:
    from lxml import etree

    element = etree.SubElement(root, f"{{{_SITEMAP}}}{tag}")
    etree.SubElement(element, f"{{{_SITEMAP}}}loc").text = url
    changed = modified.isoformat().replace("+00:00", "Z")
    etree.SubElement(element, f"{{{_SITEMAP}}}lastmod").text = changed
    return element


def _written(root: Any) -> bytes:
    from lxml import etree

    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
