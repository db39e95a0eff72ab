"""vdirsyncer and khal: one copies several calendars event by event, the other expands them.

khal takes minutes to list three years, so that it lists a month; of the rest its own database is
read, in which it keeps every occurrence that it found. vdirsyncer makes UIDs anew, so an event
is known by its page, and what differs in the UID alone becomes one: an occurrence moved to the
very time of another. An event without an end lasts an hour for khal.
"""

import json
import re
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar

from clients.programs import run

from .expected import Shown

MONTH = ("2026-03-01", "2026-04-01")
"""What it lists: the month in which most zones change their clocks, and the day after it."""

SECONDS = 300.0
_BIN = Path(sys.executable).parent
_ISO = "%Y-%m-%dT%H:%M:%SZ"
_DAY = timedelta(days=1)
_FIELDS = ("calendar", "url", "title", "location", "start-long", "end-long", "all-day", "status")
_ZONES = re.compile("BEGIN:VTIMEZONE\r?\n.*?END:VTIMEZONE\r?\n", re.DOTALL)
_OCCURRENCES = """
SELECT item, ref, dtype, dtstart, dtend, each.calendar
FROM (SELECT * FROM recs_loc UNION ALL SELECT * FROM recs_float) AS each
JOIN events ON each.href = events.href AND each.calendar = events.calendar
"""
_SERIES = "PROTO"
"""What khal calls the VEVENT of a series, as against its overrides."""

_PAIR = """
[pair {name}]
a = "{name}_web"
b = "{name}_copy"
collections = null
conflict_resolution = "a wins"

[storage {name}_web]
type = "http"
url = "{address}"

[storage {name}_copy]
type = "filesystem"
path = "{home}/{name}/"
fileext = ".ics"
"""
_CALENDAR = """
[[{name}]]
path = {home}/{name}
readonly = True
"""
_SETTINGS = """
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M:00Z

[sqlite]
path = {home}/khal.db
"""

ByName = dict[str, set[Shown]]


def expected(shown: Iterable[Shown]) -> list[Shown]:
    """Return what khal must show of occurrences, each once."""
    return sorted({_lasting(each) for each in shown})


def _lasting(shown: Shown) -> Shown:
    if shown.start != shown.end:
        return shown
    end = datetime.fromisoformat(shown.start) + timedelta(hours=1)
    return shown._replace(end=f"{end:{_ISO}}")


def copy(addresses: Mapping[str, str], home: Path) -> None:
    """Have vdirsyncer copy calendars into a folder, each under its name."""
    pairs = [f'[general]\nstatus_path = "{home}/status/"\n']
    for name, address in addresses.items():
        (home / name).mkdir()
        pairs.append(_PAIR.format(name=name, address=address, home=home))
    (home / "vdirsyncer.conf").write_text("".join(pairs))
    _run("vdirsyncer", "discover", home=home)
    _run("vdirsyncer", "sync", home=home)
    calendars = "".join(_CALENDAR.format(name=name, home=home) for name in addresses)
    (home / "khal.conf").write_text(f"[calendars]{calendars}{_SETTINGS.format(home=home)}")


def listed(home: Path) -> ByName:
    """List what khal shows of `MONTH`; it expands all copies first."""
    fields = [part for name in _FIELDS for part in ("--json", name)]
    days = _run("khal", "-c", f"{home}/khal.conf", "list", *fields, *MONTH, home=home)
    events = [event for line in days.splitlines() for event in json.loads(line)]
    return _by_name((event["calendar"], _listed(event)) for event in events)


def _listed(event: dict[str, str]) -> Shown:
    end = event["end-long"]
    if event["all-day"] == "True":
        end = f"{date.fromisoformat(end) + _DAY}"
    words = (event["title"], event["location"])
    return Shown(_event_of(event["url"]), *words, event["start-long"], end, event["status"].strip())


def expanded(home: Path) -> ByName:
    """Read what khal's database holds."""
    with closing(sqlite3.connect(home / "khal.db")) as database:
        rows = database.execute(_OCCURRENCES).fetchall()
    vevents = {item: _vevents(item) for item in {row[0] for row in rows}}
    return _by_name((calendar, _kept(vevents[item], *row)) for item, *row, calendar in rows)


def _vevents(item: str) -> dict[str, icalendar.Component]:
    """Read the VEVENTs of an item by the names that khal gives them."""
    events = icalendar.Calendar.from_ical(_ZONES.sub("", item)).walk("VEVENT")
    return {_reference(event): event for event in events}


def _reference(event: icalendar.Component) -> str:
    if "RECURRENCE-ID" not in event:
        return _SERIES
    moment: date = event.decoded("RECURRENCE-ID")
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return str(int(moment.timestamp()))


def _kept(
    vevents: Mapping[str, icalendar.Component], ref: str, is_timed: int, start: int, end: int
) -> Shown:
    event = vevents[ref]
    title, place, status = (str(event.get(name, "")) for name in ("SUMMARY", "LOCATION", "STATUS"))
    pattern = _ISO if is_timed else "%Y-%m-%d"
    first, last = (datetime.fromtimestamp(each, UTC).strftime(pattern) for each in (start, end))
    return Shown(_event_of(str(event["URL"])), title, place, first, last, status)


def _event_of(page: str) -> str:
    return page.rpartition("/")[2]


def _by_name(found: Iterable[tuple[str, Shown]]) -> ByName:
    names: ByName = {}
    for name, shown in found:
        names.setdefault(name, set()).add(shown)
    return names


def _run(program: str, *arguments: Any, home: Path) -> str:
    settings = {"VDIRSYNCER_CONFIG": f"{home}/vdirsyncer.conf"}
    done = run(_BIN / program, *arguments, home=home, env=settings, seconds=SECONDS)
    if done.returncode or "warning" in done.stderr or "error" in done.stderr:
        raise ValueError(f"{program}: {done.stdout}{done.stderr}")
    return done.stdout
