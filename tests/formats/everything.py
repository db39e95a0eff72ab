"""Events that use every key, and what a reader of each format finds of them."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any

import icalendar
from lxml import html
from making import make_entry, make_envelope, make_event, make_snapshot, zones_of

from feeds.formats import FORMATS
from feeds.model import (
    NO_WISHES,
    Contact,
    Entry,
    Event,
    Geo,
    Image,
    Link,
    Location,
    OccurrenceChange,
    Organisation,
    Registration,
    Repeat,
)
from feeds.schedule import Days, Times, Unsettled, parse_rule, times

from .xml import parse

ZONE = "Europe/Zurich"


def clock(day: date, begins: int, ends: int) -> Times:
    """Return hours of a day, by the clocks of Zurich."""
    start, end = (datetime(day.year, day.month, day.day, hour) for hour in (begins, ends))  # noqa: DTZ001 - by the clocks of a zone
    return times(start, end, ZONE)


FULL = make_event(
    "full",
    title="Talk on tides",
    when=clock(date(2026, 3, 10), 9, 11),
    summary="What we know of tides.\n\nA second paragraph, on ebbs.",
    description="## Course\n\n- **Welcome** by the [harbour](https://www.example.org/harbour)\n",
    status="tentative",
    note="The hall may change.",
    location=Location(
        name="Harbour hall",
        address="Quay 7, Basel",
        geo=Geo(latitude="47.559", longitude="7.5886"),
    ),
    online="https://meet.example.org/tides",
    themes=("employers", "ilo-standards"),
    regions=("moldova",),
    organisers=(Organisation(name="Alba Society", short="AS", url="https://alba.example.org/"),),
    hosts=(Organisation(name="Brisa", url="https://brisa.example.org/?a=1&b=2"),),
    sponsors=(Organisation(name="Cala", short="CA"),),
    funders=(Organisation(name="Duna Fund"), Organisation(name="Estero, Ltd; & Sons")),
    partners=(Organisation(name="Faro"),),
    contact=Contact(name="Office of tides", email="tides@example.org", phone="+41 61 000 00 00"),
    url="https://www.example.org/tides?x=1&y=2",
    links=(
        Link(url="https://www.example.org/paper", label="Paper & slides"),
        Link(url="https://www.example.org/map"),
    ),
    image=Image(url="https://pictures.example.org/tide.jpg", alt="A “tide” <rising>"),
    registration=Registration(url="https://www.example.org/register", deadline=date(2026, 2, 27)),
)
"""One event, with every key but those of a series."""

TUESDAYS = Repeat(
    rule=parse_rule("FREQ=MONTHLY;BYDAY=2TU;UNTIL=20270630"),
    without=(date(2026, 8, 11),),
    also=(clock(date(2026, 9, 15), 14, 16),),
    changes=(
        OccurrenceChange(
            day=date(2026, 10, 13),
            when=clock(date(2026, 10, 14), 15, 17),
            title="Talk on rivers",
            summary="What we know of rivers.",
            note="By boat.",
            location=Location(
                name="River house",
                address="Bank 3",
                geo=Geo(latitude="47.1", longitude="7.25"),
            ),
        ),
        OccurrenceChange(day=date(2026, 11, 10), status="cancelled", note="The speaker is ill."),
        OccurrenceChange(day=date(2026, 12, 8), status="tentative", title="Talk on wells"),
    ),
)
SERIES = replace(FULL, id="series", status="confirmed", repeat=TUESDAYS)
"""A series, with every key, and occurrences that are other in every way."""

OPEN = replace(FULL, id="open", when=Unsettled(year=2026, month=9))
"""An event with every key whose days are to come."""

ALL_DAY = replace(FULL, id="all-day", when=Days(first=date(2026, 3, 10), last=date(2026, 3, 12)))

EVENTS = (FULL, SERIES, OPEN, ALL_DAY)

OPTIONAL = tuple(
    field.name
    for field in fields(Event)
    if field.name not in {"id", "title", "when", "announced", "updated", "spoken"}
)
"""The keys that an event can do without."""


def bare(event: Event, *names: str) -> Event:
    """Leave keys out of an event."""
    defaults: dict[str, Any] = {
        field.name: field.default for field in fields(Event) if field.name in names
    }
    return replace(event, **defaults)


def said_by(value: Any) -> Iterator[str]:
    """Give every text that an editor wrote in a value, and each day that stands by itself."""
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in _NOT_WORDS:
                yield from said_by(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from said_by(each)
    elif isinstance(value, str) and value:
        yield value


_NOT_WORDS = {"id", "when", "rule", "also", "status", "themes", "regions", "description", "spoken"}

DESCRIBED = ("Course", "Welcome", "harbour", "https://www.example.org/harbour")
"""What is left of the description where its marks are taken."""


def document(extension: str, *entries: Entry) -> bytes:
    """Put a feed of entries together."""
    kind = FORMATS[extension]
    held = [entry for entry in entries if kind.holds(entry, NO_WISHES)]
    head, tail = kind.render_envelope(make_envelope(count=len(held)), zones_of(held))
    return head + kind.separator.join(kind.render_item(each, NO_WISHES) for each in held) + tail


def entry_of(event: Event) -> Entry:
    """Return an event as it is published at first."""
    return make_entry(event)


def entries_of(*events: Event) -> tuple[Entry, ...]:
    """Return events as they are published in one list."""
    return tuple(make_snapshot(*events).entries.values())


def plain(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def found_in(extension: str, body: bytes) -> str:
    """Return all that a reader of a feed finds: texts, addresses, the text of HTML, in one line."""
    return plain("\n".join(_READERS[extension](body)))


def _in_html(fragment: str) -> Iterator[str]:
    shown: Any = html.fragment_fromstring(fragment, create_parent="div")
    yield shown.text_content()
    for element in shown.iter():
        yield from element.attrib.values()


def in_calendar(body: bytes) -> Iterator[str]:
    """Give the texts of a calendar's properties."""
    for component in icalendar.Calendar.from_ical(body).walk():
        assert component.errors == []
        for name, value in component.property_items(recursive=False):
            if name not in {"BEGIN", "END"}:
                for each in value if isinstance(value, list) else [value]:
                    yield str(each) if isinstance(each, str) else _written(each)


