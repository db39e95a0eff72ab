"""Views as they are served: feeds and pages with a name of their own."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from fetching import get, get_ok
from serving import ROOT, Server, running_server

from feeds.formats import FORMATS

from .held import events_in
from .seen import fields, filters, form_of_filters, page

BASE = "https://events.example.org"
VIEWS = """\
views:
  unions: {title: Trade-union events, theme: unions}
  europe-2008: {from: 2008-06, to: 2008-12, region: [europe, asia]}
  employers: {title: Employers, q: employers, status: -cancelled}
  old-unions: {retired: unions}
  campaign: {retired: gone}
"""
EXPANDED = {
    "unions": "theme=trade-unions",
    "europe-2008": "from=2008-06&to=2008-12&region=europe,asia",
    "employers": "q=employers&status=-cancelled",
}


@pytest.fixture(scope="module")
def viewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on the real list with views."""
    path = tmp_path_factory.mktemp("viewed") / "events.yaml"
    path.write_text((ROOT / "events.yaml").read_text("utf-8") + VIEWS, "utf-8")
    with running_server(path, {"FEEDS_BASE_URL": BASE}) as server:
        yield server


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("name", EXPANDED)
@pytest.mark.parametrize("more", ["", "to=2008-09", "region=moldova", "when=past"])
def test_a_view_has_exactly_the_events_of_its_expanded_query(
    viewed: Server, extension: str, name: str, more: str
) -> None:
    """In every format, and narrowed by what it leaves open."""
    if more.partition("=")[0] in re.findall(r"(\w+)=", EXPANDED[name]):
        assert get(f"{viewed.url}/view/{name}.{extension}?{more}").status == 400
        return
    found = get_ok(f"{viewed.url}/view/{name}.{extension}?{more}")
    expanded = get_ok(f"{viewed.url}/events.{extension}?{EXPANDED[name]}&{more}")
    assert events_in(found, extension) == events_in(expanded, extension)
    assert more or events_in(found, extension)


def test_a_view_is_a_feed_of_its_own(viewed: Server) -> None:
    """With its title, its address, its page and, for readers, an id of its own."""
    calendar = get_ok(f"{viewed.url}/view/unions.ics?alarm=-P1D&region=europe")
    text = calendar.text.replace("\r\n ", "")
    assert "X-WR-CALNAME:Events on forced labour · Trade-union events · Europe\r\n" in text
    source = f"{BASE}/view/unions.ics?region=europe&alarm=-P1D"
    assert f"SOURCE;VALUE=URI:{source}\r\n" in text
    assert f"\r\nURL:{BASE}/view/unions?region=europe\r\n" in text
    assert "TRIGGER:-P1D" in text
    assert calendar.header("Content-Disposition") == 'inline; filename="unions.ics"'
    atoms = [
        get_ok(f"{viewed.url}/{path}.atom").text
        for path in ("view/unions", "theme/trade-unions", "view/employers")
    ]
    assert len({re.findall("<id>(urn:uuid:.+?)</id>", atom)[0] for atom in atoms}) == 3


