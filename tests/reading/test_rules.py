"""Series: every way to say how an event is held again, and what is said of those that do not fit."""

from datetime import date, datetime

import pytest

from feeds.model import Event, Location, Repeat
from feeds.recurrence import occurrences
from feeds.schedule import Days, Settled, Times, times

from .lists import Place, only_event, only_problem, place_of, places_of, read
from .test_dates import held, only_warning

TUESDAY = "start: 2026-03-10"
MORNING = "start: 2026-03-10 09:30"


def series(start: str, *repeat: str) -> str:
    """Return the list with a series, whose words begin on line 18, at column 7."""
    return held(start, "repeat:", *(f"  {line}" for line in repeat))


def repeat_of(start: str, *repeat: str) -> Repeat:
    """Read a series, of which nothing is to be said."""
    text = series(start, *repeat)
    assert read(text).warnings == ()
    found = only_event(text).repeat
    assert found is not None
    return found


def rule(start: str, *repeat: str) -> str:
    """Read the rule of a series, as iCalendar writes it."""
    return str(repeat_of(start, *repeat).rule)


def days_of(event: Event, count: int) -> list[str]:
    """Return the first days that an event is held."""
    held_on = zip(range(count), occurrences(event, date(2099, 12, 31)), strict=False)
    return [each.when.first.isoformat() for _, each in held_on]


