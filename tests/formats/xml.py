"""Feeds in XML as a strict reader sees them."""

from typing import Any

from lxml import etree

from feeds.formats import FORMATS, Envelope
from feeds.model import NO_WISHES, Entry

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ev": "http://purl.org/rss/1.0/modules/event/",
}


def parse(document: bytes) -> Any:
    """Parse a document without mercy."""
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False))


def written_in_one_go(root: Any) -> bytes:
    """Serialise a document as the library that feedgen writes with does."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def texts(element: Any, path: str) -> list[str]:
    """Return the texts of the elements at a path."""
    return [found.text or "" for found in element.findall(path, NAMESPACES)]


def assemble(extension: str, envelope: Envelope, *entries: Entry) -> bytes:
    """Put a feed of entries together."""
    kind = FORMATS[extension]
    head, tail = kind.render_envelope(envelope, ())
    return (
        head + kind.separator.join(kind.render_item(entry, NO_WISHES) for entry in entries) + tail
    )
