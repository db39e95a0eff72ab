"""Indexes of what there is to follow: for people, feed readers, programs and search engines."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from fetching import get, get_ok
from lxml import etree, html
from publication.desk import Desk
from serving import Server, running_server

from feeds.formats import FORMATS
from feeds.publication.sitemap import ROOM

from .held import events_in

BASE = "https://events.example.org"
LIST = """\
calendar:
  title: {en: "Talks & <walks>", fr: Causeries, es: Charlas}
  description: {en: All that is on., fr: Tout le programme., es: Todo el programa.}
  domain: talks.example.org
  timezone: Etc/UTC
  languages: [en, fr, es]
  publisher: Alba
themes:
  art: {label: {en: Art & craft, fr: Beaux-arts, es: Arte}, aliases: [arts]}
  zinc: {label: {en: Zinc, fr: Étain, es: Cinc}}
  drawing: {label: {en: Drawing, fr: Dessin, es: Dibujo}, within: art}
  gone: {retired: gone}
regions:
  lima: Lima
  miraflores: {label: Miraflores, within: lima}
  ayacucho: Ayacucho
views:
  summer: {title: {en: The summer, fr: L’été, es: El verano}, from: 2008-06, to: 2008-08}
  later: {from: 2008-08}
  next: {title: {en: What is next, fr: À venir, es: Próximos}, when: upcoming}
  both: {theme: [drawing, zinc], status: -cancelled}
events:
  - {id: one, title: One, start: 2008-07-01, themes: [drawing], regions: [miraflores]}
  - {id: two, title: Two, start: 2008-08-01, themes: [art], regions: [lima]}
  - {id: far, title: Far, start: 2100-01-01, themes: [], regions: []}
"""
PREFIXES = {"en": "", "fr": "/fr", "es": "/es"}
OFFERS = [  # kind, slug, label, within, count, path
    ("all", None, "All events", None, 3, "/"),
    ("theme", "art", "Art & craft", None, 2, "/theme/art"),
    ("theme", "drawing", "Drawing", "art", 1, "/theme/drawing"),
    ("theme", "zinc", "Zinc", None, 0, "/theme/zinc"),
    ("region", "ayacucho", "Ayacucho", None, 0, "/region/ayacucho"),
    ("region", "lima", "Lima", None, 2, "/region/lima"),
    ("region", "miraflores", "Miraflores", "lima", 1, "/region/miraflores"),
    ("view", "both", "Drawing or Zinc, not cancelled", None, 1, "/view/both"),
    ("view", "later", "From August 2008", None, 2, "/view/later"),
    ("view", "next", "What is next", None, 1, "/view/next"),
    ("view", "summer", "The summer", None, 2, "/view/summer"),
]
PATHS = [path for *_, path in OFFERS]
DOCUMENTS = {
    "/feeds": "text/html; charset=utf-8",
    "/feeds.opml": "text/x-opml; charset=utf-8",
    "/feeds.json": "application/json",
    "/sitemap.xml": "application/xml; charset=utf-8",
    "/robots.txt": "text/plain; charset=utf-8",
}
OF_EACH_LANGUAGE = ("/feeds", "/feeds.opml", "/feeds.json")
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_FIRST, _SECOND = "2026-01-05T09:00:00Z", "2026-01-05T09:01:00Z"


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list of which one event was edited a minute later."""
    desk = Desk(tmp_path_factory.mktemp("talks"), LIST)
    publication = desk.open()
    desk.edit("title: Two", "title: Too")
    publication.reload()
    with running_server(desk.files.events, {"FEEDS_BASE_URL": BASE}) as server:
        yield server


def index(server: Server, prefix: str = "") -> Any:
    """Fetch the catalogue for programs."""
    return json.loads(get_ok(f"{server.url}{prefix}/feeds.json").text)


def parsed(server: Server, address: str) -> Any:
    """Fetch a document in XML."""
    return etree.fromstring(get_ok(server.url + address).body)


def words(element: Any) -> str:
    """Return what an element says, with single spaces."""
    return " ".join(element.text_content().split())


def here(server: Server, url: str) -> str:
    """Return where a public address is on the server under test."""
    assert url.startswith(f"{BASE}/")
    return server.url + url.removeprefix(BASE)


