"""What feed readers rely on in the RSS and Atom documents themselves.

A rule's number (R42…) is that of the list of facts about calendar clients and feed readers.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import yaml
from fetching import get, get_ok
from lxml import etree, html
from serving import ROOT, Server

from .expected import CHOICES, EVERYTHING, ONE_THEME, Choice

EXTENSIONS = ("rss", "atom")
CONTENT_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
}
SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ev": "http://purl.org/rss/1.0/modules/event/",
}
URL_ATTRIBUTES = ("href", "src")


def document(server: Server, address: str) -> Any:
    """Fetch a feed and parse it as XML, without mercy."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(get_ok(server.url + address).body, parser)


def feed_of(server: Server, choice: Choice, extension: str) -> Any:
    """Fetch the feed of a selection: RSS's channel, or Atom's feed."""
    root = document(server, choice.address(extension))
    return root.find("channel") if extension == "rss" else root


def entries(feed: Any) -> list[Any]:
    """Return the entries of a feed, items in RSS."""
    return list(feed.findall("item") + feed.findall("atom:entry", SPACES))


def text(element: Any, path: str) -> str:
    """Return the text of the one element at a path."""
    found = element.findall(path, SPACES)
    assert len(found) == 1, f"{len(found)} {path} in {element.tag}"
    return found[0].text or ""


def entry_id(entry: Any) -> str:
    """Return RSS's guid or Atom's id."""
    return text(entry, "guid" if entry.tag == "item" else "atom:id")


def content(entry: Any) -> str:
    """Return the full HTML of an entry."""
    return text(entry, "content:encoded" if entry.tag == "item" else "atom:content")


def spaced(text: str) -> str:
    """Return a text with one plain space for any space in it."""
    return " ".join(text.split())


