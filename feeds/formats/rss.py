"""RSS 2.0, with content:encoded, Dublin Core creator and the event module's dates."""

from html import escape

from feeds.formats.content import dated_title_of, html_of, labels
from feeds.formats.envelope import Envelope
from feeds.formats.generator import bare_generator, cut_item, generator_of, split_envelope
from feeds.formats.ics import render_single
from feeds.model import Entry

MEDIA_TYPE = "application/rss+xml"
TTL = 60
"""Minutes: a hint to readers (R52)."""

_ATOM = "http://www.w3.org/2005/Atom"


def render_item(entry: Entry) -> bytes:
    """Return the item of an entry (R43 to R51)."""
    feed = bare_generator()
    item = feed.add_entry(order="append")
    item.guid(entry.tag, permalink=False)
    item.title(dated_title_of(entry))
    item.link(href=entry.page)
    summary = entry.event.summary or dated_title_of(entry)
    item.description(escape(summary, quote=False))  # readers take it for HTML (R49)
    item.published(entry.revision.announced)
    item.category([{"term": label} for label in labels(entry)])
    item.enclosure(entry.ics, str(len(render_single(entry))), "text/calendar")
    more = item.elements
    more.add("content:encoded", html_of(entry))
    more.add("dc:creator", entry.author)
    more.add("ev:startdate", entry.event.start.isoformat())
    more.add("ev:enddate", entry.event.end.isoformat())
    if entry.event.location:
        more.add("ev:location", str(entry.event.location))
    return cut_item(feed.rss_str(), b"item")


def render_envelope(envelope: Envelope) -> tuple[bytes, bytes]:
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