def test_programs_find_every_selection_with_its_addresses(talks: Server) -> None:
    """In the order of pages; a term without events as well, but none that is gone."""
    found = index(talks)
    assert found["title"] == "Talks & <walks>"
    assert found["description"] == "All that is on."
    assert found["language"] == "en"
    assert found["languages"] == {
        tag: f"{BASE}{prefix}/feeds.json" for tag, prefix in PREFIXES.items()
    }
    told = [
        tuple(each[name] for name in ("kind", "slug", "label", "within", "count", "page"))
        for each in found["selections"]
    ]
    assert told == [(*each, BASE + path) for *each, path in OFFERS]
    for each, path in zip(found["selections"], PATHS, strict=True):
        stem = "/events" if path == "/" else path
        assert each["feeds"] == {name: f"{BASE}{stem}.{name}" for name in FORMATS}


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_every_address_gives_as_many_events_as_it_says(talks: Server, prefix: str) -> None:
    """And has the name that the catalogue gives it, in each language."""
    for each in index(talks, prefix)["selections"]:
        page: Any = html.document_fromstring(get_ok(here(talks, each["page"])).body.decode())
        assert words(page.find("head/title")) == each["name"]
        assert len(page.xpath("//article[contains(@class, 'h-event')]")) == each["count"]
        for extension, url in each["feeds"].items():
            feed = get_ok(here(talks, url))
            assert len(events_in(feed, extension)) == each["count"], url
        title = json.loads(get_ok(here(talks, each["feeds"]["json"])).text)["title"]
        assert title == each["name"]


def test_the_catalogue_speaks_the_language_of_its_address(talks: Server) -> None:
    """It is sorted by what terms are called in it."""
    french = index(talks, "/fr")
    assert (french["title"], french["language"]) == ("Causeries", "fr")
    labels = [each["label"] for each in french["selections"]]
    assert labels[:4] == ["Tous les événements", "Beaux-arts", "Dessin", "Étain"]
    assert labels[-2:] == ["À venir", "L’été"]
    assert all(each["page"].startswith(f"{BASE}/fr/") for each in french["selections"])


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_feed_reader_is_given_every_rss_feed_in_groups(talks: Server, prefix: str) -> None:
    """OPML 2.0, with the names and pages that the catalogue has for programs."""
    known, root = index(talks, prefix), parsed(talks, f"{prefix}/feeds.opml")
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == known["title"]
    assert root.findtext("head/ownerName") == "Alba"
    groups = root.findall("body/outline")
    assert [len(group) for group in groups] == [1, 3, 3, 4]
    assert all(group.get("text") == group.get("title") != "" for group in groups)
    outlines = [dict(outline.attrib) for group in groups for outline in group]
    described = [outline.pop("description") for outline in outlines]
    assert outlines == [
        {
            "type": "rss",
            "text": each["name"],
            "title": each["name"],
            "language": known["language"],
            "htmlUrl": each["page"],
            "xmlUrl": each["feeds"]["rss"],
        }
        for each in known["selections"]
    ]
    feeds = (parsed(talks, each["xmlUrl"].removeprefix(BASE)) for each in outlines)
    assert described == [feed.findtext("channel/description") for feed in feeds]


def test_groups_have_headings_and_none_stands_empty(talks: Server, server: Server) -> None:
    """A list without views has no such group, in OPML or on the page."""
    for running, expected in (
        (talks, ["The whole list", "Themes", "Regions", "Views"]),
        (server, ["The whole list", "Themes", "Regions"]),
    ):
        opml = parsed(running, "/feeds.opml")
        assert [group.get("text") for group in opml.findall("body/outline")] == expected
        page: Any = html.document_fromstring(get_ok(f"{running.url}/feeds").text)
        assert [words(heading) for heading in page.xpath("//main//h2")] == expected


