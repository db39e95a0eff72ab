"""Atom: what a reader finds in a feed and in an entry."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from making import ANNOUNCED, BASE, make_entry, make_envelope, make_event

from feeds.formats import FORMATS
from feeds.formats.content import html_of
from feeds.formats.ics import render_single
from feeds.model import NO_WISHES, Entry, Location

from .awkward import BARE, ENTRIES, TITLES, entries
from .xml import NAMESPACES, assemble, parse, texts, written_in_one_go

AWKWARD = pytest.mark.parametrize("entry", ENTRIES, ids=TITLES)
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(*held: Entry, **fields: Any) -> Any:
    """Return a feed of entries."""
    return parse(assemble("atom", make_envelope(**fields), *held))


def only(entry: Entry) -> Any:
    """Return the element of an entry."""
    return feed(entry).find("atom:entry", NAMESPACES)


def links(element: Any) -> list[dict[str, str]]:
    """Return the attributes of an element's links."""
    return [dict(link.attrib) for link in element.findall("atom:link", NAMESPACES)]


@AWKWARD
def test_texts_arrive_as_they_were_written(entry: Entry) -> None:
    """R46: title and summary are plain text, the content is HTML."""
    found = only(entry)
    (title,) = texts(found, "atom:title")
    assert title.startswith(f"{entry.event.title} — 30 June – 1 July 2008, Hall <1>")
    assert texts(found, "atom:summary") == [entry.event.summary]
    assert texts(found, "atom:content") == [html_of(entry)]
    assert found.find("atom:content", NAMESPACES).get("type") == "html"
    for name in ("title", "summary"):
        assert found.find(f"atom:{name}", NAMESPACES).get("type", "text") == "text"


@settings(max_examples=60, deadline=None)
@given(entry=entries())
def test_any_text_is_well_formed_and_arrives(entry: Entry) -> None:
    """Whatever the reading of a list lets through."""
    found = only(entry)
    assert texts(found, "atom:title")[0].startswith(f"{entry.event.title} — ")
    assert texts(found, "atom:summary") == ([entry.event.summary] if entry.event.summary else [])
    assert texts(found, "ev:location") == [str(entry.event.location)]


@pytest.mark.parametrize("held", [(), ENTRIES[:1], (BARE, *ENTRIES)], ids=len)
def test_a_feed_is_what_the_library_writes_in_one_go(held: tuple[Entry, ...]) -> None:
    """Head, items and tail; namespaces are declared once, on the root."""
    document = assemble("atom", make_envelope(), *held)
    assert written_in_one_go(parse(document)) == document
    assert not [
        entry for entry in held if b"xmlns" in FORMATS["atom"].render_item(entry, NO_WISHES)
    ]


def test_an_entry_has_an_id_dates_and_the_file() -> None:
    """R43, R45, R50, R51: announced and updated; the file with relation, type and length."""
    entry = make_entry(
        make_event(start=date(2008, 11, 25), end=date(2008, 11, 26), location=Location(name="X")),
        updated=ANNOUNCED + timedelta(days=3),
    )
    found = only(entry)
    assert texts(found, "atom:id") == ["tag:events.example.org,2026:one"]
    assert texts(found, "atom:published") == ["2026-11-24T08:30:00+00:00"]
    assert texts(found, "atom:updated") == ["2026-11-27T08:30:00+00:00"]
    assert texts(found, "ev:startdate") == ["2008-11-25"]
    assert texts(found, "ev:enddate") == ["2008-11-26"]
    page, file = links(found)
    assert (page["href"], page.get("rel", "alternate")) == (f"{BASE}/event/one", "alternate")
    assert file == {
        "rel": "enclosure",
        "href": f"{BASE}/event/one.ics",
        "type": "text/calendar",
        "length": str(len(render_single(entry))),
    }


def test_categories_are_slugs_with_their_labels() -> None:
    """Of themes, then regions."""
    entry = make_entry(make_event(themes=("ilo-standards",), regions=("mali",)))
    found = [dict(each.attrib) for each in only(entry).findall("atom:category", NAMESPACES)]
    assert found == [
        {"term": "ilo-standards", "label": "ILO standards"},
        {"term": "mali", "label": "Mali"},
    ]


def test_an_event_of_which_little_is_known_makes_nothing_up() -> None:
    """An entry may do without summary, category and place."""
    found = only(BARE)
    for path in ("atom:summary", "atom:category", "ev:location"):
        assert found.findall(path, NAMESPACES) == []
    assert texts(found, "atom:title") == ["Bare — 25 November 2008"]


def test_a_feed_says_what_it_is() -> None:
    """R43, R44, R48, R54: an id of its own, an author, where it is, and what follows."""
    found = feed(
        title="A & B",
        author="House",
        author_url="https://house.example.org/",
        address=f"{BASE}/events.atom?page=2",
        next_page=f"{BASE}/events.atom?page=3",
        previous_page=f"{BASE}/events.atom",
    )
    assert found.get(LANGUAGE) == "en"
    for path, text in {
        "atom:id": "urn:uuid:6f2c1b52-7f0a-5b0e-9a43-0d6d5c3f8a11",
        "atom:title": "A & B",
        "atom:subtitle": "One event.",
        "atom:updated": "2026-11-24T08:30:00+00:00",
        "atom:author/atom:name": "House",
        "atom:author/atom:uri": "https://house.example.org/",
        "atom:icon": f"{BASE}/static/icon-512.png",
    }.items():
        assert texts(found, path) == [text], path
    media_type = "application/atom+xml"
    assert links(found) == [
        {"rel": "alternate", "href": f"{BASE}/", "type": "text/html"},
        {"rel": "self", "href": f"{BASE}/events.atom?page=2", "type": media_type},
        {"rel": "next", "href": f"{BASE}/events.atom?page=3", "type": media_type},
        {"rel": "previous", "href": f"{BASE}/events.atom", "type": media_type},
    ]


def test_an_author_without_a_site_has_a_name_alone() -> None:
    """RFC 4287 §4.1.1 wants an author, and an empty address would be a wrong one."""
    found = feed(BARE)
    assert texts(found, "atom:author/atom:name") == ["Events"]
    assert texts(found, "atom:author/atom:uri") == []
