"""Lets a list be edited without a pause, and kills whoever records it, again and again.

Usage: python tests/life/killing.py FOLDER KILLS SEED

Each life opens the list as a server does, takes up what it finds, and writes down in
``served`` what its subscribers have got. After each death the history is copied to
``after-<number>``.
"""

import json
import os
import random
import shutil
import signal
import sys
import time
from itertools import count
from pathlib import Path

from feeds.publication import Publication
from feeds.settings import Settings

HEAD = """\
calendar: {title: Meetings, domain: meetings.example.org, timezone: Etc/UTC, language: en}
events:
"""
NAMES = ("autumn", "spring", "winter")
LONGEST_LIFE = 0.1
"""Seconds; most of a life is spent recording."""
FIRST_EDIT = 1_700_000_000


def write_list(events: Path, number: int, chance: random.Random) -> None:
    """Save the list with one event changed in a way never seen before, and maybe without another."""
    missing = chance.choice((None, None, *NAMES))
    text = HEAD
    for name in NAMES:
        if name != missing:
            turn = number - (number - NAMES.index(name)) % len(NAMES)
            title = f"{name.capitalize()} meeting {turn // 2 * 2}"
            text += f"- {{id: {name}, title: {title}, start: 2008-11-25, summary: Text {turn}}}\n"
    beside = events.with_name("next")
    beside.write_text(text, "utf-8")
    os.utime(beside, (FIRST_EDIT + number,) * 2)
    beside.replace(events)


def edit(events: Path, seed: int) -> None:
    """Edit until killed."""
    chance = random.Random(seed)
    for number in count(1):
        write_list(events, number, chance)
        time.sleep(chance.uniform(0, 0.004))


def live(events: Path) -> None:
    """Publish the list until killed; what was served is written line by line.

    The last line of a life may be torn: the next begins a new one.
    """
    with (events.parent / "served").open("ab", buffering=0) as served:
        served.write(b"\n")
        publication = Publication(Settings(events=events), records=True)
        while True:
            records = publication.state.history.records
            for name in publication.snapshot.entries:
                revision = records[name].revision
                line = [name, revision.sequence, records[name].content, str(revision.modified)]
                served.write(json.dumps(line).encode() + b"\n")
            publication.reload()


def forked(task: str, events: Path, seed: int) -> int:
    """Do a task in a process of its own; return its id."""
    process = os.fork()
    if process == 0:
        try:
            edit(events, seed) if task == "edit" else live(events)
        finally:
            os._exit(1)
    return process


def main(folder: Path, kills: int, seed: int) -> None:
    """Kill so many lives."""
    events, chance = folder / "events.yaml", random.Random(seed)
    write_list(events, 0, chance)
    editor = forked("edit", events, seed)
    try:
        for number in range(kills):
            life = forked("live", events, seed)
            time.sleep(chance.uniform(0, LONGEST_LIFE))
            os.kill(life, signal.SIGKILL)
            _, status = os.waitpid(life, 0)
            if not os.WIFSIGNALED(status):
                sys.exit(f"life {number} ended by itself")
            if (history := folder / "events.history").exists():
                shutil.copy(history, folder / f"after-{number}")
    finally:
        os.kill(editor, signal.SIGKILL)
        os.waitpid(editor, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
