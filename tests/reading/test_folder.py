"""A folder of files is read as one list, and each problem stands in the file it was made in."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from folders import parts_of, with_events, written
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.formats import FORMATS
from feeds.history import advance
from feeds.model import Calendar
from feeds.problems import ListError, Problem
from feeds.publication.snapshot import snapshots_of
from feeds.reading import ListFile, Reading, files_in, parse_files, parse_list, read_list
from feeds.reading.source import MAXIMUM_SIZE
from feeds.selection import Selection

from .lists import LIST, PATH, problems_of, read
from .test_broken_copies import broken_copies, outside

ROOT = Path(__file__).resolve().parents[2]
LISTS = [ROOT / "events.yaml", ROOT / "tests/golden/small/events.yaml"]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NAMES = ("2008", "2009", "Calendar", "calendar", "events", "été", "my list", "a.b", "-")

(CALENDAR, THEMES, REGIONS), (EVENT,) = parts_of(LIST)
OTHER = EVENT.replace("id: autumn-meeting", "id: winter-meeting")
FILES = {"calendar.yaml": CALENDAR, "terms.yaml": THEMES + REGIONS, "x.yaml": with_events(EVENT)}

Told = tuple[str, int, int, str]


def read_folder(**files: str) -> Reading:
    """Read a folder that must be right; each file is called by its name without its ending."""
    return parse_files(
        tuple(
            ListFile(path=f"list/{name}.yaml", data=text.encode()) for name, text in files.items()
        ),
        "list",
    )


def problems_in(**files: str) -> tuple[Problem, ...]:
    """Read a folder that must be refused; return everything that is wrong with it."""
    with pytest.raises(ListError) as refused:
        read_folder(**files)
    return refused.value.problems


def told(problems: tuple[Problem, ...]) -> list[Told]:
    """Return where problems stand, and what they are."""
    return [
        (problem.path.removeprefix("list/"), problem.line, problem.column, problem.code)
        for problem in problems
    ]


def feeds_of(calendar: Calendar) -> dict[str, bytes]:
    """Return everything that a list gives when it is first published."""
    history = advance(None, calendar, moment=NOW, edition="")
    snapshot = snapshots_of(calendar, history, "https://e.org", NOW)[calendar.language]
    return {name: snapshot.feed(Selection(), kind, NOW).body for name, kind in FORMATS.items()}


@st.composite
def distributions(draw: st.DrawFn, text: str) -> tuple[ListFile, ...]:
    """Invent a folder that holds a list: its parts and events in any files, in any order."""
    heads, events = parts_of(text)
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
    into = st.sampled_from(names)
    parts: dict[str, list[str]] = {}
    for head in draw(st.permutations(heads)):
        parts.setdefault(draw(into), []).append(head)
    listed: dict[str, list[str]] = {}
    for event in draw(st.permutations(events)):
        listed.setdefault(draw(into), []).append(event)
    for name, those in listed.items():
        beside = parts.setdefault(name, [])
        beside.insert(draw(st.integers(0, len(beside))), with_events(*those))
    files = [
        ListFile(
            path=f"list/{name}{draw(st.sampled_from(['.yaml', '.yml']))}",
            data="".join(those).encode(),
        )
        for name, those in parts.items()
    ]
    return tuple(draw(st.permutations(files)))


@pytest.mark.parametrize("path", LISTS, ids=["real", "small"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_however_a_list_is_distributed_over_files_it_is_the_same_list(
    path: Path, data: st.DataObject
) -> None:
    """The same calendar, byte for byte the same feeds, and the same said of it."""
    text = path.read_text("utf-8")
    whole = parse_list(text.encode(), "list.yaml")
    reading = parse_files(data.draw(distributions(text)), "list")
    assert reading.calendar == whole.calendar
    assert feeds_of(reading.calendar) == feeds_of(whole.calendar)
    assert [(each.message, each.text) for each in reading.warnings] == [
        (each.message, each.text) for each in whole.warnings
    ]


def test_lists_are_taken_apart_as_these_tests_think() -> None:
    """Nothing of them is lost on the way."""
    for path in LISTS:
        text = path.read_text("utf-8")
        heads, events = parts_of(text)
        assert len(events) == len(parse_list(text.encode(), PATH).calendar.events) > 3
        assert len(heads) == 3
        assert text.endswith("".join([*heads, with_events(*events)]))


@pytest.mark.parametrize("broken", list(FILES))
def test_a_folder_with_a_broken_file_is_read_or_answered_with_a_place_in_it(broken: str) -> None:
    """Hundreds of them; whatever it holds, there is no traceback."""
    for data in broken_copies(FILES[broken].encode(), 200):
        files = {name: text.encode() for name, text in FILES.items()} | {broken: data}
        problems: tuple[Problem, ...] = ()
        try:
            parse_files(tuple(ListFile(path=each, data=files[each]) for each in files), "list")
        except ListError as error:
            problems = error.problems
        for name, those in files.items():
            assert outside(tuple(each for each in problems if each.path == name), those) == []
        assert {problem.path for problem in problems} <= files.keys()


def test_the_files_of_a_folder_are_read_from_the_disk(tmp_path: Path) -> None:
    """As one list; paths are those that an editor would open."""
    folder = written(tmp_path / "list", FILES)
    reading = read_list(folder)
    assert reading.calendar == read(LIST).calendar
    assert reading.path == str(folder)
    assert [file.path for file in reading.files] == [str(folder / name) for name in FILES]
    problem = reading.problem(reading.event_loc("autumn-meeting"), "code", "wrong", "mend it")
    assert str(problem) == f"{folder}/x.yaml:2:9: error: wrong; mend it"


def test_a_folder_may_be_the_one_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then its files are called by their names alone."""
    monkeypatch.chdir(written(tmp_path / "list", FILES))
    assert [file.path for file in read_list(Path()).files] == list(FILES)


