"""iCalendar (RFC 5545, RFC 7986), as calendars in use take it."""

from dataclasses import replace
from datetime import timedelta

import webcolors
from icalendar import Alarm, Calendar, Component, Event, vDuration, vText, vUri

from feeds.formats.content import labels, text_of, title_of
from feeds.formats.envelope import Envelope
from feeds.formats.vtimezone import vtimezone
from feeds.model import ALARMS, NO_WISHES, Entry, Wishes

PRODID = "-//feeds//Calendar feed publisher//EN"
REFRESH = timedelta(hours=1)
"""How often calendars are asked to look (R23); a look that finds nothing new costs little."""

_END = b"END:VCALENDAR\r\n"
# Outlook's web calendar shows the backslash before these (R22).
_UNESCAPED_NAME = str.maketrans({",": None, ";": None, "\\": "/"})


class _Text(vText):
    r"""A text that is written as it is; icalendar's own takes ``\N`` in it for a line break."""

    def to_ical(self) -> bytes:
        r"""Escape the text (RFC 5545 §3.3.11): ``C:\New`` becomes ``C:\\New``."""
        return rb"\\N".join(vText(part).to_ical() for part in self.split(r"\N"))


def heed(entry: Entry, wishes: Wishes) -> Wishes:
    """Leave of a reader's wishes those that make an entry's VEVENT another.

    What is off takes no time and sounds no alarm.
    """
    if entry.is_off:
        return Wishes(cancelled="show" if wishes.cancelled == "show" else None)
    return replace(NO_WISHES, alarm=wishes.alarm, busy=wishes.busy)


def render_item(entry: Entry, wishes: Wishes = NO_WISHES) -> bytes:
    """Return the VEVENT of an entry, as its reader wishes (R27 to R41)."""
    return bytes(_vevent(entry, heed(entry, wishes)).to_ical())


def status_of(entry: Entry, wishes: Wishes = NO_WISHES) -> str:
    """Return the STATUS of an entry.

    Put off without new days, an event is off its old ones; new days revive it. For clients that
    hide what is cancelled only the title says so, where that is wished (R39).
    """
    if entry.is_off:
        return "CONFIRMED" if wishes.cancelled == "show" else "CANCELLED"
    return "TENTATIVE" if entry.event.status == "tentative" else "CONFIRMED"


def render_envelope(envelope: Envelope) -> tuple[bytes, bytes]:
    """Return what stands before and after the VEVENTs of a feed (R20 to R26)."""
    calendar = _vcalendar()
    _add_names(calendar, envelope)
    # No UID: vdirsyncer takes it for that of every event, and keeps the last event alone.
    calendar.add("LAST-MODIFIED", envelope.modified)
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    calendar.add("SOURCE", vUri(envelope.address), parameters={"VALUE": "URI"})
    calendar.add("URL", vUri(envelope.page))
    calendar.add("COLOR", vText(envelope.color))
    calendar.add("X-APPLE-CALENDAR-COLOR", vText(webcolors.name_to_hex(envelope.color)))
    if not envelope.count:  # at least one component is required (R26)
        calendar.add_component(vtimezone(envelope.timezone))
    return bytes(calendar.to_ical()).removesuffix(_END), _END


def render_single(entry: Entry) -> bytes:
    """Return one event as a file of its own, which calendars add to an existing one (R22)."""
    head = bytes(_vcalendar().to_ical()).removesuffix(_END)
    return head + render_item(entry) + _END


def _vcalendar() -> Calendar:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODID)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    return calendar


def _add_names(calendar: Calendar, envelope: Envelope) -> None:
    name = _Text(" ".join(envelope.title.translate(_UNESCAPED_NAME).split()))
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("DESCRIPTION", _Text(envelope.summary))
    calendar.add("X-WR-CALDESC", _Text(envelope.summary))


def _vevent(entry: Entry, wishes: Wishes) -> Component:
    event, revision = entry.event, entry.revision
    component = Event()
    component.add("UID", entry.uid)
    component.add("DTSTAMP", revision.modified)  # never the time of the request (R28)
    component.add("CREATED", revision.announced)
    component.add("LAST-MODIFIED", revision.modified)
    component.add("SEQUENCE", revision.sequence)
    component.add("DTSTART", event.start)
    component.add("DTEND", event.end + timedelta(days=1))  # exclusive (R32)
    component.add("SUMMARY", _Text(title_of(entry)))
    component.add("DESCRIPTION", _Text(text_of(entry)))
    component.add("URL", vUri(entry.page), parameters={"VALUE": "URI"})
    component.add("STATUS", status_of(entry, wishes))
    component.add("TRANSP", "OPAQUE" if wishes.busy else "TRANSPARENT")
    component.add("X-MICROSOFT-CDO-BUSYSTATUS", _busy_status(entry, wishes))
    if event.location:
        component.add("LOCATION", _Text(str(event.location)))
    if named := labels(entry):
        component.add("CATEGORIES", list(named))
    for organiser in event.organisers:
        component.add("CONTACT", _Text(str(organiser)))
    if wishes.alarm:
        component.add_component(_valarm(entry, wishes.alarm))
    return component


def _busy_status(entry: Entry, wishes: Wishes) -> str:
    if not wishes.busy:
        return "FREE"
    return "TENTATIVE" if entry.event.status == "tentative" else "BUSY"


def _valarm(entry: Entry, before: str) -> Component:
    """Make the alarm that a reader wishes; its trigger counts from the start (RFC 5545 §3.8.6.3)."""
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _Text(title_of(entry)))
    alarm.add("TRIGGER", vDuration(ALARMS[before]))
    return alarm
