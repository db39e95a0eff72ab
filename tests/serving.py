"""The real server as a process of its own, on a loopback port of its own, and surely ended."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from feeds.publication import ListFiles

ROOT = Path(__file__).resolve().parent.parent
"""The top of the repository, where ``server.py`` and ``events.yaml`` stand."""

HOST = "127.0.0.1"
START_SECONDS = 30.0
STOP_SECONDS = 10.0
POLL_SECONDS = 0.02


class ServerError(RuntimeError):
    """The server did not start, did not end, or met an error that it did not expect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server.

    Attributes:
        url: Where it is reached, without a slash at the end.
        base: What its absolute addresses begin with.
        group: The id of its processes' group; 0 if somebody else started it.
    """

    url: str
    base: str
    group: int = 0


class Serve(Protocol):
    """Starts a server that ends with the test."""

    def __call__(
        self, events_path: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Server:
        """Start a server on a list, the real one unless given, with more of an environment."""
        ...


@contextmanager
def running_server(
    events_path: Path | None = None,
    env: Mapping[str, str] | None = None,
    *,
    root: Path = ROOT,
    port: int | None = None,
) -> Iterator[Server]:
    """Run the server while the block runs.

    Args:
        events_path: The event list, a file or a folder; a copy of the real one unless given. What the server keeps
            beside it stays beside it.
        env: More of the environment, or other values of it.
        root: The copy of the repository that is run.
        port: Where it listens; a free port unless given.

    Raises:
        ServerError: It does not answer in 30 seconds, leaves a process behind, or has written
            a traceback.
    """
    port = port or free_port()
    with tempfile.TemporaryDirectory() as folder:
        path = events_path or copied(root / "events.yaml", Path(folder))
        with _running(path, env or {}, root, port) as server:
            yield server


def copied(events_path: Path, folder: Path) -> Path:
    """Copy an event list, a file or a folder, and its history, for a server to keep it beside."""
    if events_path.is_dir():
        shutil.copytree(events_path, folder / events_path.name)
    else:
        shutil.copy2(events_path, folder)
    if (history := ListFiles.beside(events_path).history).exists():
        shutil.copy2(history, folder)
    return folder / events_path.name


@contextmanager
def _running(events_path: Path, env: Mapping[str, str], root: Path, port: int) -> Iterator[Server]:
    environment = _environment(port, events_path, env)
    base = environment.get("FEEDS_BASE_URL", f"http://localhost:{port}")
    with running_process([sys.executable, "server.py"], port, environment, root) as group:
        yield Server(url=f"http://{HOST}:{port}", base=base, group=group)


@contextmanager
def running_process(
    command: Sequence[str], port: int, env: Mapping[str, str] | None = None, folder: Path = ROOT
) -> Iterator[int]:
    """Run a process that listens on a port; give the id of its group.

    Args:
        command: What is run.
        port: Where it listens.
        env: All of its environment, if it is to have another.
        folder: Where it runs.

    Raises:
        ServerError: It does not answer in 30 seconds, leaves a process behind, or has written
            a traceback.
    """
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait_for_port(process, port)
            yield process.pid
        except ServerError as error:
            raise ServerError(f"{error}; it wrote:\n{_written(output.fileno())}") from None
        finally:
            _end(process)
        if "Traceback" in (written := _written(output.fileno())):
            raise ServerError(f"the server wrote a traceback:\n{written}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _environment(port: int, events_path: Path, more: Mapping[str, str]) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("FEEDS_")}
    own = {"FEEDS_EVENTS": str(events_path), "PORT": str(port), "HOST": HOST}
    return {**inherited, **own, **more}


def _wait_for_port(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"the server ended at once, with {process.returncode}")
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(POLL_SECONDS)
        else:
            return
    raise ServerError(f"the server did not answer within {START_SECONDS:g} seconds")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the whole process group."""
    _signal(process.pid, signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        _signal(process.pid, signal.SIGKILL)
        process.wait(STOP_SECONDS)
        raise ServerError("the server did not end on SIGTERM") from None
    deadline = time.monotonic() + STOP_SECONDS
    while _signal(process.pid, 0):
        if time.monotonic() > deadline:
            _signal(process.pid, signal.SIGKILL)
            raise ServerError("the server ended and left a process behind")
        time.sleep(POLL_SECONDS)


def _signal(group: int, number: int) -> bool:
    """Signal a process group; tell whether there still was one."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


def _written(descriptor: int) -> str:
    """Read what was written so far, leaving alone the place where the server writes on."""
    size = os.fstat(descriptor).st_size
    return os.pread(descriptor, size, 0).decode("utf-8", "replace")
