"""The two hundred events in newsboat and rss-parser."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from serving import Server

from clients.programs import run, run_json
from clients.test_newsboat import CONFIGURATION

from .feeds import PLACES, Item, faults, pages

FORMATS = ("rss", "atom")
DRIVER = Path(__file__).with_name("rssparser.mjs")
Feeds = dict[tuple[str, str], list[str]]


@pytest.fixture(scope="module")
def feeds(site: Server) -> Feeds:
    """Find all pages of the feeds, by language and format."""
    return {
        (language, extension): pages(f"{site.url}{place}/events.{extension}")
        for language, place in PLACES.items()
        for extension in FORMATS
    }


def in_newsboat(addresses: list[str], home: Path) -> list[Item]:
    """Have newsboat fetch feeds; of an id that comes again, as in another language, it has one."""
    (home / "urls").write_text("\n".join(addresses))
    (home / "config").write_text(CONFIGURATION.format(home=home))
    files = ("-u", home / "urls", "-c", home / "cache.db", "-C", home / "config")
    done = run("newsboat", *files, "-x", "reload", home=home)
    assert (done.returncode, (home / "errors").read_text()) == (0, ""), done.stdout
    with closing(sqlite3.connect(home / "cache.db")) as database:
        return [Item(*each) for each in database.execute("SELECT guid, title, url FROM rss_item")]


@pytest.fixture(scope="module")
def in_rss_parser(feeds: Feeds, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Item]]:
    """Have rss-parser fetch all pages."""
    addresses = [page for found in feeds.values() for page in found]
    told = run_json("node", DRIVER, *addresses, home=tmp_path_factory.mktemp("rss-parser"))
    return {
        page: [
            Item(each.get("guid", each.get("id")), each["title"], each["link"]) for each in items
        ]
        for page, items in zip(addresses, told, strict=True)
    }


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("language", PLACES)
def test_newsboat_keeps_each_event(
    feeds: Feeds, tmp_path: Path, language: str, extension: str
) -> None:
    """R43, R46, R48: on some page, with its id, its dates in words, and its page."""
    assert faults(in_newsboat(feeds[language, extension], tmp_path), language) == []


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("language", PLACES)
def test_rss_parser_reads_each_event(
    feeds: Feeds, in_rss_parser: dict[str, list[Item]], language: str, extension: str
) -> None:
    """R43, R46, R48: on some page, with its id, its dates in words, and its page."""
    items = [item for page in feeds[language, extension] for item in in_rss_parser[page]]
    assert faults(items, language) == []
