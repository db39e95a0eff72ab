"""Measures everything that is claimed of speed, and writes it down.

Usage: python benchmarks/run.py

The table is printed and written to RESULTS.md, and docs/scale.md is reckoned anew from it. It
ends with 1 where something is not as it must be. Each subject also runs by itself.
"""

import signal
import sys
import time
from pathlib import Path

from benchmarks import memory, reloading, rendering, scale, serving, starting
from benchmarks.cores import CLIENT
from benchmarks.load import CONNECTIONS, SECONDS, busiest
from benchmarks.machine import described
from benchmarks.needs import missing
from benchmarks.prober import CLIENTS, RATE
from benchmarks.rows import TIMES, Row, table

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
SUBJECTS = (serving, rendering, reloading, starting, memory)


def main() -> None:
    """Measure, print and write."""
    if lacking := missing():
        raise SystemExit(f"Not here: {', '.join(lacking)}. `make bench` installs them.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers end too
    begun, rows = time.monotonic(), []
    for subject in SUBJECTS:
        print(f"{subject.__name__.rpartition('.')[2]} …", file=sys.stderr, flush=True)
        rows += subject.rows()
    print(table(rows))
    RESULTS.write_text(_written(rows, time.monotonic() - begun), "utf-8")
    scale.renew()
    sys.exit(any(row.verdict == "**not met**" for row in rows))


def _written(rows: list[Row], seconds: float) -> str:
    return f"""# How fast it is

Written by `make bench`, which took {seconds / 60:.0f} minutes; what is measured with stands in
[this folder](.).

{described()}

{table(rows)}

## How to read it

- Figures are medians of {TIMES}, unless a row says otherwise. A ratio is how many times better ours
  is than what is beside it, measured in turn in this very run: the median of the ratios of each
  turn. Where nothing stands beside it, the figure itself is held against the bar.
- Servers are asked by wrk, with {CONNECTIONS} connections, each for {SECONDS} seconds at a time.
  It took up to {busiest():.0%} of {"its core" if CLIENT is not None else "the core"}; where that is
  near 100 %, the faster of two servers may be faster still.
- nginx has the very bytes of ours as files, and sends the same headers, with one worker, sendfile,
  `gzip_static` and no access log ([nginx.conf](nginx.conf)). At its best it also keeps files open
  (`open_file_cache`), so that it notices a change only half a minute later, and leaves out of a 304
  what ours does. One that copies does without sendfile, as whoever makes answers in memory must.
  The plain Flask route ([plain_flask.py](plain_flask.py)) runs under granian, which is faster at
  that than uvicorn.
- p99 of requests while something else goes on: {CLIENTS} clients together ask {RATE} times a second,
  whether or not they were answered before, and each with the ETag it was given last.
- A filtered feed for the first time is measured from the query of its address to the document,
  before that is coded; {len(rendering.QUERIES)} different ones, and the median of them.
- A cold load is that of a list which was served before, by a process that has just begun;
  its imports are not counted. They are in the start to the first answer.
- Memory is the proportional set size of all processes, when each whole feed was asked for plain,
  as gzip and as brotli.
"""


if __name__ == "__main__":
    main()
