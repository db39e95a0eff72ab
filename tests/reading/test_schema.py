"""Every value is checked, and what is wrong with it is told in plain words and at its place."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from feeds.model import Event, Location, Organisation, Term
from feeds.reading.reference import json_schema
from feeds.reading.source import shown
from feeds.schedule import Days, Times, Unsettled, When

from .lists import (
    LIST,
    Place,
    edited,
    only_event,
    only_problem,
    place_of,
    places_of,
    problems_of,
    read,
)

TITLE = "title: Autumn meeting"
START = "    start: 2008-11-25\n"
DATE_HINT = "write year-month-day, such as 2008-11-25, or with a time, 2008-11-25 09:30"
HALF_PAST_NINE = Times(
    start=datetime.fromisoformat("2008-11-25T09:30+01:00"),
    end=datetime.fromisoformat("2008-11-25T09:30+01:00"),
    timezone="Europe/Zurich",
)


def in_event(line: str) -> str:
    """Return the list with one more line in its event, which is then line 20."""
    return LIST + f"    {line}\n"


def in_calendar(line: str) -> str:
    """Return the list with one more line in its head, which is then line 7."""
    return edited("  language: en\n", f"  language: en\n  {line}\n")


@pytest.mark.parametrize("written", ["NO", "on", "09:30", "1e3", "2008", "007", "null & void"])
def test_a_title_stays_as_the_editor_wrote_it(written: str) -> None:
    """Nothing becomes a number, a time or a truth value on its way into the model."""
    assert only_event(edited("Autumn meeting", written)).title == written


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("A\n      B", "A B"),
        ("|\n      A\n\n      B", "A B"),
        ("'A  B '", "A B"),
        ('"A\\nB\\tC"', "A B C"),
        ("A\u2028B\u0085C", "A B C"),
        ("A\xa0B", "A\xa0B"),
        ('"\\_A\\_"', "A"),
        ('"~"', "~"),
    ],
)
def test_a_title_is_one_line(written: str, text: str) -> None:
    """However it is spread, its words stand one blank apart; a no-break space between is meant."""
    assert only_event(edited("Autumn meeting", written)).title == text


def test_a_summary_keeps_its_paragraphs() -> None:
    """A folded text has an empty line between them; blanks at the ends of lines go."""
    text = in_event("summary: >\n      One\n      two.\n\n\n      Three.\n")
    assert only_event(text).summary == "One two.\n\nThree."
    assert only_event(in_event('summary: "A \\n B  \\n"')).summary == "A\n B"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("status: cancelled", "status", "cancelled"),
        ("location: Dushanbe", "location", Location(name="Dushanbe")),
        (
            "location: {name: NO, address: 1}",
            "location",
            Location(name="NO", address="1"),
        ),
        (
            "hosts: [ILO, {name: B, short: C, url: 'https://d.example'}]",
            "hosts",
            (Organisation(name="ILO"), Organisation(name="B", short="C", url="https://d.example")),
        ),
        ("announced: 2026-11-01", "announced", datetime(2026, 10, 31, 23, tzinfo=UTC)),
        ("announced: 2026-07-01 09:30", "announced", datetime(2026, 7, 1, 7, 30, tzinfo=UTC)),
        ("announced: 2026-07-01T09:30Z", "announced", datetime(2026, 7, 1, 9, 30, tzinfo=UTC)),
        (
            "updated: 2026-07-01T09:30:15.9-05:00",
            "updated",
            datetime(2026, 7, 1, 14, 30, 15, tzinfo=UTC),
        ),
    ],
)
def test_a_value_is_read(line: str, field: str, value: Any) -> None:
    """Short and long forms alike; times are in the calendar's zone, unless they say their own."""
    assert getattr(only_event(in_event(line)), field) == value