def test_the_page_of_a_view_leads_to_its_feeds(viewed: Server) -> None:
    """Its heading is its title, and what narrows it keeps its name."""
    document = page(viewed, "/view/unions")
    assert document.xpath("string(//h1)") == "Trade-union events"
    assert document.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/view/unions"]
    feeds = document.xpath("//link[@rel='alternate'][@type][not(contains(@type, 'oembed'))]/@href")
    assert feeds == [f"{BASE}/view/unions.{name}" for name in ("ics", "rss", "atom", "json")]
    assert filters(document, "region")["Europe"].address == "/view/unions?region=europe"
    links = form_of_filters(document).xpath(".//a/@href")
    assert len(links) > 5
    for link in links:
        get_ok(viewed.url + link)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("unions", "/view/unions?q=moldova"),
        ("unions?from=2008-06&limit=1", "/view/unions?from=2008-06&limit=1&q=moldova"),
        ("employers", "/?q=moldova&status=-cancelled"),
    ],
)
def test_a_search_on_the_page_of_a_view_keeps_the_view(
    viewed: Server, name: str, found: str
) -> None:
    """Unless the words are the view's own."""
    form = form_of_filters(page(viewed, f"/view/{name}"))
    sent = [pair for pair in fields(form) if pair[0] != "q"]
    answer = get(f"{viewed.url}{form.get('action')}?{urlencode([*sent, ('q', 'Moldova')])}")
    assert (answer.status, answer.header("Location")) == (303, found)
    get_ok(viewed.url + found)


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/view/old-unions.ics", "/view/unions.ics"),
        ("/view/old-unions", "/view/unions"),
        (
            "/view/old-unions.rss?region=europe&from=2008",
            "/view/unions.rss?region=europe&from=2008",
        ),
        ("/View/Unions.ICS", "/view/unions.ics"),
        ("/view/unions/", "/view/unions"),
        ("/view/unions.xml?q=a", "/view/unions.rss?q=a"),
        ("/view//unions.ical", "/view/unions.ics"),
    ],
)
def test_a_retired_view_and_a_near_miss_lead_on(viewed: Server, path: str, location: str) -> None:
    """R10: for good, with extension and query."""
    answer = get(viewed.url + path)
    assert (answer.status, answer.header("Location")) == (308, location)
    assert answer.header("Cache-Control") == "public, max-age=300"
    get_ok(viewed.url + location)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/view/campaign.ics", 410, ["The view “campaign” is no longer used."]),
        ("/view/campaign?q=a", 410, ["The view “campaign” is no longer used."]),
        (
            "/view/unoins.ics",
            404,
            [
                "There is no view “unoins”.",
                "Did you mean unions?",
                "Valid views: unions, europe-2008, employers\n",
            ],
        ),
        ("/view/unoins", 404, ["There is no view “unoins”.", "<code>unions</code>"]),
        ("/view/xyzzy.rss", 404, ["There is no view “xyzzy”."]),
        ("/view/unions.pdf", 404, ["There is no format “pdf”."]),
        ("/view", 404, ["There is nothing at this address."]),
        (
            "/view/unions.ics?theme=employers&from=2008",
            400,
            [
                "“theme” is set by the view “unions”, and again in the query.",
                "The right address is /theme/employers.ics?from=2008\n",
            ],
        ),
        ("/view/unions?theme=unions&q=a", 400, ['<a href="/view/unions?q=a">']),
        ("/view/unions.ics?limit=1", 400, ["“limit” cannot be used here."]),
        ("/view/unions.ics?colour=red", 400, ["There is no parameter “colour”."]),
        ("/view/europe-2008.ics?when=upcomming", 400, ["Did you mean upcoming?"]),
    ],
)
def test_what_cannot_be_given_is_said(
    viewed: Server, path: str, status: int, words: list[str]
) -> None:
    """With what is right, in the kind that was asked for, and kept by no cache."""
    answer = get(viewed.url + path)
    assert answer.status == status
    assert answer.header("Cache-Control") == "no-store"
    for each in words:
        assert each in answer.text


def test_the_page_on_addresses_lists_the_views(viewed: Server, server: Server) -> None:
    """By title, else in words; a list without any has no such heading."""
    document = page(viewed, "/addresses")
    links = document.xpath("//h2[.='Views']/following-sibling::ul[1]//a")
    assert [(link.text, link.get("href")) for link in links] == [
        ("Employers", "/view/employers"),
        ("Asia or Europe, from June 2008 to December 2008", "/view/europe-2008"),
        ("Trade-union events", "/view/unions"),
    ]
    assert "Views" not in get_ok(f"{server.url}/addresses").text


def test_a_view_that_is_asked_again_is_not_sent_again(viewed: Server) -> None:
    """R3: as any other feed."""
    address = f"{viewed.url}/view/unions.ics"
    first = get_ok(address)
    assert get(address, if_none_match=first.header("ETag")).status == 304
