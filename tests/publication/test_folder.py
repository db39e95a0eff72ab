"""A folder of files is followed, kept and recorded as one file is."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from folders import parts_of, with_events, written

from feeds.formats import FORMATS
from feeds.history import History, read_history
from feeds.problems import ListError
from feeds.publication import ListFiles, Publication
from feeds.publication.watching import STILL_SECONDS
from feeds.selection import Selection
from feeds.settings import Settings

from .desk import BETWEEN_EDITS, FIRST_EDIT, LIST, codes_of, served

SEEN_SECONDS = 5.0
HEADS, (AUTUMN, WINTER) = parts_of(LIST)
FILES = {
    "autumn.yaml": with_events(AUTUMN),
    "list.yaml": "".join(HEADS),
    "winter.yml": with_events(WINTER),
}
SUMMER = "  - {id: summer, title: Summer meeting, start: 2008-07-01, regions: []}\n"


class FolderDesk:
    """A list in a folder, edited file by file; each edit is a minute later, all in the past."""

    def __init__(self, parent: Path, name: str = "events") -> None:
        self.folder = written(parent / name, FILES)
        self.files = ListFiles.beside(self.folder)
        self.edited = FIRST_EDIT
        self._date(*self.folder.iterdir(), self.folder)

    def save(self, name: str, text: str) -> None:
        """Replace a file, or add one."""
        self.edited += BETWEEN_EDITS
        beside = self.folder / f"{name}~"
        beside.write_text(text, "utf-8")
        self._date(beside)
        beside.replace(self.folder / name)
        self._date(self.folder)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in a file once."""
        text = (self.folder / name).read_text("utf-8")
        assert text.count(old) == 1
        self.save(name, text.replace(old, new))

    def remove(self, name: str) -> None:
        """Take a file out."""
        self.edited += BETWEEN_EDITS
        (self.folder / name).unlink()
        self._date(self.folder)

    def rename(self, name: str, other: str) -> None:
        """Give a file another name."""
        self.edited += BETWEEN_EDITS
        (self.folder / name).rename(self.folder / other)
        self._date(self.folder)

    def open(self, *, records: bool = True) -> Publication:
        """Open the list as a server does that has just been started."""
        return Publication(Settings(events=self.folder), records=records)

    def history(self) -> History:
        """Read the record, which must be there."""
        history = read_history(self.files.history)
        assert history is not None
        return history

    def _date(self, *paths: Path) -> None:
        for path in paths:
            os.utime(path, (self.edited.timestamp(),) * 2)


@pytest.fixture
def desk(tmp_path: Path) -> FolderDesk:
    """Lay out a list that nobody has published yet."""
    return FolderDesk(tmp_path)


@contextmanager
def watched(desk: FolderDesk) -> Iterator[Publication]:
    """Follow a list while the block runs."""
    publication = desk.open()
    watch = publication.watch()
    try:
        yield publication
    finally:
        watch.end()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    deadline = time.monotonic() + SEEN_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it was not seen"
        time.sleep(0.01)


def documents_of(publication: Publication) -> dict[str, bytes]:
    """Return the whole list in every format."""
    now = FIRST_EDIT + timedelta(days=1)
    return {
        extension: publication.snapshot.feed(Selection(), kind, now).body
        for extension, kind in FORMATS.items()
    }


@pytest.mark.parametrize(
    ("name", "kept"), [("events", "events"), ("my.list", "my.list"), ("a.yaml", "a.yaml")]
)
def test_what_is_kept_stands_beside_the_folder(tmp_path: Path, name: str, kept: str) -> None:
    """Never in it, for it would be taken for an edit there; a dot in its name is a letter."""
    desk = FolderDesk(tmp_path, name)
    assert codes_of(desk.open()) == []
    assert {path.name for path in desk.folder.iterdir()} == set(FILES)
    beside = {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")}
    assert beside == {name, f"{kept}.history", f"{kept}.last-good"}


@pytest.mark.parametrize("path", [".", "../events", "../events/..//events/", "../other/.."])
def test_a_folder_may_be_named_in_any_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """Also as the one where one is, or the one above."""
    written(tmp_path / "events", FILES)
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "events")
    beside = ListFiles.beside(Path(path))
    name = tmp_path.name if path.endswith("other/..") else "events"
    folder = tmp_path.parent if path.endswith("other/..") else tmp_path
    assert beside.history.resolve() == folder / f"{name}.history"
    assert beside.last_good.resolve() == folder / f"{name}.last-good"


