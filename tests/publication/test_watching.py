"""However a list is saved, it is noticed within a second, and no half of it is ever served."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from feeds.publication import Publication
from feeds.publication.watching import STILL_SECONDS, Watch, signature

from .desk import LIST, Desk, codes_of

SEEN_SECONDS = 5.0
"""How long an edit may take to be seen, on however slow a machine."""
OTHER = LIST.replace("Autumn meeting", "Summer meeting")


@contextmanager
def watched(desk: Desk) -> Iterator[Publication]:
    """Follow a list while the block runs."""
    publication = desk.open()
    watch = publication.watch()
    try:
        yield publication
    finally:
        watch.end()


def title_of(publication: Publication) -> str:
    """Return the title of the event that these tests edit."""
    return publication.snapshot.entries["autumn"].event.title


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    deadline = time.monotonic() + SEEN_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it was not seen"
        time.sleep(0.01)


def by_rename(path: Path) -> None:
    """Save as careful editors do: write beside it, and rename."""
    beside = path.with_name(".events.yaml.swp")
    beside.write_text(OTHER, "utf-8")
    beside.replace(path)


def by_backup(path: Path) -> None:
    """Save as vim does: rename the old one away, write the new one."""
    path.rename(path.with_name("events.yaml~"))
    path.write_text(OTHER, "utf-8")


def in_place(path: Path) -> None:
    """Save as simple editors do: empty the file, and write it anew."""
    path.write_text(OTHER, "utf-8")


def with_its_old_time(path: Path) -> None:
    """Copy a file of the same size with its time of change kept, to the nanosecond."""
    times = path.stat()
    beside = path.with_name("copy")
    beside.write_text(OTHER, "utf-8")
    os.utime(beside, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert beside.stat().st_size == times.st_size
    beside.replace(path)


@pytest.mark.parametrize("save", [by_rename, by_backup, in_place, with_its_old_time])
def test_a_saved_list_is_noticed(save: Callable[[Path], None], tmp_path: Path) -> None:
    """Whatever program saves it."""
    desk = Desk(tmp_path)
    with watched(desk) as publication:
        save(desk.files.events)
        wait_until(lambda: title_of(publication) == "Summer meeting")
        assert codes_of(publication) == []


def test_a_swapped_symlink_is_noticed(tmp_path: Path) -> None:
    """As Kubernetes replaces a ConfigMap: the link to the file stays, that to its folder changes."""
    for name, text in (("..first", LIST), ("..second", OTHER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "events.yaml").write_text(text, "utf-8")
    (tmp_path / "..data").symlink_to("..first")
    (tmp_path / "events.yaml").symlink_to("..data/events.yaml")
    with watched(Desk(tmp_path)) as publication:
        assert title_of(publication) == "Autumn meeting"
        (tmp_path / "..data_tmp").symlink_to("..second")
        (tmp_path / "..data_tmp").replace(tmp_path / "..data")
        shutil.rmtree(tmp_path / "..first")
        wait_until(lambda: title_of(publication) == "Summer meeting")


def test_a_swapped_folder_is_noticed(tmp_path: Path) -> None:
    """As releases are made: the folder itself is a symlink, and list and history go with it."""
    for name, text in (("r1", LIST), ("r2", OTHER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "events.yaml").write_text(text, "utf-8")
    (tmp_path / "current").symlink_to("r1")
    with watched(Desk(tmp_path / "current")) as publication:
        (tmp_path / "next").symlink_to("r2")
        (tmp_path / "next").replace(tmp_path / "current")
        wait_until(lambda: title_of(publication) == "Summer meeting")
        assert publication.snapshot.entries["autumn"].revision.sequence == 1


def save_slowly(path: Path, text: str, pauses: list[float]) -> None:
    """Write a file in place, bit by bit, as over a slow network: never still for long."""
    with path.open("w", encoding="utf-8") as file:
        for begin in range(0, len(text), 25):
            written = time.monotonic()
            file.write(text[begin : begin + 25])
            file.flush()
            time.sleep(STILL_SECONDS / 4)
            pauses.append(time.monotonic() - written)


def seen_while_saving(publication: Publication, path: Path, text: str) -> set[tuple[str, ...]]:
    """Save slowly; return everything that was served meanwhile."""
    seen: set[tuple[str, ...]] = set()
    for _ in range(20):
        pauses: list[float] = []
        saving = threading.Thread(target=save_slowly, args=(path, text, pauses))
        saving.start()
        while saving.is_alive():
            seen.add((title_of(publication), *publication.snapshot.entries, *codes_of(publication)))
            time.sleep(0.005)
        if max(pauses) < STILL_SECONDS * 0.9:
            return seen
        path.write_text(LIST, "utf-8")  # the machine was too busy: that was no slow saving
        wait_until(lambda: title_of(publication) == "Autumn meeting")
        seen.clear()
    pytest.fail("this machine is too busy to save a file slowly, yet without a rest")


def test_a_half_saved_list_is_never_served(tmp_path: Path) -> None:
    """Though half of it may be a list without fault, which withdraws the other half's events."""
    desk = Desk(tmp_path)
    with watched(desk) as publication:
        seen = seen_while_saving(publication, desk.files.events, OTHER)
        assert seen == {("Autumn meeting", "autumn", "winter")}
        wait_until(lambda: title_of(publication) == "Summer meeting")


