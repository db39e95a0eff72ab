"""ical.js with a memory of its own, that takes an update only where an event says it changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from clients.programs import run_json

from .clients import Subscribe
from .seen import Shown, shown

Rule = Literal["LAST-MODIFIED", "SEQUENCE"]

DRIVER = Path(__file__).with_name("icaljs_store.mjs")


class IcalJs:
    """A calendar whose events are replaced where a property rose."""

    def __init__(self, address: str, home: Path, rule: Rule) -> None:
        self._address = address
        self._home = home
        self._rule = rule
        self._events: list[Shown] = []

    def refresh(self) -> None:
        """Fetch the calendar, and take from it what is newer."""
        memory = self._home / "memory.json"
        events = run_json("node", DRIVER, self._address, memory, self._rule, home=self._home)
        self._events = [shown(event) for event in events]

    def shown(self) -> list[Shown]:
        """List what it holds."""
        return self._events


def icaljs(rule: Rule) -> Subscribe[Shown]:
    """Return a client that goes by one property."""

    @contextmanager
    def subscribe(address: str, home: Path) -> Iterator[IcalJs]:
        yield IcalJs(address, home, rule)

    return subscribe
