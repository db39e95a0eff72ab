"""A list that is edited by a test, and what is remembered of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from making import make_calendar, make_event

from feeds.history import History, Record, advance
from feeds.model import Event

START = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = START + timedelta(hours=1)


def plain_event(name: str = "one", **given: Any) -> Event:
    """Make an event that says nothing of when it was announced."""
    return make_event(name, **{"announced": None, **given})


def edited(
    known: History | None,
    *events: Event,
    at: datetime = LATER,
    now: datetime | None = None,
    **of: Any,
) -> History:
    """Return the history of a list of these events, last edited at a moment."""
    calendar = make_calendar(*events, **{"announced": None, **of})
    return advance(known, calendar, moment=at, now=now, edition="address and version")


def begun(*events: Event, **of: Any) -> History:
    """Return the history of a list of these events after its first recording."""
    return edited(None, *events, at=START, **of)


def only_record(history: History) -> Record:
    """Return the one record of a history."""
    (record,) = history.records.values()
    return record
