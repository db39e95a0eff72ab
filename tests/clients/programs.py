"""Starts a client's program, bounded in time, away from the home and the screen of its user."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TIMEOUT_SECONDS = 30


def run(
    *command: str | Path,
    home: Path,
    text: str = "",
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program with a folder of its own as home and as place for temporary files.

    Raises:
        FileNotFoundError: The program is not installed.
        subprocess.TimeoutExpired: It did not end in time; it was killed.
    """
    clean = {
        key: value for key, value in os.environ.items() if key not in {"DISPLAY", "PYTHONPATH"}
    }
    own = {"HOME": str(home), "TMPDIR": str(home), "TERM": "dumb", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=home,
        env={**clean, **own, **(env or {})},
        input=text,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )


def run_json(*command: str | Path, home: Path, text: str = "") -> Any:
    """Run a driver that answers with JSON.

    Raises:
        RuntimeError: The driver itself failed.
    """
    done = run(*command, home=home, text=text)
    if done.returncode:
        raise RuntimeError(f"{command[1:]} failed: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)
