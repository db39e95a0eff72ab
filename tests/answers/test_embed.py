"""What other sites are given: pages for frames, a script that stays what it is, and oEmbed."""

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from fetching import Answer, get, get_ok
from lxml import etree, html
from making import make_event, make_snapshot
from publication.desk import Desk
from serving import ROOT, Server, running_server

from feeds.formats import FORMATS
from feeds.publication import Publication, Snapshot
from feeds.selection import parse_query
from feeds.settings import Settings
from feeds.web.embed_script import integrity
from feeds.web.snippets import Snippets, snippets_of

BASE = "https://events.example.org"
POLICY = (
    f"default-src 'none'; style-src 'self' {BASE}; script-src 'self' {BASE}; "
    "form-action 'none'; base-uri 'none'; frame-ancestors *"
)
LIST = """\
calendar:
  title: {en: Meetings, fr: Réunions}
  domain: meetings.example.org
  timezone: Europe/Zurich
  languages: [en, fr]
themes: {tides: {label: {en: Tides, fr: Marées}}, boats: Boats}
regions: {}
views:
  sea: {title: {en: By the sea, fr: Au bord de la mer}, theme: tides, from: 2008}
"""
RELEASED = {
    1: "mZ+UUwkVtoppNP2rR0rbCAMQ1AbcX6o7GkH8fmslh/n4DZ05LneUJ8U+TdQNeB6P",
}
"""The hash of each version of the script."""


def long_list() -> str:
    """Return a list with twelve past and two coming events, a cancelled one, and a series."""
    today = datetime.now(UTC).date()
    events = [
        f"  - {{id: past-{number:02}, title: Past {number:02}, start: 2008-01-{number:02}, "
        "themes: [tides], regions: []}"
        for number in range(1, 13)
    ]
    for name, days, more in (
        ("later", 40, "status: cancelled"),
        ("soon", 20, "location: Harbour & quay"),
    ):
        start = today + timedelta(days)
        title = f"title: {{en: {name.capitalize()}, fr: {name.capitalize()} (fr)}}"
        events.append(
            f"  - {{id: {name}, {title}, start: {start}, themes: [boats], regions: [], {more}}}"
        )
    events.append(
        f"  - {{id: series, title: Seminar, start: {today - timedelta(14)}, regions: [], "
        "repeat: {every: week}}"
    )
    return LIST + "events:\n" + "\n".join(events) + "\n"