def test_a_start_in_the_midst_of_saving_waits_for_the_end(tmp_path: Path) -> None:
    """Else a server that is started just then would withdraw what is not yet saved."""
    half = LIST.index("  - id: winter")
    path = tmp_path / "events.yaml"
    path.write_text(LIST[:half], "utf-8")
    hot = time.time() + STILL_SECONDS * 0.9  # so that a slow machine does not take it for still
    os.utime(path, (hot, hot))

    def save_the_rest() -> None:
        time.sleep(STILL_SECONDS / 2)
        with path.open("a", encoding="utf-8") as file:
            file.write(LIST[half:])

    saving = threading.Thread(target=save_the_rest)
    saving.start()
    publication = Desk(tmp_path).open()
    saving.join()
    assert list(publication.snapshot.entries) == ["autumn", "winter"]


def test_a_start_on_a_list_that_is_never_still_goes_on(tmp_path: Path) -> None:
    """Whoever saves without end must not keep a server from starting."""
    desk = Desk(tmp_path)
    by_rename(desk.files.events)
    is_over = threading.Event()

    def save_without_end() -> None:
        while not is_over.wait(0.03):
            by_rename(desk.files.events)

    saving = threading.Thread(target=save_without_end)
    saving.start()
    try:
        assert list(desk.open().snapshot.entries) == ["autumn", "winter"]
    finally:
        is_over.set()
        saving.join()


def test_a_list_that_was_deleted_is_served_until_it_is_back(tmp_path: Path) -> None:
    """And taken up again then, as it was or otherwise."""
    desk = Desk(tmp_path)
    with watched(desk) as publication:
        before = publication.snapshot
        for text, title in ((LIST, "Autumn meeting"), (OTHER, "Summer meeting")):
            desk.files.events.unlink()
            wait_until(lambda: codes_of(publication) == ["unreadable"])
            assert publication.snapshot.entries == before.entries
            desk.save(text)
            wait_until(lambda: not publication.health.is_stale)
            assert title_of(publication) == title


def test_of_edits_in_quick_succession_the_last_is_served(tmp_path: Path) -> None:
    """None between them need be."""
    desk = Desk(tmp_path)
    with watched(desk) as publication:
        for number in range(20):
            desk.save(LIST.replace("Autumn meeting", f"Meeting {number}"))
            time.sleep(0.03)
        wait_until(lambda: title_of(publication) == "Meeting 19")
        assert publication.snapshot.entries["autumn"].revision.sequence <= 20


def test_what_nobody_foresaw_does_not_end_the_watch(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is logged, and the next edit is seen all the same."""
    path = tmp_path / "file"
    calls: list[str] = []

    def fail() -> None:
        calls.append(path.read_text())
        raise RuntimeError("nobody foresaw this")

    watch = Watch((path,), fail, signature((path,)))
    watch.start()
    for number in range(2):
        path.write_text(f"edit {number}")
        wait_until(partial(calls.__contains__, f"edit {number}"))
    watch.end()
    assert not watch.is_alive()
    assert "nobody foresaw this" in caplog.text
    assert "the previous one is still served" in caplog.text
