"""What an event can have beside its dates and texts: places, contacts, links, registration."""

from datetime import date
from typing import Any

import pytest

from feeds.model import Contact, Geo, Image, Link, Location, Organisation, Registration

from .lists import LIST, Place, only_event, only_problem, place_of, places_of, read


def in_event(line: str) -> str:
    """Return the list with one more line in its event, which is then line 20."""
    return LIST + f"    {line}\n"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        (
            'location: {name: A, geo: "46.2276, 6.1394"}',
            "location",
            Location(name="A", geo=Geo(latitude="46.2276", longitude="6.1394")),
        ),
        (
            'location: {name: A, geo: "-33.9; +18.4"}',
            "location",
            Location(name="A", geo=Geo(latitude="-33.9", longitude="+18.4")),
        ),
        (
            "location: {name: A, geo: 46.2276 6.1394}",
            "location",
            Location(name="A", geo=Geo(latitude="46.2276", longitude="6.1394")),
        ),
        (
            "location: {name: A, geo: [90, -180]}",
            "location",
            Location(name="A", geo=Geo(latitude="90", longitude="-180")),
        ),
        ("location: {name: A, address: ~}", "location", Location(name="A")),
        ("online: https://meet.example.org/a", "online", "https://meet.example.org/a"),
        ("url: https://www.example.org/a", "url", "https://www.example.org/a"),
        ("contact: info@example.org", "contact", Contact(email="info@example.org")),
        ("contact: Conference office", "contact", Contact(name="Conference office")),
        (
            "contact: Office (info@example.org)",
            "contact",
            Contact(name="Office (info@example.org)"),
        ),
        (
            "contact: {name: Office, email: info@example.org, phone: +41 22 555 01 00}",
            "contact",
            Contact(name="Office", email="info@example.org", phone="+41 22 555 01 00"),
        ),
        ("contact: {phone: 0225550100}", "contact", Contact(phone="0225550100")),
        (
            "links: [https://example.org/a, {url: https://example.org/b, label: B}]",
            "links",
            (Link(url="https://example.org/a"), Link(url="https://example.org/b", label="B")),
        ),
        (
            "image: {url: https://example.org/a.jpg, alt: The hall}",
            "image",
            Image(url="https://example.org/a.jpg", alt="The hall"),
        ),
        (
            "registration: https://example.org/r",
            "registration",
            Registration(url="https://example.org/r"),
        ),
        (
            "registration: {url: https://example.org/r, deadline: 2008-11-01}",
            "registration",
            Registration(url="https://example.org/r", deadline=date(2008, 11, 1)),
        ),
        (
            "registration: {deadline: 2008-11-01}",
            "registration",
            Registration(deadline=date(2008, 11, 1)),
        ),
        (
            "hosts: [A, {name: B, short: C}]",
            "hosts",
            (Organisation(name="A"), Organisation(name="B", short="C")),
        ),
    ],
)
def test_what_an_event_has_is_read(line: str, field: str, value: Any) -> None:
    """In the short form and in the long one."""
    assert read(in_event(line)).warnings == ()
    assert getattr(only_event(in_event(line)), field) == value


MAIL = "is not an email address; write an address such as info@example.org"
WEB = "is not a web address; write the whole address, such as https://example.org/events"
POINT = (
    'is not a point on a map; write degrees north and east, such as "46.2276, 6.1394", in quotes'
)


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("contact: info@example", (20, 14, "email"), f"“info@example” {MAIL}"),
        ("contact: mailto:a@example.org", (20, 14, "email"), f"“mailto:a@example.org” {MAIL}"),
        ("contact: {email: info at example}", (20, 22, "email"), f"“info at example” {MAIL}"),
        (
            "contact: {}",
            (20, 14, "empty"),
            "this group of keys is empty; write “name: …”, “email: …” or “phone: …”, or remove it",
        ),
        (
            "contact: {name: }",
            (20, 14, "empty"),
            "this group of keys is empty; write “name: …”, “email: …” or “phone: …”, or remove it",
        ),
        (
            "contact: {mail: a@example.org}",
            (20, 15, "unknown-key"),
            "there is no key “mail” here; did you mean `email`?",
        ),
        (
            "contact: [a]",
            (20, 14, "type"),
            "a group of keys is needed here; write “key: value” lines, indented",
        ),
        ('location: {name: A, geo: "46.2"}', (20, 30, "geo"), f"“46.2” {POINT}"),
        ('location: {name: A, geo: "46,2 6,1"}', (20, 30, "geo"), f"“46,2 6,1” {POINT}"),
        ('location: {name: A, geo: "46.2 N, 6.1 E"}', (20, 30, "geo"), f"“46.2 N, 6.1 E” {POINT}"),
        ("location: {name: A, geo: [1, 2, 3]}", (20, 30, "geo"), f"“1, 2, 3” {POINT}"),
        ("location: {name: A, geo: [1.1234567, 2]}", (20, 30, "geo"), f"“1.1234567, 2” {POINT}"),
        (
            'location: {name: A, geo: "146.2, 6.1"}',
            (20, 30, "geo"),
            "146.2 degrees is off the map; write north first, then east",
        ),
        (
            "location: {name: A, geo: {north: 1}}",
            (20, 30, "type"),
            "a group of keys stands where text is needed; write one text; put quotes around one that holds a brace or “: ”",
        ),
        ("location: {address: A}", (20, 15, "missing"), "“location” has no name; write “name: …”"),
        ("online: Zoom", (20, 13, "url"), f"“Zoom” {WEB}"),
        ("url: www.example.org", (20, 10, "url"), f"“www.example.org” {WEB}"),
        ("links: [example.org]", (20, 13, "url"), f"“example.org” {WEB}"),
        ("links: [{label: A}]", (20, 13, "missing"), "this has no url; write “url: …”"),
        (
            "links: https://example.org",
            (20, 12, "type"),
            "a list is needed here; write [one, two], or lines that begin with “- ”",
        ),
        (
            "image: {url: https://example.org/a.jpg}",
            (20, 12, "missing"),
            "“image” has no alt; write “alt: …”",
        ),
        (
            "image: https://example.org/a.jpg",
            (20, 12, "type"),
            "a group of keys is needed here; write “image: {url: …, alt: …}”",
        ),
        ("registration: by mail", (20, 19, "url"), f"“by mail” {WEB}"),
        (
            "registration: {}",
            (20, 19, "empty"),
            "this group of keys is empty; write “url: …” or “deadline: …”, or remove it",
        ),
        (
            "registration: {deadline: 2008-11-01 12:00}",
            (20, 30, "date"),
            "“2008-11-01 12:00” has a time, but only a day is allowed here; write 2008-11-01",
        ),
        (
            "registration: {deadline: 1.11.2008}",
            (20, 30, "date"),
            "“1.11.2008” is not a date; write year-month-day, such as 2008-11-25",
        ),
    ],
)
def test_what_cannot_be_is_told(line: str, place: Place, words: str) -> None:
    """Where it stands, what is wrong, and what to write."""
    problem = only_problem(in_event(line))
    assert place_of(problem) == place
    assert f"{problem.message}; {problem.hint}" == words


def test_all_that_is_wrong_with_an_event_is_told_at_once() -> None:
    """Each key by itself."""
    text = (
        in_event("online: Zoom")
        + "    contact: {email: info}\n    image: {url: a}\n    registration: {}\n"
    )
    assert places_of(text) == [
        (20, 13, "url"),
        (21, 22, "email"),
        (22, 12, "missing"),
        (22, 18, "url"),
        (23, 19, "empty"),
    ]
