"""Asking a server as often as it answers, with wrk, from a core of its own."""

import http.client
import json
import resource
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.cores import CLIENT, on_core

HERE = Path(__file__).resolve().parent
SECONDS = 2
CONNECTIONS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What came of asking.

    Attributes:
        rate: Answers a second.
        size: Bytes of an answer, with its head.
    """

    rate: float
    size: float


_busy: list[float] = []


def busiest() -> float:
    """Return how much of its core wrk took at most in this run."""
    return max(_busy)


def load(
    url: str, headers: Mapping[str, str] | None = None, connections: int = CONNECTIONS
) -> Load:
    """Ask for one address over kept connections, as often as it is answered.

    Raises:
        SystemExit: Some requests were not answered, or with an error.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [*on_core(CLIENT), "wrk", "--threads=1", f"--connections={connections}"]
    command += [f"--duration={SECONDS}s", f"--script={HERE / 'report.lua'}"]
    command += [f"--header={name}: {text}" for name, text in (headers or {}).items()]
    done = subprocess.run([*command, url], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = json.loads(done.stdout.splitlines()[-1])
    if found["failed"]:
        raise SystemExit(f"{url} failed {found['failed']} times:\n{done.stdout}")
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    _busy.append(took / found["seconds"])
    return Load(rate=found["requests"] / found["seconds"], size=found["bytes"] / found["requests"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it came; ``headers`` by their names, in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Ask once."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=120)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    try:
        connection.request("GET", target, headers=dict(headers or {}))
        answer = connection.getresponse()
        given = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(status=answer.status, headers=given, body=answer.read())
    finally:
        connection.close()
