"""What no single value shows: ids used twice, unknown terms, terms within themselves."""

import pytest

from feeds.reading.checks import LONG_TITLE

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

EVENT = LIST.partition("events:\n")[2]
REGIONS = "  moldova: {label: Moldova, within: europe}\n"


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (
            "[human-trafficking]",
            "[human-traficking]",
            (18, 14, "unknown-theme"),
            "there is no theme `human-traficking`; did you mean `human-trafficking`?",
        ),
        (
            "[human-trafficking]",
            "[trade-unions, Human Trafficking]",
            (18, 28, "unknown-theme"),
            "there is no theme `Human Trafficking`; did you mean `human-trafficking`?",
        ),
        (
            "[human-trafficking]",
            "[trafficking]",
            (18, 14, "unknown-theme"),
            "`trafficking` is an alias; write `human-trafficking`",
        ),
        (
            "[human-trafficking]",
            "[shipping]",
            (18, 14, "unknown-theme"),
            "there is no theme `shipping`; add it under “themes:”",
        ),
        (
            "[moldova]",
            "\n      - moldavia",
            (20, 9, "unknown-region"),
            "there is no region `moldavia`; did you mean `moldova`?",
        ),
        (
            "[moldova]",
            "[human-trafficking]",
            (19, 15, "unknown-region"),
            "there is no region `human-trafficking`; add it under “regions:”",
        ),
        (
            "[moldova]",
            "['moldova ']",
            (19, 15, "unknown-region"),
            "did you mean `moldova`?",
        ),
        (
            "[moldova]",
            '["a\\nb"]',
            (19, 15, "unknown-region"),
            "there is no region `a\ufffdb`; add it",
        ),
        (
            "within: europe",
            "within: urope",
            (12, 37, "unknown-region"),
            "there is no region `urope`; did you mean `europe`?",
        ),
        (
            "Trade unions",
            "{label: T, within: trafficking}",
            (9, 36, "unknown-theme"),
            "`trafficking` is an alias; write `human-trafficking`",
        ),
    ],
)
def test_an_unknown_term_is_told(old: str, new: str, place: Place, words: str) -> None:
    """With the nearest one, the one that an alias stands for, or where to add it."""
    problem = only_problem(edited(old, new))
    assert place_of(problem) == place
    assert words in str(problem)


def test_no_term_is_proposed_that_is_itself_wrong() -> None:
    """A term that must become a slug first helps nobody."""
    problems = problems_of(edited("  europe: Europe\n", "  Europe: Europe\n"))
    assert [place_of(each) for each in problems] == [(11, 3, "slug"), (12, 37, "unknown-region")]
    assert problems[0].hint == "write `europe`"
    assert problems[1].hint == "add it under “regions:”"


def test_a_term_that_stands_twice_is_told() -> None:
    """One of the two was most likely meant to be another; an unknown one is told each time."""
    problem = only_problem(edited("[moldova]", "[moldova, europe, moldova]"))
    assert place_of(problem) == (19, 32, "doubled-term")
    assert str(problem).endswith("`moldova` appears here a second time; remove one")
    assert places_of(edited("[moldova]", "[x, x]")) == [
        (19, 15, "unknown-region"),
        (19, 18, "unknown-region"),
    ]


def test_an_id_that_is_taken_is_told() -> None:
    """At the later of the two, with the line of the first."""
    problem = only_problem(LIST + EVENT)
    assert place_of(problem) == (20, 9, "duplicate-id")
    assert problem.message == "the id `autumn-meeting` is taken"
    assert problem.hint.startswith("the event on line 14 has it")
    assert "change the newer one" in problem.hint


def test_every_later_event_with_an_id_is_told_of_the_first() -> None:
    """Three events with one id are two mistakes."""
    problems = problems_of(LIST + EVENT + EVENT)
    assert [place_of(each)[:2] for each in problems] == [(20, 9), (26, 9)]
    assert all("on line 14" in problem.hint for problem in problems)


def test_an_id_need_not_come_first() -> None:
    """Both lines are those of the ids themselves."""
    first = "  - title: T\n    start: 2008-11-25\n    regions: []\n    id: t\n"
    problem = only_problem(LIST + first + first)
    assert place_of(problem) == (27, 9, "duplicate-id")
    assert "the event on line 23 has it" in problem.hint


@pytest.mark.parametrize("written", ["'autumn-meeting '", "|\n      autumn-meeting"])
def test_blanks_do_not_hide_that_an_id_is_taken(written: str) -> None:
    """An id with blanks about it is no other id, but none at all."""
    other = EVENT.replace("id: autumn-meeting", f"id: {written}")
    assert place_of(only_problem(LIST + other)) == (20, 9, "slug")


@pytest.mark.parametrize(
    ("terms", "names", "places"),
    [
        ("  a: {label: A, within: a}\n", "a", [(13, 25, "circle")]),
        (
            "  a: {label: A, within: b}\n  b: {label: B, within: a}\n",
            "ab",
            [(13, 25, "circle"), (14, 25, "circle")],
        ),
        (
            (
                "  a: {label: A, within: b}\n  b: {label: B, within: c}\n"
                "  c: {label: C, within: d}\n  d: {label: D, within: b}\n"
            ),
            "bcd",
            [(14, 25, "circle"), (15, 25, "circle"), (16, 25, "circle")],
        ),
    ],
)
def test_terms_that_lie_within_themselves_are_told(
    terms: str, names: str, places: list[Place]
) -> None:
    """All of a circle, but not what only leads to it."""
    problems = problems_of(edited(REGIONS, REGIONS + terms))
    assert [place_of(problem) for problem in problems] == places
    assert [f"{problem.message}; {problem.hint}" for problem in problems] == [
        f"`{name}` lies within itself; remove one “within”" for name in names
    ]