def test_a_folder_of_one_file_is_as_that_file() -> None:
    """With the same said of it, but for its name."""
    assert read_folder(all=LIST).calendar == read(LIST).calendar
    for text in ("", "a: [", "events: []\n", LIST + "views: x\n" + "events: []\n"):
        alone, within = problems_of(text), problems_in(all=text)
        assert [str(problem).replace("list/all.yaml", PATH) for problem in within] == [
            str(problem) for problem in alone
        ]


def test_every_problem_stands_in_the_file_it_was_made_in() -> None:
    """In the order of names, of lines and of columns, whatever finds it."""
    problems = problems_in(
        z=CALENDAR.replace("Europe/Zurich", "Zurich"),
        m=THEMES.replace("[trafficking]", "[trade-unions]") + REGIONS.replace(": europe", ": eu"),
        b=with_events(OTHER.replace("2008-11-26", "2008-11-31").replace("[moldova]", "[moldavia]")),
        a=with_events(
            EVENT.replace("    title: Autumn meeting\n", ""), OTHER.replace("r-m", "r-M")
        ),
    )
    assert told(problems) == [
        ("a.yaml", 2, 5, "missing"),
        ("a.yaml", 7, 9, "slug"),
        ("b.yaml", 5, 10, "date"),
        ("b.yaml", 7, 15, "unknown-region"),
        ("m.yaml", 2, 59, "alias-taken"),
        ("m.yaml", 6, 37, "unknown-region"),
        ("z.yaml", 5, 13, "timezone"),
    ]
    assert problems[0].text == "  - id: autumn-meeting"
    assert problems[3].text == "    regions: [moldavia]"


def test_a_warning_stands_in_the_file_of_its_event() -> None:
    """Though the regions it speaks of are in another."""
    reading = read_folder(
        a=with_events(EVENT),
        b=with_events(OTHER.replace("    regions: [moldova]\n", "")),
        c=CALENDAR + THEMES + REGIONS,
    )
    assert told(reading.warnings) == [("b.yaml", 2, 5, "no-region")]


