"""evolution-data-server, GNOME Calendar's engine, kept running on a bus of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .processes import ProgramError, ask, keep_running
from .seen import Shown, shown

SYSTEM_PYTHON = "/usr/bin/python3"
DRIVER = Path(__file__).with_name("evolution_driver.py")


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
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    settings = {
        "GIO_USE_PROXY_RESOLVER": "dummy",
        "GIO_USE_VFS": "local",
        "GSETTINGS_BACKEND": "memory",
        "NO_AT_BRIDGE": "1",
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_RUNTIME_DIR": str(runtime),
    }
    command = ("dbus-run-session", "--", SYSTEM_PYTHON, DRIVER, address)
    with keep_running(*command, home=home, env=settings, is_driver=True) as process:
        yield Evolution(process)