@pytest.fixture(scope="module")
def meetings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list from which an event was withdrawn."""
    desk = Desk(tmp_path_factory.mktemp("meetings"), long_list())
    publication = desk.open()
    gone = next(line for line in desk.text.splitlines() if "past-03" in line)
    desk.edit(gone + "\n", "")
    publication.reload()
    with running_server(desk.files.events, {"FEEDS_BASE_URL": BASE}) as it:
        yield it


def page(answer: Answer) -> Any:
    """Read a page."""
    return html.document_fromstring(answer.text)


def shown(server: Server, address: str) -> list[str]:
    """Return the titles of what a frame shows."""
    document = page(get_ok(server.url + address))
    return [link.text_content() for link in document.xpath("//*[@class='title']/a")]


PAST = [f"Past {number:02}" for number in (12, 11, 10, 9, 8, 7, 6, 5, 4, 2, 1)]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Seminar", "Soon", "Later", *PAST[:7]]),
        ("?limit=2", ["Seminar", "Soon"]),
        ("?limit=20", ["Seminar", "Soon", "Later", *PAST]),
        ("?theme=boats", ["Soon", "Later"]),
        ("?order=start&limit=2", ["Past 01", "Past 02"]),
        ("?status=cancelled", ["Later"]),
        ("?when=past&to=2008-01-05", ["Past 05", "Past 04", "Past 02", "Past 01"]),
        ("?view=sea&limit=1", ["Past 12"]),
        ("?q=past+07", ["Past 07"]),
        ("?q=harbor", []),
        ("?utm_source=mail&amp;theme=boats&amp;scheme=dark", ["Soon", "Later"]),
    ],
)
def test_a_frame_shows_the_first_events_of_a_selection(
    meetings: Server, query: str, titles: list[str]
) -> None:
    """What is to come first, soonest first; ten unless a limit is asked for."""
    assert shown(meetings, f"/embed{query}") == titles


def test_a_frame_says_of_each_event_what_matters(meetings: Server) -> None:
    """When and where, whether it is off, the next dates of a series."""
    document = page(get_ok(f"{meetings.url}/embed"))
    series, soon, later = document.xpath("//main/ul/li")[:3]
    assert "Next: " in series.text_content()
    assert soon.xpath("normalize-space(.//*[contains(@class, 'where')])") == "Harbour & quay"
    assert later.xpath("string(.//*[@class='status cancelled'])") == "Cancelled"
    assert not soon.xpath(".//*[contains(@class, 'status')]")


def test_a_frame_leads_to_the_list_in_another_window(meetings: Server) -> None:
    """By links that tell it nothing, and by an address that can be copied."""
    document = page(get_ok(f"{meetings.url}/embed?view=sea&limit=3&to=2008-06"))
    whole = f"{BASE}/view/sea?to=2008-06"
    assert document.xpath("//link[@rel='canonical']/@href") == [whole]
    assert document.xpath("//footer//a/@href") == [whole]
    assert document.xpath("string(//footer//a)") == "All 11 events"
    assert document.xpath("string(//footer//code)") == whole
    assert document.xpath("string(//h1)") == "Meetings · By the sea · to June 2008"
    links = document.xpath("//a")
    assert len(links) == 5
    for link in links:
        assert link.get("href").startswith(f"{BASE}/")
        assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")
    assert document.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_a_selection_without_events_says_so(meetings: Server) -> None:
    """And is no error."""
    document = page(get_ok(f"{meetings.url}/embed?q=nothing"))
    told = document.xpath("string(//p[@class='none'])")
    assert told == "There are no events here at the moment."
    assert document.xpath("//footer//a") == []


def test_anybody_may_frame_these_pages_and_no_other(meetings: Server) -> None:
    """Errors of frames too; nothing else changes in how a page is sent."""
    for path in ("/embed", "/embed?theme=x", "/embed/event/soon", "/embed/event/x", "/fr/embed"):
        answer = get(meetings.url + path)
        assert answer.header("Content-Security-Policy") == POLICY, path
        assert answer.header("Cross-Origin-Resource-Policy") == "cross-origin"
        assert answer.header("X-Frame-Options") == answer.header("Set-Cookie") == ""
    for path in ("/", "/event/soon", "/subscribe", "/view/sea", "/addresses", "/theme/x"):
        policy = get(meetings.url + path).header("Content-Security-Policy")
        assert "frame-ancestors 'none'" in policy, path


@pytest.mark.parametrize("path", ["/embed", "/embed?view=sea", "/embed/event/soon"])
def test_a_frame_that_is_asked_again_is_not_sent_again(meetings: Server, path: str) -> None:
    """As any other page."""
    first = get_ok(meetings.url + path)
    assert first.header("Cache-Control") == "public, max-age=300"
    assert get(meetings.url + path, if_none_match=first.header("ETag")).status == 304
    assert get(meetings.url + path, if_modified_since=first.header("Last-Modified")).status == 304


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_frame_can_be_told_to_be_light_or_dark(meetings: Server, scheme: str) -> None:
    """Which is no part of the selection, and does not reach its address."""
    document = page(get_ok(f"{meetings.url}/embed?scheme={scheme.upper()}&theme=tides"))
    assert document.get("data-scheme") == scheme
    assert document.xpath("//meta[@name='color-scheme']/@content") == [scheme]
    assert document.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/theme/tides"]
    assert page(get_ok(f"{meetings.url}/embed")).get("data-scheme") is None


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/embed?theme=tide", 404, ["There is no theme “tide”.", "tides"]),
        ("/embed?view=see", 404, ["There is no view “see”."]),
        ("/embed?page=2", 400, ["“page” cannot be used here."]),
        ("/embed?alarm=-P1D", 400, ["“alarm” cannot be used here."]),
        ("/embed?limit=0", 400, ["“limit=0” must be a whole number"]),
        ("/embed?scheme=dim", 400, ["“dim” is not a valid value for “scheme”.", "light", "dark"]),
        ("/embed?scheme", 400, ["is not a valid value for “scheme”"]),
        ("/embed?scheme=dark&scheme=dark", 400, ["“scheme” appears in the address 2 times"]),
        ("/embed?view=sea&view=sea", 400, ["“view” appears in the address 2 times"]),
        ("/embed?view=sea&theme=tides", 400, ["“theme” is set by the view “sea”"]),
        ("/embed/event/soo", 404, ["There is no event with this name."]),
        ("/embed/event/soon?limit=1", 400, ["“limit” cannot be used here"]),
    ],
)
def test_what_is_wrong_with_a_frame_is_said_in_it(
    meetings: Server, path: str, status: int, words: list[str]
) -> None:
    """To whoever is putting it on a page; no cache keeps it."""
    answer = get(meetings.url + path)
    assert (answer.status, answer.header("Cache-Control")) == (status, "no-store")
    for each in words:
        assert each in page(answer).xpath("string(//main)")


def test_a_single_event_can_be_framed(meetings: Server) -> None:
    """With all that its frame has room for; one that is gone says so."""
    document = page(get_ok(f"{meetings.url}/embed/event/later?scheme=dark"))
    assert document.get("data-scheme") == "dark"
    assert document.xpath("//h1/a/@href") == [f"{BASE}/event/later"]
    assert document.xpath("string(//h1)") == "Cancelled Later"
    assert document.xpath("string(//p[@class='news'])") == "Cancelled."
    assert document.xpath("string(//footer//code)") == f"{BASE}/event/later"
    assert "Next: " in get_ok(f"{meetings.url}/embed/event/series").text
    gone = page(get_ok(f"{meetings.url}/embed/event/past-03"))
    assert "This event is no longer on the list" in gone.xpath("string(//main)")


def test_a_frame_speaks_the_language_of_its_address(meetings: Server) -> None:
    """And leads to pages in it."""
    document = page(get_ok(f"{meetings.url}/fr/embed?view=sea&limit=1"))
    assert document.get("lang") == "fr"
    assert document.xpath("//h1/a/@href") == [f"{BASE}/fr/view/sea"]
    assert document.xpath("string(//h1)") == "Réunions · Au bord de la mer"
    assert get(f"{meetings.url}/en/embed?limit=1").header("Location") == "/embed?limit=1"


# The script


def test_the_script_can_be_had_by_any_site(meetings: Server) -> None:
    """The newest version for a day, and one that bears its number for good; nothing else."""
    newest, pinned = (get_ok(f"{meetings.url}/{name}.js") for name in ("embed", "embed-1"))
    assert newest.body == pinned.body == (ROOT / "feeds/web/static/embed-1.js").read_bytes()
    assert newest.header("Cache-Control") == "public, max-age=86400"
    assert pinned.header("Cache-Control") == "public, max-age=31536000, immutable"
    for answer in (newest, pinned):
        assert answer.header("Content-Type") == "text/javascript; charset=utf-8"
        assert answer.header("Access-Control-Allow-Origin") == "*"
        assert answer.header("Cross-Origin-Resource-Policy") == "cross-origin"
        assert answer.header("Set-Cookie") == ""
    for name in ("embed-0", "embed-2", "embed-x", "fr/embed"):
        assert get(f"{meetings.url}/{name}.js").status == 404


def test_the_script_is_small(meetings: Server) -> None:
    """Under 6 KB as it travels."""
    coded = get(f"{meetings.url}/embed.js", accept_encoding="gzip")
    assert coded.header("Content-Encoding") == "gzip"
    assert len(coded.body) < 6 * 1024
    assert b"event-list" in gzip.decompress(coded.body)


@pytest.mark.parametrize("version", RELEASED)
def test_a_version_of_the_script_never_changes(version: int) -> None:
    """Pages name it by its hash, and caches keep it: released; make embed-2.js instead."""
    script = (ROOT / f"feeds/web/static/embed-{version}.js").read_bytes()
    digest = base64.b64encode(hashlib.sha384(script).digest()).decode()
    assert digest == RELEASED[version]
    assert integrity() == f"sha384-{RELEASED[max(RELEASED)]}"


@pytest.mark.parametrize("extension", FORMATS)
def test_pages_that_isolate_themselves_may_fetch_feeds(meetings: Server, extension: str) -> None:
    """R13: by either of the two mechanisms that browsers have."""
    answer = get_ok(f"{meetings.url}/events.{extension}")
    assert answer.header("Access-Control-Allow-Origin") == "*"
    assert answer.header("Cross-Origin-Resource-Policy") == "cross-origin"


def test_the_feed_holds_the_words_that_an_element_shows(meetings: Server) -> None:
    """R50: title, dates, status and next dates each apart, in the language of the feed."""
    feed = json.loads(get_ok(f"{meetings.url}/fr/events.json?order=next&limit=3&notices=0").text)
    series, soon, later = (item["_event"] for item in feed["items"])
    assert series["title"] == "Seminar"
    assert series["coming"].startswith("Prochaines dates")
    assert (soon["title"], soon["location"]) == ("Soon (fr)", "Harbour & quay")
    assert "status_name" not in soon
    assert (later["status"], later["status_name"]) == ("cancelled", "Annulé")
    assert soon["dates"] in feed["items"][1]["title"]
    assert feed["_words"]["all_events"] == "Tous les événements"


# oEmbed


def asked(server: Server, url: str, more: str = "") -> Answer:
    """Ask what to show in place of a link."""
    return get(f"{server.url}/oembed?url={quote(url, safe='')}{more}")


@pytest.mark.parametrize(
    ("link", "src", "title", "height"),
    [
        (f"{BASE}/", f"{BASE}/embed", "Meetings", 1000),
        (f"{BASE}/theme/boats", f"{BASE}/embed?theme=boats", "Meetings · Boats", 350),
        (f"{BASE}/Theme/Boats/", f"{BASE}/embed?theme=boats", "Meetings · Boats", 350),
        (f"{BASE}/view/sea?q=past+07", f"{BASE}/embed?view=sea&q=07+past", None, 250),
        (f"{BASE}/?page=1&limit=3", f"{BASE}/embed?limit=3", "Meetings", 450),
        (f"{BASE}/subscribe?theme=boats&alarm=-P1D", f"{BASE}/embed?theme=boats", None, 350),
        (f"{BASE}/embed?limit=1&scheme=dark", f"{BASE}/embed?limit=1&scheme=dark", None, 250),
        (f"{BASE}/fr/view/sea#top", f"{BASE}/fr/embed?view=sea", None, 1000),
        (f"{BASE}/event/soon", f"{BASE}/embed/event/soon", "Soon", 250),
        (f"{BASE}/embed/event/soon", f"{BASE}/embed/event/soon", "Soon", 250),
    ],
)
def test_oembed_gives_a_frame_for_a_link(
    meetings: Server, link: str, src: str, title: str | None, height: int
) -> None:
    """Of that very selection or event: bare, with a title, as high as its events need."""
    answer = asked(meetings, link)
    assert answer.status == 200
    assert answer.header("Content-Type") == "application/json"
    assert answer.header("Access-Control-Allow-Origin") == "*"
    given = json.loads(answer.text)
    frame = html.fragment_fromstring(given["html"])
    assert dict(frame.attrib) == {
        "src": src,
        "title": given["title"],
        "width": "600",
        "height": str(height),
        "loading": "lazy",
    }
    assert (frame.tag, frame.text, frame.tail) == ("iframe", None, None)
    assert (given["type"], given["version"], given["cache_age"]) == ("rich", "1.0", 3600)
    assert (given["width"], given["height"]) == (600, height)
    assert title in (None, given["title"])
    language = "/fr/" if "/fr/" in link else "/"
    assert given["provider_url"] == BASE + language
    assert given["provider_name"] == ("Réunions" if language == "/fr/" else "Meetings")
    get_ok(meetings.url + src.removeprefix(BASE))
    again = get(
        f"{meetings.url}/oembed?url={quote(link, safe='')}", if_none_match=answer.header("ETag")
    )
    assert again.status == 304


def test_oembed_keeps_to_the_size_that_is_asked_for(meetings: Server) -> None:
    """§2.2: neither wider nor higher; and never larger than it needs to be."""
    for more, size in (
        ("&maxwidth=320&maxheight=240", (320, 240)),
        ("&maxwidth=9999&maxheight=9999", (600, 350)),
        ("&maxheight=300&dnt=true", (600, 300)),
    ):
        given = json.loads(asked(meetings, f"{BASE}/theme/boats", more).text)
        assert (given["width"], given["height"]) == size
        frame = html.fragment_fromstring(given["html"])
        assert (int(frame.get("width")), int(frame.get("height"))) == size


def test_oembed_answers_in_xml_too(meetings: Server) -> None:
    """§2.3.2: the same."""
    plain = json.loads(asked(meetings, f"{BASE}/theme/boats", "&format=json").text)
    answer = asked(meetings, f"{BASE}/theme/boats", "&format=xml")
    assert answer.header("Content-Type") == "text/xml; charset=utf-8"
    root = etree.fromstring(answer.body)
    assert root.tag == "oembed"
    assert {each.tag: each.text for each in root} == {
        name: str(value) for name, value in plain.items()
    }


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=", 400),
        (f"url={BASE}/&maxwidth=wide", 400),
        (f"url={BASE}/&maxheight=0", 400),
        (f"url={BASE}/&format=yaml", 501),
        ("url=https://other.example.org/", 404),
        ("url=http://[", 404),
        ("url=nonsense", 404),
        (f"url={BASE}/theme/nonsense", 404),
        (f"url={BASE}/event/nonsense", 404),
        (f"url={BASE}/events.ics", 404),
        (f"url={BASE}/static/style.css", 404),
        (f"url={BASE}/?colour=red", 404),
        (f"url={BASE}/embed?scheme=dim", 404),
    ],
)
def test_oembed_says_what_it_cannot_answer(meetings: Server, query: str, status: int) -> None:
    """§2.3.4: with the status that it has for it, in words, and kept by no cache."""
    answer = get(f"{meetings.url}/oembed?{query}")
    assert answer.status == status
    assert answer.header("Content-Type") == "text/plain; charset=utf-8"
    assert answer.header("Cache-Control") == "no-store"
    assert answer.header("Access-Control-Allow-Origin") == "*"
    assert answer.text.endswith(".\n") or BASE in answer.text


@pytest.mark.parametrize("path", ["/embed?theme=boats", "/embed/event/soon", "/fr/embed?view=sea"])
def test_a_page_leads_to_its_oembed(meetings: Server, path: str) -> None:
    """§4: for either form, to what shows the same."""
    document = page(get_ok(meetings.url + path))
    for form, kind in (("json", "application/json+oembed"), ("xml", "text/xml+oembed")):
        (link,) = document.xpath(f"//link[@rel='alternate'][@type='{kind}']/@href")
        answer = get_ok(meetings.url + link.removeprefix(BASE))
        assert form in answer.header("Content-Type")
        assert f"{BASE}{path}".replace("&", "&amp;") in answer.text


# What is copied


def snippets(query: str, language: str = "en") -> Snippets:
    """Return the snippets of a selection of the list, in one of its languages."""
    snapshot = _snapshots()[language]
    return snippets_of(snapshot, parse_query(query, snapshot.terms(None)))


def _snapshots() -> dict[str, Snapshot]:
    real = Settings(events=ROOT / "events.yaml", base_url=f"{BASE}/calendar")
    return dict(Publication(real, records=False).state.snapshots)


def test_snippets_hold_the_selection_and_name_our_site() -> None:
    """Each in full, for a part of the list in another language than its own."""
    given = snippets("theme=employers&region=-africa&limit=5&order=start&from=2008", "fr")
    base = f"{BASE}/calendar"
    title = "Événements sur le travail forcé · Employeurs · sauf Afrique · dès 2008"
    asks = "from=2008&amp;limit=5&amp;order=start&amp;region=-africa&amp;theme=employers"
    whole = f"{base}/fr/theme/employers?from=2008&amp;order=start&amp;region=-africa"
    frame = (
        f'<iframe src="{base}/fr/embed?{asks}" title="{title}" width="100%" height="650" '
        'loading="lazy"></iframe>'
    )
    element = (
        '<event-list from="2008" limit="5" order="start" region="-africa" theme="employers" '
        f'lang="fr"><a href="{whole}">{title}</a></event-list>'
    )
    script = f'<script src="{base}/embed.js" async></script>'
    pinned = f'embed-1.js" integrity="{integrity()}" crossorigin="anonymous"'
    assert given.preview == f"/calendar/fr/embed?{asks}".replace("&amp;", "&")
    assert given.frame.text == frame
    assert given.fitted.text == f"{frame}\n{script}"
    assert given.element.text == f"{script}\n{element}"
    assert given.pinned.text == given.element.text.replace('embed.js"', pinned)
    assert given.link.text == f'<a href="{whole}">{title}</a>'
    assert given.pasted.text == whole.replace("&amp;", "&")


def test_snippets_say_what_a_strict_policy_must_allow() -> None:
    """By origin, without a path; a link needs nothing."""
    given = snippets("")
    assert given.frame.policy == given.pasted.policy == (f"frame-src {BASE}",)
    assert given.fitted.policy == (f"frame-src {BASE}", f"script-src {BASE}")
    assert given.element.policy == given.pinned.policy
    assert given.element.policy == (f"script-src {BASE}", f"connect-src {BASE}")
    assert given.link.policy == ()
    assert all(str(each.name) and str(each.what) and each.text for each in given)
    assert len(list(given)) == 6


def test_what_is_written_in_a_list_cannot_break_out_of_a_snippet() -> None:
    """Quotation marks and tags in a title stay text."""
    title = 'A "list" of <events> & more'
    snapshot = make_snapshot(make_event(), title=title)
    for each in snippets_of(snapshot, parse_query('q="a', snapshot.terms(None))):
        if "<" in each.text:
            root = html.fragment_fromstring(each.text, create_parent=True)
            texts = [*root.xpath(".//@title"), *root.xpath(".//a/text()")]
            assert [text.startswith(title) for text in texts] == [True]
            assert not root.xpath(".//events")
