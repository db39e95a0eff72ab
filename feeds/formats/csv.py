"""CSV (RFC 4180) with a header row: one row an event, lists inside a field split by "; "."""

import csv
from io import StringIO

from feeds.formats.envelope import Envelope
from feeds.model import ROLES, Entry

COLUMNS = (
    *("id", "title", "start", "end", "status", "note", "previous_start", "previous_end"),
    *("location", "summary"),
    *ROLES,
    *("themes", "regions", "url", "announced", "updated"),
)


def render_item(entry: Entry) -> bytes:
    """Return the row of an entry; ``end`` is the last day."""
    event = entry.event
    organisations = dict(event.organisations())
    move = entry.revision.last_move
    return _row(
        event.id,
        event.title,
        event.start.isoformat(),
        event.end.isoformat(),
        event.status,
        event.note,
        move.before.start.isoformat() if move else "",
        move.before.end.isoformat() if move else "",
        str(event.location or ""),
        event.summary,
        *("; ".join(map(str, organisations.get(role, ()))) for role in ROLES),
        "; ".join(event.themes),
        "; ".join(event.regions),
        entry.page,
        entry.revision.announced.isoformat(),
        entry.revision.updated.isoformat(),
    )


def render_envelope(_envelope: Envelope) -> tuple[bytes, bytes]:
    """Return the header row, and nothing after the rows."""
    return _row(*COLUMNS), b""


def _row(*fields: str) -> bytes:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(fields)
    return line.getvalue().encode()
