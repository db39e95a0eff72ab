"""The page of an event: what machines read of it, its history, its neighbours, ways to keep it."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

import mf2py
import pytest
import yaml
from fetching import get, get_ok
from linked_data import TERM, read
from lxml import html
from publication.desk import Desk
from serving import ROOT, Server, running_server

from feeds.web.event import shortened

BASE = "https://events.example.org"
LIST = """\
calendar:
  title: {en: Talks, fr: Exposés}
  domain: talks.example.org
  timezone: Europe/Zurich
  languages: [en, fr]
  announced: 2025-12-31 23:30
themes:
  tides: {label: {en: Tides & currents, fr: Marées}}
  ebbs: {label: Ebbs, within: tides}
  storms: Storms
regions:
  sea: {label: {en: The sea, fr: La mer}}
  bay: {label: The bay, within: sea}
events:
  - id: timed
    title: {en: Evening talk, fr: Exposé du soir}
    start: 2031-03-04 19:30
    end: 21:00
    location: {name: Harbour hall, address: Quay 7, geo: "47.559, 7.5886"}
    online: https://meet.example.org/tides
    image: {url: "https://bücher.example.org/tide.jpg?a=1&b=2", alt: The harbour}
    summary: |
      Of tides, “ebbs” & <b>.

      Of more.
    description: |
      ## Course

      Two *hours*.
    themes: [ebbs]
    regions: [bay]
    organisers: [{name: Example Organisation, url: "https://organisation.example.org/"}]
  - {id: days, title: Course, start: 2031-04-01, end: 2031-04-03, location: Hall, themes: [tides], regions: []}
  - {id: online, title: Online talk, start: 2031-05-01, online: "https://meet.example.org/", themes: [tides], regions: []}
  - id: series
    title: Seminar
    start: 2031-03-11 09:30
    end: 11:00
    regions: [sea]
    repeat:
      every: month
      on: second tuesday
      until: 2031-06-30
      changes:
        2031-05-13: {status: cancelled}
        2031-06-10: {title: On wells}
  - {id: storm, title: Storm, start: 2031-04-02, themes: [storms, tides], regions: [sea]}
  - {id: late, title: Late talk, start: 2031-12-01, themes: [tides], regions: [bay]}
  - {id: month, title: Autumn meeting, start: 2031-09, themes: [tides], regions: []}
  - id: marks
    title: "</script><script>alert(1)</script> & <!-- “C:\\\\New”"
    start: 2031-07-01
    summary: "]]> </SCRIPT >"
    regions: []
"""
NAMES = ("timed", "days", "online", "series", "storm", "late", "month", "marks")


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list with events near one another."""
    desk = Desk(tmp_path_factory.mktemp("talks"), LIST)
    with running_server(desk.files.events, {"FEEDS_BASE_URL": BASE}) as it:
        yield it


def page(server: Server, address: str) -> Any:
    """Fetch a page."""
    return html.document_fromstring(get_ok(server.url + address).body.decode())


def words(element: Any) -> str:
    """Return what an element says, with single spaces."""
    return " ".join(element.text_content().split())


def linked(document: Any) -> list[dict[str, Any]]:
    """Return what a page says in JSON-LD."""
    found = document.xpath("//script[@type='application/ld+json']/text()")
    return [read(json.loads(each)) for each in found]


# What machines read


def real_events() -> list[dict[str, Any]]:
    """Read the events of the list that this repository publishes, as YAML."""
    text = (ROOT / "events.yaml").read_text("utf-8")
    events: list[dict[str, Any]] = yaml.load(text, yaml.BaseLoader)["events"]
    return events


