"""What an editor should know that only the finished feeds show."""

from collections.abc import Iterator
from datetime import datetime

from feeds.formats import FORMATS
from feeds.problems import Problem
from feeds.publication.snapshot import Snapshot
from feeds.reading import Reading
from feeds.selection import Selection

LARGE_CALENDAR = 900_000
"""Bytes; Google Calendar loses events somewhere above a megabyte (R25)."""
MANY_EVENTS = 1_000


def advice(snapshot: Snapshot, reading: Reading, now: datetime) -> Iterator[Problem]:
    """Warn of events announced in the future, and of a calendar too large for some clients."""
    yield from premature(reading, now)
    size = len(snapshot.feed(Selection(), FORMATS["ics"], now).body)
    if size > LARGE_CALENDAR or len(snapshot.entries) >= MANY_EVENTS:
        yield reading.problem(
            ("events",),
            "large-calendar",
            f"the whole calendar has {len(snapshot.entries)} events and {size // 1000} KB",
            "Google Calendar loses events from about 1,000 or 1 MB; offer links with from=-1y",
            "warning",
        )


def premature(reading: Reading, now: datetime) -> Iterator[Problem]:
    """Warn of what is announced in the future; until it is mended, that counts as now (R45)."""
    calendar = reading.calendar
    if calendar.announced and calendar.announced > now:
        yield reading.problem(
            ("calendar", "announced"),
            "announced-in-future",
            "the list is announced in the future",
            "write the day it is published, or leave it out",
            "warning",
        )
    for event in calendar.events:
        if event.announced and event.announced > now:
            yield reading.problem(
                (*reading.event_loc(event.id)[:-1], "announced"),
                "announced-in-future",
                f"the event `{event.id}` is announced in the future",
                "write the day it is published, or leave it out",
                "warning",
            )