def test_people_find_the_same_on_a_page(talks: Server) -> None:
    """A row a selection, with how many events it has and where all its addresses lead."""
    page: Any = html.document_fromstring(get_ok(f"{talks.url}/feeds").text)
    rows = page.xpath("//div[@class='catalogue']//li")
    known = index(talks)["selections"]
    assert len(rows) == len(known)
    for row, each in zip(rows, known, strict=True):
        assert words(row).startswith(f"{each['label']} {_counted(each['count'])} ")
        links = {words(link): link.get("href") for link in row.xpath(".//a")}
        assert BASE + links.pop(each["label"]) == each["page"]
        get_ok(talks.url + links.pop("Subscribe"))
        labels = {kind.label: each["feeds"][name] for name, kind in FORMATS.items()}
        assert links == labels
    depths = [row.get("class") for row in rows if row.get("class") != "depth-0"]
    assert depths == ["depth-1", "depth-1"]
    assert page.xpath("//main/div/p//a/@href") == ["/feeds.opml", "/feeds.json"]


def _counted(count: int) -> str:
    return {0: "No events", 1: "One event"}.get(count, f"{count} events")


def test_the_sitemap_has_every_page_in_every_language(talks: Server) -> None:
    """With when it last changed, and its alternates: each names itself and all the others."""
    root = parsed(talks, "/sitemap.xml")
    assert root.tag == f"{_MAP}urlset"
    urls = {each.findtext(f"{_MAP}loc"): each for each in root}
    events = [f"/event/{name}" for name in ("one", "two", "far")]
    expected = [
        BASE + prefix + path for path in (*PATHS, "/feeds", *events) for prefix in PREFIXES.values()
    ]
    assert list(urls) == expected
    for url, element in urls.items():
        links = {
            link.get("hreflang"): link.get("href") for link in element.findall(f"{_XHTML}link")
        }
        assert links[links_to(url)] == url
        path = links["en"].removeprefix(BASE)
        own = {tag: BASE + prefix + path for tag, prefix in PREFIXES.items()}
        assert links == own | {"x-default": own["en"]}
        page: Any = html.document_fromstring(get_ok(here(talks, url)).body.decode())
        assert page.xpath("//link[@rel='canonical']/@href") == [url]


def links_to(url: str) -> str:
    """Return which language a public address is in."""
    first = urlsplit(url).path.split("/")[1]
    return first if first in PREFIXES else "en"


def test_the_sitemap_says_when_each_page_changed(talks: Server) -> None:
    """An event's page with the event, not with the rest of the list."""
    root = parsed(talks, "/sitemap.xml")
    changed = {
        each.findtext(f"{_MAP}loc").removeprefix(BASE): each.findtext(f"{_MAP}lastmod")
        for each in root
    }
    known = index(talks)["modified"]
    assert (changed["/event/one"], changed["/event/far"]) == (_FIRST, _FIRST)
    assert (changed["/event/two"], changed["/fr/event/two"]) == (_SECOND, _SECOND)
    assert {changed[path] for path in (*PATHS, "/feeds", "/es/feeds")} == {known}
    assert known > _SECOND  # the address that the server is given is a change of every document


