"""reader, a whole feed reader: it subscribes, stores, and comes back for more."""

import sys
from collections.abc import Iterator

import feedparser_sgmllib
import pytest
import reader
from serving import Server

from .expected import CHOICES, EVERYTHING, Choice, title_faults


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[reader.Reader]:
    """Open a feed reader without subscriptions."""
    # reader's own copy of feedparser knows this module by its old name, which nothing brings now
    monkeypatch.setitem(sys.modules, "sgmllib", feedparser_sgmllib)
    with reader.make_reader(":memory:") as opened:
        yield opened


def update(app: reader.Reader, address: str) -> reader.UpdatedFeed | None:
    """Have a feed fetched, and say what is new in it; none if the server said: nothing.

    Raises:
        reader.ReaderError: It could not be fetched or read.
    """
    return app.update_feed(address)


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_reader_stores_every_meeting_once_and_sees_no_change_later(
    server: Server, app: reader.Reader, choice: Choice, extension: str
) -> None:
    """R7, R43, R46: a second look brings nothing new and nothing modified."""
    address = server.url + choice.address(extension)
    app.add_feed(address)
    first = update(app, address)
    assert first is not None
    assert (first.new, first.modified) == (len(choice.meetings), 0)
    second = update(app, address)
    assert second is None or (second.new, second.modified) == (0, 0)
    titles = [entry.title or "" for entry in app.get_entries(feed=address)]
    assert title_faults(titles, choice.meetings) == []


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_reader_keeps_dates_files_and_texts(
    server: Server, app: reader.Reader, extension: str
) -> None:
    """R45, R49, R51: when it was announced, the text, and the file to add to a calendar."""
    address = server.url + EVERYTHING.address(extension)
    app.add_feed(address)
    update(app, address)
    for entry in app.get_entries(feed=address):
        assert entry.published is not None
        assert entry.published.year > 2008
        assert entry.content
        assert extension == "atom" or [enclosure.type for enclosure in entry.enclosures] == [
            "text/calendar"
        ]
    feed = app.get_feed(address)
    assert (feed.title or "").startswith("Events on forced labour")
    assert (feed.link or "").startswith(f"{server.base}/")


def test_reader_says_when_there_is_no_feed(server: Server, app: reader.Reader) -> None:
    """R10: the check is able to fail, and a wrong theme is noticed while subscribing."""
    address = f"{server.url}/theme/human-traficking.rss"
    app.add_feed(address)
    with pytest.raises(reader.ParseError, match="404"):
        update(app, address)