@pytest.mark.parametrize(
    "line",
    ["end: ~", "end:", "summary:", "status: null", "location:", "themes:", "organisers: ~"],
)
def test_an_empty_value_is_as_good_as_none(line: str) -> None:
    """A key that is left empty counts as one that is left out."""
    key = line.partition(":")[0]
    text = "".join(
        each for each in LIST.splitlines(keepends=True) if not each.startswith(f"    {key}:")
    )
    assert only_event(text + f"    {line}\n") == only_event(text)


def test_an_event_of_one_day_ends_as_it_starts() -> None:
    """`end` is the last day, and only a longer event needs it."""
    event = only_event(edited("    end: 2008-11-26\n", ""))
    assert event.when == Days(first=date(2008, 11, 25), last=date(2008, 11, 25))


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("color: Teal", "color", "teal"),
        ("color: grey", "color", "grey"),
        ("url: 'https://example.org/a'", "url", "https://example.org/a"),
        ("url: http://[::1]:8000", "url", "http://[::1]:8000"),
        ("publisher: ILO", "publisher", Organisation(name="ILO")),
        ("publisher: ~", "publisher", None),
        ("description: A.\n\n    B.", "description", "A.\nB."),
    ],
)
def test_a_value_of_the_calendar_is_read(line: str, field: str, value: Any) -> None:
    """What the list as a whole may say of itself."""
    assert getattr(read(in_calendar(line)).calendar, field) == value


@pytest.mark.parametrize(
    "language", ["en-GB", "fr", "de-CH", "zh-Hant", "pt-BR", "ar", "sr-Latn-RS"]
)
def test_a_language_is_a_tag_as_the_web_writes_it(language: str) -> None:
    """It goes into HTML, Atom and RSS as it is."""
    text = edited("language: en", f"language: {language}")
    assert read(text).calendar.language == language


def test_a_term_is_a_label_or_a_label_with_more() -> None:
    """Both forms make the same kind of term."""
    calendar = read(LIST).calendar
    assert calendar.themes.terms["trade-unions"] == Term(slug="trade-unions", label="Trade unions")
    assert calendar.themes.terms["human-trafficking"].aliases == ("trafficking",)
    assert calendar.regions.terms["moldova"] == Term(
        slug="moldova", label="Moldova", within="europe"
    )


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (f"    {TITLE}\n", "", (14, 5, "missing"), "the event `autumn-meeting` has no title"),
        (f"    {TITLE}\n", "", (14, 5, "missing"), "write “title: …”"),
        (START, "", (14, 5, "missing"), "the event `autumn-meeting` has no start"),
        (TITLE, "title:", (15, 5, "missing"), "the event `autumn-meeting` has no title"),
        (TITLE, "title: ~", (15, 5, "missing"), "write “title: …”"),
        ("2008-11-25", "null", (16, 5, "missing"), "has no start; write “start: …”"),
        ("- id: autumn-meeting\n   ", "-", (14, 5, "missing"), "this event has no id"),
        ("id: autumn-meeting", "id:", (14, 5, "missing"), "this event has no id"),
        ("  title: Meetings\n", "", (2, 3, "missing"), "“calendar” has no title"),
        ("  language: en\n", "", (2, 3, "missing"), "“calendar” has no language"),
        ("Trade unions", "", (9, 3, "missing"), "“trade-unions” has no label"),
        ("Trade unions", "{}", (9, 17, "missing"), "“trade-unions” has no label; write “label"),
        ("label: Moldova, ", "", (12, 12, "missing"), "“moldova” has no label"),
        (LIST.partition("events:\n")[2], "", (13, 1, "missing"), "the list has no events"),
        (LIST.partition("themes:\n")[2], "", (1, 1, "missing"), "write “events: []” for an empty"),
    ],
)
def test_a_missing_key_is_told(old: str, new: str, place: Place, words: str) -> None:
    """Left out or left empty, with whose it is and how it is written."""
    problem = only_problem(edited(old, new))
    assert place_of(problem) == place
    assert words in str(problem)


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("location: {address: A}", (20, 15, "missing"), "“location” has no name; write “name: …”"),
        ("hosts: [ILO, ~]", (20, 18, "missing"), "this has no name"),
        ("hosts: [{short: ILO}]", (20, 13, "missing"), "this has no name; write “name: …”"),
    ],
)
def test_a_missing_name_is_told(line: str, place: Place, words: str) -> None:
    """A place and an organisation have one."""
    problem = only_problem(in_event(line))
    assert place_of(problem) == place
    assert words in str(problem)


