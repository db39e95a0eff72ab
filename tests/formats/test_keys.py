"""Every key of an event in every format: nothing is lost, nothing is broken, nothing is unsafe."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import feedparser
import icalendar
import pytest
import yaml
from clients.jsonfeed import faults
from frictionless import Detector, Resource, Schema
from frictionless import fields as columns
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from feeds import wording
from feeds.formats import FORMATS, render_single
from feeds.formats.content import has_file, html_of, item_of, text_of
from feeds.formats.csv import COLUMNS
from feeds.model import Contact, Event, Image, Link, OccurrenceChange, Organisation
from feeds.problems import ListError
from feeds.reading import parse_list
from feeds.schedule import Unsettled

from .awkward import TITLES, lines
from .everything import (
    ALL_DAY,
    DESCRIBED,
    EVENTS,
    FULL,
    OPEN,
    OPTIONAL,
    SERIES,
    bare,
    clock,
    document,
    entries_of,
    entry_of,
    found_in,
    machine_facts,
    plain,
    rows,
    said_by,
)
from .xml import NAMESPACES, parse, texts

NAMED = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.id)
EXTENSIONS = pytest.mark.parametrize("extension", FORMATS)
XML = pytest.mark.parametrize("extension", ["rss", "atom"])


def missing_in(extension: str, event: Event) -> list[str]:
    """Return what an editor wrote of an event and a format does not say."""
    entry = entry_of(event)
    body = render_single(entry) if extension == "ics" else document(extension, entry)
    found = found_in(extension, body)
    asked = [*said_by(event), *(DESCRIBED if event.description else ())]
    return [text for text in asked if plain(text) not in found]


@EXTENSIONS
@NAMED
def test_nothing_that_an_editor_writes_is_lost(extension: str, event: Event) -> None:
    """Each text of each key, of each organisation and link, and of each occurrence that is other."""
    assert len(list(said_by(event))) > 25
    assert missing_in(extension, event) == []


@settings(max_examples=60, deadline=None)
@given(
    event=st.sampled_from(EVENTS),
    left_out=st.sets(st.sampled_from(OPTIONAL)),
    extension=st.sampled_from(sorted(FORMATS)),
)
def test_nothing_is_lost_whatever_keys_there_are(
    event: Event, left_out: set[str], extension: str
) -> None:
    """No key needs another."""
    assert missing_in(extension, bare(event, *left_out)) == []


@pytest.mark.parametrize("name", OPTIONAL)
def test_this_finds_what_is_left_out(name: str) -> None:
    """The check is able to fail: a key that is not there is missed, in every format."""
    event = SERIES if name == "repeat" else FULL
    less = found_in("json", document("json", entry_of(bare(event, name))))
    asked = [*said_by(event), *DESCRIBED, "tentative", "Employers", "Moldova"]
    assert [text for text in asked if plain(text) not in less]


@EXTENSIONS
def test_labels_and_status_are_told(extension: str) -> None:
    """In words to people, in short names where machines read."""
    found = found_in(extension, document(extension, entry_of(FULL)))
    asked = {"csv": ["employers; ilo-standards", "moldova", "tentative"]}
    words = ["Employers", "ILO standards", "Moldova", "Tentative: Talk on tides"]
    assert [text for text in asked.get(extension, words) if text not in found] == []


@XML
def test_a_reader_finds_it_all(extension: str) -> None:
    """As feedparser hands it on, with HTML that it holds to be safe."""
    feed = feedparser.parse(document(extension, *entries_of(*EVENTS)))
    assert not feed.bozo
    held = {entry.id.rpartition(":")[2]: entry for entry in feed.entries}
    assert held.keys() == {event.id for event in EVENTS}
    for event in EVENTS:
        entry = held[event.id]
        content = plain(Markup(entry.content[0].value).striptags() + entry.content[0].value)
        for text in (
            "Alba Society (AS)",
            "Office of tides",
            "+41 61 000 00 00",
            "Paper &amp; slides",
        ):
            assert text in content or unescape(text) in content
        assert 'src="https://pictures.example.org/tide.jpg"' in content
        assert [tag.term for tag in entry.tags] or entry.tags
        assert bool(entry.get("enclosures")) is has_file(entry_of(event))


def dates_of(extension: str, event: Event) -> tuple[list[str], list[str]]:
    """Return the machine-readable dates of an item."""
    root = parse(document(extension, entry_of(event)))
    return texts(root, ".//ev:startdate"), texts(root, ".//ev:enddate")


@XML
@pytest.mark.parametrize(
    ("event", "start", "end"),
    [
        (FULL, ["2026-03-10T09:00+01:00"], ["2026-03-10T11:00+01:00"]),
        (SERIES, ["2026-03-10T09:00+01:00"], ["2026-03-10T11:00+01:00"]),
        (ALL_DAY, ["2026-03-10"], ["2026-03-12"]),
        (OPEN, ["2026-09"], []),
        (replace(OPEN, when=Unsettled(year=2027)), ["2027"], []),
        (replace(OPEN, when=Unsettled()), [], []),
    ],
)
def test_dates_are_there_for_machines(
    extension: str, event: Event, start: list[str], end: list[str]
) -> None:
    """R50: days, moments with their distance from UTC, a month, a year; else nothing."""
    assert dates_of(extension, event) == (start, end)


@NAMED
def test_titles_and_contents_begin_with_the_dates(event: Event) -> None:
    """R46: in words, and with the place."""
    entry = entry_of(replace(event, note="", status="confirmed"))
    told = wording.dates(event.when, event.repeat, "en")
    for item in (item_of(entry), json.loads(document("json", entry))["items"][0]):
        title = item["title"] if isinstance(item, dict) else item.title
        assert title == f"Talk on tides — {told}, Harbour hall, Quay 7, Basel"
    first = Markup(html_of(entry).partition("</p>")[0]).striptags()
    assert first == wording.as_sentence(f"{told} · Harbour hall, Quay 7, Basel")


FACTS = {
    "uid": "full@events.example.org",
    "title": "Talk on tides",
    "dates": "10 March 2026, 09:00–11:00 (Zurich time)",
    "status_name": "Tentative",
    "start": "2026-03-10T09:00+01:00",
    "end": "2026-03-10T11:00+01:00",
    "timezone": "Europe/Zurich",
    "status": "tentative",
    "note": "The hall may change.",
    "location": "Harbour hall, Quay 7, Basel",
    "geo": "47.559, 7.5886",
    "online": "https://meet.example.org/tides",
    "description": FULL.description,
    "contact": {
        "name": "Office of tides",
        "email": "tides@example.org",
        "phone": "+41 61 000 00 00",
    },
    "registration": {"url": "https://www.example.org/register", "deadline": "2026-02-27"},
    "website": "https://www.example.org/tides?x=1&y=2",
    "links": [
        {"url": "https://www.example.org/paper", "label": "Paper & slides"},
        {"url": "https://www.example.org/map"},
    ],
    "image": {"url": "https://pictures.example.org/tide.jpg", "alt": "A “tide” <rising>"},
    "themes": ["employers", "ilo-standards"],
    "regions": ["moldova"],
    "organisers": ["Alba Society (AS)"],
    "organisers_links": {"Alba Society (AS)": "https://alba.example.org/"},
    "hosts": ["Brisa"],
    "hosts_links": {"Brisa": "https://brisa.example.org/?a=1&b=2"},
    "sponsors": ["Cala (CA)"],
    "funders": ["Duna Fund", "Estero, Ltd; & Sons"],
    "partners": ["Faro"],
}
REPEAT = {
    "rrule": "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270630",
    "except": ["2026-08-11"],
    "also": [
        {
            "start": "2026-09-15T14:00+02:00",
            "end": "2026-09-15T16:00+02:00",
            "timezone": "Europe/Zurich",
        }
    ],
    "changes": [
        {
            "date": "2026-10-13",
            "start": "2026-10-14T15:00+02:00",
            "end": "2026-10-14T17:00+02:00",
            "timezone": "Europe/Zurich",
            "title": "Talk on rivers",
            "summary": "What we know of rivers.",
            "note": "By boat.",
            "location": "River house, Bank 3",
            "geo": "47.1, 7.25",
        },
        {"date": "2026-11-10", "note": "The speaker is ill.", "status": "cancelled"},
        {"date": "2026-12-08", "title": "Talk on wells", "status": "tentative"},
    ],
}


def test_machines_get_every_fact_of_a_json_feed() -> None:
    """R50: under the names of the list where they are the same thing."""
    assert machine_facts(document("json", entry_of(FULL))) == FACTS
    again = machine_facts(document("json", entry_of(SERIES)))
    assert again["repeat"] == REPEAT
    opened = machine_facts(document("json", entry_of(OPEN)))
    assert opened["start"] == "2026-09"
    assert not {"end", "timezone", "repeat"} & opened.keys()


def test_a_json_feed_keeps_every_rule_of_the_format() -> None:
    """Of the version that it names, and what is advised."""
    assert faults(document("json", *entries_of(*EVENTS)).decode()) == []


def test_a_row_holds_every_fact() -> None:
    """Lists inside a field are split by "; "."""
    (row,) = rows(document("csv", entry_of(FULL)))
    assert tuple(row) == COLUMNS
    expected = {
        **{name: FACTS[name] for name in ("start", "end", "timezone", "note", "geo", "online")},
        "dates": "10 March 2026, 09:00–11:00 (Zurich time)",
        "repeat": "",
        "description": FULL.description,
        "contact": "Office of tides, tides@example.org, +41 61 000 00 00",
        "registration": "https://www.example.org/register",
        "registration_deadline": "2026-02-27",
        "website": "https://www.example.org/tides?x=1&y=2",
        "links": "Paper & slides: https://www.example.org/paper; https://www.example.org/map",
        "image": "https://pictures.example.org/tide.jpg",
        "image_alt": "A “tide” <rising>",
        "organisers": "Alba Society (AS) (https://alba.example.org/)",
        "hosts": "Brisa (https://brisa.example.org/?a=1&b=2)",
        "funders": "Duna Fund; Estero, Ltd; & Sons",
    }
    assert {name: row[name] for name in expected} == expected
    (row,) = rows(document("csv", entry_of(SERIES)))
    assert json.loads(row["repeat"]) == REPEAT


def schema() -> Schema:
    """Say what the columns of a table hold; dates may be days, moments, months or years."""
    when = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d[+-]\d\d:\d\d)?)?)?|tbc"
    kinds = {
        "id": columns.StringField(name="id", constraints={"required": True, "unique": True}),
        "start": columns.StringField(name="start", constraints={"required": True, "pattern": when}),
        "end": columns.StringField(name="end", constraints={"pattern": when}),
        "repeat": columns.ObjectField(name="repeat"),
        "registration_deadline": columns.DateField(name="registration_deadline"),
        "geo": columns.StringField(name="geo", constraints={"pattern": r"[\d.+-]+, [\d.+-]+"}),
        "announced": columns.DatetimeField(name="announced", format="any"),
        "updated": columns.DatetimeField(name="updated", format="any"),
        **{
            name: columns.StringField(name=name, format="uri")
            for name in ("online", "registration", "website", "image", "url")
        },
    }
    return Schema(fields=[kinds.get(name) or columns.StringField(name=name) for name in COLUMNS])


def table_faults(table: bytes) -> list[object]:
    """List what frictionless finds wrong with a table."""
    detector = Detector(encoding_function=lambda _buffer: "utf-8")
    resource = Resource(data=table, format="csv", schema=schema(), detector=detector)
    found: list[object] = resource.validate().flatten(["type", "rowNumber", "fieldName", "note"])
    return found


def test_a_table_is_of_the_kinds_it_promises() -> None:
    """Whatever there is of an event, or is not."""
    bare_one = bare(replace(OPEN, id="bare", when=Unsettled()), *OPTIONAL)
    table = document("csv", *entries_of(*EVENTS, bare_one))
    assert len(rows(table)) == len(EVENTS) + 1
    assert table_faults(table) == []
    assert table_faults(table.replace(b"2026-02-27", b"27 February"))


TEXT = """\
The hall may change.

