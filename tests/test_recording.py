"""`feeds record` and `feeds diff`, as processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from folders import written
from mistakes import LIST
from serving import ROOT

from feeds.history import read_history

MOVED = LIST.replace("start: 2008-12-10", "start: 2008-12-11")
BROKEN = LIST.replace("start: 2008-12-10", "start: 2008-12-32")
TOLD = (
    "winter-meeting: moved from 10 December to 11 December 2008: "
    "calendars move it, readers show it again\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out a list in a folder of its own."""
    (tmp_path / "events.yaml").write_text(LIST, "utf-8")
    return tmp_path


def run(
    folder: Path, *arguments: str, given: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    inherited = {name: value for name, value in os.environ.items() if name[:6] != "FEEDS_"}
    done = subprocess.run(
        [sys.executable, "-m", "feeds.cli", *arguments],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
        input=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def outcome(done: subprocess.CompletedProcess[str]) -> tuple[int, str, str]:
    """Return how a command ended, and what it printed."""
    return done.returncode, done.stdout, done.stderr


def test_recording_tells_what_it_records_and_only_once(folder: Path) -> None:
    """Ends with 0 when the record is up to date, however often."""
    assert outcome(run(folder, "record")) == (
        0,
        (
            "autumn-meeting: new, 25–26 November 2008: calendars and readers show it\n"
            "winter-meeting: new, 10 December 2008: calendars and readers show it\n"
        ),
        "",
    )
    recorded = (folder / "events.history").read_bytes()
    assert outcome(run(folder, "record")) == (0, "", "")
    assert (folder / "events.history").read_bytes() == recorded
    (folder / "events.yaml").write_text(MOVED, "utf-8")
    assert outcome(run(folder, "record", FEEDS_EVENTS=str(folder / "events.yaml"))) == (0, TOLD, "")
    history = read_history(folder / "events.history")
    assert history is not None
    assert history.records["winter-meeting"].revision.sequence == 1


def test_what_is_recorded_does_not_depend_on_where_it_is_recorded(folder: Path) -> None:
    """The same list saved at the same moment gives the same file."""
    (folder / "other").mkdir()
    other = folder / "other" / "events.yaml"
    other.write_text(LIST, "utf-8")
    for path in (folder / "events.yaml", other):
        os.utime(path, (1_767_600_000, 1_767_600_000))
        assert run(folder, "record", "--events", str(path)).returncode == 0
    records = [path.with_name("events.history").read_bytes() for path in (folder / "x", other)]
    assert records[0] == records[1]


def test_a_broken_list_is_not_recorded(folder: Path) -> None:
    """Ends with 1, and leaves the record as it was."""
    run(folder, "record")
    kept = {path.name: path.read_bytes() for path in folder.glob("events.*")}
    (folder / "events.yaml").write_text(BROKEN, "utf-8")
    code, output, errors = outcome(run(folder, "record"))
    assert (code, output) == (1, "")
    assert errors.startswith("events.yaml:22:12: error: 2008-12-32 is not a day of the calendar")
    kept["events.yaml"] = BROKEN.encode()
    assert {path.name: path.read_bytes() for path in folder.glob("events.*")} == kept


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.write_text("<<<<<<< HEAD\n"), "a merge left both sides"),
        (lambda path: path.unlink(), "the history is missing"),
    ],
)
def test_a_record_that_cannot_be_gone_on_with_is_told(
    folder: Path, spoil: object, code: str
) -> None:
    """Ends with 1, and writes nothing."""
    assert callable(spoil)
    run(folder, "record")
    spoil(folder / "events.history")
    before = sorted(folder.glob("events.*"))
    done = run(folder, "record")
    assert (done.returncode, done.stdout) == (1, "")
    assert code in done.stderr
    assert sorted(folder.glob("events.*")) == before


def test_a_record_that_cannot_be_written_is_told(folder: Path) -> None:
    """Ends with 1: whoever publishes next must not believe it was recorded."""
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9)); "
        "from feeds.cli import main; main(['record'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", limited],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "the history cannot be written (File too large)" in done.stderr
    assert not (folder / "events.history").exists()


def test_a_difference_is_told_in_words(folder: Path) -> None:
    """Between two files, or a file and the list as it is; nothing is written."""
    (folder / "old.yaml").write_text(LIST, "utf-8")
    (folder / "new.yaml").write_text(MOVED, "utf-8")
    assert outcome(run(folder, "diff", "old.yaml", "new.yaml")) == (0, TOLD, "")
    assert outcome(run(folder, "diff", "old.yaml")) == (0, "Subscribers would see no change.\n", "")
    (folder / "events.yaml").write_text(MOVED, "utf-8")
    assert outcome(run(folder, "diff", "old.yaml")) == (0, TOLD, "")
    assert {path.name for path in folder.iterdir()} == {"events.yaml", "new.yaml", "old.yaml"}