def test_a_list_without_its_two_parts_is_told_of_both() -> None:
    """A file that holds something else entirely."""
    assert places_of("themes: {a: A}\n") == [(1, 1, "missing"), (1, 1, "missing")]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("    title: A", "    titel: A", (15, 5, "unknown-key"), "there is no key “titel” here"),
        ("    title: A", "    titel: A", (15, 5, "unknown-key"), "did you mean `title`?"),
        ("    title: A", "    Title: A", (15, 5, "unknown-key"), "did you mean `title`?"),
        ("start:", "strat:", (16, 5, "unknown-key"), "did you mean `start`?"),
        ("end:", "ends:", (17, 5, "unknown-key"), "did you mean `end`?"),
        ("    regions:", "    region:", (19, 5, "unknown-key"), "did you mean `regions`?"),
        ("    themes:", "    theme:", (18, 5, "unknown-key"), "did you mean `themes`?"),
        ("timezone:", "time-zone:", (5, 3, "unknown-key"), "did you mean `timezone`?"),
        ("calendar:", "calender:", (1, 1, "unknown-key"), "did you mean `calendar`?"),
        ("events:", "event:", (13, 1, "unknown-key"), "did you mean `events`?"),
        ("label: Moldova", "lable: Moldova", (12, 13, "unknown-key"), "did you mean `label`?"),
        ("within", "in", (12, 29, "unknown-key"), "valid keys: label, within, aliases"),
    ],
)
def test_a_mistyped_key_is_one_mistake(old: str, new: str, place: Place, words: str) -> None:
    """Even where the schema also lacks the key that was meant, one thing is to be mended."""
    problem = only_problem(edited(old, new))
    assert place_of(problem) == place
    assert words in str(problem)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (in_event("wibble: x"), (20, 5, "unknown-key"), "valid keys: id, title, start, end, tim"),
        (in_event("wibble:"), (20, 5, "unknown-key"), "there is no key “wibble” here"),
        (in_event("Title: x"), (20, 5, "unknown-key"), "did you mean `title`?"),
        (in_event('"a\\nb\\x07": x'), (20, 5, "unknown-key"), "no key “a\ufffdb\ufffd” here"),
        (in_event(f"{'k' * 90}: x"), (20, 5, "unknown-key"), f"“{'k' * 60}…”"),
        (in_event("location: {name: A, adress: B}"), (20, 25, "unknown-key"), "`address`?"),
        (in_event("location: {name: A, x: B}"), (20, 25, "unknown-key"), "keys: name, address"),
        (in_event("hosts: [{name: A, shrt: B}]"), (20, 23, "unknown-key"), "`short`?"),
        (in_event("hosts: [{name: A, x: B}]"), (20, 23, "unknown-key"), "keys: name, short, url"),
        (in_calendar("colour: red"), (7, 3, "unknown-key"), "did you mean `color`?"),
        (in_calendar("publisher: {name: A, x: B}"), (7, 24, "unknown-key"), "name, short, url"),
        (
            edited("Trade unions", "T\n  location: {label: L, x: y}"),
            (10, 24, "unknown-key"),
            "valid keys: label, within, aliases",
        ),
        (
            edited("Trade unions", "T\n  publisher: {label: P, x: y}"),
            (10, 25, "unknown-key"),
            "valid keys: label, within, aliases",
        ),
        (
            LIST + "footer: x\n",
            (20, 1, "unknown-key"),
            "keys: calendar, themes, regions, views, events",
        ),
    ],
)
def test_an_unknown_key_is_told_what_may_stand_there(text: str, place: Place, words: str) -> None:
    """The keys of just that place, or the one that is most like it."""
    problem = only_problem(text)
    assert place_of(problem) == place
    assert words in str(problem)