@pytest.mark.parametrize("written", real_events(), ids=lambda each: each["id"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_real_event_is_linked_data(
    server: Server, written: dict[str, Any], language: str
) -> None:
    """Its title, days, summary and place are those of the list; where none is known none is told."""
    prefix = "" if language == "en" else f"/{language}"
    (said,) = linked(page(server, f"{prefix}/event/{written['id']}"))
    assert said["@type"] == "Event"
    assert said["name"] == written["title"][language]
    assert said["description"] == written["summary"][language]
    assert said["startDate"] == written["start"]
    assert said["endDate"] == written.get("end", written["start"])
    assert said["eventStatus"] == f"{TERM}EventScheduled"
    assert ("location" in said) == ("location" in written)
    assert said["url"] == f"{server.base}{prefix}/event/{written['id']}"
    assert said["mainEntityOfPage"]["inLanguage"] == language


def test_linked_data_tells_the_place_and_the_link(talks: Server) -> None:
    """Timed, on whole days, by a link alone, in a series."""
    (timed,), (days,), (online,), (series,) = (
        linked(page(talks, f"/event/{name}")) for name in ("timed", "days", "online", "series")
    )
    assert (timed["startDate"], timed["endDate"]) == (
        "2031-03-04T19:30:00+01:00",
        "2031-03-04T21:00:00+01:00",
    )
    assert [each["@type"] for each in timed["location"]] == ["Place", "VirtualLocation"]
    assert timed["image"]["url"] == "https://xn--bcher-kva.example.org/tide.jpg?a=1&b=2"
    assert (days["startDate"], days["endDate"]) == ("2031-04-01", "2031-04-03")
    assert days["location"] == {"@type": "Place", "name": "Hall"}
    assert online["location"] == {"@type": "VirtualLocation", "url": "https://meet.example.org/"}
    assert series["eventSchedule"]["byDay"] == "2TU"
    assert [each["startDate"][:10] for each in series["subEvent"]] == [
        *("2031-03-11", "2031-04-08", "2031-05-13", "2031-06-10"),
    ]


def test_an_event_without_a_date_is_no_linked_data(talks: Server) -> None:
    """A month is no day on which it begins."""
    assert linked(page(talks, "/event/month")) == []


def test_no_text_gets_out_of_the_linked_data(talks: Server) -> None:
    """It arrives as it was written, and does nothing."""
    document = page(talks, "/event/marks")
    assert document.xpath("//script/@type") == ["application/ld+json"]
    (said,) = linked(document)
    assert said["name"] == "</script><script>alert(1)</script> & <!-- “C:\\New”"
    assert said["description"] == "]]> </SCRIPT >"
    source = document.xpath("//script/text()")[0]
    assert not set(source) & set("<>&")


def microformats(server: Server, address: str) -> dict[str, Any]:
    """Return the one event of a page in microformats."""
    parsed = mf2py.parse(doc=get_ok(server.url + address).text, url=f"{BASE}{address}")
    (event,) = parsed["items"]
    assert event["type"] == ["h-event"]
    found: dict[str, Any] = event
    return found


def test_a_page_is_an_event_in_microformats(talks: Server) -> None:
    """With every property that h-event has a name for."""
    said = microformats(talks, "/event/timed")["properties"]
    assert said.pop("content")[0]["value"].split() == ["Course", "Two", "hours."]
    assert said.pop("summary") == ["Of tides, “ebbs” & <b>.\n\nOf more."]
    (place,) = said.pop("location")
    assert place["type"] == ["h-card"]
    assert place["properties"] == {
        "name": ["Harbour hall"],
        "adr": ["Quay 7"],
        "latitude": ["47.559"],
        "longitude": ["7.5886"],
    }
    (photo,) = said.pop("photo")
    assert photo["alt"] == "The harbour"
    assert said == {
        "name": ["Evening talk"],
        "start": ["2031-03-04T19:30+0100"],
        "end": ["2031-03-04T21:00+0100"],
        "url": [f"{BASE}/event/timed"],
        "category": ["Ebbs", "The bay"],
    }


@pytest.mark.parametrize(
    ("name", "dates", "place"),
    [
        ("days", (["2031-04-01"], ["2031-04-03"]), ["Hall"]),
        ("online", (["2031-05-01"], ["2031-05-01"]), []),
        ("series", (["2031-03-11T09:30+0100"], []), []),
        ("month", ([], []), []),
    ],
)
def test_microformats_tell_what_is_known(
    talks: Server, name: str, dates: tuple[list[str], list[str]], place: list[str]
) -> None:
    """The last day, as people read it; of a series when it begins; no date that is not settled."""
    said = microformats(talks, f"/event/{name}")["properties"]
    assert (said.get("start", []), said.get("end", [])) == dates
    assert said.get("location", []) == place


def test_the_dates_of_a_series_are_events_in_microformats(talks: Server) -> None:
    """Each with the name that it has on that day, and what became of it."""
    dates = [each["properties"] for each in microformats(talks, "/event/series")["children"]]
    assert [each["start"] for each in dates] == [
        ["2031-03-11T09:30+0100"],
        ["2031-04-08T09:30+0200"],
        ["2031-05-13T09:30+0200"],
        ["2031-06-10T09:30+0200"],
    ]
    assert [each["name"] for each in dates] == [
        ["Seminar"],
        ["Seminar"],
        ["Cancelled: Seminar"],
        ["On wells"],
    ]


def head(document: Any) -> dict[str, list[str]]:
    """Return what the head of a page says by name."""
    said: dict[str, list[str]] = {}
    for each in document.xpath("//head/meta[@name or @property]"):
        said.setdefault(each.get("name") or each.get("property"), []).append(each.get("content"))
    return said


def test_the_head_says_what_is_shown_where_the_link_is_shared(talks: Server) -> None:
    """Its own picture, else the list's sign; the language with its country."""
    said = head(page(talks, "/event/timed"))
    description = "4 March 2031, 19:30–21:00 (Zurich time), Harbour hall, Quay 7. Of tides, “ebbs” & <b>. Of more."
    assert {
        name: text for name, text in said.items() if name not in {"viewport", "color-scheme"}
    } == {
        "description": [description],
        "og:type": ["website"],
        "og:title": ["Evening talk"],
        "og:description": [description],
        "og:url": [f"{BASE}/event/timed"],
        "og:site_name": ["Talks"],
        "og:locale": ["en_US"],
        "og:locale:alternate": ["fr_FR"],
        "og:image": ["https://xn--bcher-kva.example.org/tide.jpg?a=1&b=2"],
        "og:image:alt": ["The harbour"],
        "twitter:card": ["summary"],
    }
    french = head(page(talks, "/fr/event/days"))
    assert french["og:url"] == [f"{BASE}/fr/event/days"]
    assert french["og:locale"] == ["fr_FR"]
    assert french["og:image"] == [f"{BASE}/static/icon-512.png"]
    assert "og:image:alt" not in french
    get_ok(f"{talks.url}/static/icon-512.png")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One  two\n\nthree", "One two three"),
        ("One two, three", "One two, three"),
        ("One two, threescore", "One two…"),
        ("東京で開かれる会議についてのお知らせです", "東京で開かれる会議についてのお…"),
    ],
)
def test_a_text_is_cut_after_a_word_where_there_are_words(text: str, expected: str) -> None:
    """And not where it is short enough."""
    assert shortened(text, 14 if text.startswith("One") else 16) == expected


