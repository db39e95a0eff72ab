"""Python's icalendar with recurring-ical-events: zones by name, whatever the file says of them.

What is peculiar to it (see `oddities`): it alone takes a time that there is twice for the first,
as RFC 5545 §3.3.5 has it. It knows a zone by its TZID, so that a wrong VTIMEZONE is not seen
here. It compares an EXDATE by the hour that is written, whatever the zone.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import recurring_ical_events

from .seen import Seen, around, told


def occurrences(calendars: Sequence[bytes], first: date, last: date) -> list[list[Seen]]:
    """Return what recurring-ical-events shows of each calendar.

    Raises:
        UnreadableError: icalendar cannot read one.
    """
    return told((_answer(each, first, last) for each in calendars), first, last)


def _answer(calendar: bytes, first: date, last: date) -> str | list[Any]:
    try:
        query = recurring_ical_events.of(icalendar.Calendar.from_ical(calendar))
        return [_told(event) for event in query.between(*around(first, last))]
    except (ValueError, KeyError) as error:  # the latter where a property is missing
        return repr(error)


def _told(event: icalendar.Event) -> list[Any]:
    words = [str(event.get(name, "")) for name in ("UID", "SUMMARY", "LOCATION", "STATUS")]
    return [*words, [[_plain(event.start), _plain(event.end)]]]


def _plain(moment: date) -> str:
    """Write a day, an instant of UTC, or a time without a zone as ISO 8601 has it."""
    if isinstance(moment, datetime) and moment.tzinfo:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()
