"""ical.js, the engine of Thunderbird and of many web calendars, in its strict mode."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from fetching import get_ok
from serving import Server

from .expected import CHOICES, EVERYTHING, NOTHING, Choice, Shown, by_day
from .programs import HERE, run_json


def check(calendar: str, home: Path) -> Any:
    """Put a calendar before ical.js."""
    return run_json("node", HERE / "icaljs.mjs", home=home, text=calendar)


def shown(event: dict[str, Any]) -> Shown:
    """Say which days an event covers, both included."""
    end = date.fromisoformat(event["end"])
    return Shown(event["title"], date.fromisoformat(event["start"]), end - timedelta(days=1))


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_icaljs_shows_all_day_events_on_the_right_days(
    server: Server, tmp_path: Path, choice: Choice
) -> None:
    """R27, R32, R40: every event once, all-day, not repeating, with an exclusive end."""
    found = check(get_ok(server.url + choice.address("ics")).text, tmp_path)
    assert found["problems"] == []
    assert all(event["isDate"] and not event["isRecurring"] for event in found["events"])
    assert len({event["uid"] for event in found["events"]}) == len(choice.meetings)
    assert by_day([shown(event) for event in found["events"]]) == choice.shown


def test_icaljs_finds_the_calendars_zone_in_an_empty_selection(
    server: Server, tmp_path: Path
) -> None:
    """R26: a calendar without events is still one, with its time zone as the one component."""
    found = check(get_ok(server.url + NOTHING.address("ics")).text, tmp_path)
    assert (found["events"], found["timezones"]) == ([], ["Europe/Zurich"])


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("END:VCALENDAR", ""),
        ("SUMMARY;LANGUAGE=en:", "SUMARY:"),
        ("DTSTART;VALUE=DATE:20081021", "DTSTART;VALUE=DATE:2008-10-2"),
        ("VERSION:2.0", "VERSION 2.0"),
    ],
)
def test_icaljs_complains_of_a_broken_calendar(
    server: Server, tmp_path: Path, good: str, bad: str
) -> None:
    """The check is able to fail."""
    calendar = get_ok(server.url + EVERYTHING.address("ics")).text
    assert good in calendar
    assert check(calendar.replace(good, bad), tmp_path)["problems"]