@pytest.mark.parametrize("key", ["calendar", "themes", "regions"])
def test_what_stands_in_two_files_is_told(key: str) -> None:
    """At the key in the later one, with the line of the first; of three, twice."""
    parts = {"calendar": CALENDAR, "themes": THEMES, "regions": REGIONS}
    files = {"a": "# one\n" + LIST, "b": "\n" + parts[key], "c": parts[key]}
    line = LIST[: LIST.index(f"{key}:")].count("\n") + 2
    problems = problems_in(**files)
    assert told(problems) == [("b.yaml", 2, 1, "duplicate-key"), ("c.yaml", 1, 1, "duplicate-key")]
    for problem in problems:
        assert problem.message == f"“{key}” appears in a second file"
        assert (
            problem.hint == f"the first is on line {line} of a.yaml; keep all of it in one of them"
        )


def test_the_order_in_which_files_are_read_changes_nothing() -> None:
    """The later file is the later by name."""
    assert problems_in(b=CALENDAR, a=LIST) == problems_in(a=LIST, b=CALENDAR)


def test_a_key_that_is_not_known_is_told_once_a_file() -> None:
    """The first as unknown, the second as one too many."""
    problems = problems_in(a=LIST, b="evnts: []\n", c="evnts: []\n")
    assert told(problems) == [("b.yaml", 1, 1, "unknown-key"), ("c.yaml", 1, 1, "duplicate-key")]
    assert problems[0].hint == "did you mean `events`?"


@pytest.mark.parametrize("key", ["calendar", "themes", "regions", "events"])
def test_an_empty_value_counts_as_left_out_of_a_file(key: str) -> None:
    """So it takes the place of nothing, wherever it stands."""
    empty = f"{key}:\n"
    assert read_folder(a=empty, b=LIST, c=empty).calendar == read(LIST).calendar


def test_an_id_that_is_taken_in_another_file_is_told() -> None:
    """With that file; one in the same file with its line alone."""
    problems = problems_in(a=LIST, b=with_events(EVENT, OTHER, OTHER))
    assert told(problems) == [("b.yaml", 2, 9, "duplicate-id"), ("b.yaml", 14, 9, "duplicate-id")]
    assert problems[0].hint.startswith("the event on line 14 of a.yaml has it; ids are permanent")
    assert problems[1].hint.startswith("the event on line 8 has it; ids are permanent")


def test_a_calendar_that_is_missing_is_told_once() -> None:
    """Where the first file begins: any of them may have it."""
    problems = problems_in(b=THEMES, a="# terms\n\n" + REGIONS, c=with_events(EVENT))
    assert told(problems) == [("a.yaml", 3, 1, "missing")]
    assert problems[0].message == "the list has no calendar"
    assert problems[0].hint == "write “calendar: …” in one of the files"


def test_events_that_are_missing_from_all_files_are_told_once() -> None:
    """A list that is only begun says so."""
    problems = problems_in(b=CALENDAR, c=THEMES)
    assert told(problems) == [("b.yaml", 1, 1, "missing")]
    assert str(problems[0]).endswith(
        "the list has no events; write “events: []” for an empty list in one of the files"
    )
    assert read_folder(b=CALENDAR, c="events: []\n").calendar.events == ()


@pytest.mark.parametrize("name", ["a", "z"])
@pytest.mark.parametrize("value", ["text", "{id: one}", "{3: one}"])
def test_events_that_are_no_list_are_told_in_their_file(name: str, value: str) -> None:
    """And those of the other files are checked all the same."""
    problems = problems_in(**{name: f"events: {value}\n", "m": LIST.replace("-11-25", "-11-52")})
    assert sorted(told(problems)) == sorted(
        [(f"{name}.yaml", 1, 9, "type"), ("m.yaml", 16, 12, "date")]
    )


@pytest.mark.parametrize("name", ["a", "z"])
@pytest.mark.parametrize("text", ["- id: one\n", "word\n"])
def test_a_file_that_has_no_keys_is_told(name: str, text: str) -> None:
    """A list of events without “events:” would otherwise be lost."""
    (problem,) = problems_in(**{name: text, "m": LIST})
    assert told((problem,)) == [(f"{name}.yaml", 1, 1, "type")]
    assert problem.message == "a group of keys is needed here"


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    """One that is only begun to be saved must not withdraw its events."""
    (problem,) = problems_in(a=LIST, b=text)
    assert told((problem,)) == [("b.yaml", 1, 1, "empty")]
    assert problem.hint == "write “events:” or another part of the list into it, or delete it"