def test_the_root_has_nothing_beside_it() -> None:
    """It is no place for a list, and no reason to fail without a word."""
    with pytest.raises(ListError, match="the folder holds no list"):
        Publication(Settings(events=Path("/")))


def test_a_second_start_finds_nothing_to_add(desk: FolderDesk) -> None:
    """All was announced when the last of the files was saved."""
    desk.open()
    written_at = [path.stat() for path in (desk.files.history, desk.files.last_good)]
    assert desk.open().state.history == desk.history()
    assert [path.stat() for path in (desk.files.history, desk.files.last_good)] == written_at
    assert desk.history().records["autumn"].revision.announced == FIRST_EDIT


def test_an_edit_of_one_file_is_recorded_with_its_time(desk: FolderDesk) -> None:
    """That is the latest of all: the other files are older."""
    publication = desk.open()
    desk.edit("winter.yml", "Winter meeting", "Cold meeting")
    publication.reload()
    later = FIRST_EDIT + BETWEEN_EDITS
    assert served(publication, "winter") == (1, later, later)
    assert served(publication, "autumn") == (0, FIRST_EDIT, FIRST_EDIT)
    assert desk.history() == publication.state.history
    assert "Cold meeting" in desk.files.last_good.read_text("utf-8")


def test_a_file_more_is_its_events_more(desk: FolderDesk) -> None:
    """Announced when it came."""
    publication = desk.open()
    desk.save("2008.yaml", with_events(SUMMER))
    publication.reload()
    assert list(publication.snapshot.entries) == ["summer", "autumn", "winter"]
    later = FIRST_EDIT + BETWEEN_EDITS
    assert desk.history().records["summer"].revision.announced == later


def test_a_file_less_is_its_events_less(desk: FolderDesk) -> None:
    """They leave when the folder changed, though every file that is left is older."""
    publication = desk.open()
    desk.remove("winter.yml")
    publication.reload()
    assert codes_of(publication) == ["event-gone"]
    (problem,) = publication.health.problems
    assert problem.path == str(desk.folder / "autumn.yaml")
    assert list(publication.snapshot.entries) == ["autumn"]
    assert desk.history().records["winter"].gone == FIRST_EDIT + BETWEEN_EDITS


def test_a_file_by_another_name_changes_nothing(desk: FolderDesk) -> None:
    """Not a byte for subscribers; what is said of it names it anew."""
    desk.edit("winter.yml", "    regions: [europe]\n", "")
    publication = desk.open()
    before, recorded = documents_of(publication), desk.files.history.read_bytes()
    desk.rename("winter.yml", "2009.yaml")
    publication.reload()
    assert documents_of(publication) == before
    assert desk.files.history.read_bytes() == recorded
    assert [problem.path for problem in publication.health.problems] == [
        str(desk.folder / "2009.yaml")
    ]


def test_an_event_may_move_to_another_file(desk: FolderDesk) -> None:
    """That is no news to anybody."""
    publication = desk.open()
    before, recorded = documents_of(publication), desk.files.history.read_bytes()
    desk.save("winter.yml", with_events(WINTER, AUTUMN))
    desk.remove("autumn.yaml")
    publication.reload()
    assert codes_of(publication) == []
    assert documents_of(publication) == before
    assert desk.files.history.read_bytes() == recorded


def test_a_broken_edit_of_one_file_keeps_the_whole_list(desk: FolderDesk) -> None:
    """What was edited well in another waits with it; a start serves the last good one."""
    publication = desk.open()
    before, kept = documents_of(publication), desk.files.last_good.read_bytes()
    desk.edit("autumn.yaml", "Autumn meeting", "Late meeting")
    desk.edit("winter.yml", "2008-12-10", "2008-12-32")
    publication.reload()
    for each in (publication, desk.open()):
        assert each.health.is_stale
        (problem,) = each.health.problems
        assert (problem.path, problem.line) == (str(desk.folder / "winter.yml"), 4)
        assert documents_of(each) == before
    assert desk.files.last_good.read_bytes() == kept
    desk.edit("winter.yml", "2008-12-32", "2008-12-12")
    publication.reload()
    assert not publication.health.is_stale
    assert served(publication)[0] == served(publication, "winter")[0] == 1