def test_two_mistakes_are_not_taken_for_one() -> None:
    """A missing key is told beside an unknown one that is not like it, or is someone else's."""
    text = edited("    title: A", "    wibble: A")
    assert places_of(text) == [(14, 5, "missing"), (15, 5, "unknown-key")]
    text = edited("    title: A", "    strat: A")
    assert places_of(text) == [(14, 5, "missing"), (15, 5, "unknown-key")]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (
            edited("Autumn meeting", "[Autumn]"),
            (15, 12, "type"),
            "a list stands where text is needed",
        ),
        (edited("Autumn meeting", "{en: {a: b}}"), (15, 17, "type"), "a group of keys stands"),
        (edited("Autumn meeting", "{en: [a]}"), (15, 17, "type"), "a list stands where text"),
        (edited("id: autumn-meeting", "id: [a]"), (14, 9, "type"), "a list stands where text"),
        (
            edited("2008-11-25", "[2008-11-25]"),
            (16, 12, "type"),
            "a list stands where text is needed",
        ),
        (edited("[moldova]", "moldova"), (19, 14, "type"), "a list is needed here"),
        (edited("[moldova]", "moldova"), (19, 14, "type"), "write [one, two], or lines"),
        (edited("[moldova]", "[~]"), (19, 15, "type"), "nothing stands where text is needed"),
        (edited("[moldova]", "[{a: b}]"), (19, 15, "type"), "a group of keys stands where text"),
        (edited("[moldova]", "{moldova: x}"), (19, 14, "type"), "a list is needed here"),
        (in_event("location: []"), (20, 15, "type"), "a group of keys is needed here"),
        (in_event("hosts: ILO"), (20, 12, "type"), "a list is needed here"),
        (in_event("hosts: [[ILO]]"), (20, 13, "type"), "write “key: value” lines, indented"),
        (in_event("status: [x]"), (20, 13, "type"), "a list stands where text is needed"),
        (in_event("summary: {en: {}}"), (20, 19, "type"), "a group of keys stands where text"),
        (edited("Trade unions", "[x]"), (9, 17, "type"), "a group of keys is needed here"),
        (edited("[trafficking]", "x"), (8, 58, "type"), "a list is needed here"),
        (edited("europe}", "[europe]}"), (12, 37, "type"), "a list stands where text is needed"),
        ("calendar: x\nevents: []\n", (1, 11, "type"), "a group of keys is needed here"),
        (LIST.partition("events:")[0] + "events: x\n", (13, 9, "type"), "a list is needed here"),
        (LIST.partition("events:")[0] + "events: [x]\n", (13, 10, "type"), "a group of keys is"),
        ("- a\n", (1, 1, "type"), "an event list begins with “calendar:” and “events:”"),
        ("hello\n", (1, 1, "type"), "a group of keys is needed here"),
        ("---\n", (1, 4, "type"), "an event list begins with “calendar:” and “events:”"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told(text: str, place: Place, words: str) -> None:
    """With the kind that must stand there, and how it is written."""
    problem = only_problem(text)
    assert place_of(problem) == place
    assert words in str(problem)


def test_terms_in_a_list_are_told_how_they_are_written() -> None:
    """Themes and regions are not a list of words: each has a label."""
    text = edited("  trade-unions: Trade unions\n", "").replace(
        "  human-trafficking: {label: Human trafficking, aliases: [trafficking]}", "  - a"
    )
    assert places_of(text) == [(8, 3, "type"), (17, 14, "unknown-theme")]
    assert "write “slug: Label” lines, indented" in str(problems_of(text)[0])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (edited("Autumn meeting", '""'), (15, 12, "empty")),
        (edited("Autumn meeting", "'  '"), (15, 12, "empty")),
        (edited("Autumn meeting", '"\\L"'), (15, 12, "empty")),
        (edited("Autumn meeting", ">\n\n"), (15, 12, "empty")),
        (in_event("summary: ''"), (20, 14, "empty")),
        (in_event("hosts: ['']"), (20, 13, "empty")),
        (edited("Trade unions", "''"), (9, 17, "empty")),
    ],
)
def test_an_empty_text_is_told(text: str, place: Place) -> None:
    """Quotes around nothing are most likely unfinished."""
    problem = only_problem(text)
    assert place_of(problem) == place
    assert str(problem).endswith("the text is empty; write it, or leave the key out")


