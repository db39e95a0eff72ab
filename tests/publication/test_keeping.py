"""What is kept beside the list, and how it goes on where that cannot be had."""

import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from feeds.history import locked, parse_history
from feeds.problems import ListError
from feeds.publication import Publication
from feeds.publication.watching import Watch

from .desk import (
    BETWEEN_EDITS,
    FIRST_EDIT,
    LIST,
    Desk,
    codes_of,
    full_disk,
    open_folder,
    read_only,
    served,
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Lay out a list that nobody has published yet."""
    return Desk(tmp_path)


def edit_and_reload(desk: Desk, publication: Publication, old: str, new: str) -> None:
    """Let a publication take up an edit."""
    desk.edit(old, new)
    publication.reload()


def test_the_first_start_makes_the_record(desk: Desk) -> None:
    """All was announced when the list was saved; a second start finds nothing to add."""
    publication = desk.open()
    assert codes_of(publication) == []
    assert desk.record().revision.announced == FIRST_EDIT
    assert desk.files.last_good.read_text("utf-8") == LIST
    before = [path.stat() for path in (desk.files.history, desk.files.last_good)]
    again = desk.open()
    assert [path.stat() for path in (desk.files.history, desk.files.last_good)] == before
    assert again.state.history == publication.state.history


def test_whoever_does_not_record_computes_the_same(desk: Desk) -> None:
    """And leaves nothing beside the list."""
    reader = desk.open(records=False)
    assert list(desk.folder.iterdir()) == [desk.files.events]
    writer = desk.open()
    assert writer.state.history == reader.state.history
    desk.edit("Autumn meeting", "Late meeting")
    reader.reload()
    writer.reload()
    assert writer.state.history == reader.state.history == desk.history()


def test_an_edit_is_recorded(desk: Desk) -> None:
    """With the time the list was saved, and the text as the last good one."""
    publication = desk.open()
    edit_and_reload(desk, publication, "Autumn meeting", "Late meeting")
    later = FIRST_EDIT + BETWEEN_EDITS
    assert served(publication) == (1, later, later)
    assert desk.history() == publication.state.history
    assert desk.files.last_good.read_text("utf-8") == desk.text


def test_a_list_that_is_saved_as_it_was_changes_nothing(desk: Desk) -> None:
    """Not even the file's time of change counts."""
    publication = desk.open()
    before = publication.state
    written = desk.files.history.stat()
    desk.save(LIST)
    publication.reload()
    assert publication.state.history == before.history
    assert publication.snapshot.changed == before.snapshot.changed
    assert desk.files.history.stat() == written


def test_a_full_disk_is_told_and_survived(desk: Desk) -> None:
    """All edits are served meanwhile, each with a sequence of its own, and then recorded."""
    publication = desk.open()
    recorded = desk.files.history.read_bytes()
    for number, summary in enumerate(["We shall meet.", "We have met."], 1):
        desk.save(LIST.replace("We meet.", summary))
        with full_disk():
            publication.reload()
        assert served(publication)[0] == number
        (problem,) = publication.health.problems
        assert problem.code == "history-unwritable"
        assert "File too large" in problem.message
        assert "make its folder writable" in problem.hint
        assert not publication.health.is_stale
        assert desk.files.history.read_bytes() == recorded
    publication.reload()
    assert codes_of(publication) == []
    assert desk.record().revision.sequence == 2
    assert desk.history() == publication.state.history


def test_a_folder_that_cannot_be_written_is_told_and_survived() -> None:
    """As on a read-only file system: what is served is the same, and recorded in the end."""
    with open_folder() as folder:
        desk = Desk(folder)
        publication = desk.open()
        desk.edit("Autumn meeting", "Late meeting")
        with read_only(folder):
            publication.reload()
            other = desk.open()
            assert codes_of(publication) == codes_of(other) == ["history-unwritable"]
            assert "Permission denied" in publication.health.problems[0].message
            assert other.state.history == publication.state.history
        assert desk.record().revision.sequence == 0
        publication.reload()
        assert desk.record().revision.sequence == 1
        assert codes_of(publication) == []


def test_a_start_where_nothing_can_be_written_serves_the_list() -> None:
    """It counts in memory; what it would have recorded, the next one that can records."""
    with open_folder() as folder:
        desk = Desk(folder)
        with read_only(folder):
            publication = desk.open()
            assert codes_of(publication) == ["history-unwritable"]
            assert not desk.files.history.exists()
        assert served(publication) == (0, FIRST_EDIT, FIRST_EDIT)
        assert desk.open().state.history == publication.state.history == desk.history()


def test_what_could_not_be_written_is_tried_again(desk: Desk) -> None:
    """Without waiting for the next edit."""
    publication = desk.open()
    desk.edit("Autumn meeting", "Late meeting")
    with full_disk():
        publication.reload()

    def is_behind() -> bool:
        return desk.record().revision.sequence == 0

    watch = Watch((), publication.reload, (), is_behind, retry=1)
    watch.start()
    deadline = time.monotonic() + 10
    while is_behind():
        assert time.monotonic() < deadline, "it was not tried again"
        time.sleep(0.02)
    watch.end()
    assert codes_of(publication) == []


def test_a_lost_history_is_told_and_nothing_is_invented(desk: Desk) -> None:
    """Nor recorded, however often the list is edited, until it is back; then nothing has fallen."""
    first = desk.open()
    for summary in ("A", "B", "C"):
        desk.save(LIST.replace("We meet.", summary))
        first.reload()
    kept = desk.files.history.read_bytes()
    desk.files.history.unlink()
    publication = desk.open()
    assert codes_of(publication) == ["history-lost"]
    assert "restore the file" in publication.health.problems[0].hint
    edit_and_reload(desk, publication, "Autumn meeting", "Late meeting")
    assert codes_of(publication) == ["history-lost"]
    assert not desk.files.history.exists()
    desk.files.history.write_bytes(kept)
    publication.reload()
    assert codes_of(publication) == []
    assert desk.record().revision.sequence == 4
    assert desk.record().revision.announced == FIRST_EDIT
    assert desk.record("winter") == parse_history(kept.decode(), Path()).records["winter"]


def test_a_lost_history_can_be_begun_anew(desk: Desk) -> None:
    """Whoever deletes the last good list says that nothing is remembered on purpose."""
    desk.open()
    desk.files.history.unlink()
    publication = desk.open()
    desk.files.last_good.unlink()
    publication.reload()
    assert codes_of(publication) == []
    assert desk.history() == publication.state.history


def test_a_history_that_vanishes_from_under_a_server_is_written_again(desk: Desk) -> None:
    """The server knows what stood there."""
    publication = desk.open()
    edit_and_reload(desk, publication, "Autumn meeting", "Late meeting")
    kept = desk.files.history.read_bytes()
    desk.files.history.unlink()
    publication.reload()
    assert codes_of(publication) == []
    assert desk.files.history.read_bytes() == kept


@pytest.mark.parametrize("is_running", [True, False])
def test_a_damaged_history_is_told_and_left_alone(desk: Desk, *, is_running: bool) -> None:
    """What of it can be read holds; nothing is written over it, and when mended it goes on."""
    publication = desk.open()
    edit_and_reload(desk, publication, "Autumn meeting", "Late meeting")
    whole = desk.files.history.read_text("utf-8")
    damaged = whole.replace('"id": "winter"', '"id": winter')
    desk.files.history.write_text(damaged, "utf-8")
    if is_running:
        publication.reload()
    else:
        publication = desk.open()
    (problem,) = publication.health.problems
    assert (problem.code, problem.path, problem.line) == (
        "history-damaged",
        str(desk.files.history),
        5,
    )
    assert served(publication)[0] == 1
    edit_and_reload(desk, publication, "Winter meeting", "Cold meeting")
    assert codes_of(publication) == ["history-damaged"]
    assert desk.files.history.read_text("utf-8") == damaged
    desk.files.history.write_text(whole, "utf-8")
    publication.reload()
    assert codes_of(publication) == []
    assert desk.history() == publication.state.history
    assert desk.record("winter").revision.sequence == 1
    assert desk.record("winter").revision.announced == FIRST_EDIT
    assert desk.record("autumn") == parse_history(whole, Path()).records["autumn"]


@pytest.mark.parametrize("content", [b"", b"\xff\n", b"{}\n"])
def test_a_history_of_which_nothing_can_be_read_is_left_alone(desk: Desk, content: bytes) -> None:
    """An empty file is damaged, not new."""
    desk.open()
    desk.files.history.write_bytes(content)
    publication = desk.open()
    edit_and_reload(desk, publication, "Autumn meeting", "Late meeting")
    assert codes_of(publication) == ["history-damaged"]
    assert desk.files.history.read_bytes() == content


def test_a_record_that_is_put_back_takes_nothing_back(desk: Desk) -> None:
    """List and history as they were: for subscribers who have the later list that is a change."""
    publication = desk.open()
    old = desk.files.history.read_bytes()
    edit_and_reload(desk, publication, "start: 2008-11-25", "start: 2008-11-24")
    desk.files.history.write_bytes(old)
    edit_and_reload(desk, publication, "start: 2008-11-24", "start: 2008-11-25")
    assert served(publication)[0] == desk.record().revision.sequence == 2
    assert [change.sequence for change in desk.record().revision.changes] == [1, 2]


def test_a_record_that_arrives_with_the_list_is_taken_as_it_is(desk: Desk, tmp_path: Path) -> None:
    """Replicas give the same bytes, whenever they got the list, and even before the record."""
    desk.open()
    replicas = []
    for hours in (1, 2):
        folder = tmp_path / f"replica-{hours}"
        folder.mkdir()
        replica = Desk(folder)
        replica.edited += timedelta(hours=hours)
        replica.files.history.write_bytes(desk.files.history.read_bytes())
        replicas.append((replica, replica.open()))
    edit_and_reload(desk, desk.open(), "Autumn meeting", "Late meeting")
    for replica, publication in replicas:
        edit_and_reload(replica, publication, "Autumn meeting", "Late meeting")
        assert publication.state.history != desk.history()
        replica.files.history.write_bytes(desk.files.history.read_bytes())
        publication.reload()
        assert publication.state.history == desk.history()
        assert replica.files.history.read_bytes() == desk.files.history.read_bytes()


def test_a_record_that_arrives_before_its_list_waits_for_it(desk: Desk, tmp_path: Path) -> None:
    """What it says more than the list is no edit: nothing changes until the list is there."""
    publication = desk.open()
    before = publication.state
    (tmp_path / "later").mkdir()
    later = Desk(tmp_path / "later")
    later.files.history.write_bytes(desk.files.history.read_bytes())
    later.edit("Autumn meeting", "Late meeting")
    later.edit("themes:\n", "themes:\n  hiring: Hiring\n")
    later.edit("  - id: winter", "  - id: new\n    title: N\n    start: 2008-12-01\n  - id: winter")
    later.open()
    recorded = later.files.history.read_bytes()
    desk.files.history.write_bytes(recorded)
    for _ in range(2):
        publication.reload()
        assert codes_of(publication) == ["history-ahead"]
        assert publication.state.history == before.history
        assert not publication.health.is_stale
    desk.save(later.text)
    publication.reload()
    assert codes_of(publication) == ["no-region"]
    assert publication.state.history == later.history()
    assert desk.files.history.read_bytes() == recorded


def test_the_last_good_list_is_written_before_the_record(desk: Desk) -> None:
    """A crash between the two must not leave a text that would take back what is recorded."""
    publication = desk.open()
    assert len(desk.text) + 50 < desk.files.history.stat().st_size
    desk.edit("Autumn meeting", "Late meeting")
    with full_disk(len(desk.text)):
        publication.reload()
    assert desk.files.last_good.read_text("utf-8") == desk.text
    assert desk.record().revision.sequence == 0
    desk.edit("2008-12-10", "2008-12-32")
    again = desk.open()
    assert again.health.is_stale
    assert again.snapshot.entries["autumn"].event.title == "Late meeting"
    assert served(again)[0] == served(publication)[0] == 1


def test_the_last_good_list_is_served_and_not_recorded(desk: Desk) -> None:
    """R9: it may be older than the record, as where that is carried and the text is not."""
    publication = desk.open()
    old = desk.files.last_good.read_bytes()
    edit_and_reload(desk, publication, "Autumn meeting", "Late meeting")
    desk.files.last_good.write_bytes(old)
    recorded = desk.files.history.read_bytes()
    desk.edit("2008-12-10", "2008-12-32")
    stale = desk.open()
    assert stale.health.is_stale
    assert stale.snapshot.entries["autumn"].event.title == "Autumn meeting"
    assert served(stale)[0] == 2
    stale.reload()
    assert desk.files.history.read_bytes() == recorded
    edit_and_reload(desk, stale, "2008-12-32", "2008-12-10")
    assert codes_of(stale) == []
    assert served(stale)[0] == desk.record().revision.sequence == 3


def test_what_was_read_before_another_recorded_is_not_recorded_after_it(desk: Desk) -> None:
    """Else an edit would be taken back for a moment, and announced anew."""
    publication = desk.open()
    desk.edit("Autumn meeting", "Late meeting")
    with locked(desk.files.history):
        waiting = threading.Thread(target=publication.reload)
        waiting.start()
        time.sleep(0.3)  # it has read the list, and waits for its turn
        desk.edit("Late meeting", "Spring meeting")
    waiting.join(10)
    assert desk.record().revision.sequence == 0
    publication.reload()
    assert desk.record().revision.sequence == 1
    assert [change.after.title for change in desk.record().revision.changes] == ["Spring meeting"]


def test_two_that_share_a_folder_agree(desk: Desk) -> None:
    """Whichever sees an edit first, it is counted once."""
    one, two = desk.open(), desk.open()
    for number, (first, second) in enumerate([(one, two), (two, one), (one, two)], 1):
        desk.save(LIST.replace("We meet.", f"We meet {number} times."))
        first.reload()
        second.reload()
        assert first.state.history == second.state.history == desk.history()
        assert desk.record().revision.sequence == number


def test_a_list_that_cannot_be_published_is_not_recorded(desk: Desk) -> None:
    """Whatever is wrong with it, history and last good list stay as they are."""
    publication = desk.open()
    kept = [path.read_bytes() for path in (desk.files.history, desk.files.last_good)]
    for old, new in [("2008-12-10", "2008-12-32"), ("recruitment: Recruitment", "{}"), (LIST, "")]:
        desk.save(LIST.replace(old, new))
        publication.reload()
        assert publication.health.is_stale
        assert [path.read_bytes() for path in (desk.files.history, desk.files.last_good)] == kept


def test_a_first_start_with_a_broken_list_leaves_nothing_behind(tmp_path: Path) -> None:
    """There is nothing to serve, and nothing to remember."""
    desk = Desk(tmp_path, LIST.replace("2008-12-10", "2008-12-32"))
    with pytest.raises(ListError, match="2008-12-32 is not a day of the calendar"):
        desk.open()
    assert list(tmp_path.iterdir()) == [desk.files.events]