@pytest.mark.parametrize("spoilt", ["list.yaml", "autumn.yaml", "winter.yml"])
@pytest.mark.parametrize("text", ["", "calendar: [", "events: []\nevents: []\n"])
def test_whichever_file_is_spoilt_a_start_serves_the_last_good_list(
    desk: FolderDesk, spoilt: str, text: str
) -> None:
    """R9: byte for byte."""
    before = documents_of(desk.open())
    desk.save(spoilt, text)
    publication = desk.open()
    assert publication.health.is_stale
    assert documents_of(publication) == before


def test_a_folder_that_is_gone_or_emptied_is_served_on(desk: FolderDesk) -> None:
    """Until it is back."""
    publication = desk.open()
    before = documents_of(publication)
    shutil.rmtree(desk.folder)
    publication.reload()
    assert codes_of(publication) == ["unreadable"]
    desk.folder.mkdir()
    publication.reload()
    assert codes_of(publication) == ["empty"]
    assert documents_of(publication) == documents_of(desk.open()) == before
    written(desk.folder, FILES)
    publication.reload()
    assert (codes_of(publication), documents_of(publication)) == ([], before)


def test_a_first_start_with_an_empty_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    """There is nothing to serve."""
    folder = tmp_path / "events"
    folder.mkdir()
    with pytest.raises(ListError, match="the folder holds no list"):
        Publication(Settings(events=folder), records=True)
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize("is_file_first", [True, False])
def test_a_list_may_become_a_folder_or_a_file_again(tmp_path: Path, *, is_file_first: bool) -> None:
    """`events.yaml` and `events/` have one history, so to subscribers nothing happens."""
    file = tmp_path / "events.yaml"
    file.write_text(LIST, "utf-8")
    os.utime(file, (FIRST_EDIT.timestamp(),) * 2)
    paths = [file, FolderDesk(tmp_path).folder]
    first, second = paths if is_file_first else reversed(paths)
    base = "https://events.example.org"
    before = Publication(Settings(events=first, base_url=base), records=True)
    recorded = (tmp_path / "events.history").read_bytes()
    after = Publication(Settings(events=second, base_url=base), records=True)
    assert codes_of(before) == codes_of(after) == []
    assert documents_of(after) == documents_of(before)
    assert (tmp_path / "events.history").read_bytes() == recorded
    shutil.rmtree(second) if second.is_dir() else second.unlink()
    stale = Publication(Settings(events=second, base_url=base), records=True)
    assert stale.health.is_stale
    assert documents_of(stale) == documents_of(before)


def test_a_list_may_take_the_place_of_its_folder_under_a_server(desk: FolderDesk) -> None:
    """As where a symlink is set from a folder to a file."""
    publication = desk.open()
    before = documents_of(publication)
    shutil.rmtree(desk.folder)
    desk.folder.write_text(LIST, "utf-8")
    publication.reload()
    assert (codes_of(publication), documents_of(publication)) == ([], before)
    assert desk.files.last_good.read_text("utf-8") == LIST


def by_edit(folder: Path) -> None:
    """Save a file anew."""
    (folder / "autumn.yaml").write_text(with_events(AUTUMN.replace("Autumn m", "Late m")), "utf-8")


def by_new_file(folder: Path) -> None:
    """Add a file."""
    (folder / "2008.yaml").write_text(with_events(SUMMER), "utf-8")


def by_removal(folder: Path) -> None:
    """Take a file out."""
    (folder / "winter.yml").unlink()


def by_rename_away(folder: Path) -> None:
    """Give a file a name that is none of a list's."""
    (folder / "winter.yml").rename(folder / "winter.yml.old")


def by_old_file(folder: Path) -> None:
    """Move a file in that has not changed for long."""
    beside = folder.parent / "beside"
    beside.write_text(with_events(SUMMER), "utf-8")
    os.utime(beside, (0, 0))
    beside.rename(folder / "summer.yaml")


WAYS = [by_edit, by_new_file, by_removal, by_rename_away, by_old_file]


@pytest.mark.parametrize("change", WAYS)
def test_every_change_of_the_folder_is_noticed(
    desk: FolderDesk, change: Callable[[Path], None]
) -> None:
    """Within a second or so."""
    with watched(desk) as publication:
        before = documents_of(publication)
        change(desk.folder)
        wait_until(lambda: documents_of(publication) != before)
        assert not publication.health.is_stale