@pytest.mark.parametrize(
    ("escape", "number"),
    [
        ("\\x07", "U+0007"),
        ("\\0", "U+0000"),
        ("\\e", "U+001B"),
        ("\\r", "U+000D"),
        ("\\v", "U+000B"),
        ("\\x7f", "U+007F"),
        ("\\N", "U+0085"),
        ("\\ufeff", "U+FEFF"),
        ("\\uffff", "U+FFFF"),
    ],
)
def test_an_escaped_control_character_is_told(escape: str, number: str) -> None:
    """Double quotes let one in that the file itself does not hold."""
    problem = only_problem(edited("Autumn meeting", f'"Autumn {escape}meeting"'))
    assert place_of(problem) == (15, 12, "control-character")
    assert f"an invisible control character ({number}); delete it" in str(problem)


@pytest.mark.parametrize(
    ("written", "quoted", "hint"),
    [
        ("Autumn Meeting", "Autumn Meeting", "write `autumn-meeting`"),
        ("NO", "NO", "write `no`"),
        ("-a", "-a", "write `a`"),
        ("a-", "a-", "write `a`"),
        ("a--b", "a--b", "write `a-b`"),
        ("a_b", "a_b", "write `a-b`"),
        ("a.b", "a.b", "write `a-b`"),
        ("'a '", "a ", "write `a`"),
        ('"a\\n"', "a\ufffd", "write `a`"),
        ("x" * 65, "x" * 60 + "…", f"write `{'x' * 64}`"),
        (f"-{'x' * 65}", f"-{'x' * 59}…", f"write `{'x' * 64}`"),
        (f"{'x' * 63}-yz", "x" * 60 + "…", f"write `{'x' * 63}`"),
        ("é", "é", "write `e`"),
        ("Genève 2008", "Genève 2008", "write `geneve-2008`"),
        ("…", "…", "write something like `autumn-meeting`"),
        ("---", "---", "write something like `autumn-meeting`"),
    ],
)
def test_an_id_is_a_slug(written: str, quoted: str, hint: str) -> None:
    """What cannot be one is shown with the slug that it may become."""
    problem = only_problem(edited("id: autumn-meeting", f"id: {written}"))
    assert place_of(problem) == (14, 9, "slug")
    rule = "small letters, digits and single hyphens, 64 at most"
    assert problem.message == f"“{quoted}” cannot be an id ({rule})"
    assert problem.hint == hint


