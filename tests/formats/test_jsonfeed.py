"""JSON Feed 1.1: what a reader finds in a feed and in an item."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from making import ANNOUNCED, BASE, make_entry, make_envelope, make_event

from feeds.formats import FORMATS
from feeds.formats.content import html_of
from feeds.formats.ics import render_single
from feeds.formats.jsonfeed import render_envelope
from feeds.model import NO_WISHES, Entry, Location, Organisation

from .awkward import BARE, ENTRIES, TITLES, entries


def document(*held: Entry, **fields: Any) -> bytes:
    """Put a feed of entries together."""
    head, tail = render_envelope(make_envelope(**fields), ENTRIES)
    return (
        head + b",\n".join(FORMATS["json"].render_item(entry, NO_WISHES) for entry in held) + tail
    )


@pytest.mark.parametrize("entry", ENTRIES, ids=TITLES)
def test_texts_arrive_as_they_were_written(entry: Entry) -> None:
    """R46: the title with days and place, the summary as it is, the content as HTML."""
    item = json.loads(FORMATS["json"].render_item(entry, NO_WISHES))
    assert item["title"].startswith(f"{entry.event.title} — 30 June – 1 July 2008, Hall <1>")
    assert item["summary"] == entry.event.summary
    assert item["content_html"] == html_of(entry)


@settings(max_examples=60, deadline=None)
@given(entry=entries())
def test_any_text_arrives(entry: Entry) -> None:
    """Whatever the reading of a list lets through."""
    (item,) = json.loads(document(entry))["items"]
    assert item["title"].startswith(f"{entry.event.title} — ")
    assert item.get("summary", "") == entry.event.summary
    assert item["_event"]["location"] == str(entry.event.location)


@pytest.mark.parametrize("held", [(), ENTRIES[:1], (BARE, *ENTRIES)], ids=len)
def test_a_feed_is_what_the_library_writes_in_one_go(held: tuple[Entry, ...]) -> None:
    """But for the line breaks that set items apart."""
    written = document(*held)
    whole = json.dumps(json.loads(written), ensure_ascii=False, separators=(",", ":"))
    assert written.decode().replace("\n", "") == whole
    assert written.count(b"\n") == max(len(held), 1) + 2


def test_an_item_says_everything_once() -> None:
    """R43, R45, R50, R51, R54: in this order; the attachment has its true size."""
    entry = make_entry(
        make_event(
            start=date(2008, 11, 25),
            end=date(2008, 11, 26),
            summary="S",
            status="tentative",
            location=Location(name="X", address="Y"),
            themes=("employers",),
            regions=("mali",),
            organisers=(Organisation(name="A", short="B"),),
        ),
        updated=ANNOUNCED + timedelta(days=3),
    )
    item = json.loads(FORMATS["json"].render_item(entry, NO_WISHES))
    assert item.pop("content_html") == html_of(entry)
    assert item == {
        "id": "tag:events.example.org,2026:one",
        "url": f"{BASE}/event/one",
        "title": "Tentative: Event one — 25–26 November 2008, X, Y",
        "summary": "S",
        "date_published": "2026-11-24T08:30:00Z",
        "date_modified": "2026-11-27T08:30:00Z",
        "language": "en",
        "tags": ["Employers", "Mali"],
        "attachments": [
            {
                "url": f"{BASE}/event/one.ics",
                "mime_type": "text/calendar",
                "title": "Add to calendar",
                "size_in_bytes": len(render_single(entry)),
            }
        ],
        "_event": {
            "uid": "one@events.example.org",
            "title": "Event one",
            "dates": "25–26 November 2008",
            "status_name": "Tentative",
            "start": "2008-11-25",
            "end": "2008-11-26",
            "status": "tentative",
            "location": "X, Y",
            "themes": ["employers"],
            "regions": ["mali"],
            "organisers": ["A (B)"],
        },
    }


def test_an_event_of_which_little_is_known_makes_nothing_up() -> None:
    """Nothing that is empty stands there."""
    item = json.loads(FORMATS["json"].render_item(BARE, NO_WISHES))
    assert not {"summary", "tags"} & set(item)
    assert not {"location", "organisers"} & set(item["_event"])
    assert all(value not in ("", None, []) for value in item.values())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"authors": [{"name": "Events"}]}),
        (
            {"author": "House", "author_url": "https://house.example.org/"},
            {"authors": [{"name": "House", "url": "https://house.example.org/"}]},
        ),
        (
            {"next_page": f"{BASE}/events.json?page=2"},
            {"authors": [{"name": "Events"}], "next_url": f"{BASE}/events.json?page=2"},
        ),
    ],
)
def test_a_feed_says_what_it_is(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    """R44, R48, R54: version, addresses, icons, language, an author, and what follows."""
    found = json.loads(document(title="A & “B”", address=f"{BASE}/events.json", **fields))
    assert found == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A & “B”",
        "home_page_url": f"{BASE}/",
        "feed_url": f"{BASE}/events.json",
        "description": "One event.",
        "icon": f"{BASE}/static/icon-512.png",
        "favicon": f"{BASE}/static/icon-144.png",
        "language": "en",
        "_words": {
            "all_events": "All events",
            "subscribe": "Subscribe",
            "none": "There are no events here at the moment.",
        },
        "items": [],
        **expected,
    }
