"""VEVENTs of events that are held once: times in a zone or UTC, dates to come, facts and texts."""

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from icalendar import Calendar
from making import make_entry, make_envelope, make_event, zones_of

from feeds.formats import ics
from feeds.formats.series import zone_of
from feeds.model import (
    NO_WISHES,
    Contact,
    Entry,
    Geo,
    Image,
    Location,
    Organisation,
    Repeat,
    Status,
    Wishes,
)
from feeds.reading.values import DOMAIN_LENGTH, SLUG_LENGTH
from feeds.schedule import Settled, Times, Unsettled, parse_rule, times

HALL = Location(
    name="Hall", address="Main Square 1", geo=Geo(latitude="46.2276", longitude="6.1394")
)


def at(start: str, end: str = "", zone: str = "Europe/Zurich") -> Times:
    """Return times in a zone; without an end, a moment."""
    return times(datetime.fromisoformat(start), datetime.fromisoformat(end or start), zone)


def entry_of(when: Settled | Unsettled | None = None, **fields: Any) -> Entry:
    """Make the entry of an evening talk."""
    given = {"title": "Talk", "when": when or at("2026-12-04 19:30", "2026-12-04 21:00"), **fields}
    return make_entry(make_event("talk", **given))


def lines(entry: Entry, wishes: Wishes = NO_WISHES) -> list[str]:
    """Return the content lines of a calendar of one entry, unfolded, which parses without error."""
    head, tail = ics.render_envelope(make_envelope(), zones_of((entry,)))
    body = head + ics.render_item(entry, ics.heed(entry, wishes)) + tail
    read = Calendar.from_ical(body)
    assert [error for part in read.walk() for error in part.errors] == []
    return body.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def own(entry: Entry, name: str, wishes: Wishes = NO_WISHES) -> list[str]:
    """Return the lines of a property in the VEVENT of an entry."""
    every = lines(entry, wishes)
    event = every[every.index("BEGIN:VEVENT") :]
    return [line for line in event if re.match(rf"{name}[:;]", line)]


def zones(entry: Entry) -> list[str]:
    """Return the TZIDs that the calendar of an entry defines."""
    return [line.removeprefix("TZID:") for line in lines(entry) if line.startswith("TZID:")]


# Times.


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (
            at("2026-12-04 19:30", "2026-12-04 21:00", "Europe/Athens"),
            "DTSTART;TZID=Europe/Athens:20261204T193000",
            "DTEND;TZID=Europe/Athens:20261204T210000",
        ),
        (
            at("2026-05-01 22:00", "2026-05-02 00:00", "America/St_Johns"),
            "DTSTART;TZID=America/St_Johns:20260501T220000",
            "DTEND;TZID=America/St_Johns:20260502T000000",
        ),
        (
            at("2026-12-04 19:30", "2026-12-04 21:00", "UTC"),
            "DTSTART:20261204T193000Z",
            "DTEND:20261204T210000Z",
        ),
        (
            at("2026-12-04 19:30", "2026-12-04 21:00", "Etc/Greenwich"),
            "DTSTART:20261204T193000Z",
            "DTEND:20261204T210000Z",
        ),
        (
            at("2026-12-04 19:30", "2026-12-04 21:00", "Asia/Jerusalem"),
            "DTSTART:20261204T173000Z",
            "DTEND:20261204T190000Z",
        ),
        (
            at("2026-07-04 19:30", "2026-07-04 21:00", "Africa/Cairo"),
            "DTSTART:20260704T163000Z",
            "DTEND:20260704T180000Z",
        ),
        (
            at("2015-07-04 19:30", "2015-07-04 21:00", "Europe/Istanbul"),
            "DTSTART:20150704T163000Z",
            "DTEND:20150704T180000Z",
        ),
        (
            at("2017-07-04 19:30", "2017-07-04 21:00", "Europe/Istanbul"),
            "DTSTART;TZID=Europe/Istanbul:20170704T193000",
            "DTEND;TZID=Europe/Istanbul:20170704T210000",
        ),
        (
            at("1969-07-20 20:17", "1969-07-20 21:00", "Asia/Tokyo"),
            "DTSTART:19690720T111700Z",
            "DTEND:19690720T120000Z",
        ),
        (
            at("1850-07-20 12:00", "1850-07-20 13:00"),
            "DTSTART:18500720T112552Z",
            "DTEND:18500720T122552Z",
        ),
        (
            at("9998-12-31 22:00", "9998-12-31 23:00", "America/New_York"),
            "DTSTART;TZID=America/New_York:99981231T220000",
            "DTEND;TZID=America/New_York:99981231T230000",
        ),
    ],
)
def test_times_stand_in_their_zone_where_its_rules_hold_and_else_in_utc(
    when: Times, start: str, end: str
) -> None:
    """R34: a TZID with its rules beside it, or a Z; never floating, never a TZID of UTC."""
    entry = entry_of(when)
    assert own(entry, "DTSTART") == [start]
    assert own(entry, "DTEND") == [end]
    assert zones(entry) == ([when.timezone] if "TZID" in start else [])


