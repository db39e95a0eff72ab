"""A list in a folder of files, over HTTP on a real server: edited, broken, killed, checked out."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from fetching import get, get_ok
from folders import parts_of, with_events, written
from serving import ROOT, Serve, copied

from .following import Follower, documents_of, health_of, wait_for_status, wait_until

LIST = (ROOT / "events.yaml").read_text("utf-8")
(CALENDAR, THEMES, REGIONS), EVENTS = parts_of(LIST)
LATEST = "trade-union-focal-points"
FILES = {
    "calendar.yaml": CALENDAR,
    "terms.yaml": THEMES + REGIONS,
    "autumn.yaml": with_events(*(each for each in EVENTS if "start: 2008-1" in each)),
    "summer.yaml": with_events(*(each for each in EVENTS if "start: 2008-0" in each)),
}
BASE = {"FEEDS_BASE_URL": "https://events.example.org"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay out the real list in a folder, with the history of the real list beside it."""
    (tmp_path / "drawer").mkdir()
    folder = written(tmp_path / "drawer" / "events", FILES)
    (tmp_path / "drawer" / "events.history").write_bytes((ROOT / "events.history").read_bytes())
    return copied(folder, tmp_path)


def edit(path: Path, old: str, new: str) -> None:
    """Save a file with a text replaced that stands in it once."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_a_folder_is_served_as_the_one_file_is(serve: Serve, folder: Path, tmp_path: Path) -> None:
    """Byte for byte, if it was saved at the same time; and a server keeps nothing inside it."""
    for path in (*folder.iterdir(), folder):
        shutil.copystat(ROOT / "events.yaml", path)
    folder.chmod(0o755)
    (tmp_path / "whole").mkdir()
    whole = serve(copied(ROOT / "events.yaml", tmp_path / "whole"), BASE)
    server = serve(folder, BASE)
    assert documents_of(server) == documents_of(whole)
    assert health_of(server)["problems"] == health_of(whole)["problems"] == []
    assert {path.name for path in folder.iterdir()} == set(FILES)
    recorded = (tmp_path / "events.history").read_bytes()
    assert recorded == (tmp_path / "whole" / "events.history").read_bytes()


def test_edits_of_several_files_are_live_and_nobody_sees_half_of_them(
    serve: Serve, folder: Path
) -> None:
    """An event that moves from one file to another is never gone, and no news."""
    server = serve(folder, BASE)
    before = documents_of(server)
    moved = next(each for each in EVENTS if f"id: {LATEST}\n" in each)
    with Follower(server) as follower:
        edit(folder / "autumn.yaml", moved, "")
        (folder / "new.yaml").write_text(with_events(moved), "utf-8")
        (folder / "summer.yaml").rename(folder / "2008.yaml")
        edit(folder / "2008.yaml", "end: 2008-09-10", "end: 2008-09-11")
        wait_until(lambda: "8–11 September 2008" in get_ok(server.url + "/events.rss").text, "live")
    after = documents_of(server)
    for (_, asked), bodies in follower.served.items():
        assert bodies in ([before[asked][0]], [before[asked][0], after[asked][0]])
    assert follower.statuses == {200}
    assert "SEQUENCE:1\r\n" in get_ok(f"{server.url}/event/{LATEST}.ics").text


def test_a_broken_file_is_told_by_its_name_and_seen_by_nobody(serve: Serve, folder: Path) -> None:
    """Until it is mended."""
    server = serve(folder, BASE)
    before = documents_of(server)
    edit(folder / "summer.yaml", "end: 2008-09-10", "end: 2008-09-31")
    (problem,) = wait_for_status(server, "stale")["problems"]
    line = (folder / "summer.yaml").read_text("utf-8").partition("2008-09-31")[0].count("\n") + 1
    assert (problem["path"], problem["line"]) == (str(folder / "summer.yaml"), line)
    assert documents_of(server) == before
    edit(folder / "summer.yaml", "end: 2008-09-31", "end: 2008-09-10")
    wait_for_status(server, "ok")
    assert documents_of(server) == before


def test_a_killed_server_is_followed_by_one_that_serves_the_last_good_list(
    serve: Serve, folder: Path
) -> None:
    """Though one of the files is broken by then; mended, the folder is live again."""
    killed = serve(folder, BASE)
    edit(folder / "autumn.yaml", "end: 2008-11-26", "end: 2008-11-27")
    wait_until(lambda: "SEQUENCE:2" in get_ok(f"{killed.url}/event/{LATEST}.ics").text, "recorded")
    before = documents_of(killed)
    os.killpg(killed.group, signal.SIGKILL)
    edit(folder / "terms.yaml", "themes:\n", "themes: [\n")
    server = serve(folder, BASE)
    health = health_of(server)
    assert health["status"] == "stale"
    assert [problem["path"] for problem in health["problems"]] == [str(folder / "terms.yaml")]
    assert documents_of(server) == before
    edit(folder / "terms.yaml", "themes: [\n", "themes:\n")
    wait_for_status(server, "ok")
    assert documents_of(server) == before


def test_a_checkout_of_several_files_is_taken_up_as_one_edit(serve: Serve, folder: Path) -> None:
    """With the history that belongs to it; the working copy is as it was checked out."""
    git(folder.parent, "init", "--quiet", "--initial-branch=main")
    git(folder.parent, "add", "events", "events.history")
    git(folder.parent, "commit", "--quiet", "-m", "first")
    git(folder.parent, "checkout", "--quiet", "-b", "later")
    (folder / "new.yaml").write_text(
        with_events("  - {id: new, title: New, start: 2008-12-01, regions: []}\n"), "utf-8"
    )
    git(folder.parent, "rm", "--quiet", "events/summer.yaml")
    git(folder.parent, "add", "events")
    git(folder.parent, "commit", "--quiet", "-m", "later")
    git(folder.parent, "checkout", "--quiet", "main")
    server = serve(folder, BASE)
    with Follower(server, paths=["/events.csv"]) as follower:
        git(folder.parent, "checkout", "--quiet", "later")
        wait_until(lambda: get(f"{server.url}/event/new").status == 200, "taken up")
        wait_until(lambda: len(follower.served[server.url, "/events.csv"]) > 1, "followed")
    counts = [body.count(b"\r\n") - 1 for body in follower.served[server.url, "/events.csv"]]
    summer = FILES["summer.yaml"].count("  - id:")
    assert counts == [len(EVENTS), len(EVENTS) - summer + 1]
    assert {each["code"] for each in health_of(server)["problems"]} == {"event-gone"}


def git(folder: Path, *arguments: str) -> None:
    """Run git, as nobody in particular."""
    who = {
        f"GIT_{who}_{what}": "a@b.c"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)}
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **who, **alone}, check=True)
