"""libical, the engine of Evolution and GNOME Calendar: its parser and its restriction check."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from fetching import get_ok
from serving import Server

from .expected import CHOICES, EVERYTHING, Choice, Shown, by_day
from .programs import HERE, run_json

SYSTEM_PYTHON = "/usr/bin/python3"

NO_ORGANIZER = (
    "vevent_component: Failed iTIP restrictions for ORGANIZER property."
    " Expected 1 instances of the property and got 0"
)
"""iTIP wants an organizer with METHOD:PUBLISH; every client, and every public feed, does not."""


class Findings(NamedTuple):
    """What libical complains of, and what it shows."""

    problems: list[str]
    events: list[Shown]


def check(calendar: str, home: Path) -> Findings:
    """Put a calendar before libical."""
    found = run_json(SYSTEM_PYTHON, HERE / "libical_check.py", home=home, text=calendar)
    days = [
        Shown(title, date.fromisoformat(first), date.fromisoformat(last))
        for title, first, last in found["events"]
    ]
    return Findings([text for text in found["problems"] if text != NO_ORGANIZER], by_day(days))


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_libical_shows_the_right_days_and_complains_of_nothing(
    server: Server, tmp_path: Path, choice: Choice
) -> None:
    """R20, R26, R32: every event on its days, and no complaint but the known one."""
    found = check(get_ok(server.url + choice.address("ics")).text, tmp_path)
    assert found.problems == []
    assert found.events == choice.shown


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("DTEND;VALUE=DATE:20081022", "DTEND;VALUE=DATE:20081021"),
        ("DTSTART;VALUE=DATE:20081021", "DTSTART;VALUE=DATE:20081341"),
        ("VERSION:2.0\r\n", ""),
        ("BEGIN:VEVENT\r\n", "BEGIN:VEVENT\r\nSTATUS:MAYBE\r\n"),
    ],
)
def test_libical_complains_of_a_broken_calendar(
    server: Server, tmp_path: Path, good: str, bad: str
) -> None:
    """The check is able to fail."""
    calendar = get_ok(server.url + EVERYTHING.address("ics")).text
    assert good in calendar
    assert check(calendar.replace(good, bad), tmp_path).problems
