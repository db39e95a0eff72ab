"""A long list is taken up after an edit as if it had been opened anew, the rest untouched."""

from pathlib import Path

import pytest

from feeds.formats import FORMATS
from feeds.publication import Publication
from feeds.selection import Selection

from .desk import FIRST_EDIT, LIST, Desk, codes_of

COUNT = 300
HEAD = LIST[: LIST.index("  - id:")]


def long_list() -> str:
    """Write a list of many events, of which every tenth has a warning."""
    return HEAD + "".join(
        f"  - id: meeting-{number}\n    title: Meeting {number}\n"
        f"    start: 2026-{number % 12 + 1:02}-{number % 28 + 1:02}\n"
        f"    description: {'<b>Come</b>' if number % 10 == 0 else 'Come'}\n    regions: [europe]\n"
        for number in range(COUNT)
    )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Make a folder with a long list."""
    return Desk(tmp_path, long_list())


def bodies_of(publication: Publication) -> dict[str, bytes]:
    """Return every feed of the whole list."""
    snapshot = publication.snapshot
    return {
        name: snapshot.feed(Selection(), kind, FIRST_EDIT).body for name, kind in FORMATS.items()
    }


def assert_as_opened_anew(publication: Publication, desk: Desk) -> None:
    """Hold a publication against one that begins with the list as it is now."""
    anew = desk.open()
    assert publication.state.reading == anew.state.reading
    assert publication.health.problems == anew.health.problems
    assert bodies_of(publication) == bodies_of(anew)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Meeting 150\n", "title: Another meeting\n"),
        ("    title: Meeting 151\n", "    title: Meeting 151\n    note: <b>\n"),
        (
            "  - id: meeting-200\n",
            "  - id: added\n    title: A\n    start: tbc\n  - id: meeting-200\n",
        ),
    ],
)
def test_after_an_edit_all_is_as_if_opened_anew(desk: Desk, old: str, new: str) -> None:
    """Feeds, warnings and their lines; and all that was not edited are the same objects."""
    publication = desk.open()
    before = publication.snapshot.entries
    desk.edit(old, new)
    publication.reload()
    assert_as_opened_anew(publication, desk)
    after = publication.snapshot.entries
    changed = [
        name for name in after if after[name].event is not getattr(before.get(name), "event", None)
    ]
    assert len(changed) == 1
    assert len(after) >= COUNT


def test_an_event_that_left_is_told_where_the_events_stand(desk: Desk) -> None:
    """A problem that comes up later has its place in a list that was read again."""
    publication = desk.open()
    desk.edit(
        "  - id: meeting-7\n    title: Meeting 7\n    start: 2026-08-08\n    description: Come\n    regions: [europe]\n",
        "",
    )
    publication.reload()
    (gone,) = (each for each in publication.health.problems if each.code == "event-gone")
    assert (gone.line, gone.text) == (HEAD.count("\n") + 1, "  - id: meeting-0")
    assert len(publication.snapshot.entries) == COUNT - 1


def test_a_broken_edit_and_its_mending_are_as_ever(desk: Desk) -> None:
    """The problem is told by a whole reading; what is mended is held against the last good list."""
    publication = desk.open()
    before = publication.snapshot.entries
    event = "meeting-7\n    title: Meeting 7\n    start: "
    desk.edit(f"{event}2026-08-08", f"{event}2026-08-32")
    publication.reload()
    assert publication.health.is_stale
    assert codes_of(publication).count("date") == 1
    desk.edit("2026-08-32", "2026-08-31")
    publication.reload()
    assert_as_opened_anew(publication, desk)
    after = publication.snapshot.entries
    assert [name for name in after if after[name].event is not before[name].event] == ["meeting-7"]
