"""The CSV through frictionless, against a schema written out here, and by RFC 4180."""

import csv
import io
import re
from datetime import date

import pytest
from fetching import get_ok
from frictionless import Detector, Resource, Schema, fields
from serving import Server

from .expected import CHOICES, EVERYTHING, ONE_THEME, Choice, Shown, by_day

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
POINT = r"-?\d+(\.\d+)?, -?\d+(\.\d+)?"
SLUGS = f"{SLUG}(; {SLUG})*"
STATUSES = ["confirmed", "tentative", "postponed", "cancelled"]
REQUIRED = {"required": True}


def schema() -> Schema:
    """Say what each column holds, in order; ``end`` is the last day."""
    return Schema(
        fields=[
            fields.StringField(
                name="id", constraints={**REQUIRED, "unique": True, "pattern": SLUG}
            ),
            fields.StringField(name="title", constraints=REQUIRED),
            fields.DateField(name="start", constraints=REQUIRED),
            fields.DateField(name="end", constraints=REQUIRED),
            fields.StringField(name="timezone"),
            fields.ObjectField(name="repeat"),
            fields.StringField(name="dates", constraints=REQUIRED),
            fields.StringField(name="status", constraints={**REQUIRED, "enum": STATUSES}),
            fields.StringField(name="note"),
            fields.DateField(name="previous_start"),
            fields.DateField(name="previous_end"),
            fields.StringField(name="location"),
            fields.StringField(name="geo", constraints={"pattern": POINT}),
            fields.StringField(name="online", format="uri"),
            fields.StringField(name="summary"),
            fields.StringField(name="description"),
            fields.StringField(name="organisers"),
            fields.StringField(name="hosts"),
            fields.StringField(name="sponsors"),
            fields.StringField(name="funders"),
            fields.StringField(name="partners"),
            fields.StringField(name="contact"),
            fields.StringField(name="registration", format="uri"),
            fields.DateField(name="registration_deadline"),
            fields.StringField(name="website", format="uri"),
            fields.StringField(name="links"),
            fields.StringField(name="image", format="uri"),
            fields.StringField(name="image_alt"),
            fields.StringField(name="themes", constraints={"pattern": SLUGS}),
            fields.StringField(name="regions", constraints={"pattern": SLUGS}),
            fields.StringField(name="url", format="uri", constraints=REQUIRED),
            fields.DatetimeField(name="announced", format="any", constraints=REQUIRED),
            fields.DatetimeField(name="updated", format="any", constraints=REQUIRED),
        ]
    )


def faults(table: bytes) -> list[object]:
    """List what frictionless finds wrong with a table."""
    detector = Detector(encoding_function=lambda _buffer: "utf-8")
    resource = Resource(data=table, format="csv", schema=schema(), detector=detector)
    found: list[object] = resource.validate().flatten(["type", "rowNumber", "fieldName", "note"])
    return found


def rows(text: str) -> list[dict[str, str]]:
    """Read a table as spreadsheets do."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_table_is_valid_and_has_a_row_for_each_meeting(server: Server, choice: Choice) -> None:
    """Its every field is of the kind that its column promises; the days are the meetings'."""
    answer = get_ok(server.url + choice.address("csv"))
    assert re.fullmatch(
        r"text/csv; *charset=utf-8(; *header=present)?", answer.header("Content-Type")
    )
    assert faults(answer.body) == []
    shown = [
        Shown(row["title"], date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
        for row in rows(answer.text)
    ]
    assert by_day(shown) == choice.shown


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_table_is_laid_out_as_the_rfc_says(server: Server, choice: Choice) -> None:
    """RFC 4180 §2: CRLF after every record, as many fields in each as in the header."""
    body = get_ok(server.url + choice.address("csv")).body
    assert body.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", body)
    records = list(csv.reader(io.StringIO(body.decode(), newline=""), strict=True))
    assert len(records) == 1 + len(choice.meetings)
    assert {len(record) for record in records} == {len(schema().fields)}


def test_a_row_says_where_and_why(server: Server) -> None:
    """A place where one is stated, the page of each event, and the themes it was chosen by."""
    found = {date.fromisoformat(row["start"]): row for row in rows(_table(server, EVERYTHING))}
    for meeting in EVERYTHING.meetings:
        row = found[meeting.first]
        assert meeting.place in row["location"]
        assert bool(meeting.place) == bool(row["location"])
        assert row["url"] == f"{server.base}/event/{row['id']}"
        chosen = "human-trafficking" in row["themes"].split("; ")
        assert chosen == (meeting in ONE_THEME.meetings)
        assert row["announced"][:4] > "2008"


def test_a_row_is_the_same_in_every_table(server: Server) -> None:
    """Whichever filter it was found with."""
    everything = rows(_table(server, EVERYTHING))
    assert all(row in everything for row in rows(_table(server, ONE_THEME)))


def _table(server: Server, choice: Choice) -> str:
    return get_ok(server.url + choice.address("csv")).text


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"2008-11-25", b"25 November 2008"),
        (b",confirmed,", b",happening,"),
        (b"id,title", b"id,name"),
        (b"preventing-trafficking", b"engaging-business"),
        (b"human-trafficking; ", b"human-trafficking, "),
    ],
)
def test_frictionless_finds_faults(server: Server, good: bytes, bad: bytes) -> None:
    """The check is able to fail."""
    table = get_ok(server.url + EVERYTHING.address("csv")).body
    assert good in table
    assert faults(table.replace(good, bad, 1))
