"""Moved, postponed, cancelled and withdrawn events, as calendars, readers, tables and pages get them."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fetching import get, get_ok
from lxml import html
from publication.desk import Desk
from serving import Server, running_server

BASE = "https://events.example.org"
HEAD = """\
calendar: {title: Meetings, domain: meetings.example.org, timezone: Etc/UTC, language: en}
events:
"""
DAY = "start: 2008-11-25"
FIRST = dict.fromkeys(
    [
        "cancelled",
        "moved",
        "plain",
        "postponed",
        "renamed",
        "rescheduled",
        "tentative",
        "withdrawn",
    ],
    DAY,
)
SECOND = {
    "cancelled": f"{DAY}, status: cancelled, note: No room.",
    "moved": "start: 2008-12-02, end: 2008-12-03",
    "plain": f"{DAY}, summary: Corrected.",
    "postponed": f"{DAY}, status: postponed",
    "renamed": f"{DAY}, location: Geneva",
    "rescheduled": f"{DAY}, status: postponed",
    "tentative": f"{DAY}, status: tentative",
}
THIRD = SECOND | {"rescheduled": "start: 2009-01-05, status: postponed, note: At last."}
CANCELLED = "Cancelled. It was to be held on 25 November 2008."
MOVED = "Moved from 25 November to 2–3 December 2008."
POSTPONED = "Postponed. New dates will follow; it was to be held on 25 November 2008."
RESCHEDULED = "Moved from 25 November 2008 to 5 January 2009."
NEWS = {
    "cancelled": f"{CANCELLED} No room.",
    "moved": MOVED,
    "postponed": POSTPONED,
    "rescheduled": f"{RESCHEDULED} At last.",
}
"""What each says first; the others have no news."""


def written(events: dict[str, str]) -> str:
    """Write a list of events, each named after what becomes of it."""
    lines = (f"- {{id: {name}, title: The {name} one, {more}}}\n" for name, more in events.items())
    return HEAD + "".join(lines)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list that was edited twice."""
    desk = Desk(tmp_path_factory.mktemp("changed"), written(FIRST))
    publication = desk.open()
    for events in (SECOND, THIRD):
        desk.save(written(events))
        publication.reload()
    with running_server(desk.files.events, {"FEEDS_BASE_URL": BASE}) as server:
        yield server


def calendar(server: Server, query: str = "") -> dict[str, dict[str, str]]:
    """Return the properties of each event of the calendar, by id."""
    text = get_ok(f"{server.url}/events.ics{query}").text.replace("\r\n ", "")
    found = {}
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL):
        lines = dict(line.split(":", 1) for line in block.splitlines())
        found[lines["UID"].partition("@")[0]] = lines
    return found


def statuses(server: Server, query: str = "") -> dict[str, str]:
    """Return the status of each event of the calendar."""
    return {name: lines["STATUS"] for name, lines in calendar(server, query).items()}


MARKED = {
    **dict.fromkeys(["moved", "plain", "renamed", "rescheduled"], "CONFIRMED"),
    **dict.fromkeys(["cancelled", "postponed"], "CANCELLED"),
    "tentative": "TENTATIVE",
}


@pytest.mark.parametrize("query", ["", "?cancelled=mark"])
def test_calendars_are_told_what_is_off(changed: Server, query: str) -> None:
    """R39: and what was put off stands again once it has new days."""
    assert statuses(changed, query) == MARKED


def test_what_is_off_can_be_shown_as_any_other_event(changed: Server) -> None:
    """R39: for clients that hide what is cancelled; only its title says so, and nothing is busy."""
    shown, marked = calendar(changed, "?cancelled=show"), calendar(changed)
    assert statuses(changed, "?cancelled=show") == {
        name: "CONFIRMED" if status == "CANCELLED" else status for name, status in MARKED.items()
    }
    for name, lines in shown.items():
        assert lines | {"STATUS": ""} == marked[name] | {"STATUS": ""}
    assert {lines["TRANSP"] for lines in shown.values()} == {"TRANSPARENT"}


