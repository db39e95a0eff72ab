"""Lives the life of a list: the real server on a copy of it, edited as the script says."""

import json
import os
import shutil
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self, TypeVar

from fetching import get_ok
from serving import free_port, running_server

from .clients import Follower, Subscribe
from .script import FIRST_LIST, STEPS, Step

SERVED_SECONDS = 10.0
"""How long an edit may take to be served, on however slow a machine."""
POLL_SECONDS = 0.02

T = TypeVar("T", bound=tuple[str, ...])


def live(
    home: Path, subscriptions: Mapping[str, tuple[Subscribe[T], str]]
) -> dict[str, Follower[T]]:
    """Live through the whole script, with clients that look after each step.

    Args:
        home: A new folder for the list and for the clients.
        subscriptions: Who follows it, by name, and the path that each follows.

    Returns:
        The clients by name, ended, with what they showed.
    """
    with Editor(home) as editor, ThreadPoolExecutor(len(subscriptions)) as pool:
        followers = {
            name: Follower(subscribe, editor.url + path, home / f"client-{number}")
            for number, (name, (subscribe, path)) in enumerate(subscriptions.items())
        }
        try:
            for step in STEPS:
                editor.take(step)
                wait([pool.submit(follower.look, step) for follower in followers.values()])
        finally:
            wait([pool.submit(follower.end) for follower in followers.values()])
    return followers


class Editor:
    """Edits the list, and starts its server, as the script says.

    Args:
        home: A new folder for the list.
    """

    def __init__(self, home: Path) -> None:
        self._list = home / "events.yaml"
        self._port = free_port()
        self._server = ExitStack()
        self._tag = ""
        self.url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        shutil.copyfile(FIRST_LIST, self._list)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def take(self, step: Step) -> None:
        """Do what a step says, and come back when it is served."""
        if step.edit:
            self._edit(*step.edit, is_at_once=step.is_at_once)
        if step.starts:
            self._server.close()
            self._server.enter_context(running_server(self._list, port=self._port))
        deadline = time.monotonic() + SERVED_SECONDS
        while not self._serves(step):
            assert time.monotonic() < deadline, f"not served after “{step}”: {self._health()}"
            time.sleep(POLL_SECONDS)
        self._tag = self._calendar_tag()

    def _edit(self, old: str, new: str, *, is_at_once: bool) -> None:
        """Edit the list as programs do that replace the file as a whole."""
        text = self._list.read_text()
        assert text.count(old) == 1, f"the list holds {text.count(old)} times: {old}"
        beside = self._list.with_suffix(".new")
        beside.write_text(text.replace(old, new))
        if is_at_once:
            edited = self._list.stat().st_mtime_ns
            os.utime(beside, ns=(edited, edited))
        beside.replace(self._list)

    def _serves(self, step: Step) -> bool:
        """Tell whether a step has come through: calendars get other bytes, or the very same."""
        if self._health()["status"] != ("stale" if step.is_broken else "ok"):
            return False
        is_changed = self._calendar_tag() != self._tag
        return is_changed == bool(step.events or step.dropped)

    def _calendar_tag(self) -> str:
        return get_ok(f"{self.url}/events.ics").header("ETag")

    def _health(self) -> Any:
        return json.loads(get_ok(f"{self.url}/healthz").text)