def told(start: str, *repeat: str) -> tuple[Place, str]:
    """Read a series that must be refused for one reason, and return where it stands, and what."""
    problem = only_problem(series(start, *repeat))
    return place_of(problem), f"{problem.message}; {problem.hint}"


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("day", "FREQ=DAILY"),
        ("daily", "FREQ=DAILY"),
        ("3 days", "FREQ=DAILY;INTERVAL=3"),
        ("week", "FREQ=WEEKLY;BYDAY=TU"),
        ("weekly", "FREQ=WEEKLY;BYDAY=TU"),
        ("every week", "FREQ=WEEKLY;BYDAY=TU"),
        ("Every 2 Weeks", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("1 week", "FREQ=WEEKLY;BYDAY=TU"),
        ("month", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("3 months", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10"),
        ("yearly", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10"),
        ("4 years", "FREQ=YEARLY;INTERVAL=4;BYMONTH=3;BYMONTHDAY=10"),
    ],
)
def test_how_often_is_said_in_words(every: str, expected: str) -> None:
    """The first day says what they leave open: the weekday, the day, the month."""
    assert rule(TUESDAY, f"every: {every}") == expected


@pytest.mark.parametrize(
    ("every", "on", "expected"),
    [
        ("week", "tuesday", "FREQ=WEEKLY;BYDAY=TU"),
        ("week", "Tuesdays", "FREQ=WEEKLY;BYDAY=TU"),
        ("week", "thursday and tuesday", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("week", "monday, tuesday and friday", "FREQ=WEEKLY;BYDAY=MO,TU,FR"),
        ("week", "[monday, tuesday]", "FREQ=WEEKLY;BYDAY=MO,TU"),
        ("week", "weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("month", "second tuesday", "FREQ=MONTHLY;BYDAY=2TU"),
        ("month", "the second Tuesday", "FREQ=MONTHLY;BYDAY=2TU"),
        ("month", "second and fourth tuesday", "FREQ=MONTHLY;BYDAY=2TU,4TU"),
        ("month", "second, last tuesday", "FREQ=MONTHLY;BYDAY=-1TU,2TU"),
        ("month", "[second tuesday, last friday]", "FREQ=MONTHLY;BYDAY=-1FR,2TU"),
        ("month", "10", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("month", "10th", "FREQ=MONTHLY;BYMONTHDAY=10"),
        ("month", "the 10th and 20th", "FREQ=MONTHLY;BYMONTHDAY=10,20"),
        ("month", "[10, last day]", "FREQ=MONTHLY;BYMONTHDAY=-1,10"),
        ("year", "second tuesday", "FREQ=YEARLY;BYMONTH=3;BYDAY=2TU"),
        ("2 years", "10", "FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYMONTHDAY=10"),
    ],
)
def test_the_days_are_said_in_words(every: str, on: str, expected: str) -> None:
    """One or many, in any order; an ordinal alone is of the weekday that follows."""
    assert rule(TUESDAY, f"every: {every}", f"on: {on}") == expected


@pytest.mark.parametrize(
    ("start", "on", "expected"),
    [
        ("2026-03-31", "last weekday", "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR"),
        ("2026-03-02", "first weekday", "FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO,TU,WE,TH,FR"),
        ("2026-03-02", "first and last weekday", "FREQ=MONTHLY;BYSETPOS=-1,1;BYDAY=MO,TU,WE,TH,FR"),
        ("2026-03-31", "last day", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("2026-03-29", "fifth sunday", "FREQ=MONTHLY;BYDAY=5SU"),
    ],
)
def test_the_first_and_last_of_a_month_are_said_in_words(
    start: str, on: str, expected: str
) -> None:
    """Of all days, of working days, and of a weekday."""
    assert rule(f"start: {start}", "every: month", f"on: {on}") == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("until: 2026-12-31", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231"),
        ("until: 2026-03-10", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260310"),
        ("times: 10", "FREQ=WEEKLY;BYDAY=TU;COUNT=10"),
        ("times: 999", "FREQ=WEEKLY;BYDAY=TU;COUNT=999"),
    ],
)
def test_a_series_may_end(words: str, expected: str) -> None:
    """On a day, or after so many times."""
    assert rule(TUESDAY, "every: week", words) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("RRULE:freq=monthly;byday=+2tu;", "FREQ=MONTHLY;BYDAY=2TU"),
        ("FREQ=WEEKLY;UNTIL=20261231T083000Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231"),
        ("FREQ=WEEKLY;UNTIL=20261231T082900Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261230"),
        ("FREQ=WEEKLY;UNTIL=20261231T093000", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231"),
        ("FREQ=YEARLY;BYYEARDAY=69", "FREQ=YEARLY;BYYEARDAY=69"),
    ],
)
def test_a_series_can_be_a_rule_of_icalendar(written: str, expected: str) -> None:
    """The moment of an UNTIL is told by the clocks of the event."""
    assert rule(MORNING, f"rrule: {written}") == expected


def test_exceptions_and_additions_are_read() -> None:
    """A day, or a day with its time; an addition of a day alone takes the time of the series."""
    repeat = repeat_of(
        MORNING,
        "every: week",
        "except: [2026-03-24, 2026-03-17, 2026-03-31 09:30]",
        "also: [2026-04-02 14:00, 2026-03-12]",
    )
    assert repeat.without == (date(2026, 3, 17), date(2026, 3, 24), date(2026, 3, 31))
    assert repeat.also == (
        times(datetime(2026, 3, 12, 9, 30), datetime(2026, 3, 12, 9, 30), "Europe/Zurich"),  # noqa: DTZ001 - by the clocks
        times(datetime(2026, 4, 2, 14), datetime(2026, 4, 2, 14), "Europe/Zurich"),  # noqa: DTZ001 - by the clocks
    )


def test_an_addition_may_come_before_the_series_begins() -> None:
    """Such as a first meeting out of turn."""
    repeat = repeat_of(TUESDAY, "every: week", "also: [2026-03-01]")
    assert repeat.also == (Days(first=date(2026, 3, 1), last=date(2026, 3, 1)),)


def changed(*change: str) -> Settled | None:
    """Return when the occurrence of 17 March is held instead, of a series from half past nine."""
    lines = [f"    {line}" for line in change]
    text = held(
        MORNING, "end: 11:00", "repeat:", "  every: week", "  changes:", "   2026-03-17:", *lines
    )
    assert read(text).warnings == ()
    repeat = only_event(text).repeat
    assert repeat is not None
    (found,) = repeat.changes
    assert found.day == date(2026, 3, 17)
    return found.when


def zurich(start: str, end: str) -> Times:
    """Return times by the clocks of Zurich."""
    return times(datetime.fromisoformat(start), datetime.fromisoformat(end), "Europe/Zurich")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("start: 2026-03-18 10:00",), zurich("2026-03-18 10:00", "2026-03-18 11:30")),
        (("start: 2026-03-18",), zurich("2026-03-18 09:30", "2026-03-18 11:00")),
        (("start: 2026-07-18 10:00",), zurich("2026-07-18 10:00", "2026-07-18 11:30")),
        (
            ("start: 2026-03-18 10:00", "end: 12:00"),
            zurich("2026-03-18 10:00", "2026-03-18 12:00"),
        ),
        (("end: 12:00",), zurich("2026-03-17 09:30", "2026-03-17 12:00")),
        (("end: 2026-03-18 01:00",), zurich("2026-03-17 09:30", "2026-03-18 01:00")),
        (("end: 24:00",), zurich("2026-03-17 09:30", "2026-03-18 00:00")),
        (("title: With guests",), None),
    ],
)
def test_an_occurrence_may_be_held_at_another_time(
    change: tuple[str, ...], expected: Settled | None
) -> None:
    """What is not said stays: the length, the time of the day, or the day."""
    assert changed(*change) == expected


def test_an_occurrence_of_whole_days_may_be_held_on_others() -> None:
    """As long as the others, unless it says otherwise."""
    text = series(
        TUESDAY,
        "every: week",
        "changes:",
        "  2026-03-17: {start: 2026-03-18}",
        "  2026-03-24: {end: 2026-03-25}",
    )
    repeat = only_event(text).repeat
    assert repeat is not None
    assert [change.when for change in repeat.changes] == [
        Days(first=date(2026, 3, 18), last=date(2026, 3, 18)),
        Days(first=date(2026, 3, 24), last=date(2026, 3, 25)),
    ]


def test_an_occurrence_may_differ_in_everything_that_can() -> None:
    """Known by its day, or by its day and time; an addition may be changed as well."""
    repeat = repeat_of(
        MORNING,
        "every: week",
        "also: [2026-03-19]",
        "changes:",
        "  2026-03-17 09:30:",
        "    {title: T, summary: S, note: N, status: cancelled, location: {name: L, geo: [1, 2]}}",
        "  2026-03-19: {status: tentative}",
    )
    first, second = repeat.changes
    assert (first.title, first.summary, first.note, first.status) == ("T", "S", "N", "cancelled")
    assert isinstance(first.location, Location)
    assert str(first.location.geo) == "1, 2"
    assert (second.day, second.status) == (date(2026, 3, 19), "tentative")


def test_a_series_is_held_on_its_days() -> None:
    """All of it together."""
    event = only_event(
        series(
            TUESDAY,
            "every: week",
            "times: 4",
            "except: [2026-03-17]",
            "also: [2026-03-12]",
            "changes: {2026-03-24: {start: 2026-03-26}}",
        )
    )
    assert days_of(event, 9) == ["2026-03-10", "2026-03-26", "2026-03-31", "2026-03-12"]


@pytest.mark.parametrize(
    ("every", "hint"),
    [
        ("fortnight", "write 2 weeks"),
        ("other week", "write 2 weeks"),
        ("two weeks", "write 2 weeks"),
        ("three months", "write 3 months"),
        ("quarter", "write 3 months"),
        ("half year", "write 6 months"),
        ("annually", "write year"),
        ("tuesday", "write “every: week” and “on: tuesday”"),
        ("weekday", "write “every: week” and “on: weekday”"),
        ("mont", "did you mean `month`?"),
        ("0 weeks", "did you mean `week`?"),
        ("often", "write day, week, 2 weeks, month, 3 months or year"),
    ],
)
def test_another_word_for_how_often_is_told_as_it_is_written(every: str, hint: str) -> None:
    """With the one that is meant, where there is one."""
    words = f"“{every}” does not say how often; {hint}"
    assert told(TUESDAY, f"every: {every}") == ((18, 14, "every"), words)


DAYS = "write monday and thursday, second tuesday, last friday, 15 or last day"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("tusday", "“tusday” does not say on which days; did you mean `tuesday`?"),
        ("monday and tue", "“tue” does not say on which days; did you mean `tuesday`?"),
        ("secnd tuesday", "“secnd tuesday” does not say on which days; did you mean `tuesday`?"),
        ("2nd tuesday", "“2nd tuesday” does not say on which days; write “second tuesday”"),
        ("2nd and 4th tuesday", "“4th tuesday” does not say on which days; write “fourth tuesday”"),
        ("9th tuesday", f"“9th tuesday” does not say on which days; {DAYS}"),
        ("first day", "“first day” does not say on which days; write 1"),
        ("dienstag", f"“dienstag” does not say on which days; {DAYS}"),
        ("32", "“32” does not say on which days; write a number from 1 to 31, or last day"),
        ("0", "“0” does not say on which days; write a number from 1 to 31, or last day"),
        (
            "second",
            "“second” does not say which day; write the weekday too, as in “second tuesday”",
        ),
        (
            "10 and second tuesday",
            "no single rule can express “10 and second tuesday”; make a separate series for each",
        ),
        (
            "last weekday and second tuesday",
            "no single rule can express “last weekday and second tuesday”; make a separate series for each",
        ),
    ],
)
def test_days_that_nobody_knows_are_told(on: str, words: str) -> None:
    """With the nearest, or with how days are written."""
    assert told(TUESDAY, "every: month", f"on: {on}") == ((19, 11, "on"), words)


