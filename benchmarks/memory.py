"""How much memory the server takes: what all its processes hold, shared pages counted once (PSS).

Usage: python benchmarks/memory.py
"""

import os
import re
import shutil
import tempfile
from pathlib import Path

from benchmarks.lists import write_list
from benchmarks.load import ask
from benchmarks.rows import Row, table
from benchmarks.servers import ROOT, Server, ours
from feeds.formats import FORMATS

LONG = 10_000
CODINGS = ("identity", "gzip", "br")
_PSS = re.compile(r"^Pss:\s+(\d+) kB$", re.MULTILINE)


def rows() -> list[Row]:
    """Measure all of it."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("events.yaml", "events.history"):
            shutil.copy2(ROOT / name, folder)
        with ours(Path(folder, "events.yaml")) as server:
            real = _held_after_all(server)
        with ours(write_list(Path(folder) / "long.yaml", LONG)) as server:
            long = _held_after_all(server)
    what = f"memory, {LONG:,} events, every feed served"
    return [
        Row(
            what="memory, real list, every feed served", ours=[real], unit="MB", least=85, reach=65
        ),
        Row(what=what, ours=[long], unit="MB", least=270, reach=160),
    ]


def _held_after_all(server: Server) -> float:
    """Return what a server holds when every whole feed was asked for in each coding."""
    for kind in FORMATS:
        for coding in CODINGS:
            ask(f"{server.url}/events.{kind}", {"Accept-Encoding": coding})
    ask(f"{server.url}/")
    return held_by(server.group)


def held_by(group: int) -> float:
    """Return the proportional set size of a group of processes, in MB (10^6 bytes)."""
    members = (int(name) for name in os.listdir("/proc") if name.isdecimal())  # noqa: PTH208 - names are all that is wanted
    return sum(_pss(each) for each in members if _group_of(each) == group)


def _group_of(process: int) -> int | None:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return None


def _pss(process: int) -> float:
    found = _PSS.search(Path(f"/proc/{process}/smaps_rollup").read_text("ascii"))
    return int(found[1]) * 1024 / 1e6 if found else 0


if __name__ == "__main__":
    print(table(rows()))