def test_files_that_cannot_be_read_at_all_are_told_together() -> None:
    """With what is refused in the others; what depends on several files waits."""
    problems = problems_in(
        a=CALENDAR.replace("title: Meetings", "title: 'Meetings"),
        b=THEMES + "<<: {a: b}\n",
        c=with_events(EVENT + "    note: a: b\n").replace("2008-11-25", "2008-11-52"),
    )
    assert told(problems) == [
        ("a.yaml", 2, 10, "unfinished"),
        ("b.yaml", 4, 1, "merge-key"),
        ("c.yaml", 8, 12, "colon"),
    ]


def test_which_files_of_a_folder_are_the_list(tmp_path: Path) -> None:
    """Those that end in .yaml or .yml: no hidden ones, no folders, nothing that lies beside them."""
    for name in ("b.yaml", "a.yml", "B.yaml", "ü 1.yaml", "c.yaml.yml", "-.yaml"):
        (tmp_path / name).touch()
    for name in (".a.yaml", "a.yaml~", "#a.yaml#", "a.yaml.swp", "a.json", "yaml", "aYAML", ".yml"):
        (tmp_path / name).touch()
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder.yaml" / "x.yaml").touch()
    (tmp_path / "link.yaml").symlink_to("a.json")
    (tmp_path / "nowhere.yaml").symlink_to("nowhere")
    assert [path.name for path in files_in(tmp_path)] == [
        *("-.yaml", "B.yaml", "a.yml", "b.yaml", "c.yaml.yml"),
        *("link.yaml", "nowhere.yaml", "ü 1.yaml"),
    ]


def failures_of(folder: Path) -> tuple[Problem, ...]:
    """Read a folder that must be refused."""
    with pytest.raises(ListError) as refused:
        read_list(folder)
    return refused.value.problems


def test_an_empty_folder_is_told_what_to_put_there(tmp_path: Path) -> None:
    """So is one that holds other things."""
    (tmp_path / "events.json").touch()
    (problem,) = failures_of(tmp_path)
    assert (problem.path, problem.line, problem.code) == (str(tmp_path), 1, "empty")
    assert problem.message == "the folder holds no list"
    assert problem.hint.startswith("put files into it whose names end in “.yaml”")


def test_every_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """A link that leads nowhere is not passed over: its events would be withdrawn."""
    folder = written(tmp_path / "list", FILES)
    for name in ("a.yaml", "z.yml"):
        (folder / name).symlink_to("nowhere")
    problems = failures_of(folder)
    assert [(problem.path, problem.code) for problem in problems] == [
        (str(folder / "a.yaml"), "unreadable"),
        (str(folder / "z.yml"), "unreadable"),
    ]
    assert problems[0].message == "the file cannot be read (No such file or directory)"


@pytest.mark.parametrize("name", [b"a\nb.yaml", b"\xff.yaml", b"\x1b[1m.yaml"])
def test_a_file_whose_name_cannot_be_shown_is_told(tmp_path: Path, name: bytes) -> None:
    """A message is one line, and text."""
    folder = written(tmp_path / "list", FILES)
    Path(f"{folder}/{name.decode('utf-8', 'surrogateescape')}").touch()
    (problem,) = failures_of(folder)
    assert problem.code == "file-name"
    assert str(problem).isprintable()
    assert problem.hint == "give it a name of letters and digits"


def test_files_that_are_too_large_together_are_refused(tmp_path: Path) -> None:
    """No more of them is read than a list may have."""
    folder = written(tmp_path / "list", FILES)
    for name in ("y.yaml", "z.yaml"):
        with (folder / name).open("wb") as file:
            file.truncate(MAXIMUM_SIZE // 2)
    (problem,) = failures_of(folder)
    assert (problem.path, problem.code) == (str(folder / "z.yaml"), "too-large")
    assert problem.message == "the files together are larger than 64 MiB"
    (folder / "a.yaml").symlink_to("/dev/zero")
    (problem,) = failures_of(folder)
    assert (problem.path, problem.code) == (str(folder / "a.yaml"), "too-large")
