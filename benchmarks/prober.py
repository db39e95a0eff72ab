"""Clients that together ask for one feed at a steady rate, and note how long each answer took.

Usage: python benchmarks/prober.py HOST PORT PATH, until its input ends

Each sends the ETag that it was given last, as calendars do. A request is due at its time whether
or not others have been answered, and took as long as it was to wait since then. At the end, when
each was due and how long it took is printed as JSON, in seconds.
"""

import asyncio
import contextlib
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.cores import CLIENT, environment, on_core

RATE = 500
"""Requests a second, of all clients together."""
CLIENTS = 32
HERE = Path(__file__).resolve().parent


class Probe:
    """What a prober beside this process has found, once it has ended."""

    def __init__(self) -> None:
        self._found: list[tuple[float, float]] = []

    def p99(self, begun: float, ended: float) -> float:
        """Return the 99th percentile of a span of time (`time.monotonic`), in milliseconds."""
        took = sorted(each for due, each in self._found if begun <= due <= ended)
        return took[min(len(took) - 1, len(took) * 99 // 100)] * 1000

    def note(self, printed: str) -> None:
        """Take what the prober printed."""
        self._found = [(due, took) for due, took in json.loads(printed)]


@contextmanager
def probing(url: str) -> Iterator[Probe]:
    """Probe an address while the block runs; afterwards the probe can be asked."""
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    command = (
        sys.executable,
        str(HERE / "prober.py"),
        str(parts.hostname),
        str(parts.port),
        target,
    )
    process = subprocess.Popen(
        [*on_core(CLIENT), *command],
        env={**environment(), "PYTHONPATH": str(HERE.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    probe = Probe()
    try:
        time.sleep(0.3)  # it has begun by then
        yield probe
    finally:
        printed, _ = process.communicate()
        probe.note(printed)


class _Client:
    """One kept connection, on which one feed is asked for again and again."""

    def __init__(self, host: str, port: int, target: str) -> None:
        self._place = host, port
        self._begin = f"GET {target} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: gzip\r\n"
        self._request = f"{self._begin}\r\n".encode()

    async def run(self, due: float, ended: asyncio.Event) -> list[tuple[float, float]]:
        """Ask at a time and regularly from then on; return when, and how long each took."""
        reader, writer = await asyncio.open_connection(*self._place)
        found = []
        while not ended.is_set():
            await asyncio.sleep(due - time.monotonic())
            writer.write(self._request)
            await self._read(reader)
            found.append((due, time.monotonic() - due))
            due += CLIENTS / RATE
        writer.close()
        return found

    async def _read(self, reader: asyncio.StreamReader) -> None:
        """Read an answer to its end; with a new document comes a new ETag."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        if head.split(" ", 2)[1] == "304":
            return
        fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
        await reader.readexactly(int(fields["content-length"]))
        self._request = f"{self._begin}If-None-Match: {fields['etag']}\r\n\r\n".encode()


async def main(host: str, port: str, target: str) -> None:
    """Probe until the input ends, and print what was found."""
    gc.disable()
    with contextlib.suppress(OSError):
        os.nice(-10)  # what else asks from this core is not what is measured
    ended = asyncio.Event()
    now = time.monotonic()
    clients = (
        _Client(host, int(port), target).run(now + number / RATE, ended)
        for number in range(CLIENTS)
    )
    asking = asyncio.gather(*clients)
    await asyncio.to_thread(sys.stdin.read)
    ended.set()
    found = await asking
    print(json.dumps(sorted(each for client in found for each in client)))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