@pytest.mark.parametrize("written", ["2008", "a", "0-0", "x" * 64, "autumn-2008-meeting"])
def test_a_slug_may_be_long_or_all_digits(written: str) -> None:
    """Up to 64 characters."""
    assert only_event(edited("id: autumn-meeting", f"id: {written}")).id == written


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (edited("trade-unions:", "Trade_Unions:"), (9, 3, "slug")),
        (edited("trade-unions:", "'trade-unions ':"), (9, 3, "slug")),
        (edited("[trafficking]", "[Trafficking]"), (8, 59, "slug")),
    ],
)
def test_terms_and_aliases_are_slugs_too(text: str, place: Place) -> None:
    """Addresses are made of them."""
    assert place_of(only_problem(text)) == place


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("2008-02-30", "2008-02-30 is not a day of the calendar", "check month and day"),
        ("2009-02-29", "2009-02-29 is not a day of the calendar", "check month and day"),
        ("2008-13-01", "2008-13-01 is not a day of the calendar", "check month and day"),
        ("2008-00-10", "2008-00-10 is not a day of the calendar", "check month and day"),
        ("0000-01-01", "0000-01-01 is not a day of the calendar", "check month and day"),
        ("0208-11-25", "the year 0208 is out of range", "check the year"),
        ("1582-12-31", "the year 1582 is out of range", "check the year"),
        ("9999-01-01", "the year 9999 is out of range", "check the year"),
        ("25.11.2008", "“25.11.2008” is not a date", "write 2008-11-25"),
        ("25/11/2008", "“25/11/2008” is not a date", "write 2008-11-25"),
        ("13.1.2008", "“13.1.2008” is not a date", "write 2008-01-13"),
        ("2008-1-5", "“2008-1-5” is not a date", "write 2008-01-05"),
        ("2008/11/25", "“2008/11/25” is not a date", "write 2008-11-25"),
        ("05/06/2008", "“05/06/2008” is not a date", DATE_HINT),
        ("12.12.2008", "“12.12.2008” is not a date", DATE_HINT),
        ("99.99.2008", "“99.99.2008” is not a date", DATE_HINT),
        ("2008-13", "2008-13 is not a month", "write year-month, such as 2008-11"),
        ("1582", "the year 1582 is out of range", "check the year"),
        ("208", "“208” is not a date", DATE_HINT),
        ("1e3", "“1e3” is not a date", DATE_HINT),
        ("20081125", "“20081125” is not a date", DATE_HINT),
        (
            "25 November 2008",
            "“25 November 2008” is not a date",
            DATE_HINT,
        ),
        ("2008-11-25 9.30", "“2008-11-25 9.30” is not a date", "write 2008-11-25 09:30"),
        ("2008-11-31 09:30", "2008-11-31 is not a day of the calendar", "check month and day"),
        ("x" * 61, f"“{'x' * 60}…” is not a date", DATE_HINT),
    ],
)
def test_an_impossible_date_is_told(written: str, message: str, hint: str) -> None:
    """The date that was meant is proposed where that is no guess."""
    text = edited(START, f"    start: {written}\n").replace("    end: 2008-11-26\n", "")
    problem = only_problem(text)
    assert place_of(problem) == (16, 12, "date")
    assert problem.message == message
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("2008-11-25", Days(first=date(2008, 11, 25), last=date(2008, 11, 25))),
        ("2008-11-25 09:30", HALF_PAST_NINE),
        ("2008-11-25 9:30", HALF_PAST_NINE),
        ("2008-11-25T09:30", HALF_PAST_NINE),
        ('"2008-11-25\\_09:30"', HALF_PAST_NINE),
        ("2008-11", Unsettled(year=2008, month=11)),
        ("2008", Unsettled(year=2008)),
        ("tbc", Unsettled()),
        ("TBA", Unsettled()),
    ],
)
def test_a_start_is_a_day_or_a_time_or_what_is_known_of_it(written: str, when: When) -> None:
    """By the clocks of the calendar's zone, in November an hour ahead of UTC."""
    text = edited(START, f"    start: {written}\n").replace("    end: 2008-11-26\n", "")
    assert only_event(text).when == when


def test_a_time_of_day_that_there_is_not_is_told() -> None:
    """Even where the day is right."""
    text = edited(START, "    start: 2008-11-25 24:30\n").replace("    end: 2008-11-26\n", "")
    problem = only_problem(text)
    assert place_of(problem) == (16, 12, "time")
    assert problem.message == "24:30 is not a time of the day"


@pytest.mark.parametrize("day", ["1583-01-01", "2008-02-29", "9998-12-31"])
def test_a_date_may_be_far_off(day: str) -> None:
    """From the first year of this calendar to the last that has a next."""
    text = edited(START, f"    start: {day}\n").replace("    end: 2008-11-26\n", "")
    assert only_event(text).when.first == date.fromisoformat(day)


