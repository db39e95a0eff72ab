"""Events of every kind over HTTP: their pages, their files, and feeds of a list that has it all."""

import json
import re
from collections.abc import Iterator
from typing import Any

import icalendar
import pytest
from clients.jsonfeed import faults
from clients.test_rss_and_atom import SPACES, content, document, entries, entry_id, links, text
from fetching import get, get_ok
from lxml import html
from publication.desk import Desk
from serving import Server, running_server

from .seen import page, words

BASE = "https://events.example.org"
LIST = """\
calendar:
  title: {en: Talks, fr: Exposés}
  domain: talks.example.org
  timezone: Europe/Zurich
  languages: [en, fr]
themes: {tides: {label: {en: Tides, fr: Marées}}}
regions: {}
events:
  - id: timed
    title: {en: Evening talk, fr: Exposé du soir}
    start: 2031-03-04 19:30
    end: 21:00
    location: {name: Harbour hall, address: Quay 7, geo: "47.559, 7.5886"}
    online: https://meet.example.org/tides
    contact: {name: Office, email: tides@example.org}
    links: [{url: "https://www.example.org/paper", label: Paper}]
    registration: {url: "https://www.example.org/register", deadline: 2031-02-27}
    image: {url: "https://pictures.example.org:8443/tide.jpg?a=1&b=2", alt: The harbour}
    summary: Of tides.
    description: |
      ## Course

      1. **Welcome**
      2. [Talk](https://www.example.org/talk) <script>alert(1)</script>

      #### Boats

      # After

      ###### Way *home*
    themes: [tides]
    regions: []
    organisers: [Example Organisation]
  - id: night
    title: Night of the boats
    start: 2031-05-01 22:00
    end: 2031-05-02 02:00
    regions: []
  - id: series
    title: Seminar
    start: 2031-03-11 09:30
    end: 11:00
    location: Harbour hall
    regions: []
    repeat:
      every: month
      on: second tuesday
      until: 2032-12-31
      except: [2031-08-12]
      also: [2031-09-15 14:00]
      changes:
        2031-04-08: {start: 2031-04-09 10:00, location: River house, summary: Of rivers., note: By boat.}
        2031-05-13: {status: cancelled, note: The speaker is ill.}
        2031-06-10: {title: On wells}
  - {id: month, title: Autumn meeting, start: 2031-09, regions: []}
  - {id: year, title: Congress, start: "2032", regions: []}
  - {id: undated, title: Some day, start: tbc, regions: [], summary: To come.}
  - id: foreign
    title: A picture from elsewhere
    start: 2031-06-01
    regions: []
    image: {url: "https://bücher.example.org/a.jpg", alt: Books}
"""
NAMES = ("timed", "night", "series", "month", "year", "undated", "foreign")
OPEN = ("month", "year", "undated")
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src {}; frame-src 'none'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list with an event of every kind."""
    desk = Desk(tmp_path_factory.mktemp("talks"), LIST)
    with running_server(desk.files.events) as it:
        yield it


@pytest.mark.parametrize("prefix", ["", "/fr"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_event_without_any_date_has_no_file(talks: Server, method: str, prefix: str) -> None:
    """An empty calendar is none (RFC 5545 §3.4); a person is told why, in plain text."""
    answer = get(f"{talks.url}{prefix}/event/undated.ics", method=method)
    assert answer.status == 404
    assert answer.header("Content-Type") == "text/plain; charset=utf-8"
    assert answer.header("Cache-Control") == "no-store"
    if method == "GET" and not prefix:
        assert answer.text.startswith("This event has no date yet.\n")


@pytest.mark.parametrize(("name", "day"), [("month", "20310901"), ("year", "20320101")])
def test_of_a_month_or_a_year_the_file_has_a_mark(talks: Server, name: str, day: str) -> None:
    """On its first day, in doubt, taking no time."""
    answer = get_ok(f"{talks.url}/event/{name}.ics")
    (event,) = icalendar.Calendar.from_ical(answer.body).events
    assert event["DTSTART"].to_ical() == day.encode()
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert "date to be confirmed: " in str(event["SUMMARY"])


@pytest.mark.parametrize("name", NAMES)
def test_a_page_offers_a_file_where_there_is_one(talks: Server, name: str) -> None:
    """And the file is there, with something in it."""
    document = page(talks, f"/event/{name}")
    offered = document.xpath("//article//a[contains(@href, '.ics')]") + [
        link
        for link in document.xpath("//link[@type='text/calendar']")
        if not link.get("href").endswith("/events.ics")  # of the whole list, as on every page
    ]
    assert bool(offered) is (name not in OPEN)
    assert ("Add to calendar" in words(document)) is (name not in OPEN)
    for link in offered:
        path = link.get("href").removeprefix(talks.base)
        assert path == f"/event/{name}.ics"
        assert icalendar.Calendar.from_ical(get_ok(talks.url + path).body).events


@pytest.mark.parametrize(
    ("name", "said", "machine"),
    [
        ("timed", "4 March 2031, 19:30–21:00 (Zurich time)", "2031-03-04T19:30+01:00"),
        (
            "night",
            "1 May 2031, 22:00 – 2 May 2031, 02:00 (Zurich time)",
            "2031-05-01T22:00+02:00",
        ),
        ("month", "September 2031, date to be confirmed", "2031-09"),
        ("year", "2032, date to be confirmed", "2032"),
        ("undated", "Date to be confirmed", None),
        ("foreign", "1 June 2031", "2031-06-01"),
    ],
)
def test_a_page_says_when_it_is(talks: Server, name: str, said: str, machine: str | None) -> None:
    """To people, and to machines as far as it is known."""
    (when,) = page(talks, f"/event/{name}").xpath("//p[@class='when']")
    assert words(when).startswith(said)
    assert [each.get("datetime") for each in when.xpath("time")] == ([machine] if machine else [])


def test_the_page_of_a_series_lists_its_next_dates(talks: Server) -> None:
    """Twelve of them, each as it is: moved, added, with its own title, and off where it is off."""
    document = page(talks, "/event/series")
    (when,) = document.xpath("//p[@class='when']")
    assert words(when).startswith(
        "Every month on the second Tuesday, from 11 March 2031 to 14 December 2032, "
        "09:30–11:00 (Zurich time)"
    )
    held = [words(each) for each in document.xpath("//section[@class='held']/ul/li")]
    hours = "09:30–11:00 (Zurich time)"
    assert held == [
        f"11 March 2031, {hours}",
        "9 April 2031, 10:00–11:30 (Zurich time) River house Of rivers. By boat.",
        f"13 May 2031, {hours} Cancelled The speaker is ill.",
        f"10 June 2031, {hours} On wells",
        f"8 July 2031, {hours}",
        f"9 September 2031, {hours}",
        "15 September 2031, 14:00–15:30 (Zurich time)",
        f"14 October 2031, {hours}",
        f"11 November 2031, {hours}",
        f"9 December 2031, {hours}",
        f"13 January 2032, {hours}",
        f"10 February 2032, {hours}",
    ]
    (off,) = document.xpath("//section[@class='held']//*[contains(@class, 'cancelled')]")
    assert words(off.getparent()) == held[2]


def test_the_list_has_a_series_on_each_of_its_days(talks: Server) -> None:
    """So that a month shows what is held in it; what has no date yet may be on any day."""
    document = page(talks, "/?from=2031-04&to=2031-09&order=start")
    shown = [
        (words(month.find("h3")), [words(each) for each in month.xpath(".//h4")])
        for month in document.xpath("//div[@class='month']")
    ]
    assert shown == [
        ("April 2031", ["Seminar"]),
        ("May 2031", ["Night of the boats", "Cancelled Seminar"]),
        ("June 2031", ["A picture from elsewhere", "On wells"]),
        ("July 2031", ["Seminar"]),
        ("September 2031", ["Autumn meeting", "Seminar", "Seminar"]),
        ("Date to be confirmed", ["Some day"]),
    ]


def test_a_page_shows_all_that_is_known(talks: Server) -> None:
    """With links that lead where they say."""
    document = page(talks, "/event/timed")
    told = {
        words(each.find("dt")): [words(said) for said in each.findall("dd")]
        for each in document.xpath("//dl[@class='roles']/div")
    }
    assert told == {
        "Online": ["https://meet.example.org/tides"],
        "Registration": ["https://www.example.org/register", "until 27 February 2031"],
        "Organiser": ["Example Organisation"],
        "Contact": ["Office", "tides@example.org"],
        "Links": ["Paper"],
        "Coordinates": ["47.559, 7.5886"],
    }
    assert document.xpath("//dd/a/@href") == [
        "https://meet.example.org/tides",
        "https://www.example.org/register",
        "mailto:tides@example.org",
        "https://www.example.org/paper",
    ]
    (picture,) = document.xpath("//p[@class='picture']/img")
    assert picture.get("alt") == "The harbour"
    assert picture.get("src") == "https://pictures.example.org:8443/tide.jpg?a=1&b=2"


def test_a_description_is_set_and_does_no_harm(talks: Server) -> None:
    """Its headings skip no level, as the Nu checker wants it; what is no Markdown stands as text."""
    document = page(talks, "/event/timed")
    (described,) = document.xpath("//div[@class='description']")
    assert [each.tag for each in described] == ["h2", "ol", "h3", "h2", "h3"]
    assert words(described[-1]) == "Way home"
    assert described.xpath(".//a/@href") == ["https://www.example.org/talk"]
    assert "<script>alert(1)</script>" in words(described)
    (script,) = document.xpath("//script[not(@type='application/ld+json')]")
    assert (script.getparent().tag, script.text) == ("head", None)


@pytest.mark.parametrize(
    ("address", "pictures"),
    [
        ("/event/timed", "'self' data: https://pictures.example.org:8443"),
        ("/event/foreign", "'self' data: https://xn--bcher-kva.example.org"),
        ("/event/night", "'self' data:"),
        ("/", "'self' data:"),
        ("/event/nothing", "'self' data:"),
    ],
)
def test_a_page_may_load_its_own_picture_and_no_other(
    talks: Server, address: str, pictures: str
) -> None:
    """From the one place where it is; the policy is as strict as ever in all else."""
    answer = get(talks.url + address)
    assert answer.header("Content-Security-Policy") == POLICY.format(pictures)


def test_a_picture_is_told_in_words(talks: Server) -> None:
    """And the other place is not told who looks."""
    (picture,) = page(talks, "/event/timed").xpath("//img")
    assert picture.get("alt") == "The harbour"
    assert picture.get("src") == "https://pictures.example.org:8443/tide.jpg?a=1&b=2"
    assert picture.get("referrerpolicy") == "no-referrer"


@pytest.mark.parametrize("address", ["/", *(f"/event/{name}" for name in NAMES)])
def test_a_page_in_another_language_is_the_same_page(talks: Server, address: str) -> None:
    """With the same events, at addresses of its own, and pictures by the same policy."""
    ours, theirs = get_ok(talks.url + address), get_ok(f"{talks.url}/fr{address}")
    assert ours.header("Content-Security-Policy") == theirs.header("Content-Security-Policy")
    found = [re.findall(r"/event/[a-z]+", answer.text) for answer in (ours, theirs)]
    assert set(found[0]) == set(found[1])


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_feeds_of_such_a_list_are_what_readers_rely_on(talks: Server, extension: str) -> None:
    """R43, R46, R49, R51: ids, dates in front, harmless HTML, files of their true length."""
    root = document(talks, f"/events.{extension}")
    held = entries(root.find("channel") if extension == "rss" else root)
    assert {entry_id(entry).rpartition(":")[2] for entry in held} == set(NAMES)
    for entry in held:
        name = entry_id(entry).rpartition(":")[2]
        title = text(entry, "title" if extension == "rss" else "atom:title")
        fragment: Any = html.fragment_fromstring(content(entry), create_parent="div")
        first = " ".join(fragment[0].text_content().split())
        assert first.lower().split(" · ")[0] in title.lower()
        assert fragment.xpath(".//script") == []
        for address in fragment.xpath(".//@href | .//@src"):
            assert address.startswith(("https://", "http://", "mailto:"))
        enclosed = [each.get("url") for each in entry.findall("enclosure")]
        enclosed += links(entry, "enclosure")
        assert enclosed == ([] if name in OPEN else [f"{talks.base}/event/{name}.ics"])
        lengths = [each.get("length") for each in entry.findall("enclosure")] + [
            each.get("length")
            for each in entry.findall("atom:link", SPACES)
            if each.get("rel") == "enclosure"
        ]
        for length in lengths:
            assert int(length) == len(get_ok(f"{talks.url}/event/{name}.ics").body)


def test_the_next_dates_of_a_series_are_in_feeds(talks: Server) -> None:
    """Without those that are off."""
    feed = get_ok(f"{talks.url}/events.json").text
    assert faults(feed) == []
    (series,) = (item for item in json.loads(feed)["items"] if item["id"].endswith(":series"))
    assert "<p>Next: 11 March 2031, 9 April 2031 and 10 June 2031</p>" in series["content_html"]