def test_a_long_summary_is_cut_after_a_word_in_the_head(server: Server) -> None:
    """And the whole stands on the page."""
    (description,) = head(page(server, "/event/trade-union-focal-points"))["description"]
    assert re.fullmatch(r"25–26 November 2008\. Regional workshop held .+", description)
    assert len(description) < 240


# Its history


def history(document: Any) -> list[tuple[str, str]]:
    """Return what became of an event, by its days."""
    return [
        (each.find("time").get("datetime"), words(each))
        for each in document.xpath("//section[@class='history']/ol/li")
    ]


EDITED = """\
calendar: {{title: Meetings, domain: meetings.example.org, timezone: Europe/Zurich, languages: [en, fr]}}
events:
- {{id: one, title: {title}, announced: 2025-12-31 23:30, {more}}}
- {{id: other, title: Other, start: 2008-01-01}}
- {{id: gone, title: Gone, start: 2008-02-01}}
"""
EDITS = (
    ("{en: Meeting, fr: Réunion}", "start: 2031-03-04"),
    ("{en: Meeting, fr: Réunion}", "start: 2031-04-01, end: 2031-04-02"),
    ("{en: Great meeting, fr: Réunion}", "start: 2031-04-01, end: 2031-04-02, location: Basel"),
    (
        "{en: Great meeting, fr: Réunion}",
        "start: 2031-04-01, end: 2031-04-02, location: Bern, status: tentative",
    ),
    (
        "{en: Great meeting, fr: Réunion}",
        "start: 2031-04-01, end: 2031-04-02, status: cancelled, note: Sorry.",
    ),
)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list that was edited day after day."""
    desk = Desk(
        tmp_path_factory.mktemp("edited"), EDITED.format(title=EDITS[0][0], more=EDITS[0][1])
    )
    publication = desk.open()
    for title, more in EDITS[1:]:
        desk.edited += timedelta(days=1)
        desk.save(EDITED.format(title=title, more=more))
        publication.reload()
    desk.edited += timedelta(days=1)
    desk.edit("- {id: gone, title: Gone, start: 2008-02-01}\n", "")
    publication.reload()
    with running_server(desk.files.events, {"FEEDS_BASE_URL": BASE}) as it:
        yield it


def test_a_page_tells_what_became_of_the_event(edited: Server) -> None:
    """Each change on its day in the zone of the list, the newest last."""
    assert history(page(edited, "/event/one")) == [
        ("2025-12-31", "31 December 2025 Announced"),
        ("2026-01-06", "6 January 2026 Moved from 4 March to 1–2 April 2031."),
        (
            "2026-01-07",
            "7 January 2026 New title: “Great meeting” instead of “Meeting”. The place is set: Basel.",
        ),
        ("2026-01-08", "8 January 2026 New place: Bern instead of Basel. Tentative."),
        (
            "2026-01-09",
            (
                "9 January 2026 Cancelled. It was to be held on 1–2 April 2031. "
                "The place is no longer set; it was Bern."
            ),
        ),
    ]


def test_what_changed_in_another_language_alone_is_not_told(edited: Server) -> None:
    """The French title has always been the same."""
    told = [text for _, text in history(page(edited, "/fr/event/one"))]
    assert len(told) == 5
    assert "Basel" in told[2]
    assert not any("Great" in text or "Meeting" in text for text in told)


def test_the_last_update_is_told_where_it_is_no_change_of_its_own(
    edited: Server, server: Server
) -> None:
    """An event that nothing became of was announced, and that is all."""
    assert [text for _, text in history(page(edited, "/event/other"))] == [
        "5 January 2026 Announced"
    ]
    steps = history(page(server, "/event/engaging-business"))
    assert [text.partition("2026 ")[2] for _, text in steps] == ["Announced", "Last updated"]
    assert steps[0][0] < steps[1][0]


def test_the_page_of_a_withdrawn_event_keeps_its_history(edited: Server) -> None:
    """To the day on which it was withdrawn."""
    assert [text for _, text in history(page(edited, "/event/gone"))] == [
        "5 January 2026 Announced",
        "10 January 2026 Withdrawn",
    ]


# Ways to keep it, and to pass it on


def action_links(document: Any) -> dict[str, str]:
    """Return where the links go with which one keeps an event, by what they are called."""
    return {words(each): each.get("href") for each in document.xpath("//p[@class='actions']/a")}


def asked(link: str) -> dict[str, str]:
    """Return the query of a link; each name stands in it once."""
    pairs = parse_qsl(urlsplit(link).query, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


@pytest.mark.parametrize(
    ("name", "google", "outlook", "place"),
    [
        (
            "timed",
            "20310304T183000Z/20310304T200000Z",
            {"startdt": "2031-03-04T18:30:00Z", "enddt": "2031-03-04T20:00:00Z"},
            "Harbour hall, Quay 7",
        ),
        (
            "days",
            "20310401/20310404",
            {"startdt": "2031-04-01", "enddt": "2031-04-04", "allday": "true"},
            "Hall",
        ),
        (
            "online",
            "20310501/20310502",
            {"startdt": "2031-05-01", "enddt": "2031-05-02", "allday": "true"},
            "https://meet.example.org/",
        ),
    ],
)
def test_an_event_goes_into_a_calendar_at_one_click(
    talks: Server, name: str, google: str, outlook: dict[str, str], place: str
) -> None:
    """R32: whole days end before the last one given; the text ends with the event's page (R36)."""
    links = action_links(page(talks, f"/event/{name}"))
    assert list(links) == ["Add to calendar", "Google Calendar", "Outlook", "Outlook for work"]
    assert links["Google Calendar"].startswith("https://calendar.google.com/calendar/render?")
    form = asked(links["Google Calendar"])
    details = form.pop("details")
    assert details.rpartition("\n")[2] == f"{BASE}/event/{name}"
    title = words(page(talks, f"/event/{name}").xpath("//h1")[0])
    assert form == {"action": "TEMPLATE", "text": title, "dates": google, "location": place}
    for label, host in (("Outlook", "live.com"), ("Outlook for work", "office.com")):
        assert links[label].startswith(f"https://outlook.{host}/calendar/0/action/compose?")
        assert asked(links[label]) == {
            **outlook,
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": title,
            "body": details,
            "location": place,
        }


