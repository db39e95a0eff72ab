"""The `feeds` command, as a process of its own: what it prints, and how it ends."""

import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fetching import get_ok
from folders import written
from serving import ROOT, Server

from feeds.formats import FORMATS
from feeds.selection import PARAMETERS

LIST = """\
calendar: {title: T, domain: d.example.org, announced: 2020-01-01, timezone: Etc/UTC, language: en}
themes: {tea: Tea}
regions: {here: Here, there: There}
events:
  - {id: one, title: One, start: 2008-11-25, themes: [tea], regions: [here]}
"""
SECONDS = 30


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command at the top of the repository."""
    inherited = {name: value for name, value in os.environ.items() if name[:6] != "FEEDS_"}
    return subprocess.run(
        [sys.executable, "-m", "feeds.cli", *arguments],
        cwd=ROOT,
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )


def write(folder: Path, text: str, name: str = "list.yaml") -> Path:
    """Write a list."""
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def errors(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what was told of errors, which is never a traceback."""
    text = done.stderr.decode()
    assert "Traceback" not in text
    return text


def test_a_mistyped_command_is_told_what_was_meant() -> None:
    """By those that there are, though none of them was read."""
    done = run("chek")
    assert done.returncode == 2
    assert "No such command 'chek'." in errors(done)
    assert "'check'" in errors(done)


def test_the_commands_are_listed_with_what_they_do() -> None:
    """In one line each."""
    done = run("--help")
    listed = done.stdout.decode().partition("Commands:")[2].split("\n")
    names = [line.split()[0] for line in listed if line.strip()]
    assert names == ["check", "diff", "record", "schema", "serve", "show"]
    assert all(len(line.split()) > 3 for line in listed if line.strip())


def test_a_good_list_is_said_to_be_good() -> None:
    """With what it holds, so that an editor sees that all of it was read."""
    done = run("check")
    assert (done.returncode, errors(done)) == (0, "")
    assert re.fullmatch(
        r"events\.yaml: good, 10 events, \d+ themes, \d+ regions\n", done.stdout.decode()
    )


def test_no_plugin_takes_part_in_reading(tmp_path: Path) -> None:
    """What is installed beside the program for something else is not even looked at."""
    about = tmp_path / "plugin-1.dist-info"
    written(tmp_path, {"plugin.py": "print('read')\nPLUGIN = None\n"})
    written(
        about,
        {
            "METADATA": "Metadata-Version: 2.1\nName: plugin\nVersion: 1\n",
            "entry_points.txt": "[pydantic]\nplugin = plugin:PLUGIN\n",
        },
    )
    done = run("check", PYTHONPATH=f"{ROOT}:{tmp_path}")
    assert (done.returncode, errors(done)) == (0, "")
    assert done.stdout.startswith(b"events.yaml: good")


def test_every_problem_is_told_with_its_place(tmp_path: Path) -> None:
    """Line and column, what is wrong, what was meant; ends with 1."""
    broken = write(tmp_path, LIST.replace("[tea]", "[te]").replace("2008-11-25", "2008-11-31"))
    done = run("check", broken)
    assert (done.returncode, done.stdout) == (1, b"")
    start, theme = errors(done).splitlines()
    assert start.startswith(f"{broken}:5:")
    assert ": error: 2008-11-31 is not a day of the calendar" in start
    assert theme.startswith(f"{broken}:5:")
    assert theme.endswith("did you mean `tea`?")


def test_several_lists_are_checked_at_once(tmp_path: Path) -> None:
    """One that is broken is enough to fail; the others are checked all the same."""
    good, bad = write(tmp_path, LIST, "good.yaml"), write(tmp_path, "x: 1\n", "bad.yaml")
    done = run("check", bad, good, tmp_path / "none.yaml")
    assert done.returncode == 1
    assert done.stdout.decode() == f"{good}: good, 1 event, 1 theme, 2 regions\n"
    assert f"{bad}:" in errors(done)
    assert f"{tmp_path / 'none.yaml'}:1:1: error: the file cannot be read" in errors(done)


def test_a_warning_stops_nothing(tmp_path: Path) -> None:
    """An event whose regions nobody thought of is pointed out, and the list is good."""
    path = write(tmp_path, LIST.replace(", regions: [here]", ""))
    done = run("check", FEEDS_EVENTS=str(path))
    assert done.returncode == 0
    assert ": warning: " in errors(done)
    assert done.stdout.decode().startswith(f"{path}: good")


def test_news_from_the_future_is_an_error_while_there_is_time(tmp_path: Path) -> None:
    """R45: in a check; to show or serve the list it is a warning of no consequence."""
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date()
    path = write(tmp_path, LIST.replace("2020-01-01", str(tomorrow)))
    done = run("check", path)
    assert done.returncode == 1
    assert "error: the list is announced in the future" in errors(done)
    assert run("show", "--events", path).returncode == 0


