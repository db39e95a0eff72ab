"""The calendars in Python's icalendar: its error lists, the days covered, and each rule for them.

A rule's number (R20…) is that of the list of facts about calendar clients.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile

import icalendar
import pytest
import recurring_ical_events
from fetching import Answer, get, get_ok
from serving import Server

from .expected import CHOICES, EVERYTHING, NOTHING, ONE_THEME, Choice, Shown, by_day

ONE_EVENT_LEFT = "/events.ics?from=2008-02&to=2008-02"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


def fetch(server: Server, address: str) -> Answer:
    """Fetch one of the server's calendars."""
    return get_ok(server.url + address)


def read(answer: Answer) -> icalendar.Calendar:
    """Read a calendar whose every component icalendar has nothing to say against."""
    calendar = icalendar.Calendar.from_ical(answer.body)
    assert isinstance(calendar, icalendar.Calendar)
    assert [error for component in calendar.walk() for error in component.errors] == []
    return calendar


def calendar_of(server: Server, choice: Choice) -> icalendar.Calendar:
    """Fetch and read the calendar of a selection."""
    return read(fetch(server, choice.address("ics")))


def lines_of(answer: Answer) -> list[str]:
    """Return the content lines of a calendar, unfolded."""
    return answer.text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def value_of(answer: Answer, name: str) -> str:
    """Return the raw value, or parameters and value, that the calendar itself has once."""
    lines = lines_of(answer)[1:]
    own = takewhile(lambda line: not line.startswith("BEGIN:"), lines)
    values = [line[len(name) + 1 :] for line in own if re.match(rf"{name}[:;]", line)]
    assert len(values) == 1, f"{name}: {values}"
    return values[0]


def event_texts(answer: Answer) -> Iterator[str]:
    """Yield the unfolded text of each event."""
    yield from re.findall(r"(?s)BEGIN:VEVENT\n.*?END:VEVENT", "\n".join(lines_of(answer)))


def shown(event: icalendar.Event) -> Shown:
    """Say which days an event covers, both included."""
    end: date = event.decoded("DTEND")
    return Shown(str(event["SUMMARY"]), event.decoded("DTSTART"), end - timedelta(days=1))


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_every_event_is_read_without_error_on_its_days(server: Server, choice: Choice) -> None:
    """R32: icalendar's tolerant parser has repaired nothing, and the days are right."""
    assert by_day([shown(event) for event in calendar_of(server, choice).events]) == choice.shown


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_every_day_of_the_year_shows_its_meetings_and_no_others(
    server: Server, choice: Choice
) -> None:
    """R32: day by day, as a calendar's grid asks for them."""
    query = recurring_ical_events.of(calendar_of(server, choice))
    for number in range(366):
        day = date(2008, 1, 1) + timedelta(days=number)
        titles = sorted(str(event["SUMMARY"]) for event in query.at(day))
        assert titles == sorted(
            meeting.title for meeting in choice.meetings if meeting.first <= day <= meeting.last
        ), day