def test_a_time_that_clocks_skip_is_the_one_they_show_instead() -> None:
    """02:30 counts as 03:30, in the zone as every other."""
    entry = entry_of(at("2026-03-29 02:30", "2026-03-29 04:00"))
    assert own(entry, "DTSTART") == ["DTSTART;TZID=Europe/Zurich:20260329T033000"]
    assert own(entry, "DTEND") == ["DTEND;TZID=Europe/Zurich:20260329T040000"]


def test_a_moment_has_no_end() -> None:
    """RFC 5545 §3.8.2.2: DTEND must be later than DTSTART; without it the event ends at once."""
    entry = entry_of(at("2026-12-04 19:30"))
    assert own(entry, "DTSTART") == ["DTSTART;TZID=Europe/Zurich:20261204T193000"]
    assert own(entry, "DTEND") == own(entry, "DURATION") == []


@pytest.mark.parametrize("zone", ["Africa/Dakar", "Atlantic/Reykjavik"])
def test_a_place_whose_clocks_are_those_of_utc_keeps_its_zone(zone: str) -> None:
    """As every other place does, with its rules."""
    entry = entry_of(at("2026-12-04 19:30", "2026-12-04 21:00", zone))
    assert own(entry, "DTSTART") == [f"DTSTART;TZID={zone}:20261204T193000"]
    assert zones(entry) == [zone]


def test_each_zone_that_is_used_is_defined_once() -> None:
    """R34: in order of their names, UTC and days need none."""
    held = [
        entry_of(at("2026-12-04 19:30", zone=zone))
        for zone in ("Europe/Zurich", "UTC", "Africa/Cairo", "America/New_York", "Europe/Zurich")
    ]
    head, _ = ics.render_envelope(make_envelope(count=6), zones_of((*held, make_entry())))
    assert re.findall(r"\r\nTZID:(.*)\r\n", head.decode()) == ["America/New_York", "Europe/Zurich"]


def test_a_file_of_one_event_has_its_zone() -> None:
    """R22, R34: the event's own file too."""
    entry = entry_of()
    text = ics.render_single(entry).decode()
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Zurich\r\n" in text
    assert "X-WR-CALNAME" not in text
    assert zone_of(entry.event) == "Europe/Zurich"


# Dates to come.


def test_what_is_not_settled_is_in_no_calendar_unasked() -> None:
    """Nor is it where nothing at all is known of its date."""
    for when in (Unsettled(year=2027, month=9), Unsettled(year=2028), Unsettled()):
        entry = entry_of(when)
        assert not ics.holds(entry, NO_WISHES)
        assert ics.render_item(entry, NO_WISHES) == b""
    assert not ics.holds(entry_of(Unsettled()), Wishes(tbc=True))
    assert ics.render_item(entry_of(Unsettled()), Wishes(tbc=True)) == b""


