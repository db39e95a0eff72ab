"""How soon an edit of a long list is live in every format, and what requests notice of it.

Usage: python benchmarks/reloading.py
"""

import tempfile
import time
from pathlib import Path

from benchmarks.lists import write_list
from benchmarks.load import ask
from benchmarks.prober import probing
from benchmarks.rows import TIMES, Row, table
from benchmarks.servers import Server, ours
from feeds.formats import FORMATS

LONG = 10_000
_EDITED = "meeting-5000\n    title: "
_LONGEST = 60
_POLL_SECONDS = 0.005
_REST_SECONDS = 1.5
"""So that each edit is one of a second of its own, as an editor's is."""


def rows() -> list[Row]:
    """Measure all of it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        ours(write_list(Path(folder) / "events.yaml", LONG)) as server,
    ):
        feeds = {kind: ask(f"{server.url}/events.{kind}").headers["etag"] for kind in FORMATS}
        with probing(f"{server.url}/theme/migration.ics?to=2024-02") as probe:
            spans = [
                _edit(server, Path(folder) / "events.yaml", number, feeds)
                for number in range(TIMES)
            ]
    what = f"one edit among {LONG:,} live in every format"
    took = [(ended - begun) * 1000 for begun, ended in spans]
    slow = [probe.p99(begun, ended) for begun, ended in spans]
    return [
        Row(what=what, ours=took, unit="ms", least=800, reach=400),
        Row(what="requests meanwhile, p99", ours=slow, unit="ms", least=25, reach=10),
    ]


def _edit(server: Server, events: Path, number: int, etags: dict[str, str]) -> tuple[float, float]:
    """Edit one title; return when that was written, and when all feeds had it."""
    time.sleep(_REST_SECONDS)
    title = f"Edited-{number}-"
    edited = events.read_text("utf-8").replace(_EDITED, f"{_EDITED}{title}", 1)
    begun = time.monotonic()
    events.write_text(edited, "utf-8")
    for kind in FORMATS:
        etags[kind] = _await_title(f"{server.url}/events.{kind}", etags[kind], title)
    return begun, time.monotonic()


def _await_title(url: str, etag: str, title: str) -> str:
    """Ask until a feed is another and has a title; return its ETag."""
    deadline = time.monotonic() + _LONGEST
    while time.monotonic() < deadline:
        answer = ask(url, {"If-None-Match": etag})
        if title.encode() in answer.body:
            return answer.headers["etag"]
        time.sleep(_POLL_SECONDS)
    raise SystemExit(f"{url} never had the edit")


if __name__ == "__main__":
    print(table(rows()))
