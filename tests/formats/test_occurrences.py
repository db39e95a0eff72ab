"""What a calendar program makes of our VEVENTs, held against the occurrences of the model."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from icalendar import Calendar, Component
from inventing import events
from making import make_entry, make_envelope, zones_of

from feeds.formats import ics
from feeds.formats.content import title_of
from feeds.formats.series import is_written_as_rule
from feeds.model import NO_WISHES, Entry, Event, Wishes
from feeds.recurrence import HORIZON, MOST_OCCURRENCES, occurrences, on_occasion, order_of
from feeds.schedule import Days, Unsettled

FIRST, LAST = date(2025, 12, 1), date(2037, 12, 1)
"""Occurrences that begin between these days are compared."""

Held = tuple[str, str, str]
"""When it begins, when it ends, in UTC or as days, and what it is called."""

slowly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def calendar_of(*entries: Entry, wishes: Wishes = NO_WISHES) -> Calendar:
    """Return the calendar of entries, as icalendar reads it without an error."""
    head, tail = ics.render_envelope(make_envelope(count=len(entries)), zones_of(entries))
    body = head + b"".join(ics.render_item(entry, wishes) for entry in entries) + tail
    read = Calendar.from_ical(body)
    assert isinstance(read, Calendar)
    assert [error for component in read.walk() for error in component.errors] == []
    return read


def shown_by(calendar: Calendar) -> list[Held]:
    """List what recurring-ical-events shows of a calendar."""
    found = recurring_ical_events.of(calendar).between(FIRST, LAST + timedelta(days=60))
    return sorted(each for each in map(_shown, found) if _is_within(each))


def _shown(event: Component) -> Held:
    start = event.decoded("DTSTART")
    end = event.decoded("DTEND") if "DTEND" in event else start
    return _plain(start), _plain(end), str(event["SUMMARY"])


def meant_by(entry: Entry) -> list[Held]:
    """List the occurrences of an entry in the model."""
    return sorted(each for each in _meant(entry) if _is_within(each))


def _meant(entry: Entry) -> Iterator[Held]:
    held = occurrences(entry.event, HORIZON)
    if not is_written_as_rule(entry.event):
        held = iter(sorted(held, key=lambda each: order_of(each.when))[:MOST_OCCURRENCES])
    for each in held:
        title = title_of(on_occasion(entry, each))
        when = each.when
        if isinstance(when, Days):
            yield _plain(when.first), _plain(when.last + timedelta(days=1)), title
        elif not isinstance(when, Unsettled):
            yield _plain(when.start), _plain(when.end), title


def _plain(moment: date | datetime) -> str:
    is_time = isinstance(moment, datetime)
    return (moment.astimezone(UTC) if is_time else moment).isoformat()  # type: ignore[union-attr]


def _is_within(held: Held) -> bool:
    return FIRST.isoformat() <= held[0] < LAST.isoformat()


@slowly
@given(events())
def test_a_calendar_shows_the_occurrences_of_the_model(event: Event) -> None:
    """Days, moments and titles, of events held once and again, in zones of every kind."""
    entry = make_entry(event)
    assert shown_by(calendar_of(entry)) == meant_by(entry)
