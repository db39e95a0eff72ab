"""feedparser, under many readers: what it makes of the RSS and Atom feeds, fetched as it does."""

from typing import Any

import feedparser
import pytest
from serving import Server

from .expected import CHOICES, EVERYTHING, Choice, title_faults

VERSIONS = {"rss": "rss20", "atom": "atom10"}


def read(source: str | bytes) -> Any:
    """Read a feed, from an address or from its bytes, that feedparser finds well-formed.

    Raises:
        ValueError: feedparser had to repair it.
    """
    feed = feedparser.parse(source)
    if feed.bozo:
        raise ValueError(str(feed.bozo_exception))
    return feed


@pytest.mark.parametrize("extension", VERSIONS)
@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_feedparser_lists_every_meeting_once(
    server: Server, choice: Choice, extension: str
) -> None:
    """R46, R54: nothing to repair, a title and a language, and an entry for each meeting."""
    feed = read(server.url + choice.address(extension))
    assert (feed.status, feed.version) == (200, VERSIONS[extension])
    assert feed.feed.title.startswith("Events on forced labour")
    assert feed.feed.language == "en"
    assert title_faults([entry.title for entry in feed.entries], choice.meetings) == []
    assert len({entry.id for entry in feed.entries}) == len(choice.meetings)


@pytest.mark.parametrize("extension", VERSIONS)
def test_feedparser_shows_when_a_meeting_was_announced(server: Server, extension: str) -> None:
    """R45: the entry's date is not the meeting's."""
    for entry in read(server.url + EVERYTHING.address(extension)).entries:
        assert entry.published_parsed.tm_year > 2008
        assert entry.link.startswith(f"{server.base}/event/")
        assert entry.id.startswith("tag:")


@pytest.mark.parametrize("extension", VERSIONS)
@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_feedparser_is_told_when_nothing_has_changed(
    server: Server, choice: Choice, extension: str
) -> None:
    """R7: by the tag or by the date, either is enough."""
    address = server.url + choice.address(extension)
    feed = read(address)
    for told in ({"etag": feed.etag}, {"modified": feed.modified}):
        again = feedparser.parse(address, **told)
        assert (again.status, again.entries) == (304, [])


def test_rss_and_atom_say_the_same(server: Server) -> None:
    """R43, R45, R46: the same entries, under the same ids, in the same order."""
    rss, atom = (read(server.url + EVERYTHING.address(extension)) for extension in VERSIONS)
    for one, other in zip(rss.entries, atom.entries, strict=True):
        assert (one.id, one.title, one.link) == (other.id, other.title, other.link)
        assert one.published_parsed == other.published_parsed


def test_feedparser_says_when_a_feed_is_broken() -> None:
    """The check is able to fail."""
    with pytest.raises(ValueError, match="mismatched tag"):
        read(b"<rss version='2.0'><channel><title>Events</channel></rss>")
