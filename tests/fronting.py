"""A server in the test's own process, so that what gets past its connections can be counted."""

import http.client
import io
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, request_started

from feeds.publication import Publication
from feeds.serving import server_of
from feeds.settings import Settings
from feeds.web import create_app, finished_of

HOST = "127.0.0.1"
SECONDS = 10
MOST = 20
HIT = b"GET /events.ics HTTP/1.1\r\nHost: x\r\n\r\n"
LAST = b"GET /events.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
Told = tuple[int, list[tuple[str, str]], bytes]


@dataclass(frozen=True, slots=True)
class Front:
    """A server in this process: its port, and each request that got as far as Flask."""

    port: int
    entered: list[str]

    def ask(self, address: str, method: str = "GET", **headers: str) -> Told:
        """Ask over a connection of its own; the answer without the second it was given at."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=SECONDS)
        try:
            connection.request(method, address, headers={"Connection": "close", **headers})
            answer = connection.getresponse()
            told = sorted((name.lower(), value) for name, value in answer.getheaders())
            return answer.status, [each for each in told if each[0] != "date"], answer.read()
        finally:
            connection.close()

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection((HOST, self.port), timeout=SECONDS)

    def exchange(self, *pieces: bytes, pause: float = 0) -> list[http.client.HTTPResponse]:
        """Send pieces over one connection until it is closed; return the answers."""
        with self.connect() as connection:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
            return list(answers(connection))


def answers(connection: socket.socket) -> Iterator[http.client.HTTPResponse]:
    """Read answers to GETs from a connection, until it is closed."""
    whole = b"".join(iter(lambda: connection.recv(65536), b""))
    while whole:
        head, _, rest = whole.partition(b"\r\n\r\n")
        answer = http.client.HTTPResponse(_Read(head + b"\r\n\r\n"))  # type: ignore[arg-type]  # all that is asked of it
        answer.begin()
        length = int(answer.getheader("Content-Length") or 0)
        answer.whole = rest[:length]  # type: ignore[attr-defined]  # beside what it has
        yield answer
        whole = rest[length:]


class _Read:
    """What was read of a connection, as `http.client` wants it."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, _mode: str) -> Any:
        """Open it."""
        return io.BytesIO(self._data)


@contextmanager
def fronting(app: Flask, idle: float = 60) -> Iterator[Front]:
    """Run an application behind the protocol, on a thread of its own."""
    entered: list[str] = []
    with socket.create_server((HOST, 0)) as listening:
        server = server_of(finished_of(app), idle=idle, most=MOST)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            with request_started.connected_to(lambda *_, **__: entered.append("once more"), app):
                yield Front(listening.getsockname()[1], entered)
        finally:
            server.should_exit = True
            thread.join(SECONDS)


def long_list(folder: Path, count: int, size: int) -> Flask:
    """Make an application of a list of events, each with a summary of a size."""
    events = "".join(
        f"  - {{id: e{each}, title: T, start: 2026-01-01, summary: {'s' * size}}}\n"
        for each in range(count)
    )
    path = folder / "list.yaml"
    head = "calendar: {title: T, domain: d.example.org, announced: 2020-01-01, timezone: Etc/UTC"
    path.write_text(f"{head}, language: en}}\nevents:\n{events}")
    return create_app(Publication(Settings(events=path)))
