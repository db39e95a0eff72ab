"""CSV (RFC 4180) with a header row: one row an event, lists inside a field split by "; "."""

import csv
import json
from collections.abc import Callable
from io import StringIO

from feeds.formats.content import dates_of
from feeds.formats.envelope import Envelope
from feeds.formats.facts import Saying
from feeds.formats.plain import plain_previous, plain_repeat
from feeds.model import ROLES, Entry, Role
from feeds.schedule import plain_when


def _date(name: str) -> Callable[[Entry], str]:
    return lambda entry: plain_when(entry.event.when).get(name, "")


def _previous(name: str) -> Callable[[Entry], str]:
    return lambda entry: plain_previous(entry).get(name, "")


def _role(role: Role) -> Callable[[Entry], str]:
    def read(entry: Entry) -> str:
        named = dict(entry.event.organisations()).get(role, ())
        return "; ".join(str(Saying(str(each), each.url)) for each in named)

    return read


def _repeat(entry: Entry) -> str:
    repeat = entry.event.repeat
    return json.dumps(plain_repeat(repeat), ensure_ascii=False) if repeat else ""


def _registration(entry: Entry) -> str:
    registration = entry.event.registration
    return (registration and registration.url) or ""


def _deadline(entry: Entry) -> str:
    registration = entry.event.registration
    return str((registration and registration.deadline) or "")


def _geo(entry: Entry) -> str:
    location = entry.event.location
    return str((location and location.geo) or "")


_COLUMNS: dict[str, Callable[[Entry], str]] = {
    "id": lambda entry: entry.event.id,
    "title": lambda entry: entry.event.title,
    "start": _date("start"),
    "end": _date("end"),
    "timezone": _date("timezone"),
    "repeat": _repeat,
    "dates": dates_of,
    "status": lambda entry: entry.event.status,
    "note": lambda entry: entry.event.note,
    "previous_start": _previous("start"),
    "previous_end": _previous("end"),
    "location": lambda entry: str(entry.event.location or ""),
    "geo": _geo,
    "online": lambda entry: entry.event.online or "",
    "summary": lambda entry: entry.event.summary,
    "description": lambda entry: entry.event.description,
    **{role: _role(role) for role in ROLES},
    "contact": lambda entry: str(entry.event.contact or ""),
    "registration": _registration,
    "registration_deadline": _deadline,
    "website": lambda entry: entry.event.url or "",
    "links": lambda entry: "; ".join(map(str, entry.event.links)),
    "image": lambda entry: entry.event.image.url if entry.event.image else "",
    "image_alt": lambda entry: entry.event.image.alt if entry.event.image else "",
    "themes": lambda entry: "; ".join(entry.event.themes),
    "regions": lambda entry: "; ".join(entry.event.regions),
    "url": lambda entry: entry.page,
    "announced": lambda entry: entry.revision.announced.isoformat(),
    "updated": lambda entry: entry.revision.updated.isoformat(),
}
"""The columns, and what stands in each."""

COLUMNS = tuple(_COLUMNS)


def render_item(entry: Entry) -> bytes:
    """Return the row of an entry; without a time, ``end`` is the last day."""
    return _row(*(read(entry) for read in _COLUMNS.values()))


def render_envelope(_envelope: Envelope, _zones: object) -> tuple[bytes, bytes]:
    """Return the header row, and nothing after the rows."""
    return _row(*COLUMNS), b""


def _row(*fields: str) -> bytes:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(fields)
    return line.getvalue().encode()
