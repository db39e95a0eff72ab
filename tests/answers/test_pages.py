"""The pages: the list by month, what narrows it, the ways to follow it, and one event."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from fetching import get, get_ok
from lxml import html
from serving import ROOT, Serve, Server, copied, running_server

from .held import events_in
from .seen import (
    Filter,
    fields,
    filters,
    form_of_filters,
    page,
    sections,
    shown_events,
    words,
)

EVENTS = re.findall(r"(?m)^  - id: (.+)$", (ROOT / "events.yaml").read_text("utf-8"))
ALTERNATES = {
    "text/calendar": "ics",
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
}
BASE = "https://events.example.org"
FEEDS = "//link[@rel='alternate'][@type][not(contains(@type, 'oembed'))]"
"""Where a page names its feeds, for programs that look for them."""
YEARS_AGO = datetime(2020, 1, 1, tzinfo=UTC)
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; frame-src 'none'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on the list of awkward events."""
    path = copied(ROOT / "tests/golden/small/events.yaml", tmp_path_factory.mktemp("small"))
    with running_server(path, {"FEEDS_BASE_URL": BASE}) as it:
        yield it


def test_the_list_stands_by_month_newest_first(server: Server) -> None:
    """As the page that first listed the events has it."""
    document = page(server, "/")
    (past,) = sections(document)
    assert past == (
        "Past events",
        [
            *("November 2008", "October 2008", "September 2008", "August 2008", "July 2008"),
            *("June 2008", "May 2008", "February 2008"),
        ],
    )
    days = [words(each) for each in document.xpath("//p[@class='when']/time")]
    assert days == [
        *("25–26 November 2008", "21–23 November 2008", "21 October 2008", "8–10 September 2008"),
        *("19 August 2008", "7–9 July 2008", "30 June – 1 July 2008", "18–20 June 2008"),
        *("21–22 May 2008", "20 February 2008"),
    ]
    assert len(set(shown_events(document))) == 10


@pytest.mark.parametrize(
    ("address", "heading", "count"),
    [
        ("/", "All events", "10 events"),
        ("/theme/human-trafficking", "Human trafficking", "6 events"),
        (
            "/?theme=human-trafficking&region=africa&from=2008-06",
            "Human trafficking · Africa · from June 2008",
            "One event",
        ),
        ("/?from=2030", "From 2030", "No events"),
        ("/?q=employers&order=start", "Matching “employers” · earliest first", "3 events"),
        ("/?limit=3", "At most 3", "3 events"),
    ],
)
def test_a_page_says_what_is_selected_and_how_many_that_are(
    server: Server, address: str, heading: str, count: str
) -> None:
    """In words; an empty selection says so and shows the way out."""
    document = page(server, address)
    (title,) = document.xpath("//h1")
    assert words(title) == heading
    shown = words(document.xpath("//div[@class='selection']")[0])
    assert shown.startswith(f"{heading} {count} ")
    assert ("Show all events" in shown) is (address != "/")
    assert (len(shown_events(document)) == 0) is (count == "No events")
    assert ("No events match" in words(document)) is (count == "No events")


@pytest.mark.parametrize(
    ("address", "path", "query"),
    [
        ("/", "/events", ""),
        ("/theme/employers", "/theme/employers", ""),
        ("/?theme=business", "/theme/employers", ""),
        ("/?region=africa&theme=employers", "/theme/employers/region/africa", ""),
        ("/?region=africa,europe&utm_source=x", "/events", "?region=africa,europe"),
        ("/?q=Trade+Unions&from=2008-06", "/events", "?from=2008-06&q=trade+unions"),
        ("/region/europe?when=past", "/region/europe", "?when=past"),
        ("/?page=1&order=next", "/events", ""),
    ],
)
def test_a_page_offers_the_feeds_of_exactly_what_it_shows(
    server: Server, address: str, path: str, query: str
) -> None:
    """R44, R53: by their canonical addresses, in the head and to be clicked; and they answer."""
    document = page(server, address)
    alternates = {each.get("type"): each.get("href") for each in document.xpath(FEEDS)}
    expected = {
        extension: f"{server.base}{path}.{extension}{query}"
        for extension in (*ALTERNATES.values(), "csv")
    }
    assert alternates == {kind: expected[extension] for kind, extension in ALTERNATES.items()}
    (panel,) = document.xpath("//details[@id='follow']")
    clicked = {
        *panel.xpath(".//input[@id='address']/@value"),
        *panel.xpath(".//a/@href[starts-with(., 'http://localhost')]"),
    }
    assert clicked == set(expected.values())
    held = set(shown_events(document))
    feed = get_ok(server.url + expected["csv"].removeprefix(server.base))
    assert held == set(events_in(feed, "csv"))


