"""RSS 2.0, with content:encoded, Dublin Core creator and the event module's dates."""

from html import escape

from feeds.formats.content import Item, has_file, labels
from feeds.formats.envelope import Envelope
from feeds.formats.generator import bare_generator, cut_item, generator_of, split_envelope
from feeds.formats.ics import size_of_single

MEDIA_TYPE = "application/rss+xml"
TTL = 60
"""Minutes: a hint to readers (R52)."""

_ATOM = "http://www.w3.org/2005/Atom"


def render(item: Item) -> bytes:
    """Return the item element of what a reader is given (R43 to R51)."""
    feed = bare_generator()
    entry = item.entry
    element = feed.add_entry(order="append")
    element.guid(item.id, permalink=False)
    element.title(item.title)
    element.link(href=entry.page)
    summary = item.summary or item.title
    element.description(escape(summary, quote=False))  # readers take it for HTML (R49)
    element.published(item.published)
    element.category([{"term": label} for label in labels(entry)])
    if has_file(entry):
        element.enclosure(entry.ics, str(size_of_single(entry)), "text/calendar")
    more = element.elements
    more.add("content:encoded", item.html)
    more.add("dc:creator", entry.author)
    more.add_days(entry)
    return cut_item(feed.rss_str(), b"item")


def render_envelope(envelope: Envelope, _zones: object) -> tuple[bytes, bytes]:
    """Return what stands before and after the items of a feed."""
    feed = generator_of(envelope)
    feed.ttl(TTL)
    feed.image(envelope.icon_small, envelope.title, envelope.page)
    feed.link(href=envelope.page, replace=True)
    more = feed.elements
    more.add_link(_ATOM, "self", envelope.address, type=MEDIA_TYPE)
    if envelope.next_page:
        more.add_link(_ATOM, "next", envelope.next_page)
    if envelope.previous_page:
        more.add_link(_ATOM, "previous", envelope.previous_page)
    return split_envelope(feed.rss_str(), b"</channel></rss>")
