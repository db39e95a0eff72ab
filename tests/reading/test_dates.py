"""When an event is held: every way to write it, and what is said of dates that do not fit."""

from datetime import date, datetime, timedelta, timezone

import pytest

from feeds.model import Event
from feeds.schedule import Days, Times, Unsettled, When

from .lists import LIST, Place, only_event, only_problem, place_of, places_of, problems_of, read

DATES = "    start: 2008-11-25\n    end: 2008-11-26\n"
HINT = "write year-month-day, such as 2008-11-25, or with a time, 2008-11-25 09:30"
TO_COME = "if the date is not set yet, write what is known: 2026-09, 2026 or tbc"


def held(*lines: str) -> str:
    """Return the list with other dates in its event, the first of them on line 16."""
    assert LIST.count(DATES) == 1
    return LIST.replace(DATES, "".join(f"    {line}\n" for line in lines))


def when(*lines: str) -> When:
    """Read when an event is held; nothing is to be said of it."""
    assert read(held(*lines)).warnings == ()
    return only_event(held(*lines)).when


def only_warning(text: str) -> tuple[Place, str]:
    """Read a list that is good, and return where the one thing to say of it stands, and what."""
    (problem,) = read(text).warnings
    assert problem.severity == "warning"
    return place_of(problem), f"{problem.message}; {problem.hint}"


def told(*lines: str) -> tuple[Place, str]:
    """Read dates that must be refused for one reason, and return where it stands, and what."""
    problem = only_problem(held(*lines))
    return place_of(problem), f"{problem.message}; {problem.hint}"


def at(text: str, hours: float, zone: str = "Europe/Zurich", end: str = "") -> Times:
    """Return times, as so many hours ahead of UTC."""
    there = timezone(timedelta(hours=hours))
    first, last = (
        datetime.fromisoformat(each).replace(tzinfo=there) for each in (text, end or text)
    )
    return Times(start=first, end=last, timezone=zone)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("start: 2026-03-04",), Days(first=date(2026, 3, 4), last=date(2026, 3, 4))),
        (
            ("start: 2026-03-04", "end: 2026-03-06"),
            Days(first=date(2026, 3, 4), last=date(2026, 3, 6)),
        ),
        (("start: 2026-03-04 09:30",), at("2026-03-04 09:30", 1)),
        (("start: 2026-03-04 9:30",), at("2026-03-04 09:30", 1)),
        (("start: 2026-03-04T09:30",), at("2026-03-04 09:30", 1)),
        (
            ("start: 2026-07-04 09:30", "end: 11:00"),
            at("2026-07-04 09:30", 2, end="2026-07-04 11:00"),
        ),
        (("start: 2026-03-04 09:30", "end: 9:30"), at("2026-03-04 09:30", 1)),
        (
            ("start: 2026-03-04 22:00", "end: 2026-03-05 02:00"),
            at("2026-03-04 22:00", 1, end="2026-03-05 02:00"),
        ),
        (
            ("start: 2026-03-04 22:00", "end: 24:00"),
            at("2026-03-04 22:00", 1, end="2026-03-05 00:00"),
        ),
        (
            ("start: 2026-12-31 22:00", "end: 24:00"),
            at("2026-12-31 22:00", 1, end="2027-01-01 00:00"),
        ),
        (("start: 2026-09",), Unsettled(year=2026, month=9)),
        (("start: 2026",), Unsettled(year=2026)),
        (("start: tbc",), Unsettled()),
        (("start: TBA",), Unsettled()),
        (("start: tbd",), Unsettled()),
    ],
)
def test_dates_are_read(lines: tuple[str, ...], expected: When) -> None:
    """Days, times by the clocks of the calendar's zone, or what is known of a date to come."""
    assert when(*lines) == expected