def test_feeds_keep_an_order_that_is_asked_for_and_calendars_have_none(server: Server) -> None:
    """What a page has unasked is another order than that of feeds."""
    feeds = page(server, "/?order=-start").xpath(f"{FEEDS}/@href")
    assert [feed.removeprefix(server.base) for feed in feeds] == [
        "/events.ics",
        *(f"/events.{extension}?order=-start" for extension in ("rss", "atom", "json")),
    ]


@pytest.mark.parametrize("query", ["?limit=3", "?limit=2&order=start", "?limit=2&when=past"])
def test_feeds_of_a_limited_list_hold_the_same_events(server: Server, query: str) -> None:
    """Though each format has another order of its own; a calendar can hold no such thing."""
    document = page(server, f"/{query}")
    (panel,) = document.xpath("//details[@id='follow']")
    links = {words(each): each.get("href") for each in panel.xpath(".//a")}
    for label in ("RSS", "Atom", "JSON Feed", "Table (CSV)"):
        feed = get_ok(server.url + links[label].removeprefix(server.base))
        held = events_in(feed, urlsplit(links[label]).path.rpartition(".")[2])
        assert set(held) == set(shown_events(document)), label
    assert "limit" not in panel.xpath("string(.//input[@id='address']/@value)")
    assert "The calendar holds all the events in this selection" in words(panel)


def test_a_page_has_the_ways_to_subscribe_to_what_it_shows(small: Server) -> None:
    """R16 to R19: a copyable https address, and each program's own link."""
    document = page(small, "/theme/it/region/world")
    (panel,) = document.xpath("//details[@id='follow']")
    address = f"{BASE}/theme/it/region/world.ics"
    assert panel.xpath(".//input[@readonly]/@value") == [address, f"{address}?cancelled=show"]
    encoded = "https%3A%2F%2Fevents.example.org%2Ftheme%2Fit%2Fregion%2Fworld.ics"
    name = "Seminars%2C%20talks%3B%20%26%20%3Cmore%3E%20%C2%B7%20IT%20%C2%B7%20World"
    links = {words(each): each.get("href") for each in panel.xpath(".//ul[@class='ways']//a")}
    assert links == {
        "Apple Calendar": "webcal://events.example.org/theme/it/region/world.ics",
        "Google Calendar": "https://calendar.google.com/calendar/r/settings/addbyurl",
        "Outlook.com": f"https://outlook.live.com/calendar/0/addfromweb?url={encoded}&name={name}",
        "Outlook for work or school": (
            f"https://outlook.office.com/calendar/0/addfromweb?url={encoded}&name={name}"
        ),
        "Thunderbird and others": "#address",
    }
    copied = panel.xpath(".//@data-copy")
    assert copied == [address, address, f"{address}?cancelled=show"]
    assert panel.xpath(".//p[@class='more']/a/@href")[0] == "/subscribe?region=world&theme=it"


def test_filters_narrow_what_is_shown_and_say_to_how_much(server: Server) -> None:
    """Each leads to a page with as many events as it says; none leads to nothing."""
    for start in ("/", "/theme/human-trafficking", "/region/europe?q=trade"):
        document = page(server, start)
        for name in ("theme", "region"):
            for label, link in filters(document, name).items():
                shown = shown_events(page(server, link.address))
                assert (len(shown) == link.count) or link.is_chosen, (start, label)
                assert shown