def test_a_difference_is_told_from_standard_input(folder: Path) -> None:
    """As git gives an earlier version; also to a list that another folder holds."""
    (folder / "empty").mkdir()
    path = str(folder / "events.yaml")
    done = run(folder / "empty", "diff", "-", given=MOVED, FEEDS_EVENTS=path)
    assert done.returncode == 0
    assert done.stdout.startswith("winter-meeting: moved from 11 December to 10 December 2008")


def test_a_difference_tells_what_would_leave(folder: Path) -> None:
    """A warning is told, and ends with 0; an error ends with 1, before it is published."""
    gone = LIST[: LIST.index("  - id: winter")] + LIST[LIST.index("views:") :]
    (folder / "new.yaml").write_text(gone, "utf-8")
    code, output, errors = outcome(run(folder, "diff", "events.yaml", "new.yaml"))
    assert (code, "winter-meeting: leaves the list" in output) == (0, True)
    assert errors.startswith("new.yaml:14:3: warning: the event `winter-meeting` has left the list")
    (folder / "new.yaml").write_text(LIST.replace(", aliases: [trafficking]", ""), "utf-8")
    code, output, errors = outcome(run(folder, "diff", "events.yaml", "new.yaml"))
    assert (code, output) == (1, "")
    assert errors.startswith("new.yaml:7:3: error: the theme `trafficking` was published")


@pytest.mark.parametrize("arguments", [("bad.yaml", "events.yaml"), ("events.yaml", "bad.yaml")])
def test_a_difference_with_a_broken_list_is_refused(
    folder: Path, arguments: tuple[str, str]
) -> None:
    """Ends with 1 whichever of the two is broken."""
    (folder / "bad.yaml").write_text(BROKEN, "utf-8")
    code, output, errors = outcome(run(folder, "diff", *arguments))
    assert (code, output) == (1, "")
    assert errors.startswith("bad.yaml:22:12: error: 2008-12-32 is not a day of the calendar")


@pytest.mark.parametrize("arguments", [(), ("absent.yaml",), ("a", "b", "c"), ("--html", "a")])
def test_a_difference_with_nothing_is_a_wrong_use(folder: Path, arguments: tuple[str, ...]) -> None:
    """Ends with 2, as all wrong uses do."""
    done = run(folder, "diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: feeds diff" in done.stderr
    assert run(folder, "diff", "events.yaml", "absent.yaml").returncode == 1


def test_a_folder_of_files_is_recorded_beside_it(folder: Path) -> None:
    """As `events/` by the name that the record of `events.yaml` has."""
    files = {"list.yaml": LIST[: LIST.index("events:")], "all.yaml": LIST[LIST.index("events:") :]}
    assert run(folder, "record").returncode == 0
    (folder / "events.yaml").unlink()
    written(folder / "events", files)
    assert outcome(run(folder, "record", "--events", "events")) == (0, "", "")
    moved = files["all.yaml"].replace("start: 2008-12-10", "start: 2008-12-11")
    (folder / "events" / "all.yaml").write_text(moved, "utf-8")
    assert outcome(run(folder, "record", FEEDS_EVENTS="events/")) == (0, TOLD, "")
    assert {path.name for path in (folder / "events").iterdir()} == set(files)
    assert {path.name for path in folder.glob("events.*")} == {"events.history", "events.last-good"}


def test_a_difference_is_told_between_files_and_folders(folder: Path) -> None:
    """Either may be the one or the other, and standard input the old one."""
    parts = {"list.yaml": LIST[: LIST.index("events:")], "all.yaml": LIST[LIST.index("events:") :]}
    written(folder / "old", parts)
    (folder / "moved.yaml").write_text(MOVED, "utf-8")
    moved = {**parts, "all.yaml": MOVED[MOVED.index("events:") :]}
    written(folder / "new", moved)
    for arguments in (("old", "new"), ("events.yaml", "new"), ("old", "moved.yaml")):
        assert outcome(run(folder, "diff", *arguments)) == (0, TOLD, "")
    assert outcome(run(folder, "diff", "-", "new/", given=LIST)) == (0, TOLD, "")
    assert outcome(run(folder, "diff", "-", FEEDS_EVENTS="new", given=LIST)) == (0, TOLD, "")
    written(folder / "new", {"more.yaml": "themes: {a: A}\n"})
    code, output, errors = outcome(run(folder, "diff", "old", "new"))
    assert (code, output) == (1, "")
    assert errors.startswith("new/more.yaml:1:1: error: “themes” appears in a second file")
