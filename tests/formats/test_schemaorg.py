"""An event as schema.org has it, read back by a JSON-LD processor and held against the model."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from linked_data import TERM, read, rows
from making import ANNOUNCED, BASE, make_entry, make_event, make_snapshot
from serving import ROOT

from feeds.formats.schemaorg import event_of
from feeds.model import Change, Contact, Entry, Event, Facts, Location, OccurrenceChange, Repeat
from feeds.publication import Snapshot
from feeds.reading import parse_list
from feeds.recurrence import occurrences, on_occasion
from feeds.schedule import Days, Unsettled, When, parse_rule

from .awkward import entries
from .everything import ALL_DAY, FULL, OPEN, SERIES, TUESDAYS, bare, clock

DOMAINS = {
    "EventSeries": {"eventSchedule", "subEvent"},
    "Event": {
        *("name", "startDate", "endDate", "eventStatus", "previousStartDate", "location"),
        *("eventAttendanceMode", "description", "url", "identifier", "sameAs", "image"),
        *("keywords", "organizer", "contributor", "sponsor", "funder", "potentialAction"),
        "mainEntityOfPage",
    },
    "Place": {"name", "address", "geo"},
    "GeoCoordinates": {"latitude", "longitude"},
    "VirtualLocation": {"name", "url"},
    "ImageObject": {"url", "description"},
    "Organization": {"name", "alternateName", "url", "contactPoint"},
    "ContactPoint": {"name", "email", "telephone"},
    "Role": {"roleName", "contributor"},
    "RsvpAction": {"name", "description", "target"},
    "Schedule": {
        *("repeatFrequency", "byDay", "byMonth", "byMonthDay", "repeatCount", "startDate"),
        *("endDate", "startTime", "endTime", "duration", "scheduleTimezone", "exceptDate"),
    },
    "WebPage": {"inLanguage", "datePublished", "dateModified", "relatedLink"},
}
"""What schema.org defines of each type that is used, as far as it is used."""
DOMAINS["EventSeries"] |= DOMAINS["Event"]


def nodes(said: Any) -> Iterator[dict[str, Any]]:
    """Give a thing, and every thing within it."""
    if isinstance(said, dict):
        yield said
    for each in said.values() if isinstance(said, dict) else said:
        if isinstance(each, dict | list):
            yield from nodes(each)


def told(event: Event) -> dict[str, Any]:
    """Return what a reader finds of an event as it is published at first."""
    return read(event_of(make_entry(event)))


def term(name: str) -> str:
    """Return the address of a term."""
    return TERM + name


def test_all_that_is_known_of_an_event_is_told() -> None:
    """And each fact once, as schema.org has it."""
    said = told(FULL)
    assert said.pop("description") == (
        "The hall may change.\n\nWhat we know of tides.\n\nA second paragraph, on ebbs.\n\n"
        "Course\n\n- Welcome by the harbour (https://www.example.org/harbour)"
    )
    assert said == {
        "@type": "Event",
        "name": "Talk on tides",
        "startDate": "2026-03-10T09:00:00+01:00",
        "endDate": "2026-03-10T11:00:00+01:00",
        "eventStatus": term("EventScheduled"),
        "eventAttendanceMode": term("MixedEventAttendanceMode"),
        "location": [
            {
                "@type": "Place",
                "name": "Harbour hall",
                "address": "Quay 7, Basel",
                "geo": {"@type": "GeoCoordinates", "latitude": "47.559", "longitude": "7.5886"},
            },
            {"@type": "VirtualLocation", "url": "https://meet.example.org/tides"},
        ],
        "url": f"{BASE}/event/full",
        "identifier": "tag:events.example.org,2026:full",
        "sameAs": "https://www.example.org/tides?x=1&y=2",
        "image": {
            "@type": "ImageObject",
            "url": "https://pictures.example.org/tide.jpg",
            "description": "A “tide” <rising>",
        },
        "keywords": ["Employers", "ILO standards", "Moldova"],
        "organizer": {
            "@type": "Organization",
            "name": "Alba Society",
            "alternateName": "AS",
            "url": "https://alba.example.org/",
            "contactPoint": {
                "@type": "ContactPoint",
                "name": "Office of tides",
                "email": "tides@example.org",
                "telephone": "+41 61 000 00 00",
            },
        },
        "contributor": [
            {
                "@type": "Role",
                "roleName": "Host",
                "contributor": {
                    "@type": "Organization",
                    "name": "Brisa",
                    "url": "https://brisa.example.org/?a=1&b=2",
                },
            },
            {
                "@type": "Role",
                "roleName": "Partner",
                "contributor": {"@type": "Organization", "name": "Faro"},
            },
        ],
        "sponsor": {"@type": "Organization", "name": "Cala", "alternateName": "CA"},
        "funder": [
            {"@type": "Organization", "name": "Duna Fund"},
            {"@type": "Organization", "name": "Estero, Ltd; & Sons"},
        ],
        "potentialAction": {
            "@type": "RsvpAction",
            "name": "Registration",
            "description": "until 27 February 2026",
            "target": "https://www.example.org/register",
        },
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": f"{BASE}/event/full",
            "inLanguage": "en",
            "datePublished": ANNOUNCED.isoformat(),
            "dateModified": ANNOUNCED.isoformat(),
            "relatedLink": ["https://www.example.org/paper", "https://www.example.org/map"],
        },
    }


def test_nothing_is_told_that_is_not_known() -> None:
    """No place, no way of taking part, no organiser, no price."""
    said = told(make_event("one", title="Bare"))
    said.pop("mainEntityOfPage")
    assert said == {
        "@type": "Event",
        "name": "Bare",
        "startDate": "2008-11-25",
        "endDate": "2008-11-25",
        "eventStatus": term("EventScheduled"),
        "url": f"{BASE}/event/one",
        "identifier": "tag:events.example.org,2026:one",
    }


@pytest.mark.parametrize(
    "when", [Unsettled(), Unsettled(year=2026), Unsettled(year=2026, month=9)], ids=str
)
def test_what_has_no_settled_date_is_not_told_at_all(when: Unsettled) -> None:
    """An event there has a day on which it begins."""
    assert event_of(make_entry(replace(OPEN, when=when))) == {}


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        (ALL_DAY.when, "2026-03-10", "2026-03-12"),
        (Days(first=date(2026, 3, 10), last=date(2026, 3, 10)), "2026-03-10", "2026-03-10"),
        (clock(date(2026, 7, 1), 9, 11), "2026-07-01T09:00:00+02:00", "2026-07-01T11:00:00+02:00"),
        (clock(date(2026, 7, 1), 9, 9), "2026-07-01T09:00:00+02:00", None),
    ],
)
def test_dates_are_those_that_people_read(when: When, start: str, end: str | None) -> None:
    """R32 is of calendars alone: here the end is the last day; one that is not known is none."""
    said = told(make_event(when=when))
    assert (said["startDate"], said.get("endDate")) == (start, end)


HALL = Location(name="Hall")


@pytest.mark.parametrize(
    ("place", "link", "types", "mode"),
    [
        (None, None, [], None),
        (HALL, None, ["Place"], "Offline"),
        (None, "https://meet.example.org/", ["VirtualLocation"], "Online"),
        (HALL, "https://meet.example.org/", ["Place", "VirtualLocation"], "Mixed"),
        (Location(name="Online"), None, ["VirtualLocation"], "Online"),
        (Location(name="online"), "https://meet.example.org/", ["VirtualLocation"], "Online"),
    ],
)
def test_how_one_takes_part_is_what_place_and_link_say(
    place: Location | None, link: str | None, types: list[str], mode: str | None
) -> None:
    """“Online” in the place of a place is none on Earth."""
    said = told(make_event(location=place, online=link))
    assert [each["@type"] for each in rows(said.get("location", []))] == types
    expected = term(f"{mode}EventAttendanceMode") if mode else None
    assert said.get("eventAttendanceMode") == expected


def changed(event: Event, *dates: When, status: str | None = None) -> Entry:
    """Return an event that was held on other dates before, and then got its status."""
    moves = []
    now = Facts(title=event.title, when=event.when, place="", status=event.status)
    steps = [replace(now, when=each, status="confirmed") for each in dates]
    steps.append(replace(now, status="confirmed" if status else event.status))
    if status:
        steps.append(now)
    for number, (before, after) in enumerate(pairwise(steps), 1):
        at = ANNOUNCED + timedelta(hours=number)
        moves.append(Change(at=at, sequence=number, before=before, after=after))
    return make_entry(event, changes=tuple(moves))


MARCH, MAY = (
    Days(first=date(2026, 3, 10), last=date(2026, 3, 12)),
    Days(first=date(2026, 5, 1), last=date(2026, 5, 2)),
)
MORNING, EVENING = clock(date(2026, 3, 10), 9, 11), clock(date(2026, 3, 10), 19, 21)


@pytest.mark.parametrize(
    ("entry", "status", "previous"),
    [
        (make_entry(make_event(status="tentative")), "EventScheduled", None),
        (make_entry(make_event(when=MARCH, status="cancelled")), "EventCancelled", None),
        (make_entry(make_event(when=MAY, status="postponed")), "EventPostponed", "2026-05-01"),
        (changed(make_event(when=MAY), MARCH), "EventRescheduled", "2026-03-10"),
        (
            changed(make_event(when=EVENING), MORNING),
            "EventRescheduled",
            "2026-03-10T09:00:00+01:00",
        ),
        (changed(make_event(when=MAY), MARCH, Unsettled()), "EventRescheduled", "2026-03-10"),
        (changed(make_event(when=MAY), Unsettled()), "EventScheduled", None),
        (changed(make_event(when=MORNING), MARCH), "EventScheduled", None),
        (
            changed(make_event(when=MAY, status="cancelled"), MARCH, status="cancelled"),
            "EventCancelled",
            "2026-03-10",
        ),
        (
            changed(make_event(when=MAY, status="postponed"), MARCH, status="postponed"),
            "EventPostponed",
            "2026-05-01",
        ),
    ],
)
def test_what_became_of_it_is_told(entry: Entry, status: str, previous: str | None) -> None:
    """R39: moved, cancelled, put off. A date or time that is set for the first time moves nothing."""
    said = read(event_of(entry))
    assert said["eventStatus"] == term(status)
    assert said.get("previousStartDate") == previous


def test_what_was_put_off_and_has_new_days_is_rescheduled() -> None:
    """R39: with the day it was to begin on."""
    event = make_event(when=MAY, status="postponed")
    entry = changed(event, MARCH)
    assert entry.is_rescheduled
    said = read(event_of(entry))
    assert said["eventStatus"] == term("EventRescheduled")
    assert (said["startDate"], said["previousStartDate"]) == ("2026-05-01", "2026-03-10")


def test_whom_to_ask_is_told_of_a_single_organiser_alone() -> None:
    """Of several it is not known whose the address is."""
    contact = Contact(email="a@example.org")
    several = make_event(organisers=(*FULL.organisers, *FULL.hosts), contact=contact)
    assert "contactPoint" not in {name for node in nodes(told(several)) for name in node}
    nobody = make_event(contact=contact)
    assert "a@example.org" not in json.dumps(told(nobody))


def held_of(entry: Entry, last: date) -> tuple[Entry, ...]:
    """Return a series on each of its dates, as its page shows it."""
    return tuple(on_occasion(entry, each) for each in occurrences(entry.event, last))


def test_a_series_is_told_by_its_schedule() -> None:
    """It has no dates of its own then, as schema.org asks for."""
    said = told(bare(SERIES, "note", "description"))
    assert said["@type"] == "EventSeries"
    assert not said.keys() & {"startDate", "endDate"}
    assert said["eventSchedule"] == {
        "@type": "Schedule",
        "repeatFrequency": "P1M",
        "byDay": "2TU",
        "startDate": "2026-03-10",
        "endDate": "2027-06-30",
        "startTime": "09:00:00",
        "endTime": "11:00:00",
        "duration": "PT2H",
        "scheduleTimezone": "Europe/Zurich",
        "exceptDate": ["2026-08-11", "2026-10-13", "2026-11-10"],
    }


def test_dates_that_are_other_than_the_rule_are_told_one_by_one() -> None:
    """Moved, cancelled, added: with what is other about each."""
    said = told(replace(SERIES, location=None, online=None))
    mine = [{key: each[key] for key in each if key != "url"} for each in said["subEvent"]]
    scheduled = {"@type": "Event", "name": "Talk on tides", "eventStatus": term("EventScheduled")}
    assert mine == [
        {
            **scheduled,
            "startDate": "2026-09-15T14:00:00+02:00",
            "endDate": "2026-09-15T16:00:00+02:00",
        },
        {
            "@type": "Event",
            "name": "Talk on rivers",
            "eventStatus": term("EventRescheduled"),
            "previousStartDate": "2026-10-13T09:00:00+02:00",
            "startDate": "2026-10-14T15:00:00+02:00",
            "endDate": "2026-10-14T17:00:00+02:00",
            "eventAttendanceMode": term("OfflineEventAttendanceMode"),
            "location": {
                "@type": "Place",
                "name": "River house",
                "address": "Bank 3",
                "geo": {"@type": "GeoCoordinates", "latitude": "47.1", "longitude": "7.25"},
            },
            "description": "By boat.\n\nWhat we know of rivers.",
        },
        {
            **scheduled,
            "eventStatus": term("EventCancelled"),
            "startDate": "2026-11-10T09:00:00+01:00",
            "endDate": "2026-11-10T11:00:00+01:00",
            "description": "The speaker is ill.",
        },
        {
            **scheduled,
            "name": "Talk on wells",
            "startDate": "2026-12-08T09:00:00+01:00",
            "endDate": "2026-12-08T11:00:00+01:00",
        },
    ]


def test_the_dates_that_a_page_shows_are_told_once_each() -> None:
    """With those that are other among them, by date, and where each is held."""
    entry = make_entry(SERIES)
    shown = held_of(entry, date(2026, 12, 31))
    said = read(event_of(entry, shown))
    starts = [each["startDate"] for each in said["subEvent"]]
    assert starts == sorted({each.event.when.start.isoformat() for each in shown})  # type: ignore[union-attr]
    assert len(starts) == 10
    places = [rows(each["location"])[0]["name"] for each in said["subEvent"]]
    assert places.count("Harbour hall") == 9


def test_a_series_that_is_off_is_off_on_each_of_its_dates() -> None:
    """As its page says of each."""
    event = replace(bare(SERIES, "note"), status="cancelled", repeat=replace(TUESDAYS, changes=()))
    entry = make_entry(event)
    said = read(event_of(entry, held_of(entry, date(2026, 6, 30))))
    statuses = {each["eventStatus"] for each in (said, *said["subEvent"])}
    assert statuses == {term("EventCancelled")}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY", {"repeatFrequency": "P1W", "byDay": "TU"}),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", {"repeatFrequency": "P2W", "byDay": ["MO", "TH"]}),
        ("FREQ=DAILY;INTERVAL=3;COUNT=9", {"repeatFrequency": "P3D", "repeatCount": 9}),
        ("FREQ=MONTHLY", {"repeatFrequency": "P1M", "byMonthDay": 10}),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", {"repeatFrequency": "P1M", "byMonthDay": [1, 15]}),
        ("FREQ=MONTHLY;BYDAY=-1FR", {"repeatFrequency": "P1M", "byDay": "-1FR"}),
        ("FREQ=YEARLY", {"repeatFrequency": "P1Y", "byMonth": 3, "byMonthDay": 10}),
        (
            "FREQ=YEARLY;BYMONTH=5;BYDAY=1MO;UNTIL=20301231",
            {"repeatFrequency": "P1Y", "byMonth": 5, "byDay": "1MO", "endDate": "2030-12-31"},
        ),
    ],
)
def test_a_rule_is_told_with_its_days_spelled_out(rule: str, expected: dict[str, Any]) -> None:
    """Also those that it takes from the first date."""
    said = told(make_event(when=ALL_DAY.when, repeat=Repeat(rule=parse_rule(rule))))
    fixed = {"@type": "Schedule", "startDate": "2026-03-10", "duration": "P3D"}
    assert said["eventSchedule"] == fixed | expected


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20261231", "2027-01-02"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", None),
        ("FREQ=YEARLY;BYWEEKNO=20", None),
        ("FREQ=YEARLY;BYMONTHDAY=5", None),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", None),
    ],
)
def test_a_rule_that_no_schedule_can_say_is_told_by_its_dates(rule: str, last: str | None) -> None:
    """A schedule that left a part of it out would name days on which nothing is held."""
    entry = make_entry(make_event(when=ALL_DAY.when, repeat=Repeat(rule=parse_rule(rule))))
    shown = held_of(entry, date(2026, 7, 31))
    said = read(event_of(entry, shown))
    assert "eventSchedule" not in said
    assert (said["startDate"], said.get("endDate")) == ("2026-03-10", last)
    starts = [each["startDate"] for each in rows(said["subEvent"])]
    assert starts == [each.event.when.first.isoformat() for each in shown]


def test_a_series_over_midnight_has_a_length_and_no_end_before_its_start() -> None:
    """Clocks that show less at its end would mean the same day."""
    night = replace(
        clock(date(2026, 5, 1), 22, 23), end=datetime.fromisoformat("2026-05-02T02:00+02:00")
    )
    said = told(make_event(when=night, repeat=Repeat(rule=parse_rule("FREQ=WEEKLY;COUNT=3"))))
    schedule = said["eventSchedule"]
    assert (schedule["startTime"], schedule["duration"]) == ("22:00:00", "PT4H")
    assert "endTime" not in schedule


def test_a_time_that_is_other_on_the_same_day_is_a_move() -> None:
    """Its day is no longer the schedule's, and it is told by itself."""
    day = date(2026, 10, 13)
    late = OccurrenceChange(day=day, when=clock(day, 18, 20))
    event = bare(replace(SERIES, repeat=replace(TUESDAYS, changes=(late,), also=())), "note")
    said = told(event)
    assert said["eventSchedule"]["exceptDate"] == ["2026-08-11", "2026-10-13"]
    assert said["subEvent"]["startDate"] == "2026-10-13T18:00:00+02:00"
    assert said["subEvent"]["previousStartDate"] == "2026-10-13T09:00:00+02:00"


