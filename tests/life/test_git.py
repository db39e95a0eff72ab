"""List and history in a real repository: merged, checked out and reverted."""

import os
import subprocess
from pathlib import Path

import pytest

from feeds.history import History, HistoryError, Record, read_history
from feeds.publication import Publication
from feeds.settings import Settings

from .following import wait_until

LIST = """\
calendar: {title: Meetings, domain: meetings.example.org, timezone: Etc/UTC, language: en}

events:
- {id: a, title: A, start: 2008-11-01}

- {id: b, title: B, start: 2008-11-02}

- {id: c, title: C, start: 2008-11-03}

- {id: d, title: D, start: 2008-11-04}
"""


class Repository:
    """A repository of an event list and its history, as an editor has it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events = folder / "events.yaml"
        self.history = folder / "events.history"
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit(LIST)

    def git(self, *arguments: str) -> int:
        """Run git; return how it ended."""
        nobody = {
            f"GIT_{who}_{what}": "a@b.c"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        alone = {
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "HOME": str(self.folder),
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**os.environ, **nobody, **alone},
            capture_output=True,
            timeout=60,
            check=False,
        )
        return done.returncode

    def commit(self, text: str) -> None:
        """Save the list, record it, and commit both."""
        self.events.write_text(text, "utf-8")
        Publication(Settings(events=self.events), records=True)
        assert self.git("add", "events.yaml", "events.history") == 0
        assert self.git("commit", "--quiet", "--message", "An edit") == 0

    def edit(self, old: str, new: str) -> None:
        """Replace a text of the list, and commit."""
        text = self.events.read_text("utf-8")
        assert text.count(old) == 1
        self.commit(text.replace(old, new))

    def record(self, name: str) -> Record:
        """Read the record of an event."""
        history = read_history(self.history)
        assert history is not None
        return history.records[name]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Begin a repository with a list and its history."""
    return Repository(tmp_path)


def merged(repository: Repository, ours: tuple[str, str], theirs: tuple[str, str]) -> int:
    """Edit in two branches, and merge them; return how git ended."""
    repository.git("checkout", "--quiet", "-b", "theirs")
    repository.edit(*theirs)
    repository.git("checkout", "--quiet", "main")
    repository.edit(*ours)
    return repository.git("merge", "--quiet", "theirs")


def test_branches_that_changed_different_events_merge(repository: Repository) -> None:
    """Neighbours too; afterwards there is nothing to record."""
    assert merged(repository, ("title: B", "title: Ours"), ("title: C", "title: Theirs")) == 0
    records = [repository.record(name).revision.sequence for name in "abcd"]
    assert records == [0, 1, 1, 0]
    kept = repository.history.read_bytes()
    publication = Publication(Settings(events=repository.events), records=True)
    assert publication.health.problems == ()
    assert repository.history.read_bytes() == kept


def test_branches_that_brought_and_took_different_events_merge(repository: Repository) -> None:
    """A new one here, a withdrawn one there."""
    new = "\n- {id: bb, title: BB, start: 2008-11-02}\n"
    here = ("start: 2008-11-02}\n", "start: 2008-11-02}\n" + new)
    assert merged(repository, here, ("- {id: d, title: D, start: 2008-11-04}\n", "")) == 0
    assert repository.record("bb").revision.sequence == 0
    assert repository.record("d").gone is not None


def test_branches_that_changed_one_event_conflict_in_its_line(repository: Repository) -> None:
    """Only there: until it is resolved the later of both counts, and nothing is recorded."""
    assert merged(repository, ("title: B", "title: Ours"), ("title: B", "title: Theirs")) == 1
    with pytest.raises(HistoryError) as it:
        read_history(repository.history)
    assert it.value.problem.message.endswith("a merge left both sides of a conflict here")
    assert isinstance(it.value.rest, History)
    assert list(it.value.rest.records) == ["a", "b", "c", "d"]
    assert it.value.rest.records["b"].revision.sequence == 1
    repository.events.write_text(LIST.replace("title: B", "title: Both"), "utf-8")
    conflicted = repository.history.read_bytes()
    publication = Publication(Settings(events=repository.events), records=True)
    assert [problem.code for problem in publication.health.problems] == ["history-damaged"]
    assert publication.snapshot.entries["b"].revision.sequence == 2
    assert repository.history.read_bytes() == conflicted


def test_a_checkout_is_taken_up_by_a_server(repository: Repository) -> None:
    """List and history change together, and the server has nothing to add."""
    repository.git("checkout", "--quiet", "-b", "later")
    repository.edit("title: B", "title: Better")
    recorded = repository.history.read_bytes()
    repository.git("checkout", "--quiet", "main")
    publication = Publication(Settings(events=repository.events), records=True)
    watch = publication.watch()
    assert repository.git("checkout", "--quiet", "later") == 0
    wait_until(lambda: publication.snapshot.entries["b"].event.title == "Better", "taken up")
    watch.end()
    assert repository.history.read_bytes() == recorded
    assert repository.git("diff", "--quiet") == 0


def test_a_revert_is_a_change_to_whoever_has_the_later_list(repository: Repository) -> None:
    """The running server raises the sequence, though the record says the lower one again."""
    repository.edit("start: 2008-11-02", "start: 2008-11-12")
    publication = Publication(Settings(events=repository.events), records=True)
    watch = publication.watch()
    assert repository.git("revert", "--no-edit", "HEAD") == 0
    wait_until(lambda: publication.snapshot.entries["b"].revision.sequence == 2, "raised")
    watch.end()
    entry = publication.snapshot.entries["b"]
    assert str(entry.event.when.first) == "2008-11-02"
    assert [change.sequence for change in entry.revision.changes] == [1, 2]
    assert repository.record("b").revision == entry.revision
