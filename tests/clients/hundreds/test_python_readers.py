"""The two hundred events in feedparser, reader, a checker of JSON Feed, and frictionless."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import feedparser
import feedparser_sgmllib
import pytest
import reader
from fetching import get, get_ok
from frictionless import Detector, Resource, Schema
from serving import Server

from clients import jsonfeed

from .feeds import PLACES, Item, faults, pages, plain
from .rows import said
from .table import ROWS

LANGUAGE = pytest.mark.parametrize("language", PLACES)
FORMATS = ("rss", "atom", "json")
_NEEDED: dict[str, dict[str, Any]] = {
    "id": {"constraints": {"required": True, "unique": True, "pattern": "[a-z]+-[0-9]+"}},
    "title": {"constraints": {"required": True}},
    "start": {"constraints": {"required": True, "pattern": "tbc|[0-9]{4}(-.*)?"}},
    "dates": {"constraints": {"required": True}},
    "status": {"constraints": {"enum": ["confirmed", "tentative", "postponed", "cancelled"]}},
    "url": {"format": "uri", "constraints": {"required": True}},
    "registration_deadline": {"type": "date"},
    "announced": {"type": "datetime", "format": "any", "constraints": {"required": True}},
    "updated": {"type": "datetime", "format": "any", "constraints": {"required": True}},
}
"""The columns that a table must have, and what they hold."""


@pytest.mark.parametrize("extension", ["rss", "atom"])
@LANGUAGE
def test_feedparser_reads_each_event(site: Server, language: str, extension: str) -> None:
    """R43, R46, R48: nothing to repair, on some page each, its dates in words, in its language."""
    items = []
    for page in pages(f"{site.url}{PLACES[language]}/events.{extension}"):
        feed = feedparser.parse(page)
        assert not feed.bozo
        assert feed.feed.language == language
        items += [Item(each.id, each.title, each.link) for each in feed.entries]
    assert faults(items, language) == []


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[reader.Reader]:
    """Open a feed reader without subscriptions."""
    # reader's own copy of feedparser knows this module by its old name, which nothing brings now
    monkeypatch.setitem(sys.modules, "sgmllib", feedparser_sgmllib)
    with reader.make_reader(":memory:") as opened:
        yield opened


@pytest.mark.parametrize("extension", FORMATS)
@LANGUAGE
def test_reader_keeps_each_event(
    site: Server, app: reader.Reader, language: str, extension: str
) -> None:
    """R43, R46, R48: on some page, with its id, its dates in words, and its page."""
    for page in pages(f"{site.url}{PLACES[language]}/events.{extension}"):
        app.add_feed(page)
        app.update_feed(page)
    items = [Item(each.id, each.title or "", each.link or "") for each in app.get_entries()]
    assert faults(items, language) == []


@LANGUAGE
def test_json_feeds_are_right_and_their_links_lead_somewhere(site: Server, language: str) -> None:
    """R51, R54: every rule is kept; each page is there, and each file for a calendar."""
    found: list[dict[str, Any]] = []
    for page in pages(f"{site.url}{PLACES[language]}/events.json"):
        text = get_ok(page).text
        assert jsonfeed.faults(text) == []
        found += json.loads(text)["items"]
    assert faults([Item(each["id"], each["title"], each["url"]) for each in found], language) == []
    files = [file["url"] for each in found for file in each.get("attachments", ())]
    assert len(files) == sum(row.is_settled for row in ROWS)
    links = [*(each["url"] for each in found), *files]
    with ThreadPoolExecutor(4) as pool:
        statuses = pool.map(lambda link: get(link).status, links)
        assert [pair for pair in zip(links, statuses, strict=True) if pair[1] != 200] == []


@LANGUAGE
def test_tables_are_right_and_have_a_row_for_each_event(site: Server, language: str) -> None:
    """What frictionless says of it, and the texts as they were given."""
    answer = get_ok(f"{site.url}{PLACES[language]}/events.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline=""), strict=True))
    assert set(_NEEDED) <= set(rows[0])
    assert _faults(answer.body, list(rows[0])) == []
    titles = {row["id"]: row["title"] for row in rows}
    assert titles == {row.id: plain(said(row.title, language)) for row in ROWS}
    assert len(rows) == len(ROWS)


def _faults(table: bytes, columns: list[str]) -> list[object]:
    """List what frictionless finds wrong with a table."""
    fields = [{"name": name, "type": "string", **_NEEDED.get(name, {})} for name in columns]
    schema = Schema.from_descriptor({"fields": fields})
    detector = Detector(encoding_function=lambda _buffer: "utf-8")
    resource = Resource(data=table, format="csv", schema=schema, detector=detector)
    found: list[object] = resource.validate().flatten(["type", "rowNumber", "fieldName", "note"])
    return found