@pytest.mark.parametrize("event", [FULL, SERIES, ALL_DAY], ids=lambda event: event.id)
def test_every_property_is_one_that_its_type_has(event: Event) -> None:
    """As schema.org defines them: a reader looks for no others."""
    found = list(nodes(told(event)))
    assert len(found) > 10
    for node in found:
        used = {name for name in node if not name.startswith("@")}
        assert used <= DOMAINS[node["@type"]], node


@settings(max_examples=60, deadline=None)
@given(entry=entries())
def test_any_text_arrives(entry: Entry) -> None:
    """Whatever the reading of a list lets through."""
    said = read(event_of(entry))
    assert said["name"] == entry.event.title
    assert rows(said["location"])[0]["name"] == entry.event.location.name  # type: ignore[union-attr]


def real() -> Snapshot:
    """Read the list that this repository publishes."""
    reading = parse_list((ROOT / "events.yaml").read_bytes(), "events.yaml")
    assert reading.calendar is not None
    return make_snapshot(
        *reading.calendar.events, themes=reading.calendar.themes, regions=reading.calendar.regions
    )


def test_the_events_of_the_real_list_are_told_as_they_are() -> None:
    """Two of the ten have a place; none has a link to join by, and none is said to have."""
    entries_ = tuple(real().entries.values())
    assert len(entries_) == 10
    for entry in entries_:
        event, said = entry.event, read(event_of(entry))
        assert isinstance(event.when, Days)
        assert said["name"] == event.title
        assert said["startDate"] == event.when.first.isoformat()
        assert said["endDate"] == event.when.last.isoformat()
        assert said["description"] == event.summary
        assert rows(said["keywords"]) == [each.label for each in (*entry.themes, *entry.regions)]
        for property_, named in (
            ("organizer", event.organisers),
            ("sponsor", event.sponsors),
            ("funder", event.funders),
        ):
            found = [
                (each["name"], each.get("alternateName")) for each in rows(said.get(property_, []))
            ]
            assert found == [(each.name, each.short) for each in named]
        helped = [each["contributor"]["name"] for each in rows(said.get("contributor", []))]
        assert helped == [each.name for each in (*event.hosts, *event.partners)]
        assert (
            ("location" in said) == ("eventAttendanceMode" in said) == (event.location is not None)
        )
    assert sum(entry.event.location is not None for entry in entries_) == 2
