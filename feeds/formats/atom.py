"""Atom (RFC 4287), paged as RFC 5005 §3 says."""

from feeds.formats.content import dated_title_of, html_of
from feeds.formats.envelope import Envelope
from feeds.formats.generator import bare_generator, cut_item, generator_of, split_envelope
from feeds.formats.ics import render_single
from feeds.model import Entry

MEDIA_TYPE = "application/atom+xml"


def render_item(entry: Entry) -> bytes:
    """Return the entry element of an entry (R43 to R51)."""
    feed = bare_generator()
    item = feed.add_entry(order="append")
    item.id(entry.tag)
    item.title(dated_title_of(entry))
    item.updated(entry.revision.updated)
    item.published(entry.revision.announced)
    item.link(href=entry.page)
    if entry.event.summary:
        item.summary(entry.event.summary)
    item.content(html_of(entry), type="html")
    item.category(
        [{"term": term.slug, "label": term.label} for term in (*entry.themes, *entry.regions)]
    )
    more = item.elements
    length = str(len(render_single(entry)))
    more.add_link("", "enclosure", entry.ics, type="text/calendar", length=length)
    more.add("ev:startdate", entry.event.start.isoformat())
    more.add("ev:enddate", entry.event.end.isoformat())
    if entry.event.location:
        more.add("ev:location", str(entry.event.location))
    return cut_item(feed.atom_str(), b"entry")


def render_envelope(envelope: Envelope) -> tuple[bytes, bytes]:
    """Return what stands before and after the entries of a feed."""
    feed = generator_of(envelope)
    feed.author(_author(envelope))
    feed.icon(envelope.icon)
    feed.link(href=envelope.page, rel="alternate", type="text/html", replace=True)
    more = feed.elements
    more.add_link("", "self", envelope.address, type=MEDIA_TYPE)
    if envelope.next_page:
        more.add_link("", "next", envelope.next_page, type=MEDIA_TYPE)
    if envelope.previous_page:
        more.add_link("", "previous", envelope.previous_page, type=MEDIA_TYPE)
    return split_envelope(feed.atom_str(), b"</feed>")


def _author(envelope: Envelope) -> dict[str, str]:
    """Return whose feed it is; Atom requires an author (RFC 4287 §4.1.1)."""
    url = {"uri": envelope.author_url} if envelope.author_url else {}
    return {"name": envelope.author, **url}