def test_no_days_are_none() -> None:
    """An empty list says nothing."""
    words = "this says no days; write them, or leave the key out"
    assert told(TUESDAY, "every: month", "on: []") == ((19, 11, "empty"), words)


@pytest.mark.parametrize(
    ("repeat", "place", "words"),
    [
        (
            ("on: tuesday",),
            (18, 7, "repeat"),
            "“repeat” does not say how often; write “every: week”, month, 2 weeks or year, or a rule of iCalendar as “rrule”",
        ),
        (
            ("rrule: FREQ=DAILY", "every: week"),
            (19, 14, "repeat"),
            "“rrule” is a whole rule; “every” cannot stand beside it; keep one of them",
        ),
        (
            ("every: week", "until: 2026-12-31", "times: 10"),
            (20, 14, "repeat"),
            "“until” and “times” both say where the series ends; keep one of them",
        ),
        (
            ("every: day", "on: tuesday"),
            (19, 11, "repeat"),
            "every day needs no “on”; for certain weekdays write “every: week”",
        ),
        (
            ("every: week", "on: second tuesday"),
            (19, 11, "repeat"),
            "a week has weekdays alone; write “on: monday and thursday”",
        ),
        (
            ("every: week", "on: 10"),
            (19, 11, "repeat"),
            "a week has weekdays alone; write “on: monday and thursday”",
        ),
        (
            ("every: month", "on: tuesday"),
            (19, 11, "repeat"),
            "a month has several of these days; write which, as in “second tuesday” or “last friday”, or “every: week”",
        ),
        (
            ("every: year", "on: tuesday and friday"),
            (19, 11, "repeat"),
            "a month has several of these days; write which, as in “second tuesday” or “last friday”, or “every: week”",
        ),
        (
            ("every: week", "until: 2026-03-09"),
            (19, 14, "until"),
            "the series ends on 2026-03-09, before it starts on 2026-03-10; check both",
        ),
        (
            ("rrule: FREQ=WEEKLY;UNTIL=20260309",),
            (18, 14, "until"),
            "the series ends on 2026-03-09, before it starts on 2026-03-10; check both",
        ),
        (
            ("every: week", "until: 2100-01-01"),
            (19, 14, "until"),
            "series are followed to the end of 2099; write an earlier day, or none for a series that goes on for ever",
        ),
        (
            ("rrule: FREQ=DAILY;UNTIL=99991231T235959Z",),
            (18, 14, "until"),
            "series are followed to the end of 2099; write an earlier day, or none for a series that goes on for ever",
        ),
        (
            ("rrule: FREQ=DAILY;COUNT=5;BYMONTH=2;BYMONTHDAY=30",),
            (16, 12, "start-outside-rule"),
            "the series starts on 2026-03-10, a day that does not fit its rule; no day does; check both",
        ),
        (
            ("every: week", "until: 2026-12-31 10:00"),
            (19, 14, "date"),
            "“2026-12-31 10:00” has a time, but only a day is allowed here; write 2026-12-31",
        ),
        (
            ("every: week", "until: 2026"),
            (19, 14, "date"),
            "“2026” is not a date; write year-month-day, such as 2008-11-25",
        ),
        (
            ("every: week", "times: ten"),
            (19, 14, "times"),
            "“ten” is not a number from 1 to 999; write how often it is held, or “until” with the last day",
        ),
        (
            ("every: week", "times: 1000"),
            (19, 14, "times"),
            "“1000” is not a number from 1 to 999; write how often it is held, or “until” with the last day",
        ),
        (
            ("every: week", "on: monday"),
            (16, 12, "start-outside-rule"),
            "the series starts on 2026-03-10, a day that does not fit its rule; the next day that does is 2026-03-16; check both",
        ),
        (
            ("rrule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",),
            (16, 12, "start-outside-rule"),
            "the series starts on 2026-03-10, a day that does not fit its rule; no day does; check both",
        ),
    ],
)
def test_words_that_contradict_are_told(repeat: tuple[str, ...], place: Place, words: str) -> None:
    """At the one of them that most likely has to go."""
    assert told(TUESDAY, *repeat) == (place, words)


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("weekly", "“WEEKLY” has no meaning in it"),
        ("FREQ=HOURLY", "“FREQ=HOURLY” cannot be right"),
        ("FREQ=WEEKLY;BYHOUR=3", "“BYHOUR=3” has no meaning in it"),
        ("FREQ=WEEKLY;BYDAY=XX", "“BYDAY=XX” cannot be right"),
        ("INTERVAL=2", "it has no FREQ"),
        ("FREQ=WEEKLY;FREQ=DAILY", "“FREQ” stands in it twice"),
        ("FREQ=WEEKLY;COUNT=3;UNTIL=20270101", "COUNT and UNTIL cannot stand together"),
        ("FREQ=WEEKLY;BYDAY=2TU", "BYDAY has numbers only in a month or a year"),
    ],
)
def test_a_rule_that_is_none_is_told(written: str, what: str) -> None:
    """With the part of it that is wrong, and one that is right."""
    hint = "write one such as FREQ=MONTHLY;BYDAY=2TU;UNTIL=20271231, without times of the day"
    words = f"this is not a valid calendar rule: {what}; {hint}"
    assert told(TUESDAY, f"rrule: {written}") == ((18, 14, "rrule"), words)