SHOWN = [
    ("ics", "/events.ics", []),
    ("ics", "/theme/employers.ics?from=2008-06", ["--theme", "business", "--from", "2008-06"]),
    ("rss", "/events.rss?theme=-employers", ["--theme", "-employers"]),
    (
        "atom",
        "/events.atom?region=africa,moldova&q=trade+unions",
        ["--region", "moldova", "--region", "africa", "--q", "Trade unions"],
    ),
    ("json", "/events.json?limit=2&order=start", ["--limit=2", "--order=start"]),
    ("csv", "/events.csv?from=-100y&to=+1d&q=é", ["--from=-100y", "--to=+1d", "--q=é"]),
]


@pytest.mark.parametrize(("extension", "address", "options"), SHOWN)
def test_what_is_shown_is_what_is_served(
    server: Server, extension: str, address: str, options: list[str]
) -> None:
    """Byte for byte."""
    done = run("show", "--format", extension, *options, FEEDS_BASE_URL=server.base)
    assert (done.returncode, errors(done)) == (0, "")
    assert done.stdout == get_ok(server.url + address.replace("é", "%C3%A9")).body


def test_a_view_is_shown_by_its_name(tmp_path: Path) -> None:
    """With what is added; what cannot be meant ends with 2."""
    views = "views: {ours: {theme: tea}, old: {retired: ours}, gone: {retired: gone}}\n"
    path = write(tmp_path, LIST + views)
    shown = run("show", "--events", path, "--view", "ours", "--region", "here")
    assert (shown.returncode, errors(shown)) == (0, "")
    text = shown.stdout.replace(b"\r\n ", b"")
    assert b"/view/ours.ics?region=here\r\n" in text
    assert b"UID:one@" in text
    assert run("show", "--events", path, "--view", "old", "--region", "here").stdout == shown.stdout
    for options, told in (
        (["--view", "our"], "There is no view “our”. Did you mean ours?"),
        (["--view", ""], "There is no view “”."),
        (["--view", "gone"], "The view “gone” is no longer used."),
        (["--view", "ours", "--theme", "tea"], "“theme” is set by the view “ours”"),
    ):
        done = run("show", "--events", path, *options)
        assert (done.returncode, done.stdout) == (2, b"")
        assert told in errors(done)


@pytest.mark.parametrize("command", ["check", "show", "record", "serve"])
def test_a_view_that_cannot_be_understood_stops_every_command(tmp_path: Path, command: str) -> None:
    """With its place; nothing is recorded."""
    path = write(tmp_path, LIST + "views:\n  ours: {theme: te}\n")
    done = run(command, FEEDS_EVENTS=str(path))
    assert (done.returncode, done.stdout) == (1, b"")
    assert errors(done) == (f"{path}:7:17: error: there is no theme “te”; did you mean `tea`?\n")
    assert not path.with_suffix(".history").exists()


def test_an_edit_that_breaks_a_view_has_no_consequences(tmp_path: Path) -> None:
    """A comparison says what is wrong, and a view that is gone too."""
    views = LIST + "views:\n  ours: {theme: tea}\n"
    old = write(tmp_path, views, "old.yaml")
    broken = run("diff", old, write(tmp_path, views.replace("tea}\n", "te}\n"), "broken.yaml"))
    assert broken.returncode == 1
    assert "broken.yaml:7:17: error: there is no theme “te”" in errors(broken)
    gone = run("diff", old, write(tmp_path, LIST, "gone.yaml"))
    assert gone.returncode == 1
    assert "error: the view `ours` was published and is gone" in errors(gone)
    more = run("diff", old, write(tmp_path, views + "  hers: {q: her}\n", "more.yaml"))
    assert more.stdout.decode() == (
        "the list: its title, description, terms or views change; readers get no notice of that\n"
    )


def test_what_the_command_line_says_wins(tmp_path: Path) -> None:
    """Over the environment; both name the same settings."""
    path = write(tmp_path, LIST)
    done = run(
        *("show", "--events", path, "--base-url", "https://said.example.org"),
        FEEDS_EVENTS="no.yaml",
        FEEDS_BASE_URL="https://set.example.org",
    )
    assert b"URL:https://said.example.org/" in done.stdout
    assert b"set.example.org" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "No such command"),
        (["check", "--all"], "No such option"),
        (["show", "--format", "pdf"], "is not one of 'ics', 'rss', 'atom', 'json', 'csv'"),
        (["show", "--theme", "human-traficking"], "Did you mean human-trafficking?"),
        (["show", "--limit", "5"], "A calendar holds all its events"),
        (["show", "--from", "2008-13"], "“from=2008-13” is not a date."),
        (["show", "--q", ""], "“q” has no value"),
        (["show", "--when", "past", "--when", "past"], "keep one"),
        (["show", "--base-url", "events.example.org"], "FEEDS_BASE_URL is “events.example.org”"),
        (["serve", "--port", "http"], "PORT is “http”"),
    ],
)
def test_misuse_is_told_in_plain_words(arguments: list[str], said: str) -> None:
    """It ends with 2, and prints nothing that could be taken for a feed."""
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in " ".join(errors(done).split())


