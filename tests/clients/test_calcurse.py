"""calcurse, a strict importer: what it cannot use it leaves out."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from fetching import get_ok
from serving import Server

from .expected import CHOICES, EVERYTHING, Choice, Shown, by_day
from .programs import run

APPOINTMENT = re.compile(
    r"(?P<first>\d\d/\d\d/\d{4}) \[1\]"
    r" (?:\{1D -> (?P<last>\d\d/\d\d/\d{4})\} )?"
    r"(?:>\w+ )?(?P<title>.+)"
)
"""An all-day event in calcurse's own file; one of several days is repeated on each of them."""


def load(calendar: bytes, home: Path) -> list[Shown]:
    """Import a calendar and read back what calcurse keeps of it.

    Raises:
        ValueError: calcurse left something out; its own log says what.
    """
    (home / "calendar.ics").write_bytes(calendar)
    (home / "kept").mkdir()
    done = run("calcurse", "-q", "-D", home / "kept", "-i", home / "calendar.ics", home=home)
    logs = "".join(log.read_text() for log in home.glob("calcurse_log.*"))
    if done.returncode or done.stdout or done.stderr or logs:
        raise ValueError(f"{done.stdout}{done.stderr}{logs}")
    return by_day([_shown(line) for line in (home / "kept" / "apts").read_text().splitlines()])


def _shown(line: str) -> Shown:
    found = APPOINTMENT.fullmatch(line)
    assert found, f"not an all-day event: {line}"
    first, last = found["first"], found["last"] or found["first"]
    return Shown(found["title"], _day(first), _day(last))


def _day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a date has no zone


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_calcurse_imports_every_event_on_its_days(
    server: Server, tmp_path: Path, choice: Choice
) -> None:
    """R26, R32: nothing is left out, and all-day events keep their last day."""
    assert load(get_ok(server.url + choice.address("ics")).body, tmp_path) == choice.shown


def test_calcurse_refuses_an_event_that_ends_as_it_begins(server: Server, tmp_path: Path) -> None:
    """R32: the import is able to fail, and does so over a DTEND that is not exclusive."""
    calendar = get_ok(server.url + EVERYTHING.address("ics")).body
    broken = calendar.replace(b"DTEND;VALUE=DATE:20081022", b"DTEND;VALUE=DATE:20081021")
    assert broken != calendar
    with pytest.raises(ValueError, match="import"):
        load(broken, tmp_path)