@pytest.mark.parametrize(
    ("when", "day", "next_day"),
    [
        (Unsettled(year=2027, month=9), "20270901", "20270902"),
        (Unsettled(year=2028), "20280101", "20280102"),
    ],
)
def test_where_it_is_wished_a_mark_stands_on_the_first_day(
    when: Unsettled, day: str, next_day: str
) -> None:
    """`tbc=1`: one day, tentative, taking no time, sounding no alarm, under the event's own UID."""
    entry, wishes = entry_of(when), Wishes(tbc=True, alarm="-P1D", busy=True)
    assert own(entry, "DTSTART", wishes) == [f"DTSTART;VALUE=DATE:{day}"]
    assert own(entry, "DTEND", wishes) == [f"DTEND;VALUE=DATE:{next_day}"]
    assert own(entry, "STATUS", wishes) == ["STATUS:TENTATIVE"]
    assert own(entry, "TRANSP", wishes) == ["TRANSP:TRANSPARENT"]
    assert own(entry, "X-MICROSOFT-CDO-BUSYSTATUS", wishes) == ["X-MICROSOFT-CDO-BUSYSTATUS:FREE"]
    assert own(entry, "UID", wishes) == ["UID:talk@events.example.org"]
    assert "BEGIN:VALARM" not in lines(entry, wishes)
    (title,) = own(entry, "SUMMARY", wishes)
    assert "Talk" in title
    assert title != "SUMMARY;LANGUAGE=en:Talk"


def test_a_mark_of_what_is_cancelled_says_so() -> None:
    """R39."""
    entry = entry_of(Unsettled(year=2027), status="cancelled")
    assert own(entry, "STATUS", Wishes(tbc=True)) == ["STATUS:CANCELLED"]
    assert "Cancelled" in own(entry, "SUMMARY", Wishes(tbc=True))[0]


# Status, alarms.


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_a_timed_event_that_is_off(status: Status) -> None:
    """R35, R38, R39: on its old times, struck through or as confirmed; no alarm, no time taken."""
    entry = entry_of(status=status)
    for cancelled, written in ((None, "CANCELLED"), ("mark", "CANCELLED"), ("show", "CONFIRMED")):
        wishes = Wishes(cancelled=cancelled, alarm="-PT1H", busy=True)  # type: ignore[arg-type]
        assert own(entry, "STATUS", wishes) == [f"STATUS:{written}"]
        assert own(entry, "TRANSP", wishes) == ["TRANSP:TRANSPARENT"]
        assert own(entry, "DTSTART", wishes) == ["DTSTART;TZID=Europe/Zurich:20261204T193000"]
        assert own(entry, "SUMMARY", wishes)[0].endswith(f"{status.capitalize()}: Talk")
        assert "BEGIN:VALARM" not in lines(entry, wishes)


def test_an_alarm_sounds_before_the_start_of_timed_events() -> None:
    """R38, RFC 5545 §3.8.6.3: only where the address asks for it."""
    assert "BEGIN:VALARM" not in lines(entry_of())
    wished = lines(entry_of(), Wishes(alarm="-PT15M"))
    assert "TRIGGER:-PT15M" in wished
    assert "ACTION:DISPLAY" in wished


# Facts.


def test_facts_stand_where_programs_look_for_them() -> None:
    """R36, R41 and RFC 7986: typed where the standard wants it, on one line each."""
    entry = entry_of(
        location=HALL,
        online="https://meet.example.org/talk?a=1,2;b",
        image=Image(url="https://www.example.org/talk.jpg", alt="A hall"),
        contact=Contact(name="Desk", email="info@example.org"),
        organisers=(Organisation(name="Example Organisation", short="EO"),),
    )
    assert own(entry, "LOCATION") == [r"LOCATION:Hall\, Main Square 1"]
    assert own(entry, "GEO") == ["GEO:46.2276;6.1394"]
    assert own(entry, "CONFERENCE") == [
        "CONFERENCE;VALUE=URI:https://meet.example.org/talk?a=1,2;b"
    ]
    assert own(entry, "IMAGE") == ["IMAGE;VALUE=URI:https://www.example.org/talk.jpg"]
    assert own(entry, "URL") == ["URL;VALUE=URI:https://events.example.org/event/talk"]
    assert own(entry, "CONTACT") == [
        "CONTACT:Example Organisation (EO)",
        r"CONTACT:Desk\, info@example.org",
    ]
    assert own(entry, "ORGANIZER") == own(entry, "ATTENDEE") == own(entry, "ATTACH") == []


