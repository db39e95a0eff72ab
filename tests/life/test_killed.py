"""Whoever records is killed at 200 moments: nothing is damaged, falls or is told twice."""

import json
import subprocess
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from feeds.history import History, read_history

KILLS = 200
SEED = 20081125
Histories = list[History]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kill whoever records, 200 times, while the list is edited without a pause."""
    folder = tmp_path_factory.mktemp("killed")
    script = Path(__file__).with_name("killing.py")
    command = [sys.executable, str(script), str(folder), str(KILLS), str(SEED)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return folder


@pytest.fixture(scope="module")
def histories(folder: Path) -> Histories:
    """Read the history as each death left it; there is none before the first recording."""
    paths = [folder / f"after-{number}" for number in range(KILLS)]
    found = [read_history(path) for path in paths]
    first = next(number for number, history in enumerate(found) if history)
    assert first < KILLS / 4, "nobody lived long enough to record"
    kept = [history for history in found[first:] if history]
    assert len(kept) == KILLS - first, "a history was there, and is gone"
    return kept


def test_no_history_is_damaged_and_no_sequence_falls(histories: Histories) -> None:
    """Each is whole, and goes on where the one before ended."""
    for before, after in pairwise(histories):
        assert (before.domain, before.year) == (after.domain, after.year)
        for name, old in before.records.items():
            new = after.records[name]
            assert new.revision.announced == old.revision.announced
            assert new.revision.sequence >= old.revision.sequence
            assert new.revision.modified >= old.revision.modified
            assert new.revision.updated >= old.revision.updated
    assert min(record.revision.sequence for record in histories[-1].records.values()) > KILLS / 10


def test_nothing_is_announced_twice(histories: Histories) -> None:
    """Each new title, which the editor never gives again, is one change at one moment."""
    told = defaultdict(set)
    for history in histories:
        for name, record in history.records.items():
            for change in record.revision.changes:
                assert change.before != change.after
                told[name, change.after.title].add((change.sequence, change.at))
    assert told
    assert {len(moments) for moments in told.values()} == {1}


def test_what_was_served_once_was_served_so_in_every_life(folder: Path) -> None:
    """An event's sequence stands for one content and one time, whoever is killed when."""
    served = defaultdict(set)
    for line in (folder / "served").read_text().splitlines():
        if line.endswith("]"):  # a life may have been ended in the middle of a line
            name, sequence, content, modified = json.loads(line)
            served[name, sequence].add((content, modified))
    assert len(served) > KILLS / 10
    assert {len(states) for states in served.values()} == {1}
