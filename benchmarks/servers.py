"""The servers that are measured, each a process group on a core of its own, and surely ended."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cores import SERVER, environment, on_core
from benchmarks.load import ask

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
HOST = "127.0.0.1"
THREADS, CONNECTIONS = 4, 1024
"""What granian is told for the plain application."""
_POLL_SECONDS = 0.002
_END_SECONDS = 10
_REST_SECONDS = 1.0
_AT_REST = 0.05
"""The share of a core that a server at rest may still use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server.

    Attributes:
        url: Where it is, without a slash at the end.
        group: The id of the group of its processes.
        seconds: From its start to its first answer.
    """

    url: str
    group: int
    seconds: float


@contextmanager
def ours(
    events: Path, *, core: int | None = SERVER, first: str = "/events.ics", wait: float = 120
) -> Iterator[Server]:
    """Run the program on a list; its first answer is to ``first``, within ``wait`` seconds."""
    port = free_port()
    more = {"FEEDS_EVENTS": str(events), "HOST": HOST, "PORT": str(port)}
    command = [sys.executable, str(ROOT / "server.py")]
    with _running(command, port, first, core=core, more=more, wait=wait) as server:
        yield server


@contextmanager
def nginx(
    folder: Path, types: Mapping[str, str], headers: Mapping[str, str], more: str = ""
) -> Iterator[Server]:
    """Run nginx on the files of a folder.

    Args:
        folder: The files; it must be readable to everybody.
        types: The media types, by extension.
        headers: What is sent with each file besides.
        more: More of its configuration.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        configuration = Path(place, "nginx.conf")
        configuration.write_text(
            Path(HERE, "nginx.conf")
            .read_text("utf-8")
            .replace("HOST:PORT", f"{HOST}:{port}")
            .replace("PLACE", place)
            .replace("FILES", str(folder))
            .replace("TYPES", " ".join(f"{kind} {name};" for name, kind in types.items()))
            .replace("MORE", more)
            .replace("HEADERS", "".join(_add_header(*each) for each in headers.items())),
            "utf-8",
        )
        command = ["nginx", "-p", place, "-c", str(configuration), "-e", f"{place}/error.log"]
        first = f"/{next(path.name for path in folder.iterdir())}"
        with _running(command, port, first) as server:
            yield server


def _add_header(name: str, value: str) -> str:
    quoted = value.replace('"', '\\"')
    return f'add_header {name} "{quoted}";\n'


@contextmanager
def plain_flask(document: Path) -> Iterator[Server]:
    """Run a plain Flask application that has one file, under the fastest server for such."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", str(THREADS)]
    command += ["--backpressure", str(CONNECTIONS), "--log-level", "error"]
    command += ["--working-dir", str(ROOT), "benchmarks.plain_flask:app"]
    more = {"PLAIN_DOCUMENT": str(document), "PYTHONPATH": str(ROOT)}
    with _running(command, port, "/events.ics", more=more) as server:
        yield server


@contextmanager
def _running(  # noqa: PLR0913 - what a process is started with
    command: Sequence[str],
    port: int,
    first: str,
    *,
    core: int | None = SERVER,
    more: Mapping[str, str] | None = None,
    wait: float = 30,
) -> Iterator[Server]:
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*on_core(core), *command],
        cwd=ROOT,
        env={**environment(), **(more or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        url = f"http://{HOST}:{port}"
        _await_answer(process, url + first, begun + wait)
        yield Server(url=url, group=process.pid, seconds=time.perf_counter() - begun)
    finally:
        _end(process)


def _await_answer(process: subprocess.Popen[bytes], url: str, deadline: float) -> None:
    while time.perf_counter() < deadline:
        if process.poll() is not None:
            break
        try:
            answer = ask(url)
        except OSError:
            time.sleep(_POLL_SECONDS)
            continue
        if answer.status == http.client.OK:
            return
        raise SystemExit(f"{url} answers {answer.status}")
    raise SystemExit(f"{' '.join(map(str, process.args))} does not answer.")  # type: ignore[arg-type]


def await_rest(server: Server) -> None:
    """Wait until a server has made ahead of time what it makes: it does next to nothing."""
    while _seconds_worked(server) > _AT_REST * _REST_SECONDS:
        pass


def _seconds_worked(server: Server) -> float:
    """Return for how long a server's processes work in a span of time."""
    before = _worked(server.group)
    time.sleep(_REST_SECONDS)
    return (_worked(server.group) - before) / os.sysconf("SC_CLK_TCK")


def _worked(group: int) -> int:
    """Return the clock ticks that all processes of a group have worked so far (proc(5))."""
    worked = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended
            _, _, fields = path.read_text("ascii", "replace").rpartition(")")
            _, _, its_group, *others = fields.split()
            worked += sum(map(int, others[8:10])) if int(its_group) == group else 0
    return worked


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole group: granian's worker may outlive its main, and hold the port."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(_END_SECONDS)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
