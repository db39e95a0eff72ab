"""How fast answers that are ready are given, beside nginx and beside a plain Flask route.

Usage: python benchmarks/serving.py
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from benchmarks.cores import CLIENT, on_core
from benchmarks.lists import MIDDLE, SMALL, write_list
from benchmarks.load import CONNECTIONS, Load, ask, load
from benchmarks.prober import probing
from benchmarks.rows import TIMES, Row, in_turn, table
from benchmarks.servers import HERE, Server, nginx, ours, plain_flask

LONG = 10_000
MISSES_SECONDS = 3
GZIP = {"Accept-Encoding": "gzip"}
_NGINX = "nginx"
_ITS_OWN = frozenset(
    "Connection Content-Encoding Content-Length Content-Type Date ETag Last-Modified Server"
    " Transfer-Encoding Vary".lower().split()
)
"""The headers that nginx writes itself."""
_FEW = 4
_OF_A_304 = frozenset({"access-control-allow-origin", "cache-control"})
_KEPT_OPEN = "open_file_cache max=1000 inactive=60s; open_file_cache_valid 30s;"
_COPYING = "sendfile off; output_buffers 2 512k;"
_TYPES = {"ics": "text/calendar"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Servers that have the same two calendars: ``small.ics`` and ``middle.ics`` to nginx.

    ``best`` is an nginx that keeps files open, and sends only what a 304 must have; ``copying``
    one that does without sendfile.
    """

    small: Server
    middle: Server
    nginx: Server
    best: Server
    copying: Server
    flask: Server


def rows() -> list[Row]:
    """Measure all of it."""
    with _servers() as place:
        return [
            *_unchanged(place),
            *_whole(place),
            *_filtered(place),
            *_otherwise(place),
            _misses(),
        ]


@contextmanager
def _servers() -> Iterator[Place]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        files = folder / "files"
        files.mkdir()
        small, middle = (
            stack.enter_context(ours(write_list(folder / f"{count}.yaml", count)))
            for count in (SMALL, MIDDLE)
        )
        headers = _copied(small, files / "small.ics")
        _copied(middle, files / "middle.ics")
        static = stack.enter_context(nginx(files, _TYPES, headers))
        kept = {name: text for name, text in headers.items() if name in _OF_A_304}
        best = stack.enter_context(nginx(files, _TYPES, kept, _KEPT_OPEN))
        copying = stack.enter_context(nginx(files, _TYPES, headers, _COPYING))
        flask = stack.enter_context(plain_flask(files / "small.ics"))
        yield Place(
            small=small, middle=middle, nginx=static, best=best, copying=copying, flask=flask
        )


def _copied(server: Server, path: Path) -> dict[str, str]:
    """Write a calendar as the server sends it, plain and as gzip; return its own headers."""
    whole, coded = ask(f"{server.url}/events.ics"), ask(f"{server.url}/events.ics", GZIP)
    changed = parsedate_to_datetime(whole.headers["last-modified"]).timestamp()
    for each, body in ((path, whole.body), (path.with_name(f"{path.name}.gz"), coded.body)):
        each.write_bytes(body)
        os.utime(each, (changed, changed))
    return {name: text for name, text in whole.headers.items() if name not in _ITS_OWN}


def _unchanged(place: Place) -> Iterator[Row]:
    """A 304, from each of them."""
    feeds = [f"{server.url}/events.ics" for server in (place.small, place.flask)]
    files = [f"{server.url}/small.ics" for server in (place.nginx, place.best)]
    found = [_Asked(url, _known(url)) for url in (feeds[0], *files, feeds[1])]
    feed, static, best, flask = in_turn(*found)
    yield Row(
        what="304 of a feed",
        ours=feed,
        unit="/s",
        peer=static,
        beside=_NGINX,
        least=0.95,
        reach=1.1,
    )
    yield Row(what="304 of a feed", ours=feed, unit="/s", peer=best, beside="nginx at its best")
    yield Row(what="304 of a feed", ours=feed, unit="/s", peer=flask, beside="plain Flask", least=9)
    sizes = [each.last.size for each in found]
    yield Row(what="bytes of a 304", ours=sizes[:1], unit="B", peer=sizes[1:2], beside=_NGINX)


