"""reader, a feed reader's library, with its database."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import feedparser_sgmllib
import reader

from .seen import Item

# reader's own copy of feedparser knows this module by its old name, which nothing brings now
sys.modules.setdefault("sgmllib", feedparser_sgmllib)


class Reader:
    """A feed reader with one subscription; it is opened anew for each look, as people do."""

    def __init__(self, address: str, home: Path) -> None:
        self._address = address
        self._database = str(home / "reader.sqlite")
        with reader.make_reader(self._database) as app:
            app.add_feed(address)

    def refresh(self) -> None:
        """Have the feed updated.

        Raises:
            reader.ReaderError: It could not be.
        """
        with reader.make_reader(self._database) as app:
            app.update_feed(self._address)

    def shown(self) -> list[Item]:
        """List the entries in its database."""
        with reader.make_reader(self._database) as app:
            return [Item(entry.id, entry.title or "") for entry in app.get_entries()]


@contextmanager
def lemon_reader(address: str, home: Path) -> Iterator[Reader]:
    """Have reader follow a feed."""
    yield Reader(address, home)
