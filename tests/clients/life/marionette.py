"""Thunderbird without a screen, kept running, and spoken to through Marionette."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from serving import free_port

from .processes import ProgramError, keep_running

FOLLOWING = Path(__file__).with_name("following.js").read_text()
"""What scripts that follow calendars begin with."""

START_SECONDS = 60.0
ANSWER_SECONDS = 30.0
POLL_SECONDS = 0.05

SETTINGS = {
    "app.donation.eoy.version.viewed": 999,
    "app.update.enabled": False,
    "calendar.integration.notify": False,
    "calendar.timezone.local": "UTC",
    "calendar.timezone.useSystemTimezone": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mail.winsearch.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": False,
}
"""So that Thunderbird asks nothing of its user, and of the world only the calendar."""


class Marionette:
    """Thunderbird's remote control: JSON with its length before it, over a socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._unread = b""
        self._count = 0
        self._receive()  # its greeting

    def __call__(self, command: str, **arguments: Any) -> Any:
        """Have a command carried out.

        Raises:
            ProgramError: Thunderbird could not.
        """
        self._count += 1
        message = json.dumps([0, self._count, command, arguments]).encode()
        self._connection.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            raise ProgramError(f"{command}: {error}")
        return result

    def run_script(self, script: str, *arguments: Any) -> Any:
        """Run a script that follows calendars, and return what it is done with.

        Args:
            script: What follows on `FOLLOWING`.
            arguments: Its arguments; the callback is the one after them.

        Raises:
            ProgramError: It says that it failed, or does not answer.
        """
        told = self("WebDriver:ExecuteAsyncScript", script=FOLLOWING + script, args=arguments)
        if error := told["value"]["error"]:
            raise ProgramError(error)
        return told["value"]

    def _receive(self) -> Any:
        while b":" not in self._unread:
            self._read()
        length, _, self._unread = self._unread.partition(b":")
        while len(self._unread) < int(length):
            self._read()
        message, self._unread = self._unread[: int(length)], self._unread[int(length) :]
        return json.loads(message)

    def _read(self) -> None:
        more = self._connection.recv(65536)
        if not more:
            raise ProgramError("Thunderbird has ended")
        self._unread += more


@contextmanager
def running_thunderbird(home: Path) -> Iterator[Marionette]:
    """Run Thunderbird while the block runs, with a new profile.

    Args:
        home: A new folder for it.

    Raises:
        ProgramError: It does not start.
    """
    port = free_port()
    profile = home / "profile"
    profile.mkdir()
    settings = {**SETTINGS, "marionette.port": port}
    (profile / "user.js").write_text(
        "".join(
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in settings.items()
        )
    )
    command = ("thunderbird", "--headless", "--no-remote", "--profile", profile)
    remote = ("--marionette", "--remote-allow-system-access")
    with keep_running(*command, *remote, home=home) as process:
        deadline = time.monotonic() + START_SECONDS
        while not (connection := _connect(port)):
            if process.poll() is not None or time.monotonic() > deadline:
                raise ProgramError(f"Thunderbird did not start: {(home / 'log').read_text()}")
            time.sleep(POLL_SECONDS)
        with closing(connection):
            marionette = Marionette(connection)
            marionette("WebDriver:NewSession", capabilities={})
            marionette("Marionette:SetContext", value="chrome")
            marionette("WebDriver:SetTimeouts", script=int(ANSWER_SECONDS * 1000))
            yield marionette


def _connect(port: int) -> socket.socket | None:
    try:
        return socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS + 5)
    except OSError:
        return None
