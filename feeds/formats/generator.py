"""feedgen set up for one feed, and its output cut into an envelope and items.

An item that feedgen writes alone declares its namespaces again, so it is written inside a
feed and cut out: between the head of the feed and its closing tags.
"""

from datetime import UTC, datetime
from typing import Any

from feeds.formats.elements import Elements
from feeds.formats.envelope import Envelope

_SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def generator_of(envelope: Envelope) -> Any:
    """Return a feed generator that knows the envelope, but no entry yet."""
    feed = bare_generator()
    feed.id(f"urn:uuid:{envelope.uid}")
    feed.title(envelope.title)
    feed.description(envelope.summary)
    feed.language(envelope.language)
    feed.updated(envelope.updated)
    feed.lastBuildDate(envelope.updated)
    return feed


def bare_generator() -> Any:
    """Return a feed generator with only what feedgen insists on."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.register_extension("elements", Elements, Elements)
    feed.id("urn:x-none")
    feed.title("-")
    feed.description("-")
    feed.link(href="urn:x-none")
    feed.updated(_SOME_TIME)
    feed.lastBuildDate(_SOME_TIME)
    feed.generator("feeds")
    feed.docs("https://www.rssboard.org/rss-specification")
    return feed


def cut_item(whole: bytes, tag: bytes) -> bytes:
    """Cut the one item out of a feed that holds it."""
    return whole[whole.index(b"<" + tag + b">") : whole.rindex(b"</" + tag + b">")] + (
        b"</" + tag + b">"
    )


def split_envelope(empty: bytes, closing: bytes) -> tuple[bytes, bytes]:
    """Split a feed without entries into what stands before and after them."""
    head, _, _ = empty.rpartition(closing)
    return head + b"\n", b"\n" + closing + b"\n"
