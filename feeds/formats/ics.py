"""iCalendar (RFC 5545, RFC 7986), as calendars in use take it."""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

import webcolors

from feeds.formats.contentlines import Component, duration, text
from feeds.formats.envelope import Envelope
from feeds.formats.series import zone_used_by
from feeds.formats.vevent import heed, holds, render_item
from feeds.formats.vtimezone import vtimezone
from feeds.model import Entry, Wishes

__all__ = [
    "heed",
    "holds",
    "render_envelope",
    "render_item",
    "render_single",
    "size_of_single",
    "zone_of",
]

PRODID = "-//feeds//Calendar feed publisher//EN"
REFRESH = timedelta(hours=1)
"""How often calendars are asked to look (R23); a look that finds nothing new costs little."""

# Outlook's web calendar shows the backslash before these (R22).
_UNESCAPED_NAME = str.maketrans({",": None, ";": None, "\\": "/"})


def render_envelope(envelope: Envelope, zones: Iterable[str]) -> tuple[bytes, bytes]:
    """Return what stands before and after the VEVENTs of a feed (R20 to R26).

    Times of the VEVENTs are written in these zones, each of which needs its rules (R34).
    """
    calendar = _vcalendar()
    _add_names(calendar, envelope)
    # No UID: vdirsyncer takes it for that of every event, and keeps the last event alone.
    calendar.add_moment("LAST-MODIFIED", envelope.modified)
    calendar.add("REFRESH-INTERVAL", duration(REFRESH), VALUE="DURATION")
    calendar.add("X-PUBLISHED-TTL", duration(REFRESH))
    calendar.add("SOURCE", envelope.address, VALUE="URI")
    calendar.add("URL", envelope.page)
    calendar.add("COLOR", envelope.color)
    calendar.add("X-APPLE-CALENDAR-COLOR", webcolors.name_to_hex(envelope.color))
    if not envelope.count:  # at least one component is required (R26)
        zones = (envelope.timezone,)
    return calendar.opening() + b"".join(map(vtimezone, sorted(zones))), calendar.closing()


def zone_of(entry: Entry) -> str | None:
    """Return the zone that some times of an entry are written in."""
    return zone_used_by(entry.event)


def render_single(entry: Entry) -> bytes:
    """Return one event as a file of its own, which calendars add to an existing one (R22)."""
    calendar, wishes = _vcalendar(), Wishes(tbc=True)
    zone = zone_of(entry) if holds(entry, wishes) else "Etc/UTC"  # a component is required (R26)
    head = calendar.opening() + (vtimezone(zone) if zone else b"")
    return head + render_item(entry, wishes) + calendar.closing()


@lru_cache(maxsize=2048)
def size_of_single(entry: Entry) -> int:
    """Return how many bytes the file of one event has, which feeds name beside its address (R51)."""
    return len(render_single(entry))


def _vcalendar() -> Component:
    calendar = Component("VCALENDAR")
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    return calendar


def _add_names(calendar: Component, envelope: Envelope) -> None:
    name = text(" ".join(envelope.title.translate(_UNESCAPED_NAME).split()))
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("DESCRIPTION", text(envelope.summary))
    calendar.add("X-WR-CALDESC", text(envelope.summary))