def test_an_end_before_the_start_is_told() -> None:
    """At the end, with both days; the same day is right."""
    problem = only_problem(edited("2008-11-26", "2008-11-24"))
    assert place_of(problem) == (17, 10, "end-before-start")
    assert problem.message == "the event ends on 2008-11-24, before it starts on 2008-11-25"
    assert problem.hint == "“end” is its last day"
    assert only_event(edited("2008-11-26", "2008-11-25")).when.last == date(2008, 11, 25)


def test_an_end_is_not_compared_with_a_start_that_is_no_date() -> None:
    """One mistake is told once."""
    assert place_of(only_problem(edited("2008-11-25", "x"))) == (16, 12, "date")


@pytest.mark.parametrize(
    "written",
    ["soon", "2026", "2026-11", "20261124", "2026-W48-2", "2026-11-24 9:30", "2026-11-24 25:00"],
)
def test_a_moment_is_a_date_with_or_without_a_time(written: str) -> None:
    """What is none is shown, with both forms."""
    problem = only_problem(in_event(f"announced: {written}"))
    assert place_of(problem) == (20, 16, "date")
    assert problem.message == f"“{written}” is not a moment"
    assert problem.hint == "write 2026-11-24 or 2026-11-24 09:30"


@pytest.mark.parametrize("written", ["0001-01-01", "1582-12-31", "9999-12-31T23:59-10:00"])
def test_a_moment_is_not_at_the_end_of_time(written: str) -> None:
    """Another zone's clock must still be able to show it."""
    problem = only_problem(edited("announced: 2026-11-24", f"announced: {written}"))
    assert place_of(problem) == (4, 14, "date")
    assert str(problem).endswith(f"the year {written[:4]} is out of range; check the year")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Cancelled", "did you mean `cancelled`?"),
        ("canceled", "did you mean `cancelled`?"),
        ("done", "write one of confirmed, tentative, postponed, cancelled"),
        ("1", "write one of confirmed, tentative, postponed, cancelled"),
    ],
)
def test_an_unknown_status_is_told(written: str, hint: str) -> None:
    """With the nearest one, or all four."""
    problem = only_problem(in_event(f"status: {written}"))
    assert place_of(problem) == (20, 13, "status")
    assert problem.message == f"there is no status “{written}”"
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("europe/zurich", "did you mean `Europe/Zurich`?"),
        ("Zurich", "did you mean `Europe/Zurich`?"),
        ("Europe/Zürich", "did you mean `Europe/Zurich`?"),
        ("New York", "did you mean `America/New_York`?"),
        ("utc", "did you mean `UTC`?"),
        ("CEST", "write a name such as Europe/Zurich"),
        ("GMT+1", "write a name such as Europe/Zurich"),
        ("Mars", "write a name such as Europe/Zurich"),
        ("../x", "write a name such as Europe/Zurich"),
        ("localtime", "write a name such as Europe/Zurich"),
        ("Factory", "write a name such as Europe/Zurich"),
    ],
)
def test_an_unknown_time_zone_is_told(written: str, hint: str) -> None:
    """Places are proposed for their likeness; a zone that is the machine's own is none."""
    problem = only_problem(edited("Europe/Zurich", written))
    assert place_of(problem) == (5, 13, "timezone")
    assert problem.message == f"there is no time zone “{written}”"
    assert problem.hint == hint


@pytest.mark.parametrize(
    "written",
    ["english", "xx", "en_GB", "en.UTF-8", "en@euro", "e", "en-", "en-XX", "root", "en US", "C"],
)
def test_an_unknown_language_is_told(written: str) -> None:
    """Neither a language's name, nor a setting of an operating system, is a tag."""
    problem = only_problem(edited("language: en", f"language: {written}"))
    assert place_of(problem) == (6, 13, "language")
    assert problem.message == f"there is no language “{written}”"
    assert problem.hint == "write a tag such as en, en-GB, fr or es"


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("stealblue", "did you mean `steelblue`?"),
        ("'#4682b4'", "write a CSS colour name such as teal or steelblue"),
        ("x", "write a CSS colour name such as teal or steelblue"),
    ],
)
def test_an_unknown_colour_is_told(written: str, hint: str) -> None:
    """Calendars take colours by their CSS names."""
    problem = only_problem(in_calendar(f"color: {written}"))
    assert place_of(problem) == (7, 10, "color")
    assert problem.message == f"there is no colour “{written.strip(chr(39)).lower()}”"
    assert problem.hint == hint