def test_what_is_off_can_be_left_out(changed: Server) -> None:
    """R39: the others are as they were, and are counted."""
    dropped, marked = calendar(changed, "?cancelled=drop"), calendar(changed)
    assert dropped.keys() == marked.keys() - {"cancelled", "postponed"}
    assert all(lines == marked[name] for name, lines in dropped.items())
    assert "DESCRIPTION:5 events.\r\n" in get_ok(changed.url + "/events.ics?cancelled=drop").text


def test_how_the_cancelled_are_shown_makes_no_other_calendar(changed: Server) -> None:
    """Its name stays, and SOURCE leads back to what was asked for."""
    texts = [
        get_ok(f"{changed.url}/events.ics{query}").text
        for query in ("", "?cancelled=mark", "?cancelled=show", "?cancelled=drop")
    ]
    assert [re.findall(r"NAME:(.+)\r\n", text) for text in texts] == [["Meetings", "Meetings"]] * 4
    sources = [re.findall(rf"SOURCE;VALUE=URI:{BASE}(.+)\r\n", text)[0] for text in texts]
    plain = "/events.ics"
    assert sources == [plain, plain, f"{plain}?cancelled=show", f"{plain}?cancelled=drop"]


WISHED = "?cancelled=show&alarm=-P1D&busy=1&tbc=1"


def test_calendars_take_the_days_and_sound_where_that_is_wished(changed: Server) -> None:
    """What is off takes no time and sounds no alarm, though it is shown as any other."""
    text = get_ok(f"{changed.url}/events.ics{WISHED}").text.replace("\r\n ", "")
    blocks = {
        re.findall(r"UID:(.+)@", block)[0]: block
        for block in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL)
    }
    for name, block in blocks.items():
        is_off = name in ("cancelled", "postponed")
        busy = "FREE" if is_off else "TENTATIVE" if name == "tentative" else "BUSY"
        assert f"X-MICROSOFT-CDO-BUSYSTATUS:{busy}\r\n" in block
        assert ("TRANSP:OPAQUE\r\n" in block) != is_off
        assert block.count("BEGIN:VALARM") == block.count("TRIGGER:-P1D\r\n") == (not is_off)


def test_no_wish_makes_another_event_or_calendar(changed: Server) -> None:
    """R16: ids, revisions and names are as they were, so that calendars see the same."""
    plain, wished = (
        get_ok(f"{changed.url}/events.ics{query}").text.replace("\r\n ", "")
        for query in ("", WISHED)
    )
    bare = re.sub("BEGIN:VALARM.*?END:VALARM\r\n", "", wished, flags=re.DOTALL)
    other = {
        lines[1].partition(":")[0]: lines[1]
        for lines in zip(plain.splitlines(), bare.splitlines(), strict=True)
        if lines[0] != lines[1]
    }
    asked = "/events.ics?alarm=-P1D&busy=1&cancelled=show&tbc=1"
    assert other.pop("SOURCE;VALUE=URI") == f"SOURCE;VALUE=URI:{BASE}{asked}"
    assert other.keys() == {"STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS"}


@pytest.mark.parametrize(
    "address",
    [
        *(f"/events.{extension}?cancelled=drop" for extension in ("rss", "atom", "json", "csv")),
        "/?cancelled=drop",
        "/events.ics?cancelled=hide",
        "/events.ics?notices=0",
        "/events.csv?notices=0",
        "/?notices=0",
        "/events.rss?notices=no",
        *(f"/events.{extension}?alarm=-P1D" for extension in ("rss", "atom", "json", "csv")),
        "/events.csv?busy=1",
        "/events.json?tbc=1",
        "/?alarm=-P1D",
        "/events.ics?alarm=-P3D",
        "/events.ics?alarm=-P1D&alarm=-P2D",
        "/event/moved.ics?busy=1",
    ],
)
def test_a_wish_without_meaning_is_refused(changed: Server, address: str) -> None:
    """It is never ignored."""
    answer = get(changed.url + address)
    assert answer.status == 400
    assert answer.header("Cache-Control") == "no-store"


