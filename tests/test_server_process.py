"""The server as a process: how it begins, how it ends, and that it leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from fetching import get_ok
from serving import HOST, ROOT

START_SECONDS = 30.0
STOP_SECONDS = 10.0

HEAD = """\
calendar: {title: T, domain: d.example.org, announced: 2020-01-01, timezone: Etc/UTC, language: en}
"""


@dataclass(frozen=True, slots=True)
class Running:
    """A server's main process, which leads a process group of its own, and its port."""

    process: subprocess.Popen[str]
    port: int

    def answers(self, host: str = HOST) -> bool:
        """Tell whether somebody listens at the port."""
        with suppress(OSError), socket.create_connection((host, self.port), timeout=1):
            return True
        return False

    def has_processes(self) -> bool:
        """Tell whether any process of the group is left."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, 0)
            return True
        return False

    def written(self) -> str:
        """Return everything that the server wrote, once it has ended."""
        assert self.process.stdout is not None
        return self.process.stdout.read()


@contextmanager
def started(
    port: int | None = None, environment: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Start the server, and surely end it after the block."""
    port = port or free_port()
    inherited = {name: value for name, value in os.environ.items() if name[:6] != "FEEDS_"}
    process = subprocess.Popen(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env={**inherited, "HOST": HOST, "PORT": str(port), **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    )
    running = Running(process, port)
    try:
        yield running
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


@contextmanager
def serving() -> Iterator[Running]:
    """Start the server and wait until it answers."""
    with started() as running:
        assert within(START_SECONDS, running.answers), running.process.poll()
        yield running


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def within(seconds: float, is_so: Callable[[], bool]) -> bool:
    """Wait until something is so; tell whether it was in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
@pytest.mark.parametrize("end", [os.kill, os.killpg], ids=["main", "all"])
def test_the_server_ends_when_it_is_told_to(
    number: signal.Signals, end: Callable[[int, int], None]
) -> None:
    """At once and well; Ctrl-C and systemd tell all processes at once."""
    with serving() as running:
        get_ok(f"http://{HOST}:{running.port}/events.ics")
        end(running.process.pid, number)
        assert running.process.wait(STOP_SECONDS) == 0
        assert within(1, lambda: not running.has_processes())
        assert not running.answers()
        assert "Traceback" not in running.written()


def test_a_server_that_still_reads_its_list_ends_when_it_is_told_to(tmp_path: Path) -> None:
    """At once, not when it has read it: nobody was promised anything yet."""
    path = tmp_path / "list.yaml"
    events = "".join(f"  - {{id: e{each}, title: T, start: 2008-02-01}}\n" for each in range(9000))
    path.write_text(f"{HEAD}events:\n{events}")
    with started(environment={"FEEDS_EVENTS": str(path)}) as running:
        assert within(START_SECONDS, lambda: has_taken(running.port))
        running.process.terminate()
        assert running.process.wait(STOP_SECONDS) == 0
        assert within(1, lambda: not running.has_processes())
        assert running.written() == ""


def has_taken(port: int) -> bool:
    """Tell whether a port is taken, whether or not somebody listens there already."""
    with socket.socket() as probe:
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def test_a_client_that_never_finishes_does_not_hold_the_server() -> None:
    """Neither one that keeps its connection, nor one that sends half a request."""
    with serving() as running, socket.create_connection((HOST, running.port)) as idle:
        idle.sendall(b"GET /events.ics HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(4096).startswith(b"HTTP/1.1 200 OK\r\n")
        with socket.create_connection((HOST, running.port)) as slow:
            slow.sendall(b"GET /events.ics HTTP/1.1\r\nHost:")
            time.sleep(0.1)
            running.process.terminate()
            assert running.process.wait(STOP_SECONDS) == 0
        assert within(1, lambda: not running.has_processes())


def test_nothing_is_left_of_a_server_that_is_killed() -> None:
    """So the port is free for the next one."""
    with serving() as running:
        running.process.kill()
        running.process.wait(STOP_SECONDS)
        assert within(STOP_SECONDS, lambda: not running.answers())
        with started(running.port) as following:
            assert within(START_SECONDS, following.answers)


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    """With who takes it unsaid, and what to do; it ends with 1, and nothing was promised."""
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        with started(taken.getsockname()[1]) as running:
            assert running.process.wait(START_SECONDS) == 1
            assert running.written() == (
                f"Error: Cannot listen on port {running.port} of {HOST} "
                "(Address already in use); choose others with HOST= and PORT=.\n"
            )


@pytest.mark.parametrize("host", ["no host", "192.0.2.1"])
def test_a_host_that_is_not_here_is_told_in_one_line(host: str) -> None:
    """As a port that is taken is."""
    with started(environment={"HOST": host}) as running:
        assert running.process.wait(START_SECONDS) == 1
        said = running.written()
        assert said.startswith(f"Error: Cannot listen on port {running.port} of {host} (")
        assert said.count("\n") == 1


def test_a_host_may_be_named() -> None:
    """As well as numbered."""
    with started(environment={"HOST": "localhost"}) as running:
        assert within(START_SECONDS, lambda: running.answers("localhost"))


def test_a_broken_list_is_told_before_any_port_is_opened(tmp_path: Path) -> None:
    """R9: a taken port goes unnoticed, since nobody came so far; it ends with 1."""
    path = tmp_path / "list.yaml"
    path.write_text("calendar:\n  title: T\nevents:\n  - id: one\n    start: 2008-02-30\n")
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        with started(taken.getsockname()[1], {"FEEDS_EVENTS": str(path)}) as running:
            assert running.process.wait(START_SECONDS) == 1
            said = running.written()
    lines = said.splitlines()
    assert len(lines) > 1
    assert all(line.startswith(f"{path}:") and ": error: " in line for line in lines)


def test_a_taken_port_is_told_where_the_last_good_list_would_be_served(tmp_path: Path) -> None:
    """A list that is broken now keeps no server from starting, and is not what is in the way."""
    path = tmp_path / "list.yaml"
    path.write_text(f"{HEAD}events: [{{id: one, title: T, start: 2008-02-01}}]\n")
    with started(environment={"FEEDS_EVENTS": str(path)}) as running:
        assert within(START_SECONDS, running.answers)
        path.write_text(f"{HEAD}events: [{{id: one, titel: T, start: 2008-02-01}}]\n")
        with started(running.port, {"FEEDS_EVENTS": str(path)}) as second:
            assert second.process.wait(START_SECONDS) == 1
            assert second.written().startswith(f"Error: Cannot listen on port {running.port} of")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"PORT": "80000"}, "PORT is “80000”, but must be a number from 1 to 65535."),
        ({"FEEDS_BASE_URL": "x"}, "FEEDS_BASE_URL is “x”, but must be an address such as"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(environment: dict[str, str], said: str) -> None:
    """It ends with 2, as misuse does."""
    with started(environment=environment) as running:
        assert running.process.wait(START_SECONDS) == 2
        assert said in " ".join(running.written().split())