def test_the_last_day_of_an_event_until_midnight_is_the_one_it_begins_on() -> None:
    """Midnight belongs to the day that it ends."""
    assert when("start: 2026-03-04 22:00", "end: 24:00").last == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("lines", "hours", "zone"),
    [
        ((), 1, "Europe/Zurich"),
        (("location: Athens",), 1, "Europe/Zurich"),
        (("location: {name: Athens, timezone: Europe/Athens}",), 2, "Europe/Athens"),
        (("timezone: Asia/Kolkata",), 5.5, "Asia/Kolkata"),
        (
            ("timezone: America/New_York", "location: {name: Athens, timezone: Europe/Athens}"),
            -5,
            "America/New_York",
        ),
    ],
)
def test_times_are_those_of_the_nearest_zone(
    lines: tuple[str, ...], hours: float, zone: str
) -> None:
    """The event's own, else that of its place, else the calendar's."""
    assert when("start: 2026-03-04 09:30", *lines) == at("2026-03-04 09:30", hours, zone)


def test_days_need_no_zone() -> None:
    """That of the place may stand there all the same; one of the event says nothing."""
    place = "location: {name: Athens, timezone: Europe/Athens}"
    assert isinstance(when("start: 2026-03-04", place), Days)
    assert only_warning(held("start: 2026-03-04", "timezone: Europe/Athens")) == (
        (17, 15, "unused-timezone"),
        "the event has a time zone, but no time; remove it; whole days are the same everywhere",
    )


def test_an_event_whose_date_is_to_come_may_know_its_zone() -> None:
    """It will have a time."""
    assert when("start: tbc", "timezone: Europe/Athens") == Unsettled()


