"""How long the program takes to begin, with the real list and with long ones.

Usage: python benchmarks/starting.py
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.cores import SERVER, environment, on_core
from benchmarks.lists import THEMES, write_list
from benchmarks.load import ask, load
from benchmarks.rows import Row, in_turn, table
from benchmarks.servers import HERE, ROOT, Server, await_rest, ours
from feeds.formats import FORMATS
from feeds.publication import Publication, system_clock
from feeds.selection import Selection
from feeds.settings import Settings

LONGEST = 100_000
_WAIT_SECONDS = 300


def rows() -> list[Row]:
    """Measure all of it."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            _started(Path(folder)),
            _loaded(Path(folder), 1_000, 0.6, 0.2),
            _loaded(Path(folder), 10_000, 4, 1),
            *_longest(Path(folder)),
        ]


def _started(folder: Path) -> Row:
    """From the start of the process to the first calendar, with the real list and its history."""
    for name in ("events.yaml", "events.history"):
        shutil.copy2(ROOT / name, folder)

    def start() -> float:
        with ours(folder / "events.yaml", core=None) as server:
            return server.seconds * 1000

    start()  # so that modules are compiled
    (took,) = in_turn(start)
    what = "start to the first answer, real list"
    return Row(what=what, ours=took, unit="ms", least=400, reach=250)


def _loaded(folder: Path, count: int, least: float, reach: float) -> Row:
    """A list read and every feed of it rendered, by a process that knows nothing yet of it."""
    events = recorded(write_list(folder / f"{count}.yaml", count))
    (took,) = in_turn(partial(_in_own_process, events))
    what = f"cold load with every format, {count:,} events"
    return Row(what=what, ours=took, unit="s", least=least, reach=reach)


def recorded(events: Path) -> Path:
    """Record the history of a list, as any list has one that was served before."""
    command = [sys.executable, "-m", "feeds.cli", "record", "--events", str(events)]
    subprocess.run(command, env=environment(), stdout=subprocess.DEVNULL, check=True)
    return events


def _in_own_process(events: Path) -> float:
    command = [*on_core(SERVER), sys.executable, str(HERE / "starting.py"), str(events)]
    more = {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, env={**environment(), **more}, stdout=subprocess.PIPE, check=True
    )
    seconds: float = json.loads(done.stdout)
    return seconds


def load_and_render(events: Path) -> float:
    """Read a list, and render each of its feeds; return how many seconds that took."""
    begun = time.perf_counter()
    snapshot = Publication(Settings(events=events)).snapshot
    for kind in FORMATS.values():
        snapshot.feed(Selection(), kind, system_clock())
    return time.perf_counter() - begun


def _longest(folder: Path) -> Iterator[Row]:
    """A very long list; it is loaded once, for that takes its time."""
    events = recorded(write_list(folder / f"{LONGEST}.yaml", LONGEST))
    short = write_list(folder / "short.yaml", 1_000)
    first = "/events.json"
    with ours(events, first=first, wait=_WAIT_SECONDS) as long, ours(short, first=first) as usual:
        what = f"{LONGEST:,} events: start to the first answer, once"
        yield Row(what=what, ours=[long.seconds], unit="s", least=60)
        whole = _seconds_of(long, "/events.ics")
        what = f"{LONGEST:,} events: the whole calendar for the first time"
        yield Row(what=what, ours=[whole], unit="s")
        for server in (long, usual):
            await_rest(server)
        yield _first_asked(long)
        rates = in_turn(*(partial(_rate, f"{server.url}{first}") for server in (long, usual)))
        yield Row(
            what=f"{LONGEST:,} events: 304 of a feed",
            ours=rates[0],
            unit="/s",
            peer=rates[1],
            beside="of 1,000 events",
            least=0.95,
        )


def _rate(url: str) -> float:
    return load(url, {"If-None-Match": ask(url).headers["etag"]}).rate


def _first_asked(server: Server) -> Row:
    """Filtered calendars, over HTTP."""
    paths = [f"/theme/{theme}.ics?from=2025&to=2026" for theme in THEMES]
    return Row(
        what=f"{LONGEST:,} events: a filtered feed for the first time",
        ours=[_seconds_of(server, path) * 1000 for path in paths],
        unit="ms",
        least=80,
    )


def _seconds_of(server: Server, path: str) -> float:
    begun = time.perf_counter()
    ask(f"{server.url}{path}")
    return time.perf_counter() - begun


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(load_and_render(Path(sys.argv[1]))))
    else:
        print(table(rows()))
