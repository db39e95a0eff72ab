"""RSS 2.0: what a reader finds in a channel and in an item."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html
from making import ANNOUNCED, BASE, make_entry, make_envelope, make_event

from feeds.formats import FORMATS
from feeds.formats.ics import render_single
from feeds.model import NO_WISHES, Entry, Location

from .awkward import BARE, ENTRIES, TITLES, entries
from .xml import NAMESPACES, assemble, parse, texts, written_in_one_go

AWKWARD = pytest.mark.parametrize("entry", ENTRIES, ids=TITLES)
DATED = "— 30 June – 1 July 2008, Hall <1>, “A&B”, Rue de l'Été 1; Genève\\"


def channel(*held: Entry, **fields: Any) -> Any:
    """Return the channel of a feed of entries."""
    return parse(assemble("rss", make_envelope(**fields), *held)).find("channel")


def item(entry: Entry) -> Any:
    """Return the item of an entry."""
    return channel(entry).find("item")


@AWKWARD
def test_texts_arrive_as_they_were_written(entry: Entry) -> None:
    """R49: the title is plain, the description is escaped once more, since readers take HTML."""
    found = item(entry)
    assert texts(found, "title") == [f"{entry.event.title} {DATED}"]
    (description,) = texts(found, "description")
    assert "<" not in description
    assert unescape(description) == entry.event.summary


@AWKWARD
def test_the_content_is_html_that_shows_the_very_texts(entry: Entry) -> None:
    """R46, R49: days first, then paragraphs and who takes part; links are absolute."""
    (content,) = texts(item(entry), "content:encoded")
    shown: Any = html.fragment_fromstring(content, create_parent="div")
    days, *paragraphs = shown.findall("p")
    assert days.text_content() == f"30 June – 1 July 2008 · {entry.event.location}"
    assert [part.text_content() for part in paragraphs[:2]] == [
        'First & <i>line</i>,second; "line".',
        "Next ‘paragraph’ \\n ends.",
    ]
    assert [part.text for part in shown.iter("li")] == [
        'Organisers: A & B; C, D (A<B) and The "Other"',
        "Partner: A & B; C, D (A<B)",
    ]
    assert [link.get("href") for link in shown.iter("a")] == [entry.ics, entry.page]


@settings(max_examples=60, deadline=None)
@given(entry=entries())
def test_any_text_is_well_formed_and_arrives(entry: Entry) -> None:
    """Whatever the reading of a list lets through."""
    found = item(entry)
    assert texts(found, "title")[0].startswith(f"{entry.event.title} — ")
    description = unescape(texts(found, "description")[0])
    assert description == (entry.event.summary or texts(found, "title")[0])
    assert texts(found, "ev:location") == [str(entry.event.location)]


@pytest.mark.parametrize("held", [ENTRIES[:1], (BARE, *ENTRIES)], ids=len)
def test_a_feed_is_what_the_library_writes_in_one_go(held: tuple[Entry, ...]) -> None:
    """Head, items and tail; namespaces are declared once, on the root."""
    document = assemble("rss", make_envelope(), *held)
    assert written_in_one_go(parse(document)) == document
    assert not [entry for entry in held if b"xmlns" in FORMATS["rss"].render_item(entry, NO_WISHES)]


def test_an_item_has_an_id_dates_and_the_file() -> None:
    """R43, R45, R50, R51: announced, not happening, on that date; the enclosure's true length."""
    entry = make_entry(
        make_event(start=date(2008, 11, 25), end=date(2008, 11, 26), location=Location(name="X")),
        updated=ANNOUNCED + timedelta(days=3),
    )
    found = item(entry)
    assert texts(found, "guid") == ["tag:events.example.org,2026:one"]
    assert found.find("guid").get("isPermaLink") == "false"
    assert texts(found, "pubDate") == ["Tue, 24 Nov 2026 08:30:00 +0000"]
    assert texts(found, "link") == [f"{BASE}/event/one"]
    assert texts(found, "dc:creator") == ["Events"]
    assert texts(found, "ev:startdate") == ["2008-11-25"]
    assert texts(found, "ev:enddate") == ["2008-11-26"]
    assert dict(found.find("enclosure").attrib) == {
        "url": f"{BASE}/event/one.ics",
        "type": "text/calendar",
        "length": str(len(render_single(entry))),
    }


def test_an_event_of_which_little_is_known_makes_nothing_up() -> None:
    """The title stands in for the summary that an item must have."""
    found = item(BARE)
    assert texts(found, "description") == texts(found, "title") == ["Bare — 25 November 2008"]
    assert found.findall("category") == found.findall("ev:location", NAMESPACES) == []


def test_categories_are_labels() -> None:
    """Of themes, then regions."""
    entry = make_entry(make_event(themes=("employers", "ilo-standards"), regions=("mali",)))
    assert texts(item(entry), "category") == ["Employers", "ILO standards", "Mali"]


def test_a_channel_says_what_it_is() -> None:
    """R44, R48, R52, R54: where it is, its page, when it changed, how often to come."""
    found = channel(
        title="A & B",
        summary="<One>",
        address=f"{BASE}/events.rss?page=2",
        next_page=f"{BASE}/events.rss?page=3",
        previous_page=f"{BASE}/events.rss",
    )
    for path, text in {
        "title": "A & B",
        "description": "<One>",
        "link": f"{BASE}/",
        "language": "en",
        "ttl": "60",
        "lastBuildDate": "Tue, 24 Nov 2026 08:30:00 +0000",
        "image/url": f"{BASE}/static/icon-144.png",
        "image/title": "A & B",
        "image/link": f"{BASE}/",
    }.items():
        assert texts(found, path) == [text], path
    assert {
        link.get("rel"): link.get("href") for link in found.findall("atom:link", NAMESPACES)
    } == {
        "self": f"{BASE}/events.rss?page=2",
        "next": f"{BASE}/events.rss?page=3",
        "previous": f"{BASE}/events.rss",
    }


def test_an_empty_channel_is_a_channel() -> None:
    """With all that it says of itself, and no item."""
    document = assemble("rss", make_envelope(count=0, total=0))
    assert written_in_one_go(parse(document)) == document
    assert texts(parse(document), "channel/title") == ["Events"]
    assert parse(document).findall("channel/item") == []
