"""Indexes of all that there is to follow, for people and for programs; the sitemap, robots.txt.

``/feeds`` is a page, ``/feeds.opml`` is for feed readers to import, ``/feeds.json`` for programs:

    {
      "title": what the list is called,
      "description": what it says of itself, or "",
      "language": the language of this catalogue, as a tag,
      "languages": {tag: the address of this catalogue in that language},
      "modified": when the list last changed, "2026-11-24T08:30:00Z",
      "selections": [
        {
          "kind": "all" | "theme" | "region" | "view",
          "slug": its name in addresses, or null for the whole list,
          "label": what it is called within the list, "Africa",
          "name": what its feeds are called, "Events · Africa",
          "within": the slug of the theme or region around it, or null,
          "count": the number of its events,
          "page": the address of its page,
          "feeds": {"ics": …, "rss": …, "atom": …, "json": …, "csv": …}
        }, …
      ]
    }

All addresses are absolute. The whole list comes first, then themes, regions and views; what lies
within a term follows it. More members may come; none of these will go.
"""

import json
from typing import Any

from flask import Blueprint, Response, abort

from feeds.formats import FORMATS
from feeds.publication import (
    Catalogue,
    Offer,
    Snapshot,
    catalogue_of,
    count_of,
    opml,
    sitemap,
)
from feeds.selection import Selection, refuse_parameters
from feeds.web.current import asked_query, current_snapshot, now
from feeds.web.delivery import deliver
from feeds.web.pages import PageFacts, page_of

blueprint = Blueprint("catalogue", __name__)

_ANYONE = ("Access-Control-Allow-Origin", "*")


@blueprint.get("/feeds")
def feeds_page() -> Response:
    """Show all that there is to follow."""
    snapshot, catalogue = _catalogue()
    return page_of(
        snapshot,
        "feeds.html",
        PageFacts(here="/feeds", last_modified=catalogue.last_modified),
        catalogue=catalogue,
        formats=FORMATS.values(),
        count_of=lambda offer: count_of(offer.count, snapshot.calendar.language),
    )


@blueprint.get("/feeds.opml")
def feeds_opml() -> Response:
    """Give every feed for a feed reader to import."""
    snapshot, catalogue = _catalogue()
    body = opml.opml_of(catalogue)
    return deliver(snapshot.document(body, opml.MEDIA_TYPE, catalogue.last_modified, _ANYONE))


@blueprint.get("/feeds.json")
def feeds_json() -> Response:
    """Give every feed for programs."""
    snapshot, catalogue = _catalogue()
    body = json.dumps(_plain(snapshot, catalogue), ensure_ascii=False, indent=1) + "\n"
    return deliver(
        snapshot.document(body.encode(), "application/json", catalogue.last_modified, _ANYONE)
    )


@blueprint.get("/sitemap.xml")
def whole_sitemap() -> Response:
    """Give the sitemap, or the index of several where it is too long for one file."""
    snapshot, files = _sitemaps()
    if len(files) == 1:
        return _sitemap(snapshot, sitemap.render_sitemap(files[0]))
    return _sitemap(snapshot, sitemap.render_index(snapshot, files))


@blueprint.get("/sitemap-<int:number>.xml")
def part_of_sitemap(number: int) -> Response:
    """Give one of several sitemaps."""
    snapshot, files = _sitemaps()
    if len(files) == 1 or not 1 <= number <= len(files):
        abort(404)
    return _sitemap(snapshot, sitemap.render_sitemap(files[number - 1]))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Allow everything (R11), but for the target of a form, which only redirects."""
    refuse_parameters(asked_query())
    snapshot = current_snapshot()
    forms = (snapshot.path_in(language, "/find") for language in snapshot.languages)
    lines = (
        "User-agent: *",
        *(f"Disallow: {form}" for form in forms),
        "",
        f"Sitemap: {snapshot.base_url}/sitemap.xml",
    )
    body = "".join(f"{line}\n" for line in lines).encode()
    modified = snapshot.last_modified(Selection(), now())
    return deliver(snapshot.document(body, "text/plain; charset=utf-8", modified))


def _catalogue() -> tuple[Snapshot, Catalogue]:
    refuse_parameters(asked_query())
    snapshot = current_snapshot()
    return snapshot, catalogue_of(snapshot, now())


def _sitemaps() -> tuple[Snapshot, tuple[tuple[sitemap.SitePage, ...], ...]]:
    refuse_parameters(asked_query())
    snapshot = current_snapshot()
    return snapshot, sitemap.sitemaps(sitemap.site_pages(snapshot))


def _sitemap(snapshot: Snapshot, body: bytes) -> Response:
    modified = snapshot.last_modified(Selection(), now())
    return deliver(snapshot.document(body, sitemap.MEDIA_TYPE, modified))


def _plain(snapshot: Snapshot, catalogue: Catalogue) -> dict[str, Any]:
    calendar = catalogue.calendar
    return {
        "title": calendar.title,
        "description": calendar.description,
        "language": calendar.language,
        "languages": {tag: snapshot.url_in(tag, "/feeds.json") for tag in snapshot.languages},
        "modified": catalogue.changed.isoformat().replace("+00:00", "Z"),
        "selections": [_plain_offer(offer) for offer in catalogue.offers],
    }


def _plain_offer(offer: Offer) -> dict[str, Any]:
    return {
        "kind": offer.kind,
        "slug": offer.slug,
        "label": offer.label,
        "name": offer.name,
        "within": offer.within,
        "count": offer.count,
        "page": offer.page,
        "feeds": dict(offer.feeds),
    }