@pytest.mark.parametrize(
    ("start", "repeat", "place", "words"),
    [
        (
            "2026-03-31",
            ("every: month",),
            (18, 14, "short-months"),
            "months without a 31st have no occurrence; write “on: last day” if that is meant",
        ),
        (
            "2026-03-30",
            ("every: month", "on: 30"),
            (19, 11, "short-months"),
            "months without a 30th have no occurrence; write “on: last day” if that is meant",
        ),
        (
            "2026-03-29",
            ("rrule: FREQ=MONTHLY;BYMONTHDAY=29",),
            (18, 14, "short-months"),
            "months without a 29th have no occurrence; write “on: last day” if that is meant",
        ),
        (
            "2028-02-29",
            ("every: year",),
            (18, 14, "short-months"),
            "years without a 29 February have no occurrence; write “on: last day” if the end of February is meant",
        ),
    ],
)
def test_a_day_that_not_every_month_has_is_pointed_out(
    start: str, repeat: tuple[str, ...], place: Place, words: str
) -> None:
    """Readers would miss it in some months, and not know why."""
    assert only_warning(series(f"start: {start}", *repeat)) == (place, words)


@pytest.mark.parametrize(
    ("start", "words", "place", "message"),
    [
        (
            TUESDAY,
            "except: [2026-03-18]",
            (19, 16, "exception"),
            "the series has no occurrence on 2026-03-18; the nearest is 2026-03-17",
        ),
        (
            TUESDAY,
            "except: [2026-03-01]",
            (19, 16, "exception"),
            "the series has no occurrence on 2026-03-01; the nearest is 2026-03-10",
        ),
        (
            TUESDAY,
            "except: [2026-03-16]",
            (19, 16, "exception"),
            "the series has no occurrence on 2026-03-16; the nearest is 2026-03-17",
        ),
        (
            TUESDAY,
            "except: [2025-03-04]",
            (19, 16, "exception"),
            "the series has no occurrence on 2025-03-04; check the date",
        ),
        (
            TUESDAY,
            "except: [2026-03-17, 2026-03-17]",
            (19, 28, "exception"),
            "2026-03-17 appears here a second time; remove one",
        ),
        (
            MORNING,
            "except: [2026-03-17 10:30]",
            (19, 16, "exception"),
            "the occurrence of 2026-03-17 begins at another time; write 2026-03-17 alone",
        ),
        (
            TUESDAY,
            "except: [2026-03-17 09:30]",
            (19, 16, "exception"),
            "the occurrence of 2026-03-17 begins at another time; write 2026-03-17 alone",
        ),
        (
            TUESDAY,
            "also: [2026-03-12, 2026-03-17]",
            (19, 26, "addition"),
            "the series is held on 2026-03-17 already; make a second one on the same day an event of its own",
        ),
        (
            MORNING,
            "also: [2026-03-12, 2026-03-12 14:00]",
            (19, 26, "addition"),
            "the series is held on 2026-03-12 already; make a second one on the same day an event of its own",
        ),
        (
            TUESDAY,
            "also: [2026-03-12 14:00]",
            (19, 14, "addition"),
            "the series has no times, but 2026-03-12 14:00 has one; write 2026-03-12",
        ),
        (
            TUESDAY,
            "changes: {2026-03-18: {status: cancelled}}",
            (19, 17, "exception"),
            "the series has no occurrence on 2026-03-18; the nearest is 2026-03-17",
        ),
        (
            MORNING,
            "changes: {2026-03-17: {title: A}, 2026-03-17 09:30: {title: B}}",
            (19, 41, "exception"),
            "the occurrence of 2026-03-17 is changed a second time; make one of both",
        ),
        (
            TUESDAY,
            "changes: {2026-03-17: {start: 2026-03-18 10:00}}",
            (19, 37, "end-kind"),
            "the series is of whole days, but this has a time; write the day alone",
        ),
        (
            TUESDAY,
            "changes: {2026-03-17: {end: 11:00}}",
            (19, 35, "end-kind"),
            "the series is of whole days, but this has a time; write the day alone",
        ),
        (
            MORNING,
            "changes: {2026-03-17: {end: 2026-03-18}}",
            (19, 35, "end-kind"),
            "the series has times, but this end has none; write a time there too, as in “end: 2026-03-18 09:30”",
        ),
        (
            TUESDAY,
            "changes: {2026-03-17: {end: 2026-03-16}}",
            (19, 35, "end-before-start"),
            "this occurrence ends before it starts; check both",
        ),
        (
            MORNING,
            "changes: {2026-03-17: {end: 09:00}}",
            (19, 35, "end-before-start"),
            "this occurrence ends before it starts; check both",
        ),
        (
            TUESDAY,
            "changes: {2026-03-17: {}}",
            (19, 29, "empty"),
            "this group of keys is empty; write what is different, such as “status: cancelled”, or remove it",
        ),
        (
            TUESDAY,
            "changes: {2026-03-17: cancelled}",
            (19, 29, "type"),
            "a group of keys is needed here; write “{status: cancelled}”, or what else is different",
        ),
        (
            TUESDAY,
            "changes: [2026-03-17]",
            (19, 16, "type"),
            "a group of days is needed here; write “2026-11-10: {status: cancelled}” lines, indented",
        ),
        (
            TUESDAY,
            "changes: {17 March: {status: cancelled}}",
            (19, 17, "date"),
            "“17 March” is not a date; write year-month-day, such as 2008-11-25, or with a time, 2008-11-25 09:30",
        ),
        (
            TUESDAY,
            "execpt: [2026-03-17]",
            (19, 7, "unknown-key"),
            "there is no key “execpt” here; did you mean `except`?",
        ),
    ],
)
def test_what_is_other_than_the_rule_must_fit_it(
    start: str, words: str, place: Place, message: str
) -> None:
    """An exception that matches nothing was meant for another day, and would be held."""
    assert told(start, "every: week", words) == (place, message)


