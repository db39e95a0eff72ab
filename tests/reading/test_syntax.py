"""What the YAML parser complains of is said in an editor's words, at the right place."""

import pytest

from .lists import LIST, Place, edited, only_problem, place_of

TITLE = "title: Autumn meeting"


@pytest.mark.parametrize(
    ("title", "place", "words"),
    [
        ("Meeting: Autumn", (15, 19, "colon"), "there is a colon where none is allowed"),
        ("Meeting: Autumn", (15, 19, "colon"), "put quotes around a text that holds “: ”"),
        ("Meeting:", (15, 19, "colon"), "a colon"),
        ("{a: b:}", (15, 17, "colon"), "there is a colon where none is allowed"),
        ("@home", (15, 12, "character"), "a text cannot begin with this character"),
        ("`home`", (15, 12, "character"), "put quotes around the text"),
        ("%home", (15, 12, "character"), "a text cannot begin with this character"),
        ("- home", (15, 12, "character"), "“- ” or “? ” is not allowed here"),
        ("? home", (15, 12, "character"), "put quotes around a text that begins so"),
        ("* home", (15, 13, "character"), "a text cannot begin with &, * or !"),
        ("& home", (15, 13, "character"), "put quotes around the text"),
        ("!e!home", (15, 12, "character"), "a text cannot begin with &, * or !"),
        ("!<home", (15, 18, "character"), "a text cannot begin with &, * or !"),
        ('"Home', (15, 12, "unfinished"), "a quote or bracket that was opened is never closed"),
        ("'Home", (15, 12, "unfinished"), "close it"),
        ("'Home\n---\n'", (15, 12, "unfinished"), "a quote or bracket"),
        ('"Home" game', (15, 19, "indentation"), "quotes around a text that begins with a quote"),
        ("'Employers' day'", (15, 24, "indentation"), "does not fit the lines around it"),
        ("[Draft] Home", (15, 20, "indentation"), "a text that begins with a quote or bracket"),
        ("[Draft", (15, 12, "brackets"), "a list in brackets is not closed, or lacks a comma"),
        ("[a b c: d", (15, 12, "brackets"), "write [one, two]"),
        ("]Draft", (15, 12, "value"), "a value is missing here, or a bracket is one too many"),
        (", Draft", (15, 12, "value"), "write the value, or put quotes"),
        ('"C:\\Home"', (15, 15, "escape"), "a backslash inside double quotes"),
        ('"\\xZZ"', (15, 15, "escape"), "use single quotes around the text"),
        ('"\\ud800"', (15, 15, "escape"), "this one is unknown"),
        ('"\\uDFFF"', (15, 15, "escape"), "use single quotes around the text"),
        ("| Home", (15, 14, "block-text"), "after “|” or “>” nothing may follow on the same line"),
        (">x\n      Home", (15, 13, "block-text"), "begin the text on the next line"),
    ],
)
def test_a_text_that_needs_quotes_is_told_so(title: str, place: Place, words: str) -> None:
    """The commonest slips in a title, with the way out of each."""
    problem = only_problem(edited(TITLE, f"title: {title}"))
    assert place_of(problem) == place
    assert words in str(problem)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("title: Autumn", "title Autumn", (15, 5, "key"), "this line has no colon"),
        ("title: Autumn", "title:Autumn", (15, 5, "key"), "write “key: value”"),
        ("    title: A", "title: A", (16, 10, "colon"), "indent keys of one event alike"),
        ("    title: A", "   title: A", (15, 4, "indentation"), "in the same column"),
        ("    title: A", "      title: A", (15, 12, "colon"), "indent keys of one event alike"),
        ("[human-trafficking]", "[human-trafficking", (18, 13, "brackets"), "is not closed"),
        (
            "{label: Moldova, within: europe}",
            "{label: M, within: europe",
            (12, 12, "braces"),
            "closed",
        ),
        ("{label: Moldova, within: europe}", "{label: M within: e}", (12, 28, "braces"), "a comma"),
        ("{label: Moldova, within: europe}", "{label: M: e}", (12, 21, "braces"), "quotes"),
        ("[human-trafficking]", "[human-trafficking,", (18, 13, "brackets"), "lacks a comma"),
        ("within: europe}", "within: europe", (12, 12, "braces"), "is not closed"),
        (", within", " within", (12, 34, "braces"), "a comma is missing before this"),
        ("regions: [moldova]\n", "regions: [moldova", (19, 14, "brackets"), "is not closed"),
        ("regions: [moldova]\n", "note: 'x\n\n\n", (19, 11, "unfinished"), "never closed"),
        ("regions: [moldova]\n", "regions:\n...\n---\na: b\n", (21, 1, "documents"), "second"),
        ("calendar:\n", "%BOGUS\n---\ncalendar:\n", (1, 7, "directive"), "begin with “%”"),
        ("calendar:\n", " calendar:\n", (7, 1, "indentation"), "in the first column"),
        ("calendar:\n", "%YAML 9.0\n---\ncalendar:\n", (1, 1, "yaml"), "this is not YAML ("),
        ("calendar:\n", "%YAML 9.0\n---\ncalendar:\n", (1, 1, "yaml"), "compare the lines"),
    ],
)
def test_a_line_out_of_place_is_shown(old: str, new: str, place: Place, words: str) -> None:
    """A colon, a bracket or some spaces too few or too many, and what else breaks YAML."""
    problem = only_problem(edited(old, new))
    assert place_of(problem) == place
    assert words in str(problem)


