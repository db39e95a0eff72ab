"""ical.js, under Thunderbird and Nextcloud, alone: what it makes of the file's own zones.

What is peculiar to it (see `oddities`): it believes the VTIMEZONE, and takes a time for a
floating one where there is none. Of a time that there is twice it takes the second, and a time
that there is not it puts an hour early. What repeats yearly on 29 February, or on a day that
February has not, it shows in March; every other year on January's last day comes in the wrong
years. DTSTART is no occurrence unless a rule names it. An EXDATE that excludes nothing costs the
next one its effect. An override of nothing is not shown. Of a series whose first occurrence
crosses a change of clocks, each ends as many hours of the clock after its start as the first
takes in truth.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .batches import ask_driver
from .seen import Seen

DRIVER = Path(__file__).with_name("icaljs.mjs")


def occurrences(calendars: Sequence[bytes], first: date, last: date) -> list[list[Seen]]:
    """Return what ical.js shows of each calendar."""
    return ask_driver("node", DRIVER, calendars=calendars, first=first, last=last)