def test_a_filter_that_is_on_leads_out_again(server: Server) -> None:
    """It keeps the rest of the selection, as every filter does; its field is ticked."""
    document = page(server, "/theme/employers/region/europe?from=2008")
    assert filters(document, "theme")["Employers"] == Filter(
        address="/region/europe?from=2008",
        count=1,
        is_chosen=True,
        depth=0,
        field=("theme", "employers", True),
    )
    assert filters(document, "region")["Moldova"] == Filter(
        address="/theme/employers/region/moldova?from=2008",
        count=1,
        is_chosen=False,
        depth=1,
        field=("region", "moldova", False),
    )
    europe = filters(document, "region")["Europe"]
    assert (europe.address, europe.is_chosen) == ("/theme/employers?from=2008", True)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/?theme=employers,trade-unions", "/theme/trade-unions"),
        ("/?theme=employers,trade-unions&match=all", "/theme/trade-unions"),
        ("/?theme=employers,-trade-unions", "/?theme=-trade-unions"),
        (
            "/?theme=employers&region=asia,europe&match=all",
            "/?match=all&region=asia,europe",
        ),
    ],
)
def test_one_of_several_that_are_on_leads_out_by_itself(
    server: Server, address: str, expected: str
) -> None:
    """The others stay on; and the address is a canonical one, by both links that lead out."""
    document = page(server, address)
    assert filters(document, "theme")["Employers"].address == expected
    assert ("Employers remove", expected) in [
        (words(each), each.get("href")) for each in document.xpath("//ul[@class='chosen']//a")
    ]


def test_regions_stand_under_what_they_lie_in(server: Server) -> None:
    """A region within another follows it, further in."""
    names = [(link.depth, label) for label, link in filters(page(server, "/"), "region").items()]
    start = names.index((0, "Europe"))
    assert names[start + 1] == (1, "Bulgaria")
    assert (0, "Moldova") not in names


def test_a_search_keeps_the_rest_of_the_selection(server: Server) -> None:
    """A form without a script sends what stands in it, and its reader is sent on."""
    asked = "theme=employers,-unions&region=asia,europe&match=all&from=2008-02&to=2008&when=past"
    document = page(server, f"/?{asked}&status=confirmed&page=1")
    form = form_of_filters(document)
    sent = [pair for pair in fields(form) if pair[1]]
    assert sorted(sent) == [
        ("from", "2008-02-01"),
        ("match", "all"),
        ("region", "asia"),
        ("region", "europe"),
        ("status", "confirmed"),
        ("theme", "-trade-unions"),
        ("theme", "employers"),
        ("to", "2008-12-31"),
        ("when", "past"),
    ]
    answer = get(f"{server.url}{form.get('action')}?{urlencode([*sent, ('q', 'business')])}")
    assert answer.status == 303
    found = page(server, answer.header("Location"))
    assert "matching “business”" in words(found.xpath("//h1")[0])


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/theme/employers",
        "/?from=2030",
        "/addresses",
        "/feeds",
        "/event/engaging-business",
        "/nothing",
        "/?theme=x",
    ],
)
def test_a_page_needs_no_script_and_lets_none_in(server: Server, address: str) -> None:
    """Everything it loads is its own; what it links to is told as little as needed."""
    answer = get(server.url + address)
    assert answer.header("Content-Security-Policy") == POLICY
    assert answer.header("Referrer-Policy") == "strict-origin-when-cross-origin"
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    document: Any = html.document_fromstring(answer.text)
    assert not re.search(r"\s(style|on[a-z]+)=", answer.text)
    assert document.get("lang") == "en"
    (script,) = document.xpath("//script[not(@type='application/ld+json')]")
    assert (script.get("src").partition("?")[0], script.text) == ("/static/site.js", None)
    (icon,) = document.xpath("//link[@rel='icon']/@href")
    assert icon.startswith("data:image/svg+xml,")
    loaded = document.xpath("//link[@rel='stylesheet']/@href | //img/@src | //script/@src")
    assert all(each.startswith("/static/") for each in loaded)
    for each in loaded:
        get_ok(server.url + each)