@pytest.mark.parametrize(
    ("name", "labels"),
    [("series", ["Add to calendar"]), ("month", [])],
)
def test_what_a_form_cannot_hold_is_not_put_into_one(
    talks: Server, name: str, labels: list[str]
) -> None:
    """A series would become one date."""
    assert list(action_links(page(talks, f"/event/{name}"))) == labels


def test_what_is_off_goes_into_no_new_calendar(edited: Server) -> None:
    """But for its file, which says that it is off."""
    assert list(action_links(page(edited, "/event/one"))) == ["Add to calendar"]
    assert "Google Calendar" in action_links(page(edited, "/event/other"))


def test_a_page_is_passed_on_by_mail_or_by_its_address(talks: Server) -> None:
    """The buttons need a script, which shows them; no other site is told."""
    (share,) = page(talks, "/fr/event/marks").xpath("//p[contains(@class, 'share')]")
    (mail,) = share.xpath("a/@href")
    said = parse_qs(urlsplit(mail).query, strict_parsing=True)
    title = "</script><script>alert(1)</script> & <!-- “C:\\New”"
    assert said == {
        "subject": [f"{title} — 1er juillet 2031"],
        "body": [f"{BASE}/fr/event/marks"],
    }
    assert mail.startswith("mailto:?")
    assert " " not in mail
    assert "+" not in unquote(mail)
    copy, native = share.xpath("button")
    assert copy.get("data-copy") == f"{BASE}/fr/event/marks"
    assert "data-share" in native.attrib
    for button in (copy, native):
        assert button.get("type") == "button"
        assert "hidden" in button.attrib


