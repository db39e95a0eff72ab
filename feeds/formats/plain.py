"""Facts as plain data, for the formats that machines read."""

from dataclasses import asdict, is_dataclass
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from feeds.model import Entry, OccurrenceChange, Repeat
from feeds.schedule import plain_when


def plain_of(value: Any) -> dict[str, Any]:
    """Return what is given of a value, by the names of its fields.

    Raises:
        TypeError: The value has no fields.
    """
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(value)
    return {name: each for name, each in asdict(value).items() if each is not None}


def plain_previous(entry: Entry) -> dict[str, str]:
    """Return when an event was to be held before it was last moved; nothing if it never was."""
    move = entry.revision.last_move
    return plain_when(move.before.when) if move and move.before.when != move.after.when else {}


def plain_repeat(repeat: Repeat) -> dict[str, Any]:
    """Return how an event is held again: an RRULE, and what is other than it says."""
    plain = {
        "rrule": str(repeat.rule),
        "except": [day.isoformat() for day in repeat.without],
        "also": [plain_when(extra) for extra in repeat.also],
        "changes": [_plain_change(change) for change in repeat.changes],
    }
    return {name: value for name, value in plain.items() if value}


def _plain_change(change: OccurrenceChange) -> dict[str, Any]:
    when = plain_when(change.when) if change.when else {}
    texts = {
        "title": change.title,
        "summary": change.summary,
        "note": change.note,
        "status": change.status,
        "location": str(change.location or ""),
        "geo": str((change.location and change.location.geo) or ""),
    }
    told = {name: text for name, text in texts.items() if text}
    return {"date": change.day.isoformat(), **when, **told}


def uri_of(address: str) -> str:
    """Return a web address in ASCII, for what takes no letters of other scripts (RFC 3987 §3.1).

    A host that has no name in ASCII is left as it is.
    """
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return address
    return urlunsplit(
        parts._replace(
            netloc=f"{quote(user, _AS_THEY_ARE)}{at}{host}",
            path=quote(parts.path, _AS_THEY_ARE),
            query=quote(parts.query, _AS_THEY_ARE),
            fragment=quote(parts.fragment, _AS_THEY_ARE),
        )
    )


_AS_THEY_ARE = "%:/?#[]@!$&'()*+,;=~"