def test_terms_may_lie_deep() -> None:
    """A chain is no circle, and may be written in any order."""
    chain = "  a: {label: A, within: b}\n  c: C\n  b: {label: B, within: c}\n"
    regions = read(edited(REGIONS, REGIONS + chain)).calendar.regions
    assert list(regions.lineage("a")) == ["a", "b", "c"]
    assert regions.closure(("a", "moldova")) == {"a", "b", "c", "moldova", "europe"}


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (
            "Trade unions",
            "{label: T, aliases: [human-trafficking]}",
            (9, 38, "alias-taken"),
            "the alias `human-trafficking` of `trade-unions` already names a term; remove it",
        ),
        (
            "Trade unions",
            "{label: T, aliases: [unions, trafficking]}",
            (9, 46, "alias-taken"),
            "the alias `trafficking` of `trade-unions` already names a term",
        ),
        (
            "Trade unions",
            "{label: T, aliases: [trade-unions]}",
            (9, 38, "alias-taken"),
            "the alias `trade-unions` of `trade-unions` already names a term",
        ),
    ],
)
def test_an_alias_that_names_something_already_is_told(
    old: str, new: str, place: Place, words: str
) -> None:
    """An address with it could mean either."""
    problem = only_problem(edited(old, new))
    assert place_of(problem) == place
    assert words in str(problem)


def test_a_theme_and_a_region_may_share_a_name() -> None:
    """They stand in different parts of an address."""
    calendar = read(
        edited("trade-unions: Trade unions", "europe: {label: E, aliases: [eu]}")
    ).calendar
    assert calendar.themes.find("eu") == calendar.themes.find("europe")
    assert calendar.regions.find("eu") is None


@pytest.mark.parametrize("line", ["", "    regions:\n", "    regions: ~\n"])
def test_an_event_without_a_region_is_published_with_a_warning(line: str) -> None:
    """It says how to give one, and how to say that none applies."""
    reading = read(edited("    regions: [moldova]\n", line))
    (warning,) = reading.warnings
    assert place_of(warning) == (14, 5, "no-region")
    assert not warning.is_error
    assert "14:5: warning: the event `autumn-meeting` has no region; add" in str(warning)
    assert "add “regions: […]”, or “regions: []” where none applies" in warning.hint
    assert [event.regions for event in reading.calendar.events] == [()]


def test_an_event_may_say_that_it_has_no_region() -> None:
    """An empty list is said on purpose."""
    reading = read(edited("[moldova]", "[]"))
    assert (reading.warnings, reading.calendar.events[0].regions) == ((), ())


def test_no_region_is_missed_where_the_list_has_none() -> None:
    """A list may do without regions."""
    without = edited("    regions: [moldova]\n", "").replace(
        "regions:\n  europe: Europe\n" + REGIONS, ""
    )
    assert read(without).warnings == ()


def test_an_event_without_a_region_or_an_id_is_told_of_both() -> None:
    """A warning does not need the id to be right."""
    text = edited("    regions: [moldova]\n", "").replace("- id: autumn-meeting\n   ", "-")
    problems = problems_of(text)
    assert {place_of(problem) for problem in problems} == {
        (14, 5, "missing"),
        (14, 5, "no-region"),
    }
    assert "this event has no region" in {problem.message for problem in problems}


def test_a_long_title_is_published_with_a_warning() -> None:
    """Calendars cut it; one of just 200 characters they show."""
    title = "é" * (LONG_TITLE + 1)
    reading = read(edited("Autumn meeting", title))
    (warning,) = reading.warnings
    assert place_of(warning) == (15, 12, "long-title")
    assert not warning.is_error
    assert "15:12: warning: the title has 201 characters; calendars cut it; keep" in str(warning)
    assert warning.hint == "keep it under 200 and put the rest into the summary"
    assert reading.calendar.events[0].title == title
    assert read(edited("Autumn meeting", title[1:])).warnings == ()


def test_warnings_are_told_beside_errors_too() -> None:
    """Whoever mends the file sees everything at once."""
    text = edited("    regions: [moldova]\n", "").replace("2008-11-26", "2008-11-31")
    assert places_of(text) == [(14, 5, "no-region"), (17, 10, "date")]


@pytest.mark.parametrize(
    "text",
    [
        edited("[moldova]", "moldova"),
        edited("[moldova]", "[[moldova]]"),
        edited("[moldova]", "{moldova: x}"),
        edited("id: autumn-meeting", "id: [autumn-meeting]"),
        edited("Autumn meeting", "[Autumn, meeting]"),
        edited("europe}", "[europe]}"),
        edited("europe}", "''}"),
        edited("[trafficking]", "{trafficking: x}"),
        LIST.partition("  - id:")[0] + "  - x\n",
        LIST.partition("events:")[0] + "events: {a: b}\n",
    ],
)
def test_what_has_the_wrong_shape_is_told_once(text: str) -> None:
    """These checks pass it over, for the schema tells of it."""
    assert only_problem(text).code in {"type", "empty"}


def test_a_list_that_is_right_has_nothing_to_be_told() -> None:
    """Neither error nor warning."""
    assert read(LIST).warnings == ()
    assert only_event(LIST).id == "autumn-meeting"