def links(feed: Any, rel: str) -> list[str]:
    """Return where the Atom links of one relation lead, in either format."""
    found = feed.findall("atom:link", SPACES)
    return [link.get("href") for link in found if link.get("rel", "alternate") == rel]


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_feed_is_served_as_what_it_is(server: Server, choice: Choice, extension: str) -> None:
    """R7, R42, R52: its type and charset, and five minutes in caches, never none."""
    answer = get_ok(server.url + choice.address(extension))
    assert answer.header("Content-Type") == CONTENT_TYPES[extension]
    assert answer.header("Cache-Control") == "public, max-age=300"
    assert answer.header("Expires") != "0"
    assert answer.header("ETag").startswith('"')
    assert answer.header("Last-Modified")


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_feed_is_plain_xml(server: Server, choice: Choice, extension: str) -> None:
    """R53: declared as UTF-8, no style sheet, no document type."""
    start = get_ok(server.url + choice.address(extension)).text[:200].replace("'", '"')
    assert start.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    feed = feed_of(server, choice, extension)
    assert feed.getroottree().docinfo.doctype == ""
    assert feed.getroottree().xpath("//processing-instruction()") == []
    assert len(entries(feed)) == len(choice.meetings)


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_feed_knows_its_address_and_its_page(
    server: Server, choice: Choice, extension: str
) -> None:
    """R44, R54: itself in canonical form, and the page of the same selection."""
    feed = feed_of(server, choice, extension)
    assert links(feed, "self") == [server.base + choice.address(extension)]
    page = text(feed, "link") if extension == "rss" else links(feed, "alternate")[0]
    assert page.startswith(f"{server.base}/")
    shown = get_ok(page)
    assert "text/html" in shown.header("Content-Type")
    for meeting in EVERYTHING.meetings:
        assert (meeting.when in spaced(shown.text)) == (meeting in choice.meetings)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_a_selection_has_one_address_however_it_is_spelled(server: Server, extension: str) -> None:
    """R44: the path form, the query form, and what mailers and OPML files make of them."""
    spellings = (
        f"/theme/human-trafficking.{extension}",
        f"/events.{extension}?theme=human-trafficking",
        f"/events.{extension}?utm_source=mail&amp;theme=human-trafficking",
    )
    assert len({get_ok(server.url + spelling).body for spelling in spellings}) == 1


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_host_that_was_asked_for_is_not_in_the_answer(server: Server, extension: str) -> None:
    """R14: absolute addresses come from the configuration alone."""
    answer = get(server.url + EVERYTHING.address(extension), host="evil.example.net")
    assert b"evil.example.net" not in answer.body
    assert answer.body == get_ok(server.url + EVERYTHING.address(extension)).body


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_feed_has_a_title_and_an_identity_of_its_own(server: Server, extension: str) -> None:
    """R43, R54: which a reader who follows two of them can tell apart."""
    feeds = [feed_of(server, choice, extension) for choice in CHOICES]
    prefix = "" if extension == "rss" else "atom:"
    titles = [text(feed, f"{prefix}title") for feed in feeds]
    assert len(set(titles)) == len(CHOICES)
    assert titles[1].lower() == "events on forced labour · human trafficking"
    if extension == "atom":
        assert len({text(feed, "atom:id") for feed in feeds}) == len(CHOICES)


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_every_feed_has_an_icon_and_a_language(
    server: Server, choice: Choice, extension: str
) -> None:
    """R54: an image that is there."""
    feed = feed_of(server, choice, extension)
    icon = text(feed, "image/url") if extension == "rss" else text(feed, "atom:icon")
    assert get_ok(icon).header("Content-Type").startswith("image/")
    if extension == "rss":
        assert text(feed, "language") == "en"
        assert text(feed, "image/title") == text(feed, "title")
        assert text(feed, "image/link") == text(feed, "link")
    else:
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_rss_tells_pollers_to_come_hourly(server: Server) -> None:
    """R52: a hint of 60 minutes."""
    assert text(feed_of(server, EVERYTHING, "rss"), "ttl") == "60"


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_entrys_id_is_a_tag_for_ever(server: Server, extension: str) -> None:
    """R43: tag:domain,year:id, no link, the same in every format and filter."""
    ids = [entry_id(entry) for entry in entries(feed_of(server, EVERYTHING, extension))]
    assert len(set(ids)) == len(EVERYTHING.meetings)
    for name in ids:
        assert re.fullmatch(r"tag:[a-z0-9.-]+\.[a-z]+,\d{4}:[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len({name.rpartition(":")[0] for name in ids}) == 1
    some = {entry_id(entry) for entry in entries(feed_of(server, ONE_THEME, extension))}
    assert some < set(ids)
    other = {entry_id(entry) for entry in entries(feed_of(server, EVERYTHING, "atom"))}
    assert set(ids) == other


def test_an_rss_guid_says_that_it_is_no_link(server: Server) -> None:
    """R43: or readers would open it."""
    for item in entries(feed_of(server, EVERYTHING, "rss")):
        assert item.find("guid").get("isPermaLink") == "false"
        assert text(item, "dc:creator")


def test_atom_names_an_author(server: Server) -> None:
    """R43: as the format requires, on the feed or on each entry."""
    for choice in CHOICES:
        feed = feed_of(server, choice, "atom")
        named = feed.findall("atom:author/atom:name", SPACES)
        assert named
        assert all(name.text for name in named)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_entry_is_the_same_in_every_feed(server: Server, extension: str) -> None:
    """R43: to the byte, so that no reader takes it for changed."""
    feeds = (feed_of(server, choice, extension) for choice in (EVERYTHING, ONE_THEME))
    everything, some = ({etree.tostring(entry) for entry in entries(feed)} for feed in feeds)
    assert some < everything


def announcements() -> set[datetime]:
    """Read from the real list when its meetings were announced: a day begins at midnight there."""
    data = yaml.load((ROOT / "events.yaml").read_text("utf-8"), yaml.CBaseLoader)
    calendar = data["calendar"]
    zone = ZoneInfo(calendar["timezone"])
    days = {event.get("announced", calendar["announced"]) for event in data["events"]}
    return {datetime.fromisoformat(day).replace(tzinfo=zone) for day in days}


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_entry_is_published_when_it_was_announced(server: Server, extension: str) -> None:
    """R45, R48: not when the meeting is, not in the future; the feed is as new as its newest."""
    feed = feed_of(server, EVERYTHING, extension)
    if extension == "rss":
        published = [parsedate_to_datetime(text(item, "pubDate")) for item in entries(feed)]
        newest = parsedate_to_datetime(text(feed, "lastBuildDate"))
    else:
        published = [
            datetime.fromisoformat(text(entry, "atom:published")) for entry in entries(feed)
        ]
        updated = [datetime.fromisoformat(text(entry, "atom:updated")) for entry in entries(feed)]
        newest = datetime.fromisoformat(text(feed, "atom:updated"))
        assert newest == max(updated)
        assert all(later >= earlier for later, earlier in zip(updated, published, strict=True))
    assert set(published) <= announcements()
    assert max(published) <= newest <= datetime.now(UTC)
    assert published == sorted(published, reverse=True)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_entrys_text_begins_with_its_days(server: Server, extension: str) -> None:
    """R46, R49: in the first line; addresses in it are absolute, and titles plain."""
    prefix = "" if extension == "rss" else "atom:"
    days = {meeting.title: meeting.when for meeting in EVERYTHING.meetings}
    for entry in entries(feed_of(server, EVERYTHING, extension)):
        title = text(entry, f"{prefix}title")
        assert not re.search("<|&[a-z#]", title)
        fragment = html.fragment_fromstring(content(entry), create_parent="div")
        first_line = spaced(fragment[0].text_content())
        assert days[title.rpartition(" — ")[0]] in first_line
        for element in fragment.iter():
            for address in filter(None, map(element.get, URL_ATTRIBUTES)):
                assert urlsplit(address).scheme in {"http", "https"}, address


def test_an_rss_description_is_the_summary_alone(server: Server) -> None:
    """R49: escaped text; the whole is in content:encoded."""
    for item in entries(feed_of(server, EVERYTHING, "rss")):
        summary = text(item, "description")
        assert summary
        assert not re.search(r"</?[a-z]", summary)
        assert len(content(item)) > len(summary)


def test_rss_has_an_events_days_for_machines(server: Server) -> None:
    """R50: the last day is the meeting's last; a place only where one is known."""
    found = {
        (
            text(item, "ev:startdate"),
            text(item, "ev:enddate"),
            item.findtext("ev:location", "", SPACES),
        )
        for item in entries(feed_of(server, EVERYTHING, "rss"))
    }
    days = {(first, last) for first, last, _ in found}
    assert days == {
        (meeting.first.isoformat(), meeting.last.isoformat()) for meeting in EVERYTHING.meetings
    }
    places = {first: place for first, _, place in found}
    for meeting in EVERYTHING.meetings:
        place = places[meeting.first.isoformat()]
        assert meeting.place in place
        assert bool(meeting.place) == bool(place)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_entry_leads_to_its_calendar_file(server: Server, extension: str) -> None:
    """R51: a link in the text, and in RSS an enclosure of the true length."""
    for entry in entries(feed_of(server, EVERYTHING, extension)):
        page = text(entry, "link") if extension == "rss" else links(entry, "alternate")[0]
        assert f'href="{page}.ics"' in content(entry)
        if extension == "rss":
            (enclosure,) = entry.findall("enclosure")
            calendar = get_ok(enclosure.get("url"))
            assert enclosure.get("url") == f"{page}.ics"
            assert int(enclosure.get("length")) == len(calendar.body)
            assert calendar.header("Content-Type").startswith(enclosure.get("type"))


def test_atom_links_say_what_they_are(server: Server) -> None:
    """R51: one page an entry; the file beside it has its relation, type and length."""
    for entry in entries(feed_of(server, EVERYTHING, "atom")):
        assert len(links(entry, "alternate")) == 1
        for link in entry.findall("atom:link", SPACES):
            assert link.get("rel") in {None, "alternate", "enclosure"}
            assert link.get("rel") != "enclosure" or (link.get("type") and link.get("length"))


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_entry_is_filed_under_the_labels_of_its_terms(server: Server, extension: str) -> None:
    """R41, R46: the six meetings of one theme carry its label."""
    labelled = 0
    for entry in entries(feed_of(server, EVERYTHING, extension)):
        labels = [category.text for category in entry.findall("category")]
        labels += [category.get("label") for category in entry.findall("atom:category", SPACES)]
        labelled += "Human trafficking" in labels
    assert labelled == len(ONE_THEME.meetings)


@pytest.mark.parametrize("address", ["/", "/theme/human-trafficking", "/?from=2030"])
def test_a_page_offers_the_feeds_of_the_same_selection(server: Server, address: str) -> None:
    """R53: in all four formats, and each of them is there."""
    page: Any = html.document_fromstring(get_ok(server.url + address).text)
    offered = {
        link.get("type"): link.get("href")
        for link in page.xpath("//head/link[@rel='alternate'][@type]")
    }
    types = {
        "text/calendar": "ics",
        "application/rss+xml": "rss",
        "application/atom+xml": "atom",
        "application/feed+json": "json",
    }
    path, _, query = address.partition("?")
    choice = "/events" if path == "/" else path
    for content_type, extension in types.items():
        expected = f"{choice}.{extension}" + (f"?{query}" if query else "")
        parts = urlsplit(offered[content_type])
        found = parts.path + (f"?{parts.query}" if parts.query else "")
        assert found == expected
        get_ok(server.url + found)
