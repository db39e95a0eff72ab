"""What an editor should know that only the finished feeds show."""

from collections.abc import Iterator
from datetime import datetime

from feeds.formats import FORMATS
from feeds.formats.series import Obstacle, cut_of, obstacle_of
from feeds.problems import Problem
from feeds.publication.snapshot import Snapshot
from feeds.reading import Reading
from feeds.schedule import Times, When
from feeds.selection import Selection
from feeds.timezones import rules_of

LARGE_CALENDAR = 900_000
"""Bytes; Google Calendar loses events somewhere above a megabyte (R25)."""
MANY_EVENTS = 1_000


def advice(snapshot: Snapshot, reading: Reading, now: datetime) -> Iterator[Problem]:
    """Warn of what is announced in the future, of series cut short, of a calendar too large."""
    yield from premature(reading, now)
    yield from _cut_short(reading)
    body = snapshot.feed(Selection(), FORMATS["ics"], now).body
    count, size = body.count(b"BEGIN:VEVENT\r\n"), len(body)  # dates given one by one, too
    if size > LARGE_CALENDAR or count >= MANY_EVENTS:
        yield reading.problem(
            ("events",),
            "large-calendar",
            f"the whole calendar has {count} events and {size // 1000} KB",
            "Google Calendar loses events from about 1,000 or 1 MB; offer links with from=-1y",
            "warning",
        )


def _cut_short(reading: Reading) -> Iterator[Problem]:
    """Warn of each series of which calendars get only some dates, one by one (R40)."""
    for event in reading.calendar.events:
        cut, obstacle = cut_of(event), obstacle_of(event)
        if cut is None or obstacle is None:
            continue
        count, last = cut
        reason = _reason(obstacle, event.when)
        yield reading.problem(
            (*reading.event_loc(event.id)[:-1], "repeat"),
            "series-cut",
            f"calendars get the first {count} dates of `{event.id}`, until {last}, since {reason}",
            "give it an end before that with “until”",
            "warning",
        )


def _reason(obstacle: Obstacle, when: When) -> str:
    """Say why dates are given one by one."""
    if obstacle == "rule" or not isinstance(when, Times):
        return "its rule is beyond Outlook's"
    if obstacle == "clocks":
        return f"clocks in {when.timezone} are changed at its times of day"
    if rules := rules_of(when.timezone):
        return f"the clocks of {when.timezone} follow a yearly rule only since {rules.since.year}"
    return f"the clocks of {when.timezone} follow no yearly rule"


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