def _written(value: Any) -> str:
    """Return a value as the calendar has it; icalendar gives points as text, all else as bytes."""
    text = value.to_ical()
    return text if isinstance(text, str) else text.decode()


def _in_xml(body: bytes) -> Iterator[str]:
    for element in parse(body).iter():
        yield from element.attrib.values()
        text = element.text or ""
        name = element.tag.rpartition("}")[2]
        if name in {"encoded", "content"}:
            yield from _in_html(text)
        elif name == "description" and text:
            yield html.fragment_fromstring(text, create_parent="div").text_content()
        else:
            yield text


def _in_json(body: bytes) -> Iterator[str]:
    def walk(value: Any, name: str = "") -> Iterator[str]:
        if isinstance(value, dict):
            for key, each in value.items():
                yield from walk(each, key)
        elif isinstance(value, list):
            for each in value:
                yield from walk(each, name)
        elif name == "content_html":
            yield from _in_html(value)
        else:
            yield str(value)

    yield from walk(json.loads(body))


def machine_facts(body: bytes) -> dict[str, Any]:
    """Return what a JSON feed of one event says of it to machines."""
    (item,) = json.loads(body)["items"]
    facts: dict[str, Any] = item["_event"]
    return facts


def rows(body: bytes) -> list[dict[str, str]]:
    """Read a table as spreadsheets do."""
    return list(csv.DictReader(io.StringIO(body.decode(), newline=""), strict=True))


def _in_csv(body: bytes) -> Iterator[str]:
    for row in rows(body):
        for name, field in row.items():
            yield from _texts(json.loads(field)) if name == "repeat" and field else [field]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)
    else:
        yield str(value)


_READERS = {
    "ics": in_calendar,
    "rss": _in_xml,
    "atom": _in_xml,
    "json": _in_json,
    "csv": _in_csv,
}
