"""A whole list is read, or everything that is wrong with it is told at once."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from feeds.model import Calendar, Event, Term, Vocabulary
from feeds.problems import ListError
from feeds.reading import parse_list, read_list
from feeds.reading.source import MAXIMUM_SIZE
from feeds.schedule import Days

from .lists import LIST, PATH, edited, only_problem, place_of, places_of, problems_of, read

REAL_LIST = Path(__file__).resolve().parents[2] / "events.yaml"

CALENDAR = Calendar(
    title="Meetings",
    domain="meetings.example.org",
    timezone="Europe/Zurich",
    language="en",
    announced=datetime(2026, 11, 23, 23, tzinfo=UTC),
    themes=Vocabulary(
        terms={
            "human-trafficking": Term(
                slug="human-trafficking", label="Human trafficking", aliases=("trafficking",)
            ),
            "trade-unions": Term(slug="trade-unions", label="Trade unions"),
        }
    ),
    regions=Vocabulary(
        terms={
            "europe": Term(slug="europe", label="Europe"),
            "moldova": Term(slug="moldova", label="Moldova", within="europe"),
        }
    ),
    events=(
        Event(
            id="autumn-meeting",
            title="Autumn meeting",
            when=Days(first=date(2008, 11, 25), last=date(2008, 11, 26)),
            themes=("human-trafficking",),
            regions=("moldova",),
        ),
    ),
)


def failures_of(path: Path) -> ListError:
    """Read a file that must be refused."""
    with pytest.raises(ListError) as refused:
        read_list(path)
    return refused.value


def test_a_list_becomes_a_calendar() -> None:
    """All that is written, and nothing else."""
    assert read(LIST).calendar == CALENDAR


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_same_list_is_the_same_calendar_however_it_was_saved(mark: str, end: str) -> None:
    """With a byte order mark or without, with the line ends of any system."""
    assert read(mark + LIST.replace("\n", end)).calendar == CALENDAR


def test_keys_may_stand_in_any_order() -> None:
    """The events first, their ends before their starts."""
    head, _, events = LIST.partition("events:\n")
    start, end = "    start: 2008-11-25\n", "    end: 2008-11-26\n"
    assert read("events:\n" + events.replace(start + end, end + start) + head).calendar == CALENDAR


def test_events_are_ordered_by_their_days() -> None:
    """By the first day, then the last, then the id, wherever they stand in the file."""
    days = {"d": (2, 3), "b": (2, 2), "a": (2, 3), "c": (1, 9)}
    events = "".join(
        f"  - {{id: {name}, title: T, start: 2008-01-0{start}, end: 2008-01-0{end}}}\n"
        for name, (start, end) in days.items()
    )
    calendar = read(LIST.partition("regions:\n")[0] + "events:\n" + events).calendar
    assert [event.id for event in calendar.events] == ["c", "b", "a", "d"]


def test_a_list_may_be_empty() -> None:
    """A list that is only begun is a calendar without events."""
    calendar = read(LIST.partition("themes:")[0] + "events: []\n").calendar
    assert (calendar.events, calendar.themes.terms, calendar.regions.terms) == ((), {}, {})


def test_everything_wrong_is_told_in_one_run_in_the_order_of_the_file() -> None:
    """What each of the steps finds: marks of YAML, the schema, the checks across values."""
    text = (
        LIST.replace("Europe/Zurich", "Zurich")
        .replace("[trafficking]", "[trade-unions]")
        .replace("  - id: autumn-meeting", "  - id: Autumn\n    id: x")
        .replace("    title: Autumn meeting\n", "")
        .replace("2008-11-26", "2008-11-31")
        .replace("[human-trafficking]", "[human-trafikking]")
        .replace("[moldova]", "[moldova]\n    sponsor: [ILO]")
    )
    assert places_of(text) == [
        (5, 13, "timezone"),
        (8, 59, "alias-taken"),
        (14, 5, "missing"),
        (14, 9, "slug"),
        (15, 5, "duplicate-key"),
        (17, 10, "date"),
        (18, 14, "unknown-theme"),
        (20, 5, "unknown-key"),
    ]


def test_a_thousand_problems_are_a_thousand_lines() -> None:
    """The error itself says them all, each on one line with its file and place."""
    events = "".join(f"  - {{id: e{n}, title: T, start: {n}}}\n" for n in range(1000))
    with pytest.raises(ListError) as refused:
        parse_list((LIST.partition("regions:\n")[0] + "events:\n" + events).encode(), PATH)
    lines = str(refused.value).splitlines()
    assert len(lines) == len(refused.value.problems) == 1000
    assert lines[0].startswith("events.yaml:11:31: error: “0” is not a date; write year-month-day")


@pytest.mark.parametrize("mark", ["\u0085", "\u2028", "\u2029"])
@pytest.mark.parametrize("place", ["# {}\n", "{}", "'{}'", "{} ", "\n      {}"])
def test_invisible_line_ends_do_not_shift_the_lines(mark: str, place: str) -> None:
    """Pasted into a text or a comment they are blanks: YAML 1.1 would begin a line there."""
    comment = place.startswith("#")
    written = place.format(f"A{mark}B{mark}")
    text = written + LIST if comment else edited("Autumn meeting", written)
    assert read(text).calendar.events[0].title == ("Autumn meeting" if comment else "A B")
    broken = text.replace("2008-11-26", "2008-11-31")
    line = broken[: broken.index("2008-11-31")].count("\n") + 1
    assert place_of(only_problem(broken)) == (line, 10, "date")


def test_nothing_invisible_and_no_line_end_comes_into_a_message() -> None:
    """Whatever stands in the file, a problem is one line that can be read."""
    hostile = '"a\\n\\x1b[31m\\u202e\\x07"'
    text = (
        edited("[human-trafficking]", f"[{hostile}]")
        .replace("title: Autumn meeting", f"{hostile}: x")
        .replace("[moldova]", f"[moldova]\n    status: {hostile}\n    {hostile}: y")
        .replace("id: autumn-meeting", f"id: {hostile}")
        .replace("Europe/Zurich", hostile)
        .replace("  europe: Europe", f"  {hostile}: Europe")
    )
    problems = problems_of(text)
    assert len(problems) > 7
    assert all(str(problem).isprintable() for problem in problems)


def test_the_real_list_has_nothing_to_be_told() -> None:
    """Ten meetings, without an error or a warning."""
    reading = read_list(REAL_LIST)
    assert (len(reading.calendar.events), reading.warnings) == (10, ())


def test_a_file_is_called_what_its_reader_calls_it(tmp_path: Path) -> None:
    """Its problems can be jumped to from where they were asked for."""
    path = tmp_path / "my list.yaml"
    path.write_text(edited("2008-11-25", "soon"), "utf-8")
    assert str(failures_of(path)).startswith(f"{path}:16:12: error: “soon” is not a date")


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    """A file gives what its bytes give."""
    path = tmp_path / "events.yaml"
    path.write_bytes(LIST.encode())
    assert read_list(path).calendar == read(LIST).calendar


@pytest.mark.parametrize(
    ("name", "reason"),
    [("absent.yaml", "No such file or directory"), ("absent", "No such file or directory")],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str, reason: str) -> None:
    """With the reason, and where another file is named."""
    (problem,) = failures_of(tmp_path / name).problems
    assert place_of(problem) == (1, 1, "unreadable")
    assert problem.message == f"the file cannot be read ({reason})"
    assert problem.hint == "check that it exists and may be read; FEEDS_EVENTS names another"


def test_no_more_of_a_file_is_read_than_a_list_may_have(tmp_path: Path) -> None:
    """A huge file, or one without an end, is refused all the same."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(MAXIMUM_SIZE + 1)
    (problem,) = failures_of(path).problems
    assert place_of(problem) == (1, 1, "too-large")
    (problem,) = failures_of(Path("/dev/zero")).problems
    assert problem.code == "too-large"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"# nothing yet\n", "empty"),
        (b"\xff", "encoding"),
        (b"a: \x07", "control-character"),
        (b"a: [", "value"),
        (b"a: &b c", "anchor"),
        (b"[" * 1_000_000, "too-deep"),
    ],
)
def test_what_cannot_be_read_at_all_is_told_alone(data: bytes, code: str) -> None:
    """There is nothing to hold against the schema."""
    assert only_problem(data).code == code
