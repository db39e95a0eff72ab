"""Starts a client's program, bounded in time, away from the home and the screen of its user."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TIMEOUT_SECONDS = 30

_OF_THE_USER = frozenset({"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "PYTHONPATH", "WAYLAND_DISPLAY"})


def run(
    *command: str | Path,
    home: Path,
    text: str = "",
    env: Mapping[str, str] | None = None,
    seconds: float = TIMEOUT_SECONDS,
) -> subprocess.CompletedProcess[str]:
    """Run a program with a folder of its own as home and as place for temporary files.

    Raises:
        FileNotFoundError: The program is not installed.
        subprocess.TimeoutExpired: It did not end in time; it was killed.
    """
    return subprocess.run(
        [str(part) for part in command],
        cwd=home,
        env=environment(home, env),
        input=text,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Make the environment of a program that knows nothing of its user.

    Args:
        home: Its home, and its place for temporary files.
        more: More of the environment, or other values of it.
    """
    clean = {key: value for key, value in os.environ.items() if key not in _OF_THE_USER}
    own = {"HOME": str(home), "TMPDIR": str(home), "TERM": "dumb", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return {**clean, **own, **(more or {})}


def run_json(*command: str | Path, home: Path, text: str = "") -> Any:
    """Run a driver that answers with JSON.

    Raises:
        RuntimeError: The driver itself failed.
    """
    done = run(*command, home=home, text=text)
    if done.returncode:
        raise RuntimeError(f"{command[1:]} failed: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)
