"""When each event was announced and changed: a true history from a plain file.

`changes` holds what a list says now against what was recorded (pure functions), `files` reads
and writes the record, `records` is what it holds.
"""

from feeds.history.changes import Served, advance, content_of, edition_of, newer
from feeds.history.files import (
    HistoryError,
    Lines,
    format_history,
    locked,
    parse_history,
    read_history,
    write_history,
    write_whole,
)
from feeds.history.records import History, Record
from feeds.history.telling import tell

__all__ = [
    "History",
    "HistoryError",
    "Lines",
    "Record",
    "Served",
    "advance",
    "content_of",
    "edition_of",
    "format_history",
    "locked",
    "newer",
    "parse_history",
    "read_history",
    "tell",
    "write_history",
    "write_whole",
]
