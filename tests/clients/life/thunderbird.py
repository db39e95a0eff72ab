"""Thunderbird without a screen, following a calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .marionette import Marionette, running_thunderbird
from .seen import Shown, shown

SCRIPT = Path(__file__).with_name("thunderbird.js").read_text()


class Thunderbird:
    """A calendar that Thunderbird follows, for as long as it runs."""

    def __init__(self, marionette: Marionette, address: str) -> None:
        self._marionette = marionette
        self._address = address
        self._events: list[Shown] = []

    def refresh(self) -> None:
        """Have Thunderbird subscribe, or refresh what it has.

        Raises:
            ProgramError: It could not.
        """
        told = self._marionette.run_script(SCRIPT, self._address)
        self._events = [shown(event) for event in told["events"]]

    def shown(self) -> list[Shown]:
        """List what the calendar holds."""
        return self._events


@contextmanager
def thunderbird(address: str, home: Path) -> Iterator[Thunderbird]:
    """Have Thunderbird follow a calendar."""
    with running_thunderbird(home) as marionette:
        yield Thunderbird(marionette, address)