@pytest.mark.parametrize(
    ("old", "new", "line", "column"),
    [
        ("calendar:", "\tcalendar:", 1, 1),
        ("  title: Meetings", "\ttitle: Meetings", 2, 1),
        ("    title: A", "\ttitle: A", 15, 1),
        ("    title: A", "  \t  title: A", 15, 3),
        ("    title: A", "    \ttitle: A", 15, 5),
        ("    start", "    \tstart", 16, 5),
        ("    start", "      \tstart", 16, 7),
        ("  - id", "\t- id", 14, 1),
        ("  - id", "  -\tid", 14, 4),
        ("Autumn meeting", "|\n\tAutumn", 16, 1),
        ("Autumn meeting", "Autumn\n\tmeeting", 16, 1),
        ("    start", "\t# when\n    start", 16, 1),
    ],
)
def test_a_tab_that_indents_is_shown(old: str, new: str, line: int, column: int) -> None:
    """It is pointed at itself, not what it brought out of place."""
    problem = only_problem(edited(old, new))
    assert place_of(problem) == (line, column, "tab")
    assert str(problem).endswith("there is a tab here; indent with spaces")


def test_a_tab_is_not_blamed_for_what_it_did_not_do() -> None:
    """Inside quotes a line may begin with one."""
    problem = only_problem(edited(TITLE, "title: 'Autumn\n\tmeeting' x"))
    assert place_of(problem) == (16, 11, "indentation")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (
            "a: b",
            (
                "there is a colon where none is allowed; "
                "put quotes around a text that holds “: ”, and indent keys of one event alike"
            ),
        ),
        (
            "- a",
            (
                "“- ” or “? ” is not allowed here; put quotes around a text that begins so; "
                "begin a list on the next line; close brackets"
            ),
        ),
        ("* a", "a text cannot begin with &, * or !; put quotes around the text"),
        ("@a", "a text cannot begin with this character; put quotes around the text"),
        ("'a", "a quote or bracket that was opened is never closed; close it"),
        (
            "[" * 2000,
            "this is nested too deeply for an event list; are brackets left open?",
        ),
        (
            "\n    a\n    b: c",
            (
                "this line has no colon; "
                "write “key: value”, or indent the line under the text it continues"
            ),
        ),
        (
            "a\n   b: c",
            (
                "this line does not fit the list around it; "
                "begin each item with “- ”, all in the same column"
            ),
        ),
        (
            "'a' b",
            (
                "this line does not fit the lines around it; indent the keys of one event alike; "
                "put quotes around a text that begins with a quote or bracket"
            ),
        ),
        ("[a", "a list in brackets is not closed, or lacks a comma; write [one, two]"),
        (
            "]",
            (
                "a value is missing here, or a bracket is one too many; "
                "write the value, or put quotes around a text that begins with a bracket"
            ),
        ),
        (
            "a\n---\nb",
            (
                "a second document begins here; "
                "keep one list a file: no line “---” or “...” in the middle"
            ),
        ),
        (
            '"\\q"',
            (
                "a backslash inside double quotes begins a special character, and this one is unknown; "
                "use single quotes around the text"
            ),
        ),
        (
            "|a",
            (
                "after “|” or “>” nothing may follow on the same line; "
                "begin the text on the next line, further right"
            ),
        ),
        ("a\n%b", "a line cannot begin with “%”; put quotes around the text"),
    ],
)
def test_each_kind_of_trouble_is_told_in_full(title: str, told: str) -> None:
    """What is wrong, and what to do about it, in words that need no knowledge of YAML."""
    problem = only_problem(edited(TITLE, f"title: {title}"))
    assert f"{problem.message}; {problem.hint}" == told


def test_a_file_may_end_in_the_middle_of_a_line() -> None:
    """A quote that is open then is shown where it was opened."""
    assert place_of(only_problem(f"{LIST}    note: 'x")) == (20, 11, "unfinished")
    assert place_of(only_problem(f"{LIST}    note: 'x\n  ")) == (20, 11, "unfinished")
    assert place_of(only_problem(f"{LIST}    note")) == (20, 5, "key")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_gives_the_same_place(end: str) -> None:
    """A file from Windows, or from an old Macintosh, is counted as its editor counts it."""
    text = edited(TITLE, "title: 'Autumn").replace("\n", end)
    assert place_of(only_problem(text)) == (15, 12, "unfinished")


def test_places_are_counted_in_characters() -> None:
    """Not in bytes: text before the trouble may be of any script, and a mark may stand first."""
    text = "\ufeff" + edited(TITLE, "title: “Été” 😀: x")
    assert place_of(only_problem(text)) == (15, 19, "colon")


def test_the_list_itself_is_right() -> None:
    """What these tests break is whole before."""
    assert LIST.isascii()
