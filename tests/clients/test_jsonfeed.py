"""JSON Feed by a strict checker of its every rule; the checker itself by feeds that break them."""

import copy
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from fetching import get_ok
from serving import Server

from .expected import CHOICES, EVERYTHING, ONE_THEME, Choice, title_faults
from .jsonfeed import VERSION, faults

SPECIMEN: dict[str, Any] = {
    "version": VERSION,
    "title": "Events",
    "home_page_url": "https://example.org/",
    "feed_url": "https://example.org/events.json",
    "next_url": "https://example.org/events.json?page=2",
    "icon": "https://example.org/icon.png",
    "favicon": "https://example.org/favicon.png",
    "description": "All & sundry, 3 < 4",
    "language": "en-GB",
    "expired": False,
    "authors": [{"name": "The editor", "url": "mailto:editor@example.org"}],
    "hubs": [{"type": "WebSub", "url": "https://hub.example.org/"}],
    "_house": {"about": "https://example.org/house", "rooms": [{"kitchen": 1}]},
    "items": [
        {
            "id": "1",
            "url": "https://example.org/1",
            "title": "A meeting",
            "content_html": "<p>A meeting</p>",
            "summary": "A meeting",
            "tags": ["meeting"],
            "date_published": "2026-11-24T00:00:00Z",
            "date_modified": "2026-11-24T00:00:00.5+01:00",
            "attachments": [
                {
                    "url": "https://example.org/1.ics",
                    "mime_type": "text/calendar; charset=utf-8",
                    "size_in_bytes": 500,
                }
            ],
        }
    ],
}

ABSENT = object()
FEED_BREAKS: list[tuple[str, Any]] = [
    ("version", ABSENT),
    ("version", "https://jsonfeed.org/version/2"),
    ("title", ABSENT),
    ("title", ""),
    ("title", 7),
    ("title", "<b>Events</b>"),
    ("home_page_url", ABSENT),
    ("home_page_url", "/"),
    ("feed_url", ABSENT),
    ("feed_url", "events.json"),
    ("next_url", "https://example.org/events.json"),
    ("icon", "//example.org/icon.png"),
    ("favicon", "data:image/png;base64,"),
    ("description", "Tom &amp; Jerry"),
    ("user_comment", None),
    ("language", "en_GB"),
    ("language", "english language"),
    ("expired", "no"),
    ("authors", {"name": "The editor"}),
    ("authors", [{}]),
    ("authors", [{"nom": "The editor"}]),
    ("authors", ["The editor"]),
    ("authors", [{"avatar": "me.png"}]),
    ("hubs", [{"type": "WebSub"}]),
    ("hubs", [{"url": "https://hub.example.org/"}]),
    ("author", {"name": "The editor"}),
    ("updated", "2026-11-24T00:00:00Z"),
    ("_1", {}),
    ("_house.rooms", {}),
    ("_house", "yes"),
    ("_house", {"_kitchen": 1}),
    ("_house", {"kitchen": {"sink.left": 1}}),
    ("items", ABSENT),
    ("items", {}),
    ("items", ["1"]),
]
ITEM_BREAKS: list[tuple[str, Any]] = [
    ("id", ABSENT),
    ("id", 1),
    ("id", ""),
    ("url", "/1"),
    ("url", "https://example.org/ä"),
    ("external_url", "example.org"),
    ("title", "A <i>meeting</i>"),
    ("content_html", ABSENT),
    ("content_html", None),
    ("content_text", ""),
    ("summary", "&lt;p&gt;"),
    ("image", "1.png"),
    ("banner_image", 1),
    ("date_published", "2026-11-24"),
    ("date_published", "2026-11-24T00:00:00"),
    ("date_published", "2026-11-31T00:00:00Z"),
    ("date_modified", "Tue, 24 Nov 2026 00:00:00 GMT"),
    ("date_modified", 1795478400),
    ("tags", "meeting"),
    ("tags", [1]),
    ("language", ""),
    ("authors", [{}]),
    ("attachments", {}),
    ("attachments", [{"url": "https://example.org/1.ics"}]),
    ("attachments", [{"mime_type": "text/calendar"}]),
    ("attachments", [{"url": "1.ics", "mime_type": "text/calendar"}]),
    ("attachments", [{"url": "https://example.org/1.ics", "mime_type": "calendar"}]),
    (
        "attachments",
        [{"url": "https://example.org/1", "mime_type": "text/calendar", "size_in_bytes": "5"}],
    ),
    (
        "attachments",
        [{"url": "https://example.org/1", "mime_type": "text/calendar", "size_in_bytes": -5}],
    ),
    (
        "attachments",
        [{"url": "https://example.org/1", "mime_type": "a/b", "duration_in_seconds": True}],
    ),
    ("start", "2008-11-25"),
]


