"""calcurse: what it shows, day by day, of calendars that hold nothing that it knows not.

It knows series in the zone of the computer alone, which is Zurich here: others it repeats by the
clocks of Zurich. It passes over BYSETPOS and takes all of the days; of COUNT it does not count
what an EXDATE takes out; it takes an override for an event of its own beside the occurrence that
it stands for. Instants it keeps as the clocks of Zurich show them, and so takes the first of a
time that they show twice for the second. Events with such a series, or at such a time, are taken
out of the calendar before. Places and statuses it does not keep.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from clients.programs import run

from .expected import FIRST, LAST, Shown

ZONE = "Europe/Zurich"
_ISO = "%Y-%m-%dT%H:%M:%SZ"
_DAY = timedelta(days=1)
_VEVENT = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
_EVENT = re.compile(rb"^UID:([^.@\r]+)", re.MULTILINE)
_KNOWN_START = f"DTSTART;TZID={ZONE}:".encode(), b"DTSTART;VALUE=DATE:"
_UNKNOWN = b"\r\nRECURRENCE-ID", b"BYSETPOS=", b"\r\nDTSTART:20261025T00"
_FORMATS = {
    "apt": "times|%(start:epoch)|%(end:epoch)|%m\\n",
    "recur-apt": "times|%(start:epoch)|%(end:epoch)|%m\\n",
    "event": "day|%m\\n",
    "recur-event": "day|%m\\n",
}


class Line(NamedTuple):
    """A title as calcurse shows it on a day, or from one instant to another."""

    title: str
    start: str
    end: str = ""


def without_unknown(calendar: bytes) -> tuple[bytes, set[str]]:
    """Take out of a calendar the events that calcurse does not know.

    Returns:
        The rest of it, and the ids of what was taken out.
    """
    unknown = {_event_of(each) for each in _VEVENT.findall(calendar) if not _is_known(each)}
    rest = _VEVENT.sub(lambda each: b"" if _event_of(each[0]) in unknown else each[0], calendar)
    return rest, unknown


def _event_of(vevent: bytes) -> str:
    found = _EVENT.search(vevent)
    assert found
    return found[1].decode()


def _is_known(vevent: bytes) -> bool:
    if any(each in vevent for each in _UNKNOWN) or (b"COUNT=" in vevent and b"EXDATE" in vevent):
        return False
    return b"\r\nRRULE:" not in vevent or any(each in vevent for each in _KNOWN_START)


def expected(shown: Iterable[Shown], unknown: set[str]) -> set[Line]:
    """Return what calcurse must show of occurrences, but for those of unknown events."""
    return {line for each in shown if each.event not in unknown for line in _lines(each)}


def _lines(shown: Shown) -> Iterator[Line]:
    if "T" in shown.start:
        yield Line(shown.title, shown.start, shown.end)
        return
    day, end = date.fromisoformat(shown.start), date.fromisoformat(shown.end)
    while day < min(end, LAST):
        yield Line(shown.title, day.isoformat())
        day += _DAY


def look(calendar: bytes, home: Path) -> set[Line]:
    """Import a calendar, and have calcurse list all days.

    Raises:
        ValueError: calcurse left something out; its own log says what.
    """
    home.mkdir()
    (home / "calendar.ics").write_bytes(calendar)
    (home / "kept").mkdir()
    calcurse = ("calcurse", "-q", "-D", home / "kept")
    zone = {"TZ": ZONE}
    done = run(*calcurse, "-i", home / "calendar.ics", home=home, env=zone)
    logs = "".join(log.read_text() for log in home.glob("calcurse_log.*"))
    if done.returncode or done.stdout or done.stderr or logs:
        raise ValueError(f"{done.stdout}{done.stderr}{logs}")
    last = LAST - _DAY
    days = ("-Q", "--from", f"{FIRST:%m/%d/%Y}", "--to", f"{last:%m/%d/%Y}")
    formats = [part for kind, form in _FORMATS.items() for part in (f"--format-{kind}", form)]
    done = run(*calcurse, *days, "--output-datefmt", "%Y-%m-%d", *formats, home=home, env=zone)
    return set(_told(done.stdout))


def _told(text: str) -> Iterator[Line]:
    """Read what was listed; what lasts over midnight is listed on both days."""
    day = ""
    for line in text.splitlines():
        kind, _, rest = line.partition("|")
        if kind == "day":
            yield Line(rest, day)
        elif kind == "times":
            start, end, title = rest.split("|", 2)
            if f"{FIRST}" <= (first := _instant(start)):
                yield Line(title, first, _instant(end))
        elif line:
            day = line.removesuffix(":")


def _instant(seconds: str) -> str:
    return f"{datetime.fromtimestamp(int(seconds), UTC):{_ISO}}"