@pytest.mark.parametrize(
    ("written", "code", "message", "hint"),
    [
        ("2026-03-04 09:30:00", "date", "is not a date", "write 2026-03-04 09:30"),
        ("2026-03-04 9.30", "date", "is not a date", "write 2026-03-04 09:30"),
        ("2026-03-04 9h30", "date", "is not a date", "write 2026-03-04 09:30"),
        ("2026-03-04, 09:30", "date", "is not a date", "write 2026-03-04 09:30"),
        ("25.11.2026 19:30", "date", "is not a date", "write 2026-11-25 19:30"),
        ("2026/3/4 9:30", "date", "is not a date", "write 2026-03-04 09:30"),
        ("4.3.2026 9:30", "date", "is not a date", HINT),
        ("2026-02-30 9.30", "date", "is not a date", HINT),
        ("2026-03-04 9.75", "date", "is not a date", HINT),
        (
            "2026-03-04 9:30 pm",
            "date",
            "is not a date",
            "write the hours from 00 to 23, as in 2008-11-25 21:30",
        ),
        (
            "2026-03-04 09:30+02:00",
            "date",
            "is not a date",
            "write the time alone, and its zone as “timezone: Europe/Zurich”",
        ),
        (
            "2026-03-04 09:30 Europe/Athens",
            "date",
            "is not a date",
            "write the time alone, and its zone as “timezone: Europe/Zurich”",
        ),
        ("September 2026", "date", "is not a date", TO_COME),
        ("9/2026", "date", "is not a date", TO_COME),
        ("2026-Q3", "date", "is not a date", TO_COME),
        ("autumn 2026", "date", "is not a date", TO_COME),
        ("soon", "date", "is not a date", TO_COME),
        ('"?"', "date", "is not a date", TO_COME),
    ],
)
def test_a_start_in_other_words_is_told_as_it_is_written(
    written: str, code: str, message: str, hint: str
) -> None:
    """With what was meant, where that is no guess."""
    text = written.strip('"')
    assert told(f"start: {written}") == ((16, 12, code), f"“{text}” {message}; {hint}")


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        (
            ("start: 2026-13",),
            (16, 12, "date"),
            "2026-13 is not a month; write year-month, such as 2008-11",
        ),
        (("start: 0026",), (16, 12, "date"), "the year 0026 is out of range; check the year"),
        (
            ("start: 2026-03-04 24:00",),
            (16, 12, "time"),
            "24:00 is not a time of the day; write 00:00 of the day after",
        ),
        (
            ("start: 2026-03-04 09:30", "end: 25:00"),
            (17, 10, "time"),
            "25:00 is not a time of the day; write hours:minutes, up to 23:59",
        ),
        (
            ("start: 2026-03-04 09:30", "end: 11"),
            (17, 10, "time"),
            "“11” is not a time of the day; write 11:00",
        ),
        (
            ("start: 2026-03-04", "end: 2026-03"),
            (17, 10, "date"),
            "“2026-03” is not a date; write the last day, or leave “end” out until it is known",
        ),
        (
            ("start: 2026-03-04", "end: tbc"),
            (17, 10, "date"),
            "“tbc” is not a date; write the last day, or leave “end” out until it is known",
        ),
        (
            ("start: 2026-03-04", "end: 2026-03-03"),
            (17, 10, "end-before-start"),
            "the event ends on 2026-03-03, before it starts on 2026-03-04; “end” is its last day",
        ),
        (
            ("start: 2026-03-04 09:30", "end: 2026-03-03 08:00"),
            (17, 10, "end-before-start"),
            "the event ends on 2026-03-03 08:00, before it starts on 2026-03-04 09:30; check both",
        ),
        (
            ("start: 2026-03-04 09:30", "end: 08:00"),
            (17, 10, "end-before-start"),
            (
                "the event ends at 08:00, before it starts at 09:30; "
                "if it ends on another day, write the date too"
            ),
        ),
        (
            ("start: 2026-03-04", "end: 11:00"),
            (17, 10, "end-kind"),
            "the event has a time to end, but none to start; write “start: 2026-03-04 09:30”",
        ),
        (
            ("start: 2026-03-04 09:30", "end: 2026-03-05"),
            (17, 10, "end-kind"),
            (
                "only one of start and end has a time; "
                "write a time there too, as in “end: 2026-03-05 09:30”"
            ),
        ),
        (
            ("start: 2026-03-04", "end: 2026-03-05 10:00"),
            (17, 10, "end-kind"),
            (
                "only one of start and end has a time; "
                "write a time there too, as in “start: 2026-03-04 09:30”"
            ),
        ),
        (
            ("start: tbc", "end: 2026-10-01"),
            (17, 10, "end-of-unsettled"),
            (
                "an event whose date is not set yet (tbc) cannot have an end; "
                "leave “end” out until the days are known"
            ),
        ),
        (
            ("start: 2026-09", "repeat: {every: year}"),
            (17, 13, "repeat-of-unsettled"),
            (
                "an event whose date is not set yet (2026-09) cannot repeat; "
                "leave “repeat” out until the first day is known"
            ),
        ),
    ],
)
def test_dates_that_do_not_fit_are_told(lines: tuple[str, ...], place: Place, words: str) -> None:
    """At the one that is most likely wrong, with what to do."""
    assert told(*lines) == (place, words)


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        (
            ("start: 2026-03-29 02:30",),
            (16, 12, "skipped-time"),
            (
                "clocks in Europe/Zurich skip 02:30 on 2026-03-29; "
                "it counts as 03:30; write the time that clocks show"
            ),
        ),
        (
            ("start: 2026-03-29 01:30", "end: 02:30"),
            (17, 10, "skipped-time"),
            (
                "clocks in Europe/Zurich skip 02:30 on 2026-03-29; "
                "it counts as 03:30; write the time that clocks show"
            ),
        ),
        (
            ("start: 2026-10-25 02:30",),
            (16, 12, "repeated-time"),
            (
                "clocks in Europe/Zurich show 02:30 twice on 2026-10-25; "
                "the first is meant; write another time if it is the second"
            ),
        ),
        (
            ("start: 2026-10-24 22:00", "end: 2026-10-25 02:30"),
            (17, 10, "repeated-time"),
            (
                "clocks in Europe/Zurich show 02:30 twice on 2026-10-25; "
                "the first is meant; write another time if it is the second"
            ),
        ),
        (
            ("start: 2026-10-25 03:30", "timezone: Europe/Athens"),
            (16, 12, "repeated-time"),
            (
                "clocks in Europe/Athens show 03:30 twice on 2026-10-25; "
                "the first is meant; write another time if it is the second"
            ),
        ),
    ],
)
def test_a_time_that_clocks_skip_or_show_twice_is_pointed_out(
    lines: tuple[str, ...], place: Place, words: str
) -> None:
    """By the clocks of the event's zone; it is published all the same."""
    assert only_warning(held(*lines)) == (place, words)