@pytest.mark.parametrize(
    "written",
    [
        *("meetings", "Meetings.example", "https://meetings.example", "meetings.example/", "a..b"),
        *("-a.example", "a-.example", "a_b.example", "é.example", "a.example.", f"{'a' * 64}.org"),
        ".".join(["a" * 46, "b" * 46, "c" * 46, "d" * 49]),
    ],
)
def test_a_domain_is_a_name_and_no_address(written: str) -> None:
    """It is part of every id for ever, so it must be one that all software takes."""
    problem = only_problem(edited("meetings.example.org", written))
    assert place_of(problem) == (3, 11, "domain")
    assert problem.message == f"“{shown(written)}” is not a domain name"
    assert problem.hint == "write a name like events.example.org, in small letters, without http://"


@pytest.mark.parametrize(
    "written",
    ["a.b", "1.example", f"{'a' * 63}.org", ".".join(["a" * 46, "b" * 46, "c" * 46, "d" * 37])],
)
def test_a_domain_may_be_long(written: str) -> None:
    """As long as a whole id stays under 255 characters."""
    assert read(edited("meetings.example.org", written)).calendar.domain == written


@pytest.mark.parametrize(
    "written",
    [
        *(
            "example.org",
            "//example.org",
            "ftp://example.org",
            "mailto:a@example.org",
            "https:///x",
        ),
        *("http://[::1", "http://a:b", "http://a:99999", "https://exam ple.org", "https://a/<b>"),
        *("https://a/b|c", "https://a/\\b", "javascript:alert(1)"),
    ],
)
def test_what_is_no_web_address_is_told(written: str) -> None:
    """Links go out to every subscriber, so they must lead somewhere."""
    problem = only_problem(in_event(f"hosts: [{{name: A, url: '{written}'}}]"))
    assert place_of(problem) == (20, 28, "url")
    assert problem.message == f"“{written}” is not a web address"
    assert problem.hint == "write the whole address, such as https://example.org/events"


def test_the_address_of_the_list_names_no_user() -> None:
    """Every subscriber would get the password."""
    problem = only_problem(in_calendar("url: 'https://me:secret@example.org'"))
    assert place_of(problem) == (7, 8, "url")
    assert problem.hint == "leave out all up to the “@”"


@pytest.mark.parametrize("ending", ["?a=b", "#top", "?", "#"])
def test_the_address_of_the_list_is_one_that_can_be_continued(ending: str) -> None:
    """An organisation's link may have a query; what feeds' addresses begin with may not."""
    address = f"https://example.org/{ending}"
    problem = only_problem(in_calendar(f"url: '{address}'"))
    assert place_of(problem) == (7, 8, "url")
    assert problem.message == f"“{address}” cannot be continued with /events.ics and the like"
    assert problem.hint == "leave out the “?” or “#” and all that follows"
    (host,) = only_event(in_event(f"hosts: [{{name: A, url: '{address}'}}]")).hosts
    assert host.url == address


def test_the_schema_can_be_shown_to_editors() -> None:
    """Every key of an event, a term and the calendar says what it is for."""
    parts = json_schema()["$defs"]
    assert set(parts["EventPart"]["required"]) == {"id", "title", "start"}
    for part in parts.values():
        assert all(each.get("description") for each in part["properties"].values())


def test_an_event_has_every_role_it_is_given() -> None:
    """Each key goes to its own field of the model."""
    roles = ("organisers", "hosts", "sponsors", "funders", "partners")
    lines = "".join(f"    {role}: [{role.upper()}]\n" for role in roles)
    event: Event = only_event(LIST + lines)
    named = [(role, [str(each) for each in given]) for role, given in event.organisations()]
    assert named == [(role, [role.upper()]) for role in roles]