def changed(feed: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return an object with one member set, or taken out."""
    members = {**feed, name: value}
    return {key: member for key, member in members.items() if member is not ABSENT}


def test_the_checker_accepts_a_good_feed() -> None:
    """What the format allows is no fault."""
    assert faults(json.dumps(SPECIMEN)) == []


@pytest.mark.parametrize(("name", "value"), FEED_BREAKS, ids=repr)
def test_the_checker_refuses_a_bad_feed(name: str, value: Any) -> None:
    """One member of the feed out of order is one fault, or more, that names it."""
    assert name.rstrip("_") in " ".join(faults(json.dumps(changed(SPECIMEN, name, value))))


@pytest.mark.parametrize(("name", "value"), ITEM_BREAKS, ids=repr)
def test_the_checker_refuses_a_bad_item(name: str, value: Any) -> None:
    """One member of an item out of order is a fault that names it."""
    feed = copy.deepcopy(SPECIMEN)
    feed["items"][0] = changed(feed["items"][0], name, value)
    assert any(
        fault.startswith("feed.items[0]") and name in fault for fault in faults(json.dumps(feed))
    )


def test_the_checker_refuses_an_id_that_stands_twice() -> None:
    """An item's id is its own."""
    feed = {**SPECIMEN, "items": SPECIMEN["items"] * 2}
    assert faults(json.dumps(feed)) == ["the id '1' stands twice"]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version": NaN}', '{"title": "a", "title": "b"}', "\ufeff{}"]
)
def test_the_checker_refuses_what_is_not_a_json_object(text: str) -> None:
    """Doubled names, numbers that JSON does not have and a byte order mark among them."""
    assert faults(text)


def feed_of(server: Server, choice: Choice) -> Any:
    """Fetch the JSON feed of a selection."""
    return json.loads(get_ok(server.url + choice.address("json")).text)


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_feed_keeps_every_rule(server: Server, choice: Choice) -> None:
    """R42, R46, R54: no fault, the right type, an entry for each meeting."""
    answer = get_ok(server.url + choice.address("json"))
    assert answer.header("Content-Type") == "application/feed+json"
    assert faults(answer.text) == []
    titles = [item["title"] for item in json.loads(answer.text)["items"]]
    assert title_faults(titles, choice.meetings) == []


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_feed_says_what_it_is_and_where(server: Server, choice: Choice) -> None:
    """R44, R54: its address, its page, its language, its author, its icon."""
    feed = feed_of(server, choice)
    assert feed["feed_url"] == server.base + choice.address("json")
    assert "text/html" in get_ok(feed["home_page_url"]).header("Content-Type")
    assert (feed["language"], bool(feed["authors"])) == ("en", True)
    assert feed["title"].startswith("Events on forced labour")
    assert get_ok(feed["icon"]).header("Content-Type").startswith("image/")


def test_every_selection_has_a_title_of_its_own(server: Server) -> None:
    """R54: a reader who follows two of them can tell them apart."""
    assert len({feed_of(server, choice)["title"] for choice in CHOICES}) == len(CHOICES)


def test_an_item_has_its_days_for_machines(server: Server) -> None:
    """R50: in an extension of the format's own kind; the last day is the meeting's last."""
    items = feed_of(server, EVERYTHING)["items"]
    days = sorted(
        tuple(sorted(set(re.findall(r"\d{4}-\d\d-\d\d", json.dumps(item["_event"])))))
        for item in items
    )
    assert days == sorted(
        tuple(sorted({meeting.first.isoformat(), meeting.last.isoformat()}))
        for meeting in EVERYTHING.meetings
    )


def test_an_item_is_dated_by_its_announcement(server: Server) -> None:
    """R45: published after the meeting, and not in the future."""
    for item in feed_of(server, EVERYTHING)["items"]:
        published = datetime.fromisoformat(item["date_published"])
        assert published.year > 2008
        assert published <= datetime.now(UTC)
        assert datetime.fromisoformat(item["date_modified"]) >= published


def test_an_item_brings_its_calendar_file(server: Server) -> None:
    """R51: with its true length, and a link to it in the text."""
    for item in feed_of(server, EVERYTHING)["items"]:
        (attachment,) = item["attachments"]
        assert attachment["mime_type"] == "text/calendar"
        assert attachment["size_in_bytes"] == len(get_ok(attachment["url"]).body)
        assert attachment["url"] in item["content_html"]
        assert attachment["url"] == f"{item['url']}.ics"


def test_an_item_is_the_same_in_every_feed(server: Server) -> None:
    """R43: whichever filter it was found with."""
    everything = feed_of(server, EVERYTHING)["items"]
    assert all(item in everything for item in feed_of(server, ONE_THEME)["items"])
