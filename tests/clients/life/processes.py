"""Clients that keep running: started in a home of their own, and surely ended."""

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from clients.programs import TIMEOUT_SECONDS, environment

STOP_SECONDS = 10.0
POLL_SECONDS = 0.02


class ProgramError(RuntimeError):
    """A client's program failed, or did not end."""


@contextmanager
def keep_running(
    *command: str | Path,
    home: Path,
    env: Mapping[str, str] | None = None,
    is_driver: bool = False,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program while the block runs, with all the processes that it starts.

    What it has to say goes to the file ``log`` in its home.

    Args:
        command: The program and its arguments.
        home: Its home, where it finds nothing of its user.
        env: More of its environment.
        is_driver: Whether `ask` will talk with it.

    Raises:
        ProgramError: It left a process behind, which is killed.
    """
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=home,
            env=environment(home, env),
            stdin=subprocess.PIPE if is_driver else subprocess.DEVNULL,
            stdout=subprocess.PIPE if is_driver else log,
            stderr=log,
            start_new_session=True,
        )
    with process:
        try:
            yield process
        finally:
            _end(process)
            _await_all(home)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


def _await_all(home: Path) -> None:
    """Wait until no process has this home any more."""
    deadline = time.monotonic() + STOP_SECONDS
    while left := _living_in(home):
        if time.monotonic() > deadline:
            for number in left:
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
            raise ProgramError(f"processes were left behind: {', '.join(left.values())}")
        time.sleep(POLL_SECONDS)


def _living_in(home: Path) -> dict[int, str]:
    """Find the processes whose home a folder is; those that ended and wait to be read count not."""
    mark = f"HOME={home}".encode()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                found[int(folder.name)] = (folder / "comm").read_text().strip()
        except OSError:
            continue  # it ended, or is another user's
    return found


def ask(process: subprocess.Popen[bytes]) -> Any:
    """Send a running driver an empty line, and read the line of JSON that it answers with.

    Raises:
        ProgramError: It does not answer.
    """
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"\n")
    process.stdin.flush()
    answer = b""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while not answer.endswith(b"\n"):
        left = max(0, deadline - time.monotonic())
        ready, _, _ = select.select([process.stdout], [], [], left)
        more = os.read(process.stdout.fileno(), 65536) if ready else b""
        if not more:
            raise ProgramError(f"no answer, only {answer!r}")
        answer += more
    return json.loads(answer)