def test_a_new_name_of_the_list_is_a_change_of_every_page(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """It stands at the head of each."""
    desk = Desk(tmp_path_factory.mktemp("renamed"))
    publication = desk.open()
    desk.edit("title: Meetings", "title: Gatherings")
    publication.reload()
    with running_server(desk.files.events) as server:
        root = parsed(server, "/sitemap.xml")
    assert {each.findtext(f"{_MAP}lastmod") for each in root} == {_SECOND}
    assert not root.findall(f".//{_XHTML}link"), "a list in one language has no alternates"


def test_robots_may_read_everything_and_find_the_sitemap(talks: Server) -> None:
    """R11: every feed and page, as Python's own parser understands it; but no search form."""
    text = get_ok(f"{talks.url}/robots.txt").text
    robots = RobotFileParser()
    robots.parse(text.splitlines())
    assert robots.site_maps() == [f"{BASE}/sitemap.xml"]
    root = parsed(talks, "/sitemap.xml")
    pages = [each.findtext(f"{_MAP}loc") for each in root]
    feeds = [url for each in index(talks, "/fr")["selections"] for url in each["feeds"].values()]
    for url in (*pages, *feeds, f"{BASE}/feeds.opml", f"{BASE}/?q=art"):
        assert robots.can_fetch("Googlebot", url), url
    for prefix in PREFIXES.values():
        assert not robots.can_fetch("Googlebot", f"{BASE}{prefix}/find?q=art")


@pytest.mark.parametrize("address", DOCUMENTS)
def test_an_index_is_a_document_like_any_other(talks: Server, address: str) -> None:
    """The same bytes each time; one that is asked for again is not sent again; and no more."""
    first = get_ok(talks.url + address)
    assert first.header("Content-Type") == DOCUMENTS[address]
    assert first.header("Cache-Control") == "public, max-age=300"
    assert get_ok(talks.url + address).body == first.body
    by_tag = get(talks.url + address, if_none_match=first.header("ETag"))
    by_date = get(talks.url + address, if_modified_since=first.header("Last-Modified"))
    assert (by_tag.status, by_date.status) == (304, 304)
    assert get(talks.url + address, method="HEAD").header("ETag") == first.header("ETag")
    assert get(talks.url + address, method="POST").status == 405
    assert (first.header("Access-Control-Allow-Origin") == "*") is (
        address in {"/feeds.opml", "/feeds.json"}
    )


@pytest.mark.parametrize("address", DOCUMENTS)
def test_there_is_nothing_to_choose_in_an_index(talks: Server, address: str) -> None:
    """What cannot be meant is refused; a language is put right where there is one."""
    refused = get(f"{talks.url}{address}?theme=art")
    assert (refused.status, refused.header("Cache-Control")) == (400, "no-store")
    assert "“theme” cannot be used here; leave it out." in refused.text
    assert get(f"{talks.url}{address}?utm_source=x").status == 200
    right = f"/fr{address}" if address in OF_EACH_LANGUAGE else address
    asked = get(f"{talks.url}{address}?lang=fr")
    assert asked.status == 400
    assert re.search(rf"The right address is (<a [^>]*>)?{re.escape(right)}\b", asked.text)
    get_ok(talks.url + right)


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/Feeds/", 308, "/feeds"),
        ("/feeds.OPML", 308, "/feeds.opml"),
        ("/FR/feeds.json", 308, "/fr/feeds.json"),
        ("/Sitemap.xml", 308, "/sitemap.xml"),
        ("/en/robots.txt", 308, "/robots.txt"),
        ("/fr/sitemap.xml", 404, ""),
        ("/fr/robots.txt", 404, ""),
        ("/sitemap-1.xml", 404, ""),
        ("/sitemap-0.xml", 404, ""),
    ],
)
def test_each_index_has_one_address(talks: Server, path: str, status: int, location: str) -> None:
    """What is the same in all languages has none but its own."""
    answer = get(talks.url + path)
    assert (answer.status, answer.header("Location")) == (status, location)


MANY = ("en", "fr", "es", "de", "it", "pt", "nl", "sv", "da", "fi", "pl", "cs", "hu", "ro", "el")


def test_a_long_sitemap_is_cut_and_has_an_index(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Each file within what is allowed, alternates counted; every page in one of them."""
    languages, count = ", ".join(MANY), 230
    events = "".join(
        f"  - {{id: e{number}, title: E, start: 2008-01-01, regions: []}}\n"
        for number in range(count)
    )
    text = re.sub("(?s)events:.*", f"events:\n{events}", LIST).replace("en, fr, es", languages)
    desk = Desk(tmp_path_factory.mktemp("long"), text)
    with running_server(desk.files.events, {"FEEDS_BASE_URL": BASE}) as server:
        root = parsed(server, "/sitemap.xml")
        assert root.tag == f"{_MAP}sitemapindex"
        parts = [each.findtext(f"{_MAP}loc") for each in root]
        assert parts == [f"{BASE}/sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        assert len(parts) == 2
        found = [parsed(server, part.removeprefix(BASE)) for part in parts]
        assert get(f"{server.url}/sitemap-3.xml").status == 404
        assert get(f"{server.url}/fr/sitemap-1.xml").status == 404
    assert all(len(part.findall(f".//{_MAP}loc")) <= ROOM for part in found)
    assert all(len(part) * (len(MANY) + 2) <= ROOM for part in found)
    urls = [each.findtext(f"{_MAP}loc") for part in found for each in part]
    assert len(urls) == len(set(urls)) == (count + len(PATHS) + 1) * len(MANY)
    for element, part in zip(root, found, strict=True):
        dates = [each.findtext(f"{_MAP}lastmod") for each in part]
        assert element.findtext(f"{_MAP}lastmod") == max(dates)
