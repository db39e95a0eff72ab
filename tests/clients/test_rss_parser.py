"""rss-parser, with which JavaScript sites read feeds."""

from pathlib import Path
from typing import Any

import pytest
from serving import Server

from .expected import CHOICES, Choice, title_faults
from .programs import HERE, run_json


def read(address: str, home: Path) -> Any:
    """Have rss-parser fetch and read a feed."""
    return run_json("node", HERE / "rssparser.mjs", address, home=home)


@pytest.mark.parametrize("extension", ["rss", "atom"])
@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_rss_parser_lists_every_meeting(
    server: Server, tmp_path: Path, choice: Choice, extension: str
) -> None:
    """R45, R46, R51: titles, links, dates and, in RSS, the file for a calendar."""
    feed = read(server.url + choice.address(extension), tmp_path)
    assert feed["problem"] == ""
    assert feed["title"].startswith("Events on forced labour")
    assert title_faults([item["title"] for item in feed["items"]], choice.meetings) == []
    for item in feed["items"]:
        assert item["link"].startswith(f"{server.base}/event/")
        assert item["isoDate"] > "2009"
        assert (item["guid"] if extension == "rss" else item["id"]).startswith("tag:")
        if extension == "rss":
            assert item["enclosure"]["type"] == "text/calendar"
            assert item["ev:startdate"].startswith("2008-")
            assert item["content:encoded"]


def test_rss_parser_says_when_there_is_no_feed(server: Server, tmp_path: Path) -> None:
    """R10: the check is able to fail."""
    assert "404" in read(f"{server.url}/theme/human-traficking.rss", tmp_path)["problem"]
    assert read(f"{server.url}/events.csv", tmp_path)["problem"]