def test_a_swapped_folder_is_noticed(desk: FolderDesk) -> None:
    """As Kubernetes replaces a ConfigMap: the files are links into a hidden folder that changes."""
    for name, title in (("..first", "Autumn"), ("..second", "Late")):
        text = FILES["autumn.yaml"].replace("Autumn meeting", f"{title} meeting")
        written(desk.folder / name, {**FILES, "autumn.yaml": text})
    (desk.folder / "..data").symlink_to("..first")
    for name in FILES:
        (desk.folder / name).unlink()
        (desk.folder / name).symlink_to(f"..data/{name}")
    with watched(desk) as publication:
        (desk.folder / "..tmp").symlink_to("..second")
        (desk.folder / "..tmp").replace(desk.folder / "..data")
        shutil.rmtree(desk.folder / "..first")
        wait_until(lambda: publication.snapshot.entries["autumn"].event.title == "Late meeting")


def test_files_that_change_together_are_taken_up_together(desk: FolderDesk) -> None:
    """As a checkout changes one after the other: what is between was never the list."""
    for number in range(20):
        desk.save(f"{number}.yaml", with_events(SUMMER.replace("summer", f"summer-{number}")))
    seen: set[tuple[str, ...]] = set()
    with watched(desk) as publication:
        before = tuple(publication.snapshot.entries)
        pauses = []
        for number in range(20):
            began = time.monotonic()
            (desk.folder / f"{number}.yaml").unlink()
            time.sleep(STILL_SECONDS / 4)
            seen.add((*publication.snapshot.entries, *codes_of(publication)))
            pauses.append(time.monotonic() - began)
        wait_until(lambda: tuple(publication.snapshot.entries) == ("autumn", "winter"))
    if max(pauses) < STILL_SECONDS * 0.9:  # else the machine was too busy: that was a rest
        assert seen == {before}
    assert len(before) == 22


def test_a_start_in_the_midst_of_a_checkout_waits_for_its_end(desk: FolderDesk) -> None:
    """Else a server that is started just then would withdraw what is still to come."""
    (desk.folder / "winter.yml").unlink()
    hot = time.time() + STILL_SECONDS * 0.9  # so that a slow machine does not take it for still
    os.utime(desk.folder, (hot, hot))

    def check_out_the_rest() -> None:
        time.sleep(STILL_SECONDS / 2)
        beside = desk.folder / "winter.tmp"
        beside.write_text(FILES["winter.yml"], "utf-8")
        os.utime(beside, (0, 0))
        beside.rename(desk.folder / "winter.yml")

    checking_out = threading.Thread(target=check_out_the_rest)
    checking_out.start()
    publication = desk.open()
    checking_out.join()
    assert list(publication.snapshot.entries) == ["autumn", "winter"]


def test_a_file_that_goes_while_it_is_read_is_a_change_and_no_error(desk: FolderDesk) -> None:
    """However often that is."""
    is_over = threading.Event()

    def rename_without_end() -> None:
        names = ["winter.yml", "wintry.yml"]
        while not is_over.wait(0.002):
            (desk.folder / names[0]).rename(desk.folder / names[1])
            names.reverse()

    publication = desk.open()
    renaming = threading.Thread(target=rename_without_end)
    renaming.start()
    try:
        for _ in range(200):
            publication.reload()
            assert codes_of(publication) == []
            assert list(publication.snapshot.entries) == ["autumn", "winter"]
    finally:
        is_over.set()
        renaming.join()


def test_two_servers_given_the_same_files_at_other_times_agree(
    desk: FolderDesk, tmp_path: Path
) -> None:
    """Once they have the record too."""
    desk.edit("autumn.yaml", "Autumn meeting", "Late meeting")
    desk.open()
    (tmp_path / "replica").mkdir()
    replica = FolderDesk(tmp_path / "replica")
    replica.files.history.write_bytes(desk.files.history.read_bytes())
    replica.edited = datetime(2026, 2, 1, tzinfo=UTC)
    replica.edit("autumn.yaml", "Autumn meeting", "Late meeting")
    assert documents_of(replica.open()) == documents_of(desk.open())
    assert replica.files.history.read_bytes() == desk.files.history.read_bytes()
