"""Atom (RFC 4287), paged as RFC 5005 §3 says."""

from feeds.formats.content import Item, has_file
from feeds.formats.envelope import Envelope
from feeds.formats.generator import bare_generator, cut_item, generator_of, split_envelope
from feeds.formats.ics import size_of_single

MEDIA_TYPE = "application/atom+xml"


def render(item: Item) -> bytes:
    """Return the entry element of what a reader is given (R43 to R51)."""
    feed = bare_generator()
    entry = item.entry
    element = feed.add_entry(order="append")
    element.id(item.id)
    element.title(item.title)
    element.updated(item.updated)
    element.published(item.published)
    element.link(href=entry.page)
    if item.summary:
        element.summary(item.summary)
    element.content(item.html, type="html")
    element.category(
        [{"term": term.slug, "label": term.label} for term in (*entry.themes, *entry.regions)]
    )
    more = element.elements
    for name, language in item.spoken:
        more.speak(name, language)
    if has_file(entry):
        length = str(size_of_single(entry))
        more.add_link("", "enclosure", entry.ics, type="text/calendar", length=length)
    more.add_days(entry)
    return cut_item(feed.atom_str(), b"entry")


def render_envelope(envelope: Envelope, _zones: object) -> tuple[bytes, bytes]:
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
