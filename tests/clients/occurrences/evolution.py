"""Evolution's data server, under GNOME Calendar, following calendars from the web.

What is peculiar to it (see `oddities`): it is libical's opinion of rules and hours, but it knows
a zone by its TZID, whatever the VTIMEZONE says; floating times are UTC's here. It tells an end
as far after the start by the clock as it is in truth, so that even an event that does not repeat
ends an hour wrong if it crosses a change of clocks. An UNTIL that is a day includes that day's
times. An EXDATE without a zone is taken to be in the event's. Clocks that change by half an hour
change a day late from 2038 on.
"""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from clients.life.evolution import on_a_bus
from clients.life.processes import ProgramError, ask

from .published import published
from .seen import Seen, UnreadableError, around, told

DRIVER = "clients.occurrences.evolution_driver"


def occurrences(calendars: Sequence[bytes], first: date, last: date) -> list[list[Seen]]:
    """Return what the data server shows of each calendar, half a second for each."""
    return told(_answers(calendars, first, last), first, last)


def _answers(calendars: Sequence[bytes], first: date, last: date) -> Iterator[Any]:
    with tempfile.TemporaryDirectory() as home, published(calendars) as addresses:
        days = [day.isoformat() for day in around(first, last)]
        with on_a_bus(DRIVER, *days, *addresses, home=Path(home)) as process:
            for number in range(len(addresses)):
                try:
                    yield ask(process)
                except ProgramError as error:
                    log = (Path(home) / "log").read_text()
                    raise UnreadableError(f"calendar {number}: {error}; it wrote:\n{log}") from None