def test_a_page_is_validated_and_cached_as_a_feed_is(server: Server) -> None:
    """R7: but it is not for scripts of other sites."""
    answer = get_ok(f"{server.url}/theme/employers")
    assert answer.header("Cache-Control") == "public, max-age=300"
    assert answer.header("Vary") == "Accept-Encoding"
    assert answer.header("ETag")
    assert not answer.header("Access-Control-Allow-Origin")


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/", "/"),
        ("/?theme=business&utm_source=x", "/theme/employers"),
        ("/?q=A+b&page=1", "/?q=a+b"),
        ("/event/engaging-business?fbclid=1", "/event/engaging-business"),
        ("/addresses", "/addresses"),
        ("/feeds", "/feeds"),
        ("/subscribe", "/subscribe"),
        ("/subscribe?theme=business&page=2", "/subscribe?theme=employers"),
        ("/subscribe?link=/theme/employers.ics", "/subscribe?theme=employers"),
    ],
)
def test_a_page_names_its_one_address(server: Server, address: str, canonical: str) -> None:
    """R14, R44: the absolute one, whatever spelling was asked for."""
    (named,) = page(server, address).xpath("//link[@rel='canonical']/@href")
    assert named == server.base + canonical


def test_links_between_pages_are_relative(server: Server) -> None:
    """So that they work wherever the list is published."""
    for address in ("/", "/event/engaging-business", "/addresses", "/nothing", "/subscribe"):
        document: Any = html.document_fromstring(get(server.url + address).text)
        links = document.xpath("//body//a/@href[not(contains(., '.csv'))][not(../@type)]")
        inside = [link for link in links if urlsplit(link).hostname in {None, "localhost"}]
        assert len(inside) > 5
        assert all(link.startswith(("/", "#", "webcal:", "mailto:")) for link in inside), inside


def test_an_event_has_a_page(server: Server) -> None:
    """With days, place, all that is known of it, and its file; R36."""
    document = page(server, "/event/engaging-business")
    said = words(document.xpath("//article")[0])
    for text in (
        "20 February 2008",
        "Coca-Cola's headquarters, Atlanta",
        "Engaging Business: Addressing Forced Labour",
        "Host The Coca-Cola Company",
        "Sponsors U.S. Council for International Business U.S. Chamber of Commerce",
        "Partner International Labour Organization (ILO)",
        "Employers United States",
    ):
        assert text in said
    assert document.xpath("//article//a[@class='button']/@href") == ["/event/engaging-business.ics"]
    alternates = document.xpath(f"{FEEDS}/@href")
    assert alternates == [
        f"{server.base}/event/engaging-business.ics",
        *(f"{server.base}/events.{extension}" for extension in ALTERNATES.values()),
    ]


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_of_the_list_has_a_page(server: Server, name: str) -> None:
    """R36: it stands in every calendar, so that it must answer."""
    document = page(server, f"/event/{name}")
    assert document.xpath("//h1")
    own = document.xpath("//main//a[starts-with(@href, '/')]/@href")
    assert f"/event/{name}.ics" in own
    for link in own:
        get_ok(server.url + link)


def test_awkward_texts_are_shown_as_they_were_written(small: Server) -> None:
    """Marks of HTML are text, and statuses are told."""
    document = page(small, "/")
    title = "Marks: <b>\"quoted\"</b> & 'single', comma; semicolon \\ backslash \\n and C:\\New"
    assert title in [each.text for each in document.xpath("//h4/a")]
    assert title in words(page(small, "/event/confirmed").xpath("//h1")[0])
    badges = {words(each) for each in document.xpath("//h4/span")}
    assert badges == {"Tentative", "Postponed", "Cancelled"}
    assert document.xpath("//footer//a[1]/@href")[0] == "https://seminars.example.org/?a=1&b=2"
    assert document.get("lang") == "en-GB"
    paragraphs = page(small, "/event/confirmed").xpath("//div[@class='p-summary']/p")
    assert [words(each) for each in paragraphs] == [
        "First line, with a <tag> & an &amp;; second line \\n of the same paragraph.",
        "Another paragraph. 🎉 東京 Женева e̊ — “…”",
    ]


