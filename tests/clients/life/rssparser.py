"""rss-parser with a memory of its own, that asks for what is newer by the date alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clients.programs import run_json

from .seen import Item

DRIVER = Path(__file__).with_name("rssparser_store.mjs")


class RssParser:
    """A feed reader with one subscription."""

    def __init__(self, address: str, home: Path) -> None:
        self._address = address
        self._home = home
        self._items: list[Item] = []

    def refresh(self) -> None:
        """Fetch the feed, if it is newer."""
        memory = self._home / "memory.json"
        items = run_json("node", DRIVER, self._address, memory, home=self._home)
        self._items = [Item(*item) for item in items]

    def shown(self) -> list[Item]:
        """List what it holds."""
        return self._items


@contextmanager
def rssparser(address: str, home: Path) -> Iterator[RssParser]:
    """Have rss-parser follow a feed."""
    yield RssParser(address, home)