def test_bytes_that_are_no_text_are_refused() -> None:
    """As they are in an address."""
    program = [sys.executable.encode(), b"-m", b"feeds.cli", b"show", b"--q", b"\xff"]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, timeout=SECONDS, check=False)
    assert done.returncode == 2
    assert "is not UTF-8 text" in errors(done)


def test_a_broken_list_is_not_shown(tmp_path: Path) -> None:
    """Its problems are, and it ends with 1."""
    done = run("show", "--events", write(tmp_path, LIST.replace("title: One, ", "")))
    assert (done.returncode, done.stdout) == (1, b"")
    assert ": error: " in errors(done)


def test_whoever_reads_only_the_beginning_is_left_in_peace() -> None:
    """As `feeds show | head -1` does."""
    command = f"{sys.executable} -m feeds.cli show | head -1"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, timeout=SECONDS, check=False
    )
    assert done.stdout == b"BEGIN:VCALENDAR\r\n"
    assert done.stderr == b""


def test_the_help_names_every_command() -> None:
    """Each with a sentence."""
    text = run("--help").stdout.decode()
    for command in ("check", "show", "serve"):
        assert re.search(rf"^  {command}  +[A-Z].*\.$", text, re.MULTILINE)


def test_the_help_tells_every_parameter_and_every_format() -> None:
    """What it means, and an example; and what else can be set."""
    text = "".join(run("show", "--help").stdout.decode().split())
    for name, parameter in PARAMETERS.items():
        told = f"{parameter.meaning} [example: {parameter.example}]"
        assert re.search(f"--{name}[A-Z]+{re.escape(''.join(told.split()))}", text)
    assert f"--format[{'|'.join(FORMATS)}]" in text
    for setting in ("--eventsFILE", "FEEDS_EVENTS", "--base-urlURL", "FEEDS_BASE_URL"):
        assert setting in text


def test_the_help_on_serving_tells_every_setting() -> None:
    """As options and as the environment has them."""
    text = run("serve", "-h").stdout.decode()
    for setting in ("--host", "HOST", "--port", "PORT", "127.0.0.1", "8000", "FEEDS_BASE_URL"):
        assert setting in text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out the list as a folder of files."""
    heads, _, event = LIST.partition("events:\n")
    files = {"calendar.yaml": heads, "events.yaml": f"events:\n{event}"}
    return written(tmp_path / "list", files)


def test_a_folder_is_checked_as_a_file_is(folder: Path) -> None:
    """With all that its files hold together; what is wrong is told by the name of its file."""
    done = run("check", folder)
    assert (done.returncode, errors(done)) == (0, "")
    assert done.stdout.decode() == f"{folder}: good, 1 event, 1 theme, 2 regions\n"
    write(folder, "events:\n  - {id: two, title: Two, start: soon, regions: []}\n", "two.yml")
    done = run("check", FEEDS_EVENTS=str(folder))
    assert (done.returncode, done.stdout) == (1, b"")
    assert errors(done).startswith(f"{folder}/two.yml:2:34: error: “soon” is not a date")
    assert sorted(path.name for path in folder.parent.iterdir()) == ["list"]


def test_a_folder_gives_the_same_feeds_as_a_file(folder: Path) -> None:
    """Byte for byte, in every format, if both were saved at the same time."""
    file = write(folder.parent, LIST)
    for path in (file, folder, *folder.iterdir()):
        os.utime(path, (1_767_600_000, 1_767_600_000))
    for extension in FORMATS:
        shown = [run("show", "--format", extension, "--events", each) for each in (file, folder)]
        assert [done.returncode for done in shown] == [0, 0]
        assert shown[0].stdout == shown[1].stdout
        assert b"One" in shown[0].stdout


def test_an_empty_folder_is_told_what_to_put_there(tmp_path: Path) -> None:
    """Whatever it is asked for."""
    commands: tuple[tuple[str | Path, ...], ...] = (("check",), ("show", "--events"), ("diff",))
    for command in commands:
        done = run(*command, tmp_path)
        assert (done.returncode, done.stdout) == (1, b"")
        assert f"{tmp_path}:1:1: error: the folder holds no list; put files into it" in errors(done)