def test_calendars_say_first_what_changed(changed: Server) -> None:
    """In the description, before the rest; the title says what does not stand firm."""
    prefixes = {"cancelled": "Cancelled: ", "postponed": "Postponed: ", "tentative": "Tentative: "}
    for name, lines in calendar(changed).items():
        news = NEWS.get(name, "").replace(";", "\\;")
        assert lines["SUMMARY;LANGUAGE=en"] == f"{prefixes.get(name, '')}The {name} one"
        said, _, page = lines["DESCRIPTION;LANGUAGE=en"].rpartition("\\n\\n")
        assert said == news or (name == "plain" and said == "Corrected.")
        assert page == f"{BASE}/event/{name}"


def test_every_change_is_counted(changed: Server) -> None:
    """R29, R30: by sequence and LAST-MODIFIED; one minute lies between the edits."""
    moments = {
        name: (lines["SEQUENCE"], lines["LAST-MODIFIED"])
        for name, lines in calendar(changed).items()
    }
    once, twice = ("1", "20260105T090100Z"), ("2", "20260105T090200Z")
    assert moments == dict.fromkeys(MARKED, once) | {"rescheduled": twice}


NOTICES = {
    "cancelled/1": ("Cancelled: The cancelled one — 25 November 2008", CANCELLED),
    "moved/1": ("Moved: The moved one — from 25 November to 2–3 December 2008", MOVED),
    "postponed/1": ("Postponed: The postponed one — 25 November 2008", POSTPONED),
    "rescheduled/1": (
        "Postponed: The rescheduled one — 25 November 2008",
        POSTPONED,
    ),
    "rescheduled/2": (
        "Moved: The rescheduled one — from 25 November 2008 to 5 January 2009",
        RESCHEDULED,
    ),
}
PUBLISHED = {"rescheduled/2": "2026-01-05T09:02:00Z"}


def items(server: Server, query: str = "") -> dict[str, Any]:
    """Return the items of the JSON feed by the end of their ids."""
    feed = json.loads(get_ok(f"{server.url}/events.json{query}").text)
    return {
        item["id"].removeprefix("tag:meetings.example.org,2026:"): item for item in feed["items"]
    }


def test_readers_get_a_notice_of_what_they_must_know(changed: Server) -> None:
    """R47: with old and new days, published when it happened; of nothing else."""
    found = items(changed)
    assert found.keys() == MARKED.keys() | NOTICES.keys()
    for name, (title, sentence) in NOTICES.items():
        item = found[name]
        moment = PUBLISHED.get(name, "2026-01-05T09:01:00Z")
        assert item["title"] == title
        assert item["summary"].startswith(sentence)
        assert (item["date_published"], item["date_modified"]) == (moment, moment)
        assert item["url"] == f"{BASE}/event/{name.partition('/')[0]}"


def test_readers_show_news_again_and_corrections_not(changed: Server) -> None:
    """R47: the entry itself goes by `updated`; it was published when it was announced."""
    moments = {name: item["date_modified"] for name, item in items(changed, "?notices=0").items()}
    assert moments == {
        **dict.fromkeys(MARKED, "2026-01-05T09:01:00Z"),
        "plain": "2026-01-05T09:00:00Z",
        "rescheduled": "2026-01-05T09:02:00Z",
    }
    published = {item["date_published"] for item in items(changed, "?notices=0").values()}
    assert published == {"2026-01-05T09:00:00Z"}