# What stands near it


def neighbours(document: Any) -> dict[str, list[str]]:
    """Return the events that are named near another, by what they share with it."""
    return {
        words(section.find("h2")): [
            link.rpartition("/")[2] for link in section.xpath("ul/li/a/@href")
        ]
        for section in document.xpath("//section[@class='near']/section")
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("timed", {"More in The bay": ["late"]}),
        ("days", {"More on Tides & currents": ["timed", "storm", "online"]}),
        (
            "storm",
            {
                "More on Tides & currents": ["timed", "days", "online"],
                "More in The sea": ["series", "late"],
            },
        ),
        (
            "late",
            {
                "More on Tides & currents": ["storm", "online", "month"],
                "More in The bay": ["timed"],
            },
        ),
        ("series", {"More in The sea": ["timed", "storm", "late"]}),
        ("marks", {}),
    ],
)
def test_a_page_names_the_nearest_of_its_themes_and_regions(
    talks: Server, name: str, expected: dict[str, list[str]]
) -> None:
    """Three of each at most, with what lies within it; by date, each event once, never itself."""
    document = page(talks, f"/event/{name}")
    assert neighbours(document) == expected
    shown = document.xpath("//section[@class='near']//li")
    assert all(re.search("2031", words(each.find("span"))) for each in shown)


def test_neighbours_lead_on_in_the_same_language(talks: Server) -> None:
    """To the events and to all of the theme."""
    (near,) = page(talks, "/fr/event/days").xpath("//section[@class='near']")
    assert near.xpath("section/h2/a/@href") == ["/fr/theme/tides"]
    links = near.xpath(".//a/@href")
    assert len(links) == 4
    for link in links:
        get_ok(talks.url + link)


def test_events_lead_to_those_before_and_after_them(talks: Server) -> None:
    """By date, in the head and to be clicked, from one end of the list to the other."""
    address, seen = "/event/timed", []
    while address:
        document = page(talks, address)
        seen.append(address.rpartition("/")[2])
        following = document.xpath("//link[@rel='next']/@href")
        assert document.xpath("//nav[@class='pages']/a[@rel='next']/@href") == following
        preceding = document.xpath("//link[@rel='prev']/@href")
        assert document.xpath("//nav[@class='pages']/a[@rel='prev']/@href") == preceding
        assert preceding == ([f"/event/{seen[-2]}"] if len(seen) > 1 else [])
        address = following[0] if following else ""
    assert seen == ["timed", "series", "days", "storm", "online", "marks", "month", "late"]
    assert set(seen) == set(NAMES)


# What it is over HTTP


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_the_same_bytes_each_time(talks: Server, name: str) -> None:
    """And as old as the day, whose next events stand in the panel: no clock is in it."""
    first, again = (get_ok(f"{talks.url}/event/{name}") for _ in range(2))
    assert first.body == again.body
    modified = parsedate_to_datetime(first.header("Last-Modified"))
    assert modified.astimezone(ZoneInfo("Europe/Zurich")).time() == time()
    assert timedelta() < datetime.now(UTC) - modified < timedelta(hours=25)
    etag = first.header("ETag")
    assert get(f"{talks.url}/event/{name}", if_none_match=etag).status == 304


def test_a_page_lets_its_own_picture_in_and_no_script_but_the_sites(talks: Server) -> None:
    """Data is no script: the policy knows of the one file alone."""
    policy = get_ok(f"{talks.url}/event/timed").header("Content-Security-Policy")
    assert "script-src 'self';" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "img-src 'self' data: https://xn--bcher-kva.example.org;" in policy


def test_a_page_of_the_real_list_is_small(server: Server) -> None:
    """It comes in a few kilobytes, on a slow line too."""
    sizes = [
        len(get(f"{server.url}/event/{each['id']}", accept_encoding="gzip").body)
        for each in real_events()
    ]
    assert max(sizes) < 6_000