def test_a_skipped_start_may_come_after_the_end() -> None:
    """Then it is no matter of what is meant: nobody can be there."""
    problems = problems_of(held("start: 2026-03-29 02:45", "end: 03:15"))
    assert [place_of(each) for each in problems] == [
        (16, 12, "skipped-time"),
        (17, 10, "end-before-start"),
    ]
    assert problems[1].message == "it ends before it starts, by the clocks of that day"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Athens", "did you mean `Europe/Athens`?"),
        ("europe/athens", "did you mean `Europe/Athens`?"),
        ("GMT+1", "write a name such as Europe/Zurich"),
        ("CEST", "write a name such as Europe/Zurich"),
    ],
)
def test_an_unknown_zone_is_told_wherever_it_stands(written: str, hint: str) -> None:
    """At an event, and at a place."""
    words = f"there is no time zone “{written}”; {hint}"
    assert told("start: 2026-03-04 09:30", f"timezone: {written}") == ((17, 15, "timezone"), words)
    place = f"location: {{name: A, timezone: {written}}}"
    assert told("start: 2026-03-04 09:30", place) == ((17, 35, "timezone"), words)


def test_all_that_is_wrong_is_told_at_once() -> None:
    """An impossible date in one event hides nothing in another, nor does a mistyped theme."""
    other = """\
  - id: spring-meeting
    title: Spring meeting
    start: 2026-03-29 02:30
    themes: [spring]
    regions: []
  - id: series
    title: Series
    start: 2026-03-10
    regions: []
    repeat: {every: week, except: [2026-03-18]}
"""
    assert places_of(held("start: 2026-02-30", "end: 2026-13-01") + other) == [
        (16, 12, "date"),
        (17, 10, "date"),
        (22, 12, "skipped-time"),
        (23, 14, "unknown-theme"),
        (29, 36, "exception"),
    ]


def test_dates_are_not_judged_by_a_zone_that_is_not_known() -> None:
    """The zone alone is told."""
    text = held("start: 2026-03-29 02:30").replace("Europe/Zurich", "Zurich")
    assert [code for _, _, code in places_of(text)] == ["timezone"]


def test_events_are_in_the_order_of_their_dates() -> None:
    """Days before times of the same day, and a date to come where it may first be."""
    dates = ("2026-03-04 09:30", "tbc", "2026-03", "2026-03-04", "2026", "2026-03-03 23:59")
    events = "".join(
        f"  - {{id: e{place}, title: E, start: {each}, regions: []}}\n"
        for place, each in enumerate(dates)
    )
    calendar = read(LIST.partition("  - id:")[0] + events).calendar
    assert [event.id for event in calendar.events] == ["e4", "e2", "e5", "e3", "e0", "e1"]


def event_of(*lines: str) -> Event:
    """Read an event with these dates."""
    return only_event(held(*lines))


def test_announcements_take_the_calendar_s_zone() -> None:
    """Whatever the zone of the event is."""
    event = event_of("start: 2026-03-04 09:30", "timezone: Asia/Kolkata", "announced: 2026-01-05")
    assert event.announced is not None
    assert event.announced.isoformat() == "2026-01-04T23:00:00+00:00"