@pytest.mark.parametrize(
    ("extension", "pattern"),
    [
        ("rss", r"<guid[^>]*>tag:[^:]+:([^<]+)<"),
        ("atom", r"<id>tag:[^:]+:([^<]+)<"),
        ("json", r'"id":"tag:[^:]+:([^"]+)"'),
    ],
)
def test_notices_can_be_left_out(changed: Server, extension: str, pattern: str) -> None:
    """In every feed; what is left is the same, in the same order."""
    address = f"{changed.url}/events.{extension}"
    everything = re.findall(pattern, get_ok(address).text)
    without = re.findall(pattern, get_ok(f"{address}?notices=0").text)
    assert sorted(without) == sorted(MARKED)
    assert sorted(everything) == sorted([*MARKED, *NOTICES])
    assert [name for name in everything if name in MARKED] == without


def test_notices_do_not_count_as_events(changed: Server) -> None:
    """R48: neither in the number of events nor in `limit`."""
    feed = json.loads(get_ok(f"{changed.url}/events.json").text)
    assert feed["description"] == "7 events."
    assert [*items(changed, "?limit=1")] == ["rescheduled", "rescheduled/2", "rescheduled/1"]


def test_the_machine_readable_facts_tell_old_days_and_the_note(changed: Server) -> None:
    """R50: in JSON and CSV; the status is the editor's word."""
    facts = {name: item["_event"] for name, item in items(changed, "?notices=0").items()}
    text = get_ok(changed.url + "/events.csv").text
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    for told in (facts, rows):
        assert told["rescheduled"]["status"] == "postponed"
        assert told["rescheduled"]["note"] == "At last."
        assert told["cancelled"]["note"] == "No room."
        assert told["moved"]["previous_start"] == told["moved"]["previous_end"] == "2008-11-25"
        assert not told["cancelled"].get("previous_start")


def texts_at(url: str, xpath: str) -> list[str]:
    """Return the texts that stand at a place of a page."""
    page: Any = html.fromstring(get_ok(url).text)
    return list(page.xpath(xpath))


def test_pages_say_what_changed(changed: Server) -> None:
    """On the event's own page, and in the list; a badge stands before what does not stand firm."""
    for name in MARKED:
        page = f"{changed.url}/event/{name}"
        assert " ".join(texts_at(page, "//p[@class='news']/text()")) == NEWS.get(name, "")
        badge = {"cancelled": "Cancelled", "postponed": "Postponed", "tentative": "Tentative"}
        assert texts_at(page, "//h1/span/text()") == ([badge[name]] if name in badge else [])
    listed = texts_at(changed.url, "//p[@class='news']/text()")
    assert {MOVED, CANCELLED, "No room.", POSTPONED, RESCHEDULED, "At last."} == set(listed)


def test_the_page_of_a_withdrawn_event_says_so(changed: Server) -> None:
    """R36: with what is remembered of it; its file is gone, and no feed has it."""
    answer = get_ok(f"{changed.url}/event/withdrawn")
    assert re.search(r"<h1>.*Withdrawn.* The withdrawn one</h1>", answer.text)
    assert "it was withdrawn on 5 January 2026" in answer.text
    assert 'content="noindex"' in answer.text
    gone = get(f"{changed.url}/event/withdrawn.ics")
    assert (gone.status, gone.text.splitlines()[0]) == (410, "This event is no longer on the list.")
    assert "withdrawn" not in get_ok(changed.url + "/events.atom").text


def test_google_is_given_the_address_that_shows_the_cancelled(changed: Server) -> None:
    """R39: it hides them otherwise."""
    panel = texts_at(changed.url, "//details[@id='follow']//input[@readonly]/@value")
    assert [address.rpartition("/")[2] for address in panel] == [
        *("events.ics", "events.ics?cancelled=show"),
    ]
    links = texts_at(f"{changed.url}/subscribe", "//a/@href")
    (google,) = (link for link in links if "calendar.google.com" in link and "cid=" in link)
    assert google.endswith("%2Fevents.ics%3Fcancelled%3Dshow")
