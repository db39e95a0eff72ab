"""The catalogue as OPML 2.0: what feed readers import to subscribe to many feeds at once.

Whatever is nested lies flat in its group: readers disagree on an outline that is a feed and has
outlines within it.
"""

from collections.abc import Iterator
from email.utils import format_datetime
from typing import Any

from feeds.publication.catalogue import Catalogue, Offer
from feeds.wording import translation

MEDIA_TYPE = "text/x-opml; charset=utf-8"


def opml_of(catalogue: Catalogue) -> bytes:
    """Return the RSS feeds of a catalogue as an OPML document, in groups."""
    from lxml import etree

    calendar = catalogue.calendar
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = calendar.title
    changed = format_datetime(catalogue.changed, usegmt=True)
    etree.SubElement(head, "dateModified").text = changed
    if calendar.publisher:
        etree.SubElement(head, "ownerName").text = calendar.publisher.name
    body = etree.SubElement(root, "body")
    for heading, offers in _groups(catalogue):
        within = etree.SubElement(body, "outline", text=heading, title=heading)
        for offer in offers:
            _add_feed(within, offer, calendar.language)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _groups(catalogue: Catalogue) -> Iterator[tuple[str, tuple[Offer, ...]]]:
    """Give each group that holds anything, with its heading."""
    _ = translation(catalogue.calendar.language).gettext
    groups = {
        _("The whole list"): catalogue.of_kind("all"),
        _("Themes"): catalogue.of_kind("theme"),
        _("Regions"): catalogue.of_kind("region"),
        _("Views"): catalogue.of_kind("view"),
    }
    yield from ((heading, offers) for heading, offers in groups.items() if offers)


def _add_feed(group: Any, offer: Offer, language: str) -> None:
    from lxml import etree

    etree.SubElement(
        group,
        "outline",
        type="rss",
        text=offer.name,
        title=offer.name,
        description=offer.summary,
        language=language,
        htmlUrl=offer.page,
        xmlUrl=offer.feeds["rss"],
    )
