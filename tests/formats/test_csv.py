"""CSV: a table that spreadsheets read."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from hypothesis import given, settings
from making import ANNOUNCED, BASE, make_entry, make_envelope, make_event

from feeds.formats.csv import COLUMNS, render_envelope, render_item
from feeds.model import (
    Contact,
    Entry,
    Geo,
    Image,
    Link,
    Location,
    Organisation,
    Registration,
)

from .awkward import BARE, ENTRIES, TITLES, entries


def table(*held: Entry) -> str:
    """Put a table of entries together."""
    head, tail = render_envelope(make_envelope(), ())
    return (head + b"".join(map(render_item, held)) + tail).decode()


def rows(*held: Entry) -> list[dict[str, str]]:
    """Read a table of entries back, as RFC 4180 says."""
    return list(csv.DictReader(StringIO(table(*held), newline=""), strict=True))


@pytest.mark.parametrize("entry", ENTRIES, ids=TITLES)
def test_texts_arrive_as_they_were_written(entry: Entry) -> None:
    """Commas, quotes, line breaks, marks of XML, and any letter."""
    (row,) = rows(entry)
    assert row["title"] == entry.event.title
    assert row["summary"] == entry.event.summary
    assert row["location"] == str(entry.event.location)


@settings(max_examples=60, deadline=None)
@given(entry=entries())
def test_any_text_arrives(entry: Entry) -> None:
    """Whatever the reading of a list lets through, in one row."""
    (row,) = rows(entry)
    assert (row["title"], row["summary"]) == (entry.event.title, entry.event.summary)


@pytest.mark.parametrize("held", [(), ENTRIES[:1], (BARE, *ENTRIES)], ids=len)
def test_a_table_is_what_the_library_writes_in_one_go(held: tuple[Entry, ...]) -> None:
    """A header and a row each, every line ended by CRLF."""
    whole = StringIO()
    writer = csv.DictWriter(whole, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows(*held))
    assert table(*held) == whole.getvalue()


def test_a_row_says_everything() -> None:
    """The last day as its editor wrote it; lists are split by semicolons; times are in UTC."""
    entry = make_entry(
        make_event(
            start=date(2008, 11, 25),
            end=date(2008, 11, 26),
            summary="S",
            status="cancelled",
            note="Ill.",
            location=Location(
                name="X", address="Y", geo=Geo(latitude="46.2276", longitude="6.1394")
            ),
            themes=("employers", "ilo-standards"),
            regions=("mali",),
            hosts=(
                Organisation(name="A", short="B"),
                Organisation(name="C", url="https://example.org/c"),
            ),
            contact=Contact(name="D", email="d@example.org"),
            description="*More.*",
            online="https://example.org/room",
            registration=Registration(
                url="https://example.org/register", deadline=date(2008, 11, 1)
            ),
            url="https://example.org/event",
            links=(Link(url="https://example.org/e", label="E"), Link(url="https://example.org/f")),
            image=Image(url="https://example.org/g.png", alt="G"),
        ),
        updated=ANNOUNCED + timedelta(days=3),
    )
    assert rows(entry) == [
        {
            "id": "one",
            "title": "Event one",
            "start": "2008-11-25",
            "end": "2008-11-26",
            "timezone": "",
            "repeat": "",
            "dates": "25–26 November 2008",
            "status": "cancelled",
            "note": "Ill.",
            "previous_start": "",
            "previous_end": "",
            "location": "X, Y",
            "geo": "46.2276, 6.1394",
            "online": "https://example.org/room",
            "summary": "S",
            "description": "*More.*",
            "organisers": "",
            "hosts": "A (B); C (https://example.org/c)",
            "sponsors": "",
            "funders": "",
            "partners": "",
            "contact": "D, d@example.org",
            "registration": "https://example.org/register",
            "registration_deadline": "2008-11-01",
            "website": "https://example.org/event",
            "links": "E: https://example.org/e; https://example.org/f",
            "image": "https://example.org/g.png",
            "image_alt": "G",
            "themes": "employers; ilo-standards",
            "regions": "mali",
            "url": f"{BASE}/event/one",
            "announced": "2026-11-24T08:30:00+00:00",
            "updated": "2026-11-27T08:30:00+00:00",
        }
    ]
