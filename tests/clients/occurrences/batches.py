"""Puts many calendars before a driver, a program that answers with a line of JSON for each."""

import json
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from clients.programs import TIMEOUT_SECONDS, run

from .seen import Seen, UnreadableError, told

SECONDS_PER_CALENDAR = 1.0
"""How long one may take at most, on however slow a machine."""


def ask_driver(
    *command: str | Path, calendars: Sequence[bytes], first: date, last: date
) -> list[list[Seen]]:
    """Have a driver show many calendars.

    Rules are expanded a year beyond the last day, for an override may move an occurrence back.

    Args:
        command: The driver and its arguments.
        calendars: The calendars, in UTF-8.
        first: The first day on which what is told may start.
        last: The day before which it must start.

    Raises:
        UnreadableError: The driver failed, or could not show a calendar.
    """
    question = {"calendars": [each.decode() for each in calendars], "until": last.year + 1}
    with tempfile.TemporaryDirectory() as home:
        done = run(
            *command,
            home=Path(home),
            text=json.dumps(question),
            seconds=TIMEOUT_SECONDS + SECONDS_PER_CALENDAR * len(calendars),
        )
    if done.returncode:
        raise UnreadableError(f"{command[1:]} failed: {done.stderr}")
    return told(map(json.loads, done.stdout.splitlines()), first, last)