def test_a_meeting_on_the_web_alone_has_its_address_as_its_place() -> None:
    """Outlook, Apple and Thunderbird show no CONFERENCE; the description has the address as well."""
    entry = entry_of(online="https://meet.example.org/talk")
    assert own(entry, "LOCATION") == ["LOCATION:https://meet.example.org/talk"]
    assert "https://meet.example.org/talk" in own(entry, "DESCRIPTION")[0]
    both = entry_of(online="https://meet.example.org/talk", location=HALL)
    assert "https://meet.example.org/talk" in own(both, "DESCRIPTION")[0]
    assert own(entry_of(), "LOCATION") == own(entry_of(), "GEO") == own(entry_of(), "IMAGE") == []


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("-33.868820", "151.209296"), ("0", "-0.000001"), ("90", "-180")]
)
def test_a_point_has_six_decimals_at_most(latitude: str, longitude: str) -> None:
    """R41; and never the exponent that small numbers are written with in Python."""
    geo = Geo(latitude=latitude, longitude=longitude)
    (line,) = own(entry_of(location=Location(name="Hall", geo=geo)), "GEO")
    assert re.fullmatch(r"GEO:-?\d+(\.\d{1,6})?;-?\d+(\.\d{1,6})?", line)
    north, east = line.removeprefix("GEO:").split(";")
    assert (float(north), float(east)) == (float(latitude), float(longitude))


def test_html_is_there_only_with_a_description() -> None:
    """R37: Outlook shows it in place of the text; it would double the bytes of all others."""
    assert own(entry_of(summary="Plain."), "X-ALT-DESC") == []
    (html,) = own(entry_of(description="Some **bold**, and; more."), "X-ALT-DESC")
    assert html.startswith("X-ALT-DESC;FMTTYPE=text/html:<html><body>")
    assert r"<strong>bold</strong>\, and\; more." in html
    assert html.endswith("</body></html>")


def test_the_description_ends_with_the_events_page() -> None:
    """R36: Google, Outlook and Samsung drop URL."""
    for entry in (entry_of(), entry_of(summary="A talk.", description="- one\n- two")):
        assert own(entry, "DESCRIPTION")[0].endswith("https://events.example.org/event/talk")


# Identity.


def test_dtstamp_is_when_the_event_was_modified() -> None:
    """R28, R31: never the time of the request; CREATED is when it was announced."""
    entry = entry_of()
    assert own(entry, "DTSTAMP") == ["DTSTAMP:20261124T083000Z"]
    assert own(entry, "LAST-MODIFIED") == ["LAST-MODIFIED:20261124T083000Z"]
    assert own(entry, "CREATED") == ["CREATED:20261124T083000Z"]
    assert own(entry, "SEQUENCE") == ["SEQUENCE:0"]
    assert lines(entry) == lines(entry_of())


def test_the_longest_uid_of_an_occurrence_is_within_bounds() -> None:
    """R27, R40, RFC 7986 §5.3: under 255 octets, with the day of an occurrence in it."""
    first = date(2026, 3, 31)
    event = make_event(
        "x" * SLUG_LENGTH,
        start=first,
        repeat=Repeat(rule=parse_rule("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2")),
    )
    entry = make_entry(event)
    domain = "d" * DOMAIN_LENGTH
    longest = ics.render_item(replace(entry, uid=f"{event.id}@{domain}"), NO_WISHES)
    uids = re.findall(r"UID:(\S+)", longest.decode().replace("\r\n ", ""))
    assert [len(uid.encode()) for uid in uids] == [254, 254]
    assert uids[0] == f"{event.id}.2026-03-31@{domain}"


def test_days_end_on_the_day_after_the_last() -> None:
    """R32, R33: exclusive, always there, and nothing of Outlook's own."""
    entry = make_entry(make_event("talk", date(2026, 2, 27), date(2026, 2, 28)))
    assert own(entry, "DTSTART") == ["DTSTART;VALUE=DATE:20260227"]
    assert own(entry, "DTEND") == ["DTEND;VALUE=DATE:20260301"]
    assert own(entry, "X-MICROSOFT-CDO-ALLDAYEVENT") == []
    last = make_entry(make_event("talk", date(9998, 12, 31), date(9998, 12, 31)))
    assert own(last, "DTEND") == ["DTEND;VALUE=DATE:99990101"]
