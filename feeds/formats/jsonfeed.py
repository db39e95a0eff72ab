"""JSON Feed 1.1, with the days of an event in an `_event` object."""

import json
from datetime import datetime
from typing import Any

from feeds.formats.content import Item, coming_of, dates_of, has_file, labels
from feeds.formats.envelope import Envelope
from feeds.formats.ics import size_of_single
from feeds.formats.plain import plain_of, plain_previous, plain_repeat, uri_of
from feeds.model import Entry
from feeds.schedule import plain_when
from feeds.wording import as_sentence, status_name, translation

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
        "language": item.language,
        "tags": list(labels(entry)),
        "image": uri_of(entry.event.image.url) if entry.event.image else "",
        "attachments": [_attachment(entry)] if has_file(entry) else [],
        "_event": _event(entry),
    }
    return _json({key: value for key, value in members.items() if value not in ("", [])})


def render_envelope(envelope: Envelope, _zones: object) -> tuple[bytes, bytes]:
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
        "_words": _words(envelope.language),
    }
    head = _json({key: value for key, value in feed.items() if value})
    return head.removesuffix(b"}") + b',"items":[\n', b"\n]}\n"


def _words(language: str) -> dict[str, str]:
    """Return what a page that shows the feed says around its items."""
    _ = translation(language).gettext
    return {
        "all_events": _("All events"),
        "subscribe": _("Subscribe"),
        "none": _("There are no events here at the moment."),
    }


def _attachment(entry: Entry) -> dict[str, Any]:
    return {
        "url": entry.ics,
        "mime_type": "text/calendar",
        "title": translation(entry.language).gettext("Add to calendar"),
        "size_in_bytes": size_of_single(entry),
    }


def _event(entry: Entry) -> dict[str, Any]:
    """Return the machine-readable facts (R50); without a time, `end` is the last day."""
    event = entry.event
    facts: dict[str, Any] = {
        "uid": entry.uid,
        **_in_words(entry),
        **plain_when(event.when),
        "status": event.status,
    }
    if event.repeat:
        facts["repeat"] = plain_repeat(event.repeat)
    facts |= {f"previous_{name}": value for name, value in plain_previous(entry).items()}
    more = {
        "note": event.note,
        "location": str(event.location or ""),
        "geo": event.location and event.location.geo and str(event.location.geo),
        "online": event.online,
        "description": event.description,
        "contact": event.contact and plain_of(event.contact),
        "registration": event.registration and plain_of(event.registration),
        "website": event.url,
        "links": [plain_of(link) for link in event.links],
        "image": event.image and plain_of(event.image),
    }
    facts |= {name: value for name, value in more.items() if value}
    facts["themes"], facts["regions"] = list(event.themes), list(event.regions)
    for role, named in event.organisations():
        facts[role] = [str(organisation) for organisation in named]
        if links := {str(each): each.url for each in named if each.url}:
            facts[f"{role}_links"] = links
    return facts


def _in_words(entry: Entry) -> dict[str, str]:
    """Return title, dates and status apart, for whatever sets them in a list of its own."""
    event, language = entry.event, entry.language
    stands = event.status == "confirmed" or entry.is_rescheduled
    words = {
        "title": event.title,
        "dates": as_sentence(dates_of(entry)),
        "coming": coming_of(entry),
        "status_name": "" if stands else status_name(event.status, language),
    }
    return {name: text for name, text in words.items() if text}


def _timestamp(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":")).encode()
