"""iCalendar: the words, the days and the bytes of a calendar."""

import re
from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given, settings
from making import ANNOUNCED, BASE, make_entry, make_envelope, make_event, zones_of

from feeds.formats.ics import render_envelope, render_item, render_single
from feeds.model import ALARMS, Entry, Location, Organisation, Wishes
from feeds.schedule import Unsettled

from .awkward import BARE, ENTRIES, TITLES, awkward_entry, entries

SUMMARY, DESCRIPTION = "SUMMARY;LANGUAGE=en", "DESCRIPTION;LANGUAGE=en"
AWKWARD = pytest.mark.parametrize("entry", ENTRIES, ids=TITLES)
_ESCAPED = re.compile(r"\\([\\;,nN])")


def properties(text: bytes) -> list[tuple[str, str]]:
    """Read content lines by RFC 5545 §3.1 alone: each name with its parameters, and its value."""
    unfolded = text.decode().replace("\r\n ", "")
    return [_property(line) for line in unfolded.removesuffix("\r\n").split("\r\n")]


def _property(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name, value


def longest_line(text: bytes) -> int:
    """Return the octets of the longest line; each must be text by itself."""
    return max(len(line.decode().encode()) for line in text.split(b"\r\n"))


def value(text: bytes, name: str) -> str:
    """Return the one value of a property, as it is written."""
    (found,) = [value for each, value in properties(text) if each == name]
    return found


def plain(text: bytes, name: str) -> str:
    """Return the one value of a property of type TEXT (RFC 5545 §3.3.11)."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value(text, name))


def feed(*held: Entry, **fields: Any) -> bytes:
    """Render a calendar of entries."""
    head, tail = render_envelope(make_envelope(count=len(held), **fields), zones_of(held))
    return head + b"".join(map(render_item, held)) + tail


@AWKWARD
def test_texts_arrive_as_they_were_written(entry: Entry) -> None:
    """Commas, semicolons, backslashes, line breaks, marks of XML, and any letter."""
    item = render_item(entry)
    assert plain(item, SUMMARY) == entry.event.title
    assert plain(item, DESCRIPTION).startswith(f"{entry.event.summary}\n\nOrganisers: ")
    assert plain(item, "LOCATION") == str(entry.event.location)


@settings(max_examples=100, deadline=None)
@given(entry=entries())
def test_any_text_arrives_in_short_lines_of_whole_characters(entry: Entry) -> None:
    """RFC 5545 §3.1: 75 octets, and no character is cut in two."""
    item = render_item(entry)
    assert longest_line(item) <= 75
    assert plain(item, SUMMARY) == entry.event.title
    assert plain(item, "LOCATION") == str(entry.event.location)


@pytest.mark.parametrize("lead", range(75))
def test_folding_never_cuts_a_character(lead: int) -> None:
    """Wherever in a line a character of two, three or four octets comes to stand."""
    title = "x" * lead + "é東🧑é東🧑" * 20
    item = render_item(awkward_entry("folded", title))
    assert longest_line(item) <= 75
    assert plain(item, SUMMARY) == title


@pytest.mark.parametrize("held", [(), ENTRIES[:1], (BARE, *ENTRIES)], ids=len)
def test_a_calendar_is_what_icalendar_writes_in_one_go(held: tuple[Entry, ...]) -> None:
    """Head, items and tail, folding included; but for what it cannot write, a backslash and N."""
    written = tuple(entry for entry in held if r"\N" not in entry.event.title)
    head, tail = render_envelope(make_envelope(count=len(written)), zones_of(written))
    whole = icalendar.Calendar.from_ical(head + tail)
    assert isinstance(whole, icalendar.Calendar)
    for entry in written:
        whole.add_component(icalendar.Event.from_ical(render_item(entry)))
    assert whole.to_ical() == feed(*written)


@pytest.mark.parametrize(
    ("first", "last", "start", "end"),
    [
        (date(2008, 11, 25), date(2008, 11, 26), "20081125", "20081127"),
        (date(2008, 10, 21), date(2008, 10, 21), "20081021", "20081022"),
        (date(2008, 6, 30), date(2008, 7, 1), "20080630", "20080702"),
        (date(2008, 12, 31), date(2008, 12, 31), "20081231", "20090101"),
        (date(2008, 2, 28), date(2008, 2, 28), "20080228", "20080229"),
        (date(1583, 1, 1), date(9998, 12, 31), "15830101", "99990101"),
    ],
)
def test_an_event_ends_on_the_day_after_its_last(
    first: date, last: date, start: str, end: str
) -> None:
    """R32: days without a time, and the end is never left out."""
    item = render_item(make_entry(make_event(start=first, end=last)))
    assert value(item, "DTSTART;VALUE=DATE") == start
    assert value(item, "DTEND;VALUE=DATE") == end


@pytest.mark.parametrize(
    ("status", "summary", "written"),
    [
        ("confirmed", "Title", "CONFIRMED"),
        ("tentative", "Tentative: Title", "TENTATIVE"),
        ("postponed", "Postponed: Title", "CANCELLED"),
        ("cancelled", "Cancelled: Title", "CANCELLED"),
    ],
)
def test_what_is_not_certain_says_so_first(status: Any, summary: str, written: str) -> None:
    """R39: in the title, and to the calendar."""
    item = render_item(make_entry(make_event(title="Title", status=status)))
    assert (value(item, SUMMARY), value(item, "STATUS")) == (summary, written)


def test_an_event_carries_what_clients_need_and_no_more() -> None:
    """R27 to R41: ids, times of change, free time, and the page twice."""
    later = ANNOUNCED + timedelta(days=1)
    entry = make_entry(
        make_event(organisers=(Organisation(name="A", short="B"),), location=Location(name="C")),
        modified=later,
        updated=later,
        sequence=3,
    )
    assert dict(properties(render_item(entry))) == {
        "BEGIN": "VEVENT",
        "UID": "one@events.example.org",
        "DTSTAMP": "20261125T083000Z",
        "CREATED": "20261124T083000Z",
        "LAST-MODIFIED": "20261125T083000Z",
        "SEQUENCE": "3",
        "DTSTART;VALUE=DATE": "20081125",
        "DTEND;VALUE=DATE": "20081126",
        SUMMARY: "Event one",
        DESCRIPTION: f"Organiser: A (B)\\n\\n{BASE}/event/one",
        "LOCATION": "C",
        "CONTACT": "A (B)",
        "URL;VALUE=URI": f"{BASE}/event/one",
        "STATUS": "CONFIRMED",
        "TRANSP": "TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS": "FREE",
        "END": "VEVENT",
    }


@pytest.mark.parametrize(
    ("asked", "trigger"),
    [
        ("-PT15M", "-PT15M"),
        ("-PT1H", "-PT1H"),
        ("-P1D", "-P1D"),
        ("-P2D", "-P2D"),
        ("-P1W", "-P7D"),
    ],
)
def test_an_alarm_sounds_that_long_before_the_start(asked: str, trigger: str) -> None:
    """RFC 5545 §3.6.6: it shows the title, and is all that is other in the event."""
    entry = make_entry(make_event(title="One, two"))
    alarm = (
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:One\\, two\r\n"
        f"TRIGGER:{trigger}\r\nEND:VALARM\r\n"
    )
    wished = render_item(entry, Wishes(alarm=asked)).decode()
    assert wished.replace(alarm, "", 1) == render_item(entry).decode() != wished


def test_every_alarm_that_can_be_asked_for_sounds_when_it_says() -> None:
    """As another reader of durations has it."""
    for asked, before in ALARMS.items():
        event = icalendar.Event.from_ical(render_item(BARE, Wishes(alarm=asked)))
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("TRIGGER") == before < timedelta()
        assert icalendar.vDuration.from_ical(asked) == before  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("status", "transparency", "busy"),
    [
        ("confirmed", "OPAQUE", "BUSY"),
        ("tentative", "OPAQUE", "TENTATIVE"),
        ("postponed", "TRANSPARENT", "FREE"),
        ("cancelled", "TRANSPARENT", "FREE"),
    ],
)
@pytest.mark.parametrize("cancelled", [None, "show"])
def test_days_are_taken_where_that_is_wished(
    status: Any, transparency: str, busy: str, cancelled: Any
) -> None:
    """But never by what is off, however it is shown."""
    wishes = Wishes(busy=True, alarm="-P1D", cancelled=cancelled)
    item = render_item(make_entry(make_event(status=status)), wishes)
    assert value(item, "TRANSP") == transparency
    assert value(item, "X-MICROSOFT-CDO-BUSYSTATUS") == busy
    assert (b"BEGIN:VALARM" in item) == (busy != "FREE")


def test_categories_are_labels_each_escaped() -> None:
    """R41: themes first, then regions."""
    entry = make_entry(make_event(themes=("employers", "ilo-standards"), regions=("mali",)))
    assert value(render_item(entry), "CATEGORIES") == "Employers,ILO standards,Mali"


def test_an_event_of_which_little_is_known_makes_nothing_up() -> None:
    """No place, category or contact that is empty; the page is the description."""
    names = {name for name, _ in properties(render_item(BARE))}
    assert not names & {"LOCATION", "CATEGORIES", "CONTACT"}
    assert value(render_item(BARE), DESCRIPTION) == f"{BASE}/event/bare"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Events · human trafficking · Africa", "Events · human trafficking · Africa"),
        ("Unions, employers; governments", "Unions employers governments"),
        (r"C:\New", "C:/New"),
        ("A , B", "A B"),
    ],
)
def test_a_calendars_name_needs_no_escaping(title: str, name: str) -> None:
    """R22: Outlook shows the backslashes."""
    written = feed(BARE, title=title)
    assert value(written, "NAME") == value(written, "X-WR-CALNAME") == name


def test_a_calendar_says_what_it_is_in_a_fixed_way() -> None:
    """R20 to R24: all of it, in this order, and nothing that depends on the day."""
    head, tail = render_envelope(make_envelope(summary="One, or two; more."), ())
    assert properties(head + tail) == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//feeds//Calendar feed publisher//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("DESCRIPTION", "One\\, or two\\; more."),
        ("X-WR-CALDESC", "One\\, or two\\; more."),
        ("NAME", "Events"),
        ("X-WR-CALNAME", "Events"),
        ("COLOR", "steelblue"),
        ("LAST-MODIFIED", "20261124T083000Z"),
        ("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"),
        ("SOURCE;VALUE=URI", f"{BASE}/events.ics"),
        ("URL", f"{BASE}/"),
        ("X-APPLE-CALENDAR-COLOR", "#4682b4"),
        ("X-PUBLISHED-TTL", "PT1H"),
        ("END", "VCALENDAR"),
    ]


def test_an_empty_calendar_holds_a_time_zone() -> None:
    """R26: one component at least, and one VTIMEZONE only there."""
    assert feed().count(b"BEGIN:VTIMEZONE\r\nTZID:Europe/Zurich\r\n") == 1
    assert b"VTIMEZONE" not in feed(BARE)


def test_a_single_event_is_the_same_item_in_a_bare_calendar() -> None:
    """R22: without a name or a source, or Outlook opens it as a new calendar."""
    alone = render_single(BARE)
    head, found, tail = alone.partition(render_item(BARE))
    assert found
    assert [name for name, _ in properties(head + tail)] == [
        *("BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "END"),
    ]


def test_the_file_of_an_event_without_any_date_is_a_calendar_too() -> None:
    """R26: one component at least; whoever has the file is told that there is nothing to show."""
    alone = render_single(make_entry(make_event(when=Unsettled())))
    assert alone.count(b"BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\n") == 1
    assert b"VEVENT" not in alone
    known = render_single(make_entry(make_event(when=Unsettled(year=2027, month=9))))
    assert (known.count(b"BEGIN:VEVENT"), known.count(b"VTIMEZONE")) == (1, 0)
