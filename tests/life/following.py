"""Whoever follows servers while their list is edited, and remembers what was served."""

import http.client
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, Self
from urllib.parse import urlsplit

from fetching import Answer, get, get_ok
from serving import Server

SERVED_SECONDS = 15.0
"""How long an edit may take to be served, on however slow a machine."""

FORMATS = ("ics", "rss", "atom", "json", "csv")
PATHS = tuple(f"/events.{extension}" for extension in FORMATS)


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Wait for something that must come."""
    deadline = time.monotonic() + SERVED_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, f"never {what}"
        time.sleep(0.02)


def health_of(server: Server) -> Any:
    """Return what a server says of itself."""
    return json.loads(get_ok(f"{server.url}/healthz").text)


def wait_for_status(server: Server, status: str) -> Any:
    """Wait until a server says that it is ok, or stale; return all that it says."""
    wait_until(lambda: bool(health_of(server)["status"] == status), status)
    return health_of(server)


def documents_of(server: Server, paths: Iterable[str] = PATHS) -> dict[str, tuple[bytes, str, str]]:
    """Return body, tag and date of documents."""
    answers = {path: get_ok(server.url + path) for path in paths}
    return {
        path: (answer.body, answer.header("ETag"), answer.header("Last-Modified"))
        for path, answer in answers.items()
    }


class Connection:
    """One connection to a server, kept open."""

    def __init__(self, server: Server) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)

    def get(self, path: str, headers: dict[str, str]) -> Answer:
        """Ask for a path."""
        self._connection.request("GET", path, headers=headers)
        response = self._connection.getresponse()
        return Answer(status=response.status, headers=response.headers, body=response.read())

    def close(self) -> None:
        """Close it."""
        self._connection.close()


class Follower(threading.Thread):
    """Asks servers for every format over and over while the block runs.

    ``bodies`` are all the bodies that came under a path and a tag, ``statuses`` all the statuses,
    ``served`` are all the bodies of each path and server in the order they first came.
    """

    def __init__(self, *servers: Server, paths: Iterable[str] = PATHS) -> None:
        super().__init__(name="follower")
        self._servers = servers
        self._paths = tuple(paths)
        self._ended = threading.Event()
        self.bodies: dict[tuple[str, str], set[bytes]] = defaultdict(set)
        self.statuses: set[int] = set()
        self.served: dict[tuple[str, str], list[bytes]] = defaultdict(list)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join()

    def run(self) -> None:
        """Ask until the end."""
        while not self._ended.wait(0.01):
            for server in self._servers:
                for path in self._paths:
                    self._ask(server, path)

    def _ask(self, server: Server, path: str) -> None:
        answer = get(server.url + path)
        self.statuses.add(answer.status)
        self.bodies[path, answer.header("ETag")].add(answer.body)
        served = self.served[server.url, path]
        if not served or served[-1] != answer.body:
            served.append(answer.body)
