"""JSON Feed 1.1, with the days of an event in an `_event` object."""

import json
from datetime import datetime
from typing import Any

from feeds.formats.content import Item, labels
from feeds.formats.envelope import Envelope
from feeds.formats.ics import render_single
from feeds.model import Entry
from feeds.wording import translation

MEDIA_TYPE = "application/feed+json"


def render(item: Item) -> bytes:
    """Return the JSON object of what a reader is given (R43 to R51)."""
    entry = item.entry
    members: dict[str, Any] = {
        "id": item.id,
        "url": entry.page,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "date_published": _timestamp(item.published),
        "date_modified": _timestamp(item.updated),
        "language": entry.language,
        "tags": list(labels(entry)),
        "attachments": [_attachment(entry)],
        "_event": _event(entry),
    }
    return _json({key: value for key, value in members.items() if value not in ("", [])})


def render_envelope(envelope: Envelope) -> tuple[bytes, bytes]:
    """Return what stands before and after the items of a feed."""
    author = {"name": envelope.author, "url": envelope.author_url}
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": envelope.title,
        "home_page_url": envelope.page,
        "feed_url": envelope.address,
        "description": envelope.summary,
        "next_url": envelope.next_page,
        "icon": envelope.icon,
        "favicon": envelope.icon_small,
        "authors": [{key: value for key, value in author.items() if value}],
        "language": envelope.language,
    }
    head = _json({key: value for key, value in feed.items() if value})
    return head.removesuffix(b"}") + b',"items":[\n', b"\n]}\n"


def _attachment(entry: Entry) -> dict[str, Any]:
    return {
        "url": entry.ics,
        "mime_type": "text/calendar",
        "title": translation(entry.language).gettext("Add to calendar"),
        "size_in_bytes": len(render_single(entry)),
    }


def _event(entry: Entry) -> dict[str, Any]:
    """Return the machine-readable facts (R50); `end` is the last day."""
    event = entry.event
    facts: dict[str, Any] = {
        "uid": entry.uid,
        "start": event.start.isoformat(),
        "end": event.end.isoformat(),
        "status": event.status,
    }
    if move := entry.revision.last_move:
        facts["previous_start"] = move.before.start.isoformat()
        facts["previous_end"] = move.before.end.isoformat()
    if event.note:
        facts["note"] = event.note
    if event.location:
        facts["location"] = str(event.location)
    facts["themes"], facts["regions"] = list(event.themes), list(event.regions)
    for role, named in event.organisations():
        facts[role] = [str(organisation) for organisation in named]
    return facts


def _timestamp(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
