"""The history as a file: read as it was written, found out when damaged, replaced as a whole."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.history import (
    History,
    HistoryError,
    Record,
    format_history,
    locked,
    parse_history,
    read_history,
    write_history,
    write_whole,
)
from feeds.model import STATUSES, Change, Facts, Location, OccurrenceChange, Repeat, Revision
from feeds.schedule import Days, Unsettled, parse_rule, times

from .editing import LATER, begun, edited, plain_event

HERE = Path(__file__).parent
NAME = Path("events.history")

SEQUENCES = st.integers(0, 10**6)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
DAYS = st.dates(date(1583, 1, 1), date(9998, 12, 31))
MOMENTS = st.integers(0, 250_000_000_000).map(
    lambda seconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
LOCAL = st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)).map(  # noqa: DTZ001 - local
    lambda moment: moment.replace(second=0, microsecond=0)
)
SETTLED = st.builds(Days, first=DAYS, last=DAYS) | st.builds(
    times, LOCAL, LOCAL, st.sampled_from(["Europe/Zurich", "Asia/Kolkata", "Etc/UTC"])
)
WHENS = SETTLED | st.builds(
    Unsettled, year=st.integers(1583, 9998), month=st.none() | st.integers(1, 12)
)
CHANGED = st.builds(
    OccurrenceChange,
    day=DAYS,
    when=st.none() | SETTLED,
    title=TEXTS,
    status=st.none() | st.sampled_from(STATUSES),
    location=st.none() | st.builds(Location, name=TEXTS.filter(bool)),
).filter(lambda change: change.when or change.title or change.status or change.location)
REPEATS = st.builds(
    Repeat,
    rule=st.sampled_from(["FREQ=DAILY", "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20271231"]).map(parse_rule),
    without=st.lists(DAYS, max_size=2).map(tuple),
    also=st.lists(SETTLED, max_size=2).map(tuple),
    changes=st.lists(CHANGED, max_size=2).map(tuple),
)
FACTS = st.builds(
    Facts,
    title=TEXTS,
    when=WHENS | st.just(Unsettled()),
    repeat=st.none() | REPEATS,
    place=TEXTS,
    status=st.sampled_from(STATUSES),
    titles=st.dictionaries(st.sampled_from(["es", "fr"]), TEXTS).map(
        lambda titles: tuple(titles.items())
    ),
)
CHANGES = st.builds(Change, at=MOMENTS, sequence=SEQUENCES, before=FACTS, after=FACTS)
RECORDS = st.builds(
    Record,
    revision=st.builds(
        Revision,
        announced=MOMENTS,
        modified=MOMENTS,
        updated=MOMENTS,
        sequence=SEQUENCES,
        changes=st.lists(CHANGES, max_size=2).map(tuple),
    ),
    content=TEXTS,
    facts=FACTS,
    touched=MOMENTS,
    gone=st.none() | MOMENTS,
)
HISTORIES = st.builds(
    History,
    domain=TEXTS,
    year=st.integers(1970, 9999),
    themes=st.lists(TEXTS).map(tuple),
    regions=st.lists(TEXTS).map(tuple),
    views=st.lists(TEXTS).map(tuple),
    beginning=MOMENTS,
    heading=TEXTS,
    headed=MOMENTS,
    editions=st.dictionaries(TEXTS, MOMENTS, max_size=2),
    records=st.dictionaries(TEXTS, RECORDS, max_size=3),
)


def example_history() -> History:
    """Return the history of two events, of which one was moved and one withdrawn."""
    moved = plain_event(title="Réunion d’automne", location=Location(name="Genève"))
    history = begun(moved, plain_event("two"))
    moved = replace(moved, when=Days(first=date(2008, 12, 2), last=date(2008, 12, 3)))
    return edited(history, moved, at=LATER)


def error_of(text: str) -> HistoryError:
    """Read a history that must be found damaged."""
    with pytest.raises(HistoryError) as it:
        parse_history(text, NAME)
    return it.value


@given(HISTORIES)
def test_a_history_is_read_as_it_was_written(history: History) -> None:
    """Whatever texts an event has; and it is written as it was read."""
    text = format_history(history)
    assert parse_history(text, NAME) == history
    assert format_history(parse_history(text, NAME)) == text


def test_a_history_can_be_read_by_a_person() -> None:
    """One line an event, sorted, in plain letters, with times and days as people write them."""
    text = format_history(example_history())
    heading, moved, gone = text.split("\n\n")
    assert heading.startswith('{"list": "events.example.org", "year": 2026, "beginning": "2026-')
    assert moved.startswith(
        '{"id": "one", "announced": "2026-11-24T12:00:00Z", "modified": "2026-11-24T13:00:00Z", '
        '"updated": "2026-11-24T13:00:00Z", "sequence": 1, "content": "'
    )
    assert moved.endswith(
        '"title": "Réunion d’automne", "start": "2008-12-02", "end": "2008-12-03", '
        '"place": "Genève", "status": "confirmed", "touched": "2026-11-24T13:00:00Z", '
        '"changes": [{"at": "2026-11-24T13:00:00Z", "sequence": 1, "before": '
        '{"title": "Réunion d’automne", "start": "2008-11-25", "end": "2008-11-25", '
        '"place": "Genève", "status": "confirmed"}, '
        '"after": {"start": "2008-12-02", "end": "2008-12-03"}}]}'
    )
    assert gone.endswith('"touched": "2026-11-24T13:00:00Z", "gone": "2026-11-24T13:00:00Z"}\n')


def test_views_are_written_where_there_are_any() -> None:
    """So a record of a list without views is what an earlier version wrote, and reads."""
    history = example_history()
    assert '"views"' not in format_history(history)
    viewed = replace(history, views=("a", "b"))
    before, after = format_history(history), format_history(viewed)
    assert after.replace(', "views": ["a", "b"]', "", 1) == before


def test_events_are_sorted_whatever_the_order_of_the_list() -> None:
    """So a moved line of the list is no change of the record."""
    names = ["b", "a", "c-1", "c"]
    text = format_history(begun(*map(plain_event, names)))
    lines = [json.loads(line) for line in text.splitlines() if line]
    assert [line.get("id") for line in lines] == [None, "a", "b", "c", "c-1"]
    assert text == format_history(begun(*map(plain_event, reversed(names))))


def test_a_record_without_empty_lines_is_read_too() -> None:
    """Whoever puts the file in order does no harm; nor does an editor with other line ends."""
    text = format_history(example_history())
    assert parse_history(text.replace("\n\n", "\n"), NAME) == example_history()
    assert parse_history(text.replace("\n", "\n\n \n"), NAME) == example_history()
    assert parse_history(text.replace("\n", "\r\n"), NAME) == example_history()


@pytest.mark.parametrize(
    ("line", "damage", "number"),
    [
        (1, lambda line: line[:-20], 3),
        (1, lambda line: line.replace('"sequence": 1, "content"', '"content"'), 3),
        (2, lambda line: line.replace("2008-11-25", "soon"), 5),
        (2, lambda line: line.replace("2026-11-24T12:00:00Z", "0001-01-01T00:00:00+23:59"), 5),
        (2, lambda line: line.replace('"sequence": 0', '"sequence": 1e999'), 5),
        (2, lambda line: line.replace("confirmed", "maybe"), 5),
        (2, lambda line: line.replace('"id"', '"it"'), 5),
        (2, lambda _: "5", 5),
        (2, lambda _: "[" * 100_000, 5),
        (1, lambda line: line.replace('"changes": [', '"changes": [3, '), 3),
        (1, lambda line: line.replace('"before": {', '"before": ["x"], "b": {'), 3),
    ],
)
def test_a_damaged_line_is_found(line: int, damage: object, number: int) -> None:
    """With its place and what to do; all other events are known all the same."""
    assert callable(damage)
    lines = format_history(example_history()).rstrip("\n").split("\n\n")
    whole = lines[line]
    lines[line] = damage(whole)
    assert lines[line] != whole
    error = error_of("\n\n".join(lines))
    assert (error.problem.line, error.problem.code) == (number, "history-damaged")
    assert error.problem.message.startswith("the history cannot be used: this line is damaged (")
    assert "version control or a backup" in error.problem.hint
    assert error.rest is not None
    others = [name for name in ("one", "two") if f'"id": "{name}"' not in whole]
    assert error.rest.records == {name: example_history().records[name] for name in others}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        format_history(example_history()).partition("\n")[2],
        format_history(example_history()).replace('"list"', '"least"'),
        format_history(example_history()).replace('"year": 2026, ', ""),
        format_history(example_history()).replace('"editions": {', '"editions": [], "e": {'),
        '"list"\n',
    ],
)
def test_a_history_without_the_line_of_the_list_is_damaged(text: str) -> None:
    """An empty file too: without the year no id can be made again."""
    error = error_of(text)
    assert (error.problem.line, error.rest) == (1, None)


def test_what_a_merge_left_is_found() -> None:
    """Of an event that both sides changed the later state is known until it is resolved."""
    base = begun(plain_event(), plain_event("two"))
    ours = edited(base, plain_event(title="Ours"), plain_event("two"))
    theirs = edited(edited(base, plain_event(title="A"), plain_event("two")), plain_event("two"))
    line = {
        name: format_history(history).split("\n\n")[1]
        for name, history in {"ours": ours, "theirs": theirs}.items()
    }
    heading, _, two = format_history(base).split("\n\n")
    conflict = f"<<<<<<< HEAD\n{line['ours']}\n=======\n{line['theirs']}\n>>>>>>> other\n"
    error = error_of(f"{heading}\n\n{conflict}\n{two}")
    assert error.problem.line == 3
    assert error.problem.message.endswith("a merge left both sides of a conflict here")
    assert error.rest is not None
    assert error.rest.records["one"].revision.sequence == 1
    assert error.rest.records["two"] == base.records["two"]


def test_of_two_lines_of_one_event_the_later_one_counts() -> None:
    """As a merge that keeps both sides leaves them, in either order."""
    before, after = begun(plain_event()), edited(begun(plain_event()), plain_event(title="B"))
    heading, old = format_history(before).split("\n\n")
    new = format_history(after).split("\n\n")[1]
    for both in (old + new, new + old):
        assert parse_history(f"{heading}\n{both}", NAME) == after


@given(st.data())
def test_no_damage_is_met_with_a_traceback(data: st.DataObject) -> None:
    """Cut, doubled or overwritten anywhere, the text is read or found damaged."""
    text = format_history(example_history())
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 40)))
    new = data.draw(st.sampled_from(['"', "{}", "[", "null", "1e999", "\n", text[:end]]) | TEXTS)
    with suppress(HistoryError):
        parse_history(text[:begin] + new + text[end:], NAME)


@pytest.mark.parametrize(
    ("data", "reason"), [(b"\xff\xfe{}", "invalid start byte"), (None, "Is a directory")]
)
def test_a_file_that_cannot_be_read_is_damaged(
    data: bytes | None, reason: str, tmp_path: Path
) -> None:
    """What is there and cannot be read is not a history that is not there."""
    path = tmp_path / NAME
    path.mkdir() if data is None else path.write_bytes(data)
    with pytest.raises(HistoryError, match=rf"it cannot be read \(.*{reason}"):
        read_history(path)
    assert read_history(tmp_path / "other.history") is None


def test_a_history_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """Whoever has the old file open goes on reading the old one, and nothing is left beside it."""
    path = tmp_path / NAME
    write_history(path, begun(plain_event()))
    with path.open(encoding="utf-8") as old:
        write_history(path, example_history())
        assert parse_history(old.read(), path) == begun(plain_event())
    assert read_history(path) == example_history()
    assert list(tmp_path.iterdir()) == [path]


def test_a_symlink_stays_one(tmp_path: Path) -> None:
    """The history may be kept where it can be written, beside a list that can not."""
    place, link = tmp_path / "place" / "a.history", tmp_path / NAME
    place.parent.mkdir()
    link.symlink_to(place)
    with locked(link):
        write_history(link, example_history())
    assert link.is_symlink()
    assert read_history(place) == example_history()
    assert not list(tmp_path.glob(".*"))


_WRITE_ON_A_FULL_DISK = """\
import resource, sys
from pathlib import Path
from feeds.history import HistoryError, write_whole

resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))  # as if the disk were full after 100 bytes
try:
    write_whole(Path(sys.argv[1]), b"new " * 1000)
except HistoryError as error:
    print(error)
"""


def test_a_write_that_fails_leaves_the_old(tmp_path: Path) -> None:
    """And nothing beside it that would fill the disk further."""
    path = tmp_path / NAME
    path.write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", _WRITE_ON_A_FULL_DISK, path],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.startswith(
        f"{path}:1:1: warning: the history cannot be written (File too large); make its folder"
    )
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["absent/events.history", "file/events.history", "folder"])
def test_what_cannot_be_written_is_told(name: str, tmp_path: Path) -> None:
    """A folder that is not there or is none, and a folder where the file must be."""
    (tmp_path / "file").touch()
    (tmp_path / "folder" / "filled").mkdir(parents=True)
    with pytest.raises(HistoryError, match="the history cannot be written"):
        write_whole(tmp_path / name, b"new")


@contextmanager
def holding(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Let another process hold the lock of a history while the block runs."""
    command = [sys.executable, str(HERE / "holder.py"), str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process


def test_a_lock_that_another_holds_is_waited_for(tmp_path: Path) -> None:
    """What it writes until then is there."""
    path = tmp_path / NAME
    with holding(path) as process:
        with pytest.raises(HistoryError, match="cannot be written"), locked(path, 0.1):
            pytest.fail("two hold the lock at once")
        assert process.stdin is not None
        process.stdin.close()
        with locked(path):
            assert path.read_text() == "written by the holder\n"


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path: Path) -> None:
    """It is the kernel's, so nobody has to clear anything away."""
    path = tmp_path / NAME
    with holding(path) as process:
        process.kill()
        process.wait()
        with locked(path, 0.5):
            assert not path.exists()


def test_processes_that_record_at_once_lose_nothing(tmp_path: Path) -> None:
    """Each edit of each has raised the sequence by one."""
    path = tmp_path / NAME
    script = [sys.executable, str(HERE / "counter.py"), str(path)]
    processes = [subprocess.Popen([*script, name, "20"]) for name in "abc"]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    history = read_history(path)
    assert history is not None
    assert history.records["one"].revision.sequence == 3 * 20 - 1
