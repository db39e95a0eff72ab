"""evolution-data-server, GNOME Calendar's engine, kept running on a bus of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .processes import ProgramError, ask, keep_running
from .seen import Shown, shown

SYSTEM_PYTHON = "/usr/bin/python3"
TESTS = Path(__file__).resolve().parents[2]
DRIVER = "clients.life.evolution_driver"


class Evolution:
    """A calendar that the data server follows, for as long as it runs."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._events: list[Shown] = []

    def refresh(self) -> None:
        """Have the data server refresh its copy.

        Raises:
            ProgramError: It could not.
        """
        answer = ask(self._process)
        if answer["error"]:
            raise ProgramError(answer["error"])
        self._events = [shown(event) for event in answer["events"]]

    def shown(self) -> list[Shown]:
        """List what the copy holds."""
        return self._events


@contextmanager
def evolution(address: str, home: Path) -> Iterator[Evolution]:
    """Have the data server follow a calendar."""
    with on_a_bus(DRIVER, address, home=home) as process:
        yield Evolution(process)


@contextmanager
def on_a_bus(driver: str, *arguments: str, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a driver in the system's Python, on a bus of its own that starts the data server.

    Args:
        driver: The module that is run, which imports `data_server`.
        arguments: Its arguments.
        home: A new folder for it and for the data server.
    """
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    settings = {
        "GIO_USE_PROXY_RESOLVER": "dummy",
        "GIO_USE_VFS": "local",
        "GSETTINGS_BACKEND": "memory",
        "NO_AT_BRIDGE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(TESTS),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_RUNTIME_DIR": str(runtime),
    }
    command = ("dbus-run-session", "--", SYSTEM_PYTHON, "-m", driver, *arguments)
    with keep_running(*command, home=home, env=settings, is_driver=True) as process:
        yield process