def test_the_grammar_of_addresses_is_told_with_the_terms_of_the_list(server: Server) -> None:
    """Every parameter, every format, every theme and region."""
    said = words(page(server, "/addresses").xpath("//main")[0])
    for text in ("theme=", "region=", "match=", "from=", "to=", "when=", "q=", "status=", "order="):
        assert text in said
    for text in ("/events.ics", "/events.rss", "/events.atom", "/events.json", "/events.csv"):
        assert text in said
    for text in ("labour-inspection", "united-kingdom", "limit=5", "page=2"):
        assert text in said


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list of 120 events, one a week."""
    path: Path = tmp_path_factory.mktemp("long") / "events.yaml"
    days = (date(2006, 1, 2) + timedelta(weeks=number) for number in range(120))
    path.write_text(
        "calendar: {title: T, domain: d.example.org, announced: 2026-11-24, "
        "timezone: Etc/UTC, language: en}\nevents:\n"
        + "".join(f"  - {{id: on-{day}, title: A, start: {day}, regions: []}}\n" for day in days)
    )
    with running_server(path) as running:
        yield running


def test_a_long_list_comes_in_pages_that_lead_to_one_another(long: Server) -> None:
    """R48: it says how many events there are; nothing is cut, nothing is shown twice."""
    address, seen, pages = "/?from=2006", [], 0
    while address:
        document = page(long, address)
        assert "120 events" in words(document.xpath("//div[@class='selection']")[0])
        seen += shown_events(document)
        following = document.xpath("//link[@rel='next']/@href")
        assert document.xpath("//nav[@class='pages']/a[@rel='next']/@href") == following
        assert bool(document.xpath("//link[@rel='prev']")) is (pages > 0)
        address, pages = following[0] if following else "", pages + 1
    assert pages == 3
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 120


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_a_long_feed_is_followed_to_its_end(long: Server, extension: str) -> None:
    """R48: by the addresses that it names itself."""
    pattern = {
        "rss": r'rel="next" href="([^"]+)"',
        "atom": r'rel="next" href="([^"]+)"',
        "json": r'"next_url":"([^"]+)"',
    }[extension]
    address, seen = f"/events.{extension}?order=start", set()
    while address:
        text = get_ok(long.url + address).text
        seen |= set(re.findall(r"/event/(on-[0-9-]+)\.ics", text))
        following = re.search(pattern, text)
        address = following[1].removeprefix(long.base).replace("&amp;", "&") if following else ""
        assert dict(parse_qsl(urlsplit(address).query)).get("order", "start") == "start"
    assert len(seen) == 120


@pytest.mark.parametrize("path", ["/", "/events.rss"])
def test_what_is_past_is_as_new_as_the_day(serve: Serve, tmp_path: Path, path: str) -> None:
    """R8: or who asks by date alone would never see an event pass; all else is as old as the list."""
    copy = tmp_path / "events.yaml"
    text = (ROOT / "events.yaml").read_text("utf-8")
    copy.write_text(re.sub("announced: .*", "announced: 2008-01-01", text), "utf-8")
    os.utime(copy, (YEARS_AGO.timestamp(), YEARS_AGO.timestamp()))
    server = serve(copy)
    plain, daily = (get_ok(f"{server.url}{path}{query}") for query in ("", "?when=past"))
    assert parsedate_to_datetime(plain.header("Last-Modified")) == YEARS_AGO
    midnight = parsedate_to_datetime(daily.header("Last-Modified"))
    assert timedelta() < datetime.now(UTC) - midnight < timedelta(hours=25)
    since = plain.header("Last-Modified")
    assert get(f"{server.url}{path}", if_modified_since=since).status == 304
    assert get(f"{server.url}{path}?when=past", if_modified_since=since).status == 200