def _whole(place: Place) -> Iterator[Row]:
    """A 200, of 6 KB and of 400."""
    small = f"{place.small.url}/events.ics", f"{place.nginx.url}/small.ics"
    files = (f"{server.url}/middle.ics" for server in (place.nginx, place.copying))
    middle = f"{place.middle.url}/events.ics", *files
    for what, urls, headers, least, reach in (
        ("200 of 6 KB", small, {}, 1.0, 1.2),
        ("200 of 400 KB", middle, {}, 0.9, 1),
        ("200 of 400 KB as gzip", middle, GZIP, 1.0, 1.2),
    ):
        found = [_Asked(url, headers) for url in urls]
        feed, static, *copied = in_turn(*found)
        yield Row(
            what=what, ours=feed, unit="/s", peer=static, beside=_NGINX, least=least, reach=reach
        )
        for rates in copied:
            yield Row(what=what, ours=feed, unit="/s", peer=rates, beside="nginx that copies")
        if headers:
            sizes = [each.last.size for each in found]
            yield Row(
                what=f"bytes of a {what}", ours=sizes[:1], unit="B", peer=sizes[1:2], beside=_NGINX
            )


def _filtered(place: Place) -> Iterator[Row]:
    """A filtered feed that was asked for before, and the whole one."""
    urls = [f"{place.small.url}{path}" for path in ("/events.ics?theme=employers", "/events.ics")]
    filtered, whole = in_turn(*(_Asked(url, _known(url)) for url in urls))
    yield Row(
        what="304 of a filtered feed, again",
        ours=filtered,
        unit="/s",
        peer=whole,
        beside="the whole one",
        least=0.95,
    )


def _otherwise(place: Place) -> Iterator[Row]:
    """A 304 over few connections, and over one of its own, as calendars ask without a proxy."""
    urls = f"{place.small.url}/events.ics", f"{place.nginx.url}/small.ics"
    close = {"Connection": "close"}
    for what, more, connections in (
        (f"304, over {_FEW} connections", {}, _FEW),
        ("304, each over a new connection", close, CONNECTIONS),
    ):
        found = (_Asked(url, {**_known(url), **more}, connections) for url in urls)
        feed, static = in_turn(*found)
        yield Row(what=what, ours=feed, unit="/s", peer=static, beside=_NGINX)


def _misses() -> Row:
    """304s at a steady rate, while filtered feeds are asked for the first time without end."""
    with (
        tempfile.TemporaryDirectory() as folder,
        ours(write_list(Path(folder) / "events.yaml", LONG)) as server,
    ):
        ask(f"{server.url}/events.ics")
        with probing(f"{server.url}/theme/migration.ics?to=2024-02") as probe:
            spans = [_span_of_misses(server) for _ in range(TIMES)]
        found = [probe.p99(begun, ended) for begun, ended in spans]
    return Row(
        what="304s while misses run without end, p99", ours=found, unit="ms", least=15, reach=7
    )


def _span_of_misses(server: Server) -> tuple[float, float]:
    begun = time.monotonic()
    command = [*on_core(CLIENT), "wrk", "--threads=1", "--connections=1"]
    command += [f"--duration={MISSES_SECONDS}s", f"--script={HERE / 'misses.lua'}", server.url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    if "Non-2xx" in done.stdout:
        raise SystemExit(done.stdout)
    return begun, time.monotonic()


class _Asked:
    """Something to ask for as often as it is answered; ``last`` is what came of it."""

    def __init__(
        self, url: str, headers: Mapping[str, str], connections: int = CONNECTIONS
    ) -> None:
        self._url, self._headers, self._connections = url, headers, connections
        self._status = ask(url, headers).status
        expected = 304 if "If-None-Match" in headers else 200
        if self._status != expected:
            raise SystemExit(f"{url} answers {self._status}, not {expected}")
        self.last: Load

    def __call__(self) -> float:
        self.last = load(self._url, self._headers, self._connections)
        return self.last.rate


def _known(url: str) -> dict[str, str]:
    """Return the header of a client that has a document already."""
    return {"If-None-Match": ask(url).headers["etag"]}


if __name__ == "__main__":
    print(table(rows()))