def test_the_end_is_the_day_after_the_last(server: Server) -> None:
    """R32: 25–26 November 2008 ends, exclusively, on the 27th."""
    texts = list(event_texts(fetch(server, "/events.ics")))
    focal_points = [text for text in texts if "\nDTSTART;VALUE=DATE:20081125\n" in text]
    assert len(focal_points) == 1
    assert "\nDTEND;VALUE=DATE:20081127\n" in focal_points[0]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_calendar_is_served_as_utf_8_under_a_name_of_its_own(
    server: Server, choice: Choice
) -> None:
    """R1, R2: the type names its charset, the file its extension."""
    answer = fetch(server, choice.address("ics"))
    assert answer.header("Content-Type") == "text/calendar; charset=utf-8"
    assert re.fullmatch(r'inline; filename="[a-z0-9-]+\.ics"', answer.header("Content-Disposition"))


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_head_answers_as_get_does_and_other_methods_are_refused(
    server: Server, choice: Choice
) -> None:
    """R3: Thunderbird probes all of these while subscribing."""
    url = server.url + choice.address("ics")
    got, head = get(url), get(url, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Cache-Control"):
        assert head.header(name) == got.header(name) != "", name
    for method in ("PROPFIND", "PUT", "POST", "DELETE"):
        refused = get(url, method=method)
        assert refused.status == 405, method
        assert {"GET", "HEAD"} <= set(re.split(r", *", refused.header("Allow")))


def test_the_format_and_the_language_are_the_urls_alone(server: Server) -> None:
    """R4: whatever a client accepts, it gets the same bytes."""
    url = server.url + "/events.ics"
    plain = get_ok(url)
    asked = get(url, accept="text/html", accept_language="fr")
    assert (asked.body, asked.header("Content-Type")) == (plain.body, plain.header("Content-Type"))


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_calendar_can_be_kept_and_asked_for_again(server: Server, choice: Choice) -> None:
    """R7, R9, R13: validators, a lifetime, open to scripts; a 304 has no body, a 200 always one."""
    url = server.url + choice.address("ics")
    answer = get_ok(url)
    assert re.fullmatch(r'"[^"]+"', answer.header("ETag"))
    assert answer.header("Cache-Control") == "public, max-age=300"
    assert "accept-encoding" in answer.header("Vary").lower()
    assert answer.header("Access-Control-Allow-Origin") == "*"
    again = get(url, if_none_match=answer.header("ETag"))
    assert (again.status, again.body) == (304, b"")
    by_date = get(url, if_modified_since=answer.header("Last-Modified"))
    assert (by_date.status, by_date.body) == (304, b"")


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_the_text_is_laid_out_as_the_standard_says(server: Server, choice: Choice) -> None:
    """R20, R41: CRLF alone, no mark or blank line before, lines of 75 octets, no controls."""
    body = fetch(server, choice.address("ics")).body
    assert body.startswith(b"BEGIN:VCALENDAR\r\n")
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", body.replace(b"\r\n", b""))
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 75
    assert b"\r\n\r\n" not in body


def test_every_calendar_says_what_it_is(server: Server) -> None:
    """R20, R21: one published calendar a file, of one fixed producer."""
    answers = [fetch(server, choice.address("ics")) for choice in CHOICES]
    for answer in answers:
        assert value_of(answer, "VERSION") == "2.0"
        assert value_of(answer, "CALSCALE") == "GREGORIAN"
        assert value_of(answer, "METHOD") == "PUBLISH"
        assert lines_of(answer).count("BEGIN:VCALENDAR") == 1
    assert len({value_of(answer, "PRODID") for answer in answers}) == 1


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_calendar_has_a_name_a_description_and_a_page(server: Server, choice: Choice) -> None:
    """R22: names without marks that Outlook shows escaped; never X-WR-TIMEZONE."""
    answer = fetch(server, choice.address("ics"))
    name = value_of(answer, "NAME")
    assert name == value_of(answer, "X-WR-CALNAME")
    assert not re.search(r"[,;\\]", name)
    assert name.split(" · ")[0] == "Events on forced labour"
    assert value_of(answer, "DESCRIPTION") == value_of(answer, "X-WR-CALDESC") != ""
    assert "\nX-WR-TIMEZONE" not in answer.text
    page = str(read(answer)["URL"])
    assert page.startswith(f"{server.base}/")
    assert "text/html" in get_ok(page).header("Content-Type")


def test_a_filtered_calendar_is_named_after_its_filter(server: Server) -> None:
    """R22: a name in words, its parts joined by a middle dot, and one for each selection."""
    names = [value_of(fetch(server, choice.address("ics")), "NAME") for choice in CHOICES]
    assert names[0] == "Events on forced labour"
    assert names[1].lower() == "events on forced labour · human trafficking"
    assert "2030" in names[2]


def test_one_events_calendar_does_not_open_as_a_new_one(server: Server) -> None:
    """R22: it has no name, source or lifetime; a filter that holds one event keeps them."""
    alone = fetch(server, ONE_EVENT_LEFT)
    uid = str(read(alone).events[0]["UID"])
    assert value_of(alone, "X-WR-CALNAME")
    assert value_of(alone, "SOURCE")
    one = fetch(server, f"/event/{uid.partition('@')[0]}.ics")
    assert [str(event["UID"]) for event in read(one).events] == [uid]
    names = {re.split("[:;]", line)[0] for line in lines_of(one)}
    assert not names & {
        "NAME",
        "X-WR-CALNAME",
        "SOURCE",
        "REFRESH-INTERVAL",
        "X-PUBLISHED-TTL",
    }
    assert list(event_texts(one)) == list(event_texts(alone))


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_clients_are_told_to_come_back_within_the_hour(server: Server, choice: Choice) -> None:
    """R23: with the VALUE that the standard wants."""
    answer = fetch(server, choice.address("ics"))
    assert value_of(answer, "REFRESH-INTERVAL") == "VALUE=DURATION:PT1H"
    assert value_of(answer, "X-PUBLISHED-TTL") == "PT1H"


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_a_calendar_knows_its_own_address_and_colour(server: Server, choice: Choice) -> None:
    """R24, R44: the canonical address, a colour for each family of clients.

    It has no UID of its own, which vdirsyncer would take for that of every event in it.
    """
    answer = fetch(server, choice.address("ics"))
    assert value_of(answer, "SOURCE") == f"VALUE=URI:{server.base}{choice.address('ics')}"
    assert re.fullmatch("[a-z]+", value_of(answer, "COLOR"))
    assert re.fullmatch("#[0-9A-Fa-f]{6}", value_of(answer, "X-APPLE-CALENDAR-COLOR"))
    calendar = read(answer)
    assert "UID" not in calendar
    assert calendar.decoded("LAST-MODIFIED") <= datetime.now(UTC)


def test_a_selection_has_one_source_however_it_is_spelled(server: Server) -> None:
    """R24, R44: the path form, the query form and what mailers add to it are one calendar."""
    spellings = (
        "/theme/human-trafficking.ics",
        "/events.ics?theme=human-trafficking",
        "/events.ics?utm_source=mail&theme=human-trafficking&fbclid=1",
        "/events.ics?theme=human-trafficking,human-trafficking",
    )
    assert len({fetch(server, spelling).body for spelling in spellings}) == 1
    sources = {str(calendar_of(server, choice)["SOURCE"]) for choice in CHOICES}
    assert len(sources) == len(CHOICES)


@pytest.mark.parametrize("address", [NOTHING.address("ics"), "/theme/employers.ics?q=zzzz"])
def test_an_empty_selection_is_still_a_calendar(server: Server, address: str) -> None:
    """R26, R34: one time zone, made of rules, and not a fake event."""
    calendar = read(fetch(server, address))
    (zone,) = calendar.subcomponents
    assert isinstance(zone, icalendar.Timezone)
    assert zone["TZID"] == "Europe/Zurich"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    for part in zone.subcomponents:
        assert "RRULE" in part
        assert "RDATE" not in part
    summer = zone.to_tz(lookup_tzid=False)
    assert datetime(2026, 7, 1, tzinfo=summer).utcoffset() == timedelta(hours=2)
    assert datetime(2026, 12, 1, tzinfo=summer).utcoffset() == timedelta(hours=1)


def test_an_event_is_known_by_its_editors_id_in_every_feed(server: Server) -> None:
    """R27: `{id}@{domain}`, short, once a feed, and the same in all that hold it."""
    everything = calendar_of(server, EVERYTHING).events
    uids = [str(event["UID"]) for event in everything]
    assert len(set(uids)) == len(uids)
    assert len({uid.partition("@")[2] for uid in uids}) == 1
    for event in everything:
        uid = str(event["UID"])
        assert re.fullmatch(rf"{SLUG}@[a-z0-9.-]+\.[a-z]+", uid)
        assert len(uid.encode()) < 255
        assert str(event["URL"]) == f"{server.base}/event/{uid.partition('@')[0]}"
    assert {str(event["UID"]) for event in calendar_of(server, ONE_THEME).events} < set(uids)


def test_an_events_text_is_the_same_in_every_calendar(server: Server) -> None:
    """R27, R28: byte for byte, so that no client sees a change where there is none."""
    everything = set(event_texts(fetch(server, EVERYTHING.address("ics"))))
    assert set(event_texts(fetch(server, ONE_THEME.address("ics")))) < everything


def test_times_of_change_are_those_of_the_list(server: Server) -> None:
    """R28, R31: DTSTAMP is LAST-MODIFIED; both are past, and later than the events."""
    for event in calendar_of(server, EVERYTHING).events:
        assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED")
        assert event.decoded("DTSTAMP") <= datetime.now(UTC)
        assert event.decoded("DTSTAMP").year > 2008
        assert int(event.get("SEQUENCE", 0)) >= 0


def test_events_leave_the_reader_free_and_are_confirmed(server: Server) -> None:
    """R33, R35, R39: transparent for every client, and no Outlook all-day mark."""
    for event in calendar_of(server, EVERYTHING).events:
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"
        assert event.get("STATUS", "CONFIRMED") == "CONFIRMED"
        assert "X-MICROSOFT-CDO-ALLDAYEVENT" not in event


def test_an_events_page_is_both_in_its_url_and_at_the_end_of_its_description(
    server: Server,
) -> None:
    """R36: Google, Outlook and Samsung drop the URL; Apple wants its type said."""
    answer = fetch(server, EVERYTHING.address("ics"))
    for text in event_texts(answer):
        assert "\nURL;VALUE=URI:" in text
    for event in read(answer).events:
        page = str(event["URL"])
        assert str(event["DESCRIPTION"]).splitlines()[-1].endswith(page)
        assert str(event["SUMMARY"]) in get_ok(page).text.replace("&#39;", "'")


def test_events_carry_nothing_that_clients_stumble_over(server: Server) -> None:
    """R37, R38, R40: no people, files, alarms, repeats, nor HTML that only says the same."""
    for event in calendar_of(server, EVERYTHING).events:
        unwanted = ("ORGANIZER", "ATTENDEE", "ATTACH", "RRULE", "RDATE", "EXDATE", "X-ALT-DESC")
        assert [name for name in unwanted if name in event] == []
        assert event.subcomponents == []


def test_descriptions_are_plain_text_and_name_who_was_behind_the_meeting(server: Server) -> None:
    """R36, R38: the organisers stand in the description, since they stand nowhere else."""
    described = {
        event.decoded("DTSTART"): str(event["DESCRIPTION"])
        for event in calendar_of(server, EVERYTHING).events
    }
    assert not [text for text in described.values() if re.search(r"<[a-z/]|&[a-z]+;|&#", text)]
    assert "Greek General Confederation of Labour" in described[date(2008, 11, 21)]
    assert "Jordan" in described[date(2008, 9, 8)]
    assert "Coca-Cola" in described[date(2008, 2, 20)]
    assert "United Nations Trust Fund for Human Security" in described[date(2008, 10, 21)]


def test_categories_are_the_labels_of_themes_and_regions(server: Server) -> None:
    """R41: the six of one theme carry its label; places stand on one line, where known."""
    events = calendar_of(server, EVERYTHING).events
    trafficking = [event for event in events if "Human trafficking" in _categories(event)]
    assert by_day([shown(event) for event in trafficking]) == ONE_THEME.shown
    places = {
        event.decoded("DTSTART"): str(event["LOCATION"]) for event in events if "LOCATION" in event
    }
    assert set(places) == {meeting.first for meeting in EVERYTHING.meetings if meeting.place}
    for meeting in EVERYTHING.meetings:
        assert meeting.place in places.get(meeting.first, "")
    assert not [place for place in places.values() if "\n" in place]


def _categories(event: icalendar.Event) -> list[str]:
    return [str(category) for category in event.categories]
