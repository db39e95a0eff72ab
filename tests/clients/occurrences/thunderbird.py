"""Thunderbird, following calendars from the web, with the offline copy that it keeps.

What is peculiar to it (see `oddities`): it has ical.js's opinion of yearly rules, of hours that
there are twice or not, and of ends; but DTSTART is always an occurrence, an override of nothing
is shown, and a useless EXDATE harms no other. It believes the VTIMEZONE. From a series of days
it leaves out nothing for an EXDATE that has a time. What is no calendar it takes for an empty one.
"""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from clients.life.marionette import running_thunderbird
from clients.life.processes import ProgramError

from .published import published
from .seen import Seen, around, told

SCRIPT = Path(__file__).with_name("thunderbird.js").read_text()


def occurrences(calendars: Sequence[bytes], first: date, last: date) -> list[list[Seen]]:
    """Return what Thunderbird shows of each calendar."""
    return told(_answers(calendars, first, last), first, last)


def _answers(calendars: Sequence[bytes], first: date, last: date) -> Iterator[Any]:
    days = [day.isoformat() for day in around(first, last)]
    with (
        tempfile.TemporaryDirectory() as home,
        published(calendars) as addresses,
        running_thunderbird(Path(home)) as thunderbird,
    ):
        for address in addresses:
            try:
                yield thunderbird.run_script(SCRIPT, address, *days)["events"]
            except ProgramError as error:
                yield str(error)
