"""newsboat, a reader for the terminal: what it stores after one reload, and after two."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from serving import Server

from .expected import CHOICES, Choice, title_faults
from .programs import run

CONFIGURATION = """\
auto-reload no
suppress-first-reload yes
download-timeout 10
download-retries 1
error-log {home}/errors
"""


class Item(NamedTuple):
    """An entry as newsboat keeps it."""

    guid: str
    title: str
    url: str
    year: str


class Newsboat:
    """newsboat with one subscription."""

    def __init__(self, home: Path, address: str) -> None:
        self.home = home
        (home / "urls").write_text(f"{address}\n")
        (home / "config").write_text(CONFIGURATION.format(home=home))

    def reload(self) -> list[Item]:
        """Fetch the feed, and list what is stored now.

        Raises:
            ValueError: newsboat complained.
        """
        cache = self.home / "cache.db"
        files = ("-u", self.home / "urls", "-c", cache, "-C", self.home / "config")
        done = run("newsboat", *files, "-x", "reload", home=self.home)
        errors = self.home / "errors"
        complaint = errors.read_text() if errors.exists() else ""
        if done.returncode or complaint:
            raise ValueError(f"{done.returncode}: {done.stdout}{done.stderr}{complaint}")
        columns = "guid, title, url, strftime('%Y', pubDate, 'unixepoch')"
        with closing(sqlite3.connect(cache)) as database:
            rows = database.execute(f"SELECT {columns} FROM rss_item").fetchall()
            self.feed_title = database.execute("SELECT title FROM rss_feed").fetchone()[0]
        return [Item(*row) for row in rows]


@pytest.mark.parametrize("extension", ["rss", "atom"])
@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_newsboat_stores_every_meeting_once(
    server: Server, tmp_path: Path, choice: Choice, extension: str
) -> None:
    """R43, R45, R46: a second reload adds nothing; an entry's date is its announcement's."""
    newsboat = Newsboat(tmp_path, server.url + choice.address(extension))
    items = newsboat.reload()
    assert newsboat.reload() == items
    assert newsboat.feed_title.startswith("Events on forced labour")
    assert title_faults([item.title for item in items], choice.meetings) == []
    assert len({item.guid for item in items}) == len(items)
    assert not [item for item in items if item.year <= "2008"]
    assert all(item.url.startswith(f"{server.base}/event/") for item in items)


def test_newsboat_says_when_there_is_no_feed(server: Server, tmp_path: Path) -> None:
    """R10: the check is able to fail."""
    with pytest.raises(ValueError, match="404"):
        Newsboat(tmp_path, f"{server.url}/theme/human-traficking.rss").reload()