What we know of tides.

A second paragraph, on ebbs.

Course

- Welcome by the harbour (https://www.example.org/harbour)

Online: https://meet.example.org/tides
Registration: https://www.example.org/register, until 27 February 2026
Organiser: Alba Society (AS) (https://alba.example.org/)
Host: Brisa (https://brisa.example.org/?a=1&b=2)
Sponsor: Cala (CA)
Funders: Duna Fund and Estero, Ltd; & Sons
Partner: Faro
Contact: Office of tides, tides@example.org, +41 61 000 00 00
Website: https://www.example.org/tides?x=1&y=2
Links: Paper & slides (https://www.example.org/paper) and https://www.example.org/map
Coordinates: 47.559, 7.5886
Image: A “tide” <rising> (https://pictures.example.org/tide.jpg)

https://events.example.org/event/full"""


def test_the_plain_text_of_a_calendar_reads_well() -> None:
    """R36: paragraphs, a line a fact, the page last."""
    assert text_of(entry_of(FULL)) == TEXT


@NAMED
def test_a_file_is_offered_where_there_is_one(event: Event) -> None:
    """R51: as an enclosure, an attachment and a link, of its true length; of open dates, none."""
    entry = entry_of(event)
    length = len(render_single(entry))
    rss = parse(document("rss", entry)).findall(".//enclosure")
    links = parse(document("atom", entry)).findall(".//atom:entry/atom:link", NAMESPACES)
    atom = [link for link in links if link.get("rel") == "enclosure"]
    attached = json.loads(document("json", entry))["items"][0].get("attachments", [])
    if event is OPEN:
        assert (rss, atom, attached) == ([], [], [])
        assert "Add to calendar" not in html_of(entry)
        return
    assert [int(each.get("length")) for each in (*rss, *atom)] == [length, length]
    assert [each["size_in_bytes"] for each in attached] == [length]
    assert {rss[0].get("url"), atom[0].get("href"), attached[0]["url"]} == {entry.ics}
    assert f'<a href="{entry.ics}">Add to calendar</a>' in html_of(entry)


def test_the_next_dates_of_a_series_are_told_as_they_are_given() -> None:
    """In all that people read; a format cannot know which day it is."""
    coming = tuple(clock(day, 9, 11) for day in (date(2026, 4, 14), date(2026, 5, 12)))
    entry = replace(entry_of(SERIES), coming=coming)
    for extension in ("rss", "atom", "json"):
        told = "Next: 14 April 2026 and 12 May 2026"
        assert told in found_in(extension, document(extension, entry))
        assert "Next:" not in found_in(extension, document(extension, entry_of(SERIES)))


APART = [
    "Not on 11 August 2026.",
    "Also on 15 September 2026, 14:00–16:00 (Zurich time).",
    "Moved from 13 October, 09:00–11:00, to 14 October 2026, 15:00–17:00 (Zurich time).",
    "On 14 October 2026: “Talk on rivers”, River house, Bank 3.",
    "The event on 10 November 2026 is cancelled.",
    "On 8 December 2026: “Talk on wells”, tentative.",
    "14 October 2026: What we know of rivers. By boat. Coordinates: 47.1, 7.25",
    "10 November 2026: The speaker is ill.",
]


def test_readers_are_told_which_dates_are_other() -> None:
    """A reader has no calendar in which they would stand; each in a line of its own."""
    event = bare(SERIES, *set(OPTIONAL) - {"repeat"})
    said = ["".join(paragraph.itertext()) for paragraph in shown(event).findall("p")]
    assert said[1:-1] == APART


def shown(event: Event) -> Any:
    """Return the content of an event as a strict parser sees it."""
    content = html_of(entry_of(event)).replace("<br>", "<br/>")
    return parse(f"<div>{content}</div>".encode())


def test_a_note_alone_on_one_date_is_told_once() -> None:
    """It does not count as another date."""
    assert SERIES.repeat
    change = OccurrenceChange(day=date(2026, 10, 13), note="Bring a coat.")
    event = replace(
        bare(SERIES, *set(OPTIONAL) - {"repeat"}),
        repeat=replace(SERIES.repeat, without=(), also=(), changes=(change,)),
    )
    assert html_of(entry_of(event)).count("13 October 2026") == 1


def test_a_calendar_has_each_date_of_a_series_as_it_is() -> None:
    """Left out, added, moved, off: as icalendar reads it."""
    calendar = icalendar.Calendar.from_ical(render_single(entry_of(SERIES)))
    held = {
        (str(each["UID"]).partition("@")[0], each.DTSTART.strftime("%Y-%m-%dT%H:%M")): each
        for each in calendar.events
    }
    (master,) = (each for each in calendar.events if "RRULE" in each)
    assert master["EXDATE"].to_ical() == b"20260811T090000"
    moved = held["series", "2026-10-14T15:00"]
    assert moved["RECURRENCE-ID"].to_ical() == b"20261013T090000"
    assert str(moved["SUMMARY"]) == "Talk on rivers"
    assert str(moved["LOCATION"]) == "River house, Bank 3"
    assert moved["GEO"].to_ical() == "47.1;7.25"
    assert {"What we know of rivers.", "By boat."} <= set(str(moved["DESCRIPTION"]).split("\n\n"))
    assert held["series", "2026-11-10T09:00"]["STATUS"] == "CANCELLED"
    assert held["series", "2026-12-08T09:00"]["STATUS"] == "TENTATIVE"
    assert held["series.2026-09-15", "2026-09-15T14:00"]["RELATED-TO"] == master["UID"]
    assert len(held) == 5


# What is awkward in a text must be harmless in each key.

ODD = {
    **TITLES,
    "cdata": "]]> <![CDATA[ --> <!-- ?> %> {{ 7 * 7 }} {% raw %} {0} %(x)s $x",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> \"'><b>",
    "right-to-left": "\u202bעברית\u202c العربية \u2067قلب\u2069 \u200f",
    "joined": "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 \u00ad\u200b\u2060 ﷽",
    "calendar": "END:VEVENT BEGIN:VEVENT UID:x;LANGUAGE=en:y ATTACH:z \\n\\,\\; ^n ^'",
    "long": "Wave " * 3000 + "x",
    "lines": "first \u2028 second \u2029 third",
}


def all_saying(event: Event, text: str) -> Event:
    """Put a text into each key of an event that holds words."""
    return _saying(event, text)  # type: ignore[no-any-return]


_KEPT = {"id", "url", "online", "email", "deadline", "geo", "description", "themes", "regions"}
_KEPT |= {"status", "when", "day", "rule", "without", "also", "announced", "updated", "spoken"}


def _saying(value: Any, text: str) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _saying(getattr(value, field.name), text)
            for field in fields(value)
            if field.name not in _KEPT
        }
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_saying(each, text) for each in value)
    return text if isinstance(value, str) and value else value


@EXTENSIONS
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
@pytest.mark.parametrize("event", [FULL, SERIES, OPEN], ids=lambda event: event.id)
def test_an_odd_text_in_every_key_arrives(extension: str, text: str, event: Event) -> None:
    """Marks of every format, scripts from right to left, texts without end."""
    assert missing_in(extension, all_saying(event, plain(text))) == []


@settings(max_examples=60, deadline=None)
@given(text=lines(), extension=st.sampled_from(sorted(FORMATS)), event=st.sampled_from(EVENTS))
def test_any_text_in_every_key_arrives(text: str, extension: str, event: Event) -> None:
    """Whatever the reading of a list lets through."""
    if extension == "ics" and r"\N" in text:
        text = text.replace(r"\N", "")  # icalendar itself takes it for a line break when it reads
    assert missing_in(extension, all_saying(event, plain(text) or "x")) == []


MARKDOWN = (
    "<script>alert(1)</script>",
    "[a](javascript:alert(1)) [b](data:text/html,x) ![c](file:///etc/passwd)",
    '[a](https://www.example.org/"onclick="x) <https://www.example.org/?a&b>',
    "]]> &#12; &lt;script&gt; \u202e",
    "# A\n\n> ## B\n\n```\n]]><script>\n```\n",
)
TAGS = {
    *("div", "p", "strong", "br", "img", "ul", "ol", "li", "a", "em", "code", "pre", "hr"),
    *("blockquote", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {"href", "src", "alt", "rel", "title", "start", "class"}


@NAMED
@pytest.mark.parametrize("odd", [*MARKDOWN, *ODD.values()])
def test_html_is_whole_and_harmless(event: Event, odd: str) -> None:
    """Well-formed as XML too; no script, no handler; links to the web and to mailboxes alone."""
    described = replace(all_saying(event, plain(odd) or "x"), description=odd)
    root = shown(described)
    for element in root.iter():
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES
        for name in ("href", "src"):
            if address := element.get(name):
                assert urlsplit(address).scheme in {"http", "https", "mailto"}
    assert "javascript:" not in [urlsplit(each.get("href", "")).scheme for each in root.iter("a")]


def test_an_address_for_mail_is_nothing_but_an_address() -> None:
    """A question mark in it begins no subject (RFC 6068 §2); people read it as it is."""
    odd = "a?subject=b&c%@example.org"
    entry = entry_of(replace(FULL, contact=Contact(email=odd)))
    assert 'href="mailto:a%3Fsubject%3Db%26c%25@example.org"' in html_of(entry)
    assert f"Contact: {odd}\n" in text_of(entry)


KEYS: dict[str, Any] = {
    "online": "https://meet.example.org/{}",
    "url": "https://www.example.org/{}",
    "description": "A {}",
    "note": "A {}",
    "contact": {"name": "A {}"},
    "contact ": {"email": "a{}@example.org"},
    "contact  ": {"phone": "+41 {}"},
    "links": [{"url": "https://www.example.org/{}"}],
    "links ": [{"url": "https://www.example.org/", "label": "A {}"}],
    "image": {"url": "https://www.example.org/{}", "alt": "A"},
    "image ": {"url": "https://www.example.org/", "alt": "A {}"},
    "registration": {"url": "https://www.example.org/{}"},
    "location": {"name": "A", "address": "B {}"},
    "location ": {"name": "A", "geo": "46.9, 7.4{}"},
    "organisers": [{"name": "A", "short": "B {}"}],
    "title": {"en": "A", "fr": "B {}"},
    "repeat": {"every": "week", "changes": {"2026-03-17": {"note": "A {}"}}},
    "repeat ": {"every": "week", "changes": {"2026-03-17": {"title": "A {}"}}},
}
"""A value of each key that holds words or addresses, with a place for what is put into it."""


def filled(value: Any, text: str) -> Any:
    """Put a text into the place that a value has for it."""
    if isinstance(value, dict):
        return {key: filled(each, text) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, text) for each in value]
    return value.replace("{}", text)


def written(key: str, text: str) -> bytes:
    """Write a list whose event has this text in this key."""
    head = {"title": "Events", "domain": "events.example.org", "timezone": "Europe/Zurich"}
    event = {"id": "one", "title": "A", "start": "2026-03-10", "regions": []}
    content = {
        "calendar": {**head, "languages": ["en", "fr"]},
        "events": [event | {key.strip(): filled(KEYS[key], text)}],
    }
    return yaml.safe_dump(content, allow_unicode=False).encode()


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ufeff"])
@pytest.mark.parametrize("key", KEYS)
def test_a_control_character_never_gets_as_far_as_a_format(key: str, control: str) -> None:
    """R41: an editor is told where it stands, whichever key it is in."""
    with pytest.raises(ListError) as refused:
        parse_list(written(key, control), "events.yaml")
    assert all(problem.line > 1 for problem in refused.value.problems)
    assert parse_list(written(key, ""), "events.yaml").calendar.events


def test_a_table_and_a_feed_have_organisations_by_the_same_words() -> None:
    """With their links, where they have such."""
    named = (Organisation(name="A"), Organisation(name="B", url="https://b.example.org/"))
    entry = entry_of(replace(FULL, partners=named, links=(Link(url="https://www.example.org/"),)))
    (row,) = rows(document("csv", entry))
    assert row["partners"] == "A; B (https://b.example.org/)"
    assert "Partners: A and B (https://b.example.org/)\n" in text_of(entry)
    assert row["links"] == "https://www.example.org/"


@pytest.mark.parametrize(
    ("address", "written_as"),
    [
        ("https://www.example.org/a?b=c&d=%20#e", "https://www.example.org/a?b=c&d=%20#e"),
        ("https://bücher.example.org:81/é", "https://xn--bcher-kva.example.org:81/%C3%A9"),
        ("https://me@www.example.org/?q=é", "https://me@www.example.org/?q=%C3%A9"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        (f"https://{'é' * 70}.example.org/", f"https://{'é' * 70}.example.org/"),
    ],
)
def test_an_address_is_in_ascii_where_formats_ask_for_it(address: str, written_as: str) -> None:
    """RFC 3986 knows no other letters; calendars and JSON Feed go by it."""
    image = Image(url=address, alt="A")
    entry = entry_of(replace(FULL, image=image, online=address))
    (event,) = icalendar.Calendar.from_ical(render_single(entry)).events
    assert [str(event[name]) for name in ("IMAGE", "CONFERENCE")] == [written_as] * 2
    assert json.loads(document("json", entry))["items"][0]["image"] == written_as
    assert f'<img src="{address}"'.replace("&", "&amp;") in html_of(entry)