def test_an_occurrence_cannot_be_taken_out_and_changed() -> None:
    """Nobody knows which is meant."""
    words = "the occurrence of 2026-03-17 is both removed and changed; keep one of the two"
    found = told(
        TUESDAY, "every: week", "except: [2026-03-17]", "changes: {2026-03-17: {title: A}}"
    )
    assert found == ((20, 17, "exception"), words)


@pytest.mark.parametrize(
    "words", ["also: [2026-03-29 02:30]", "changes: {2026-03-31: {start: 2026-03-29 02:30}}"]
)
def test_a_skipped_time_is_pointed_out_in_a_series_too(words: str) -> None:
    """Wherever one is written."""
    place, message = only_warning(series(MORNING, "every: week", words))
    assert place == (19, words.index("2026-03-29") + 7, "skipped-time")
    assert message.startswith("clocks in Europe/Zurich skip 02:30 on 2026-03-29; ")


def test_an_addition_may_end_before_it_starts_by_the_clocks_of_its_day() -> None:
    """Its start is skipped, and its end is not."""
    repeat = "repeat: {every: week, also: [2026-03-29 02:50]}"
    problem = only_problem(held("start: 2026-03-10 01:30", "end: 01:45", repeat))
    assert place_of(problem) == (18, 34, "end-before-start")
    assert problem.message == "it ends before it starts, by the clocks of that day"


def test_a_series_in_one_word_is_told_how_it_is_written() -> None:
    """As a group of keys."""
    problem = only_problem(held(TUESDAY, "repeat: weekly"))
    assert str(problem).endswith("a group of keys is needed here; write “repeat: {every: week}”")


def test_all_that_is_wrong_with_a_series_is_told_at_once() -> None:
    """Each exception, addition and change by itself."""
    text = series(
        TUESDAY,
        "every: week",
        "except: [2026-03-11, 2026-03-12]",
        "also: [2026-03-17]",
        "changes: {2026-03-25: {title: A}, 2026-03-24: {end: 10:00}}",
    )
    assert places_of(text) == [
        (19, 16, "exception"),
        (19, 28, "exception"),
        (20, 14, "addition"),
        (21, 17, "exception"),
        (21, 59, "end-kind"),
    ]


def test_a_series_whose_times_end_too_late_is_refused() -> None:
    """Nothing is followed so far."""
    problem = only_problem(held("start: 2026-03-10", "end: 9998-12-31", "repeat: {every: week}"))
    assert problem.code == "end-too-late"
    assert problem.message == "series are followed to the end of 2099"
    assert problem.hint == "check “end”"
