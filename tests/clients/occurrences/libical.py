"""libical, under Evolution and GNOME Calendar, alone: what it makes of the file's own zones.

What is peculiar to it (see `oddities`): it believes the VTIMEZONE, and knows the zone by its TZID
where there is none. Of a time that there is twice it takes the second. Where a rule comes upon a
time that there is not, it goes on an hour late: for days, weeks and a year, not for months. In
months and years it comes upon one even on days that the rule does not name, and has that month's
occurrence an hour late. To find times that there are not it asks its own data on the zone, which
go on with summer time where it was given up since 2020 (Paraguay, Mexico, Fiji).
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .batches import ask_driver
from .seen import Seen

SYSTEM_PYTHON = "/usr/bin/python3"
DRIVER = Path(__file__).with_name("libical_driver.py")


def occurrences(calendars: Sequence[bytes], first: date, last: date) -> list[list[Seen]]:
    """Return what libical shows of each calendar."""
    return ask_driver(SYSTEM_PYTHON, DRIVER, calendars=calendars, first=first, last=last)
