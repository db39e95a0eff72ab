"""What is to be seen of an invented calendar: what the model has, as clients tell what they show.

When, where and in which state each occurrence is held is the model's alone. What the calendar
file decides is which of them stand beside their series, with a UID of their own, and where a
series that no rule can say is cut.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from feeds.formats.series import is_own, is_written_as_rule
from feeds.model import Calendar, Event
from feeds.recurrence import HORIZON, Occurrence, exceptional, occurrences, order_of
from feeds.schedule import Days, Times, Unsettled

from .occurrences.seen import Seen

MOST_ONE_BY_ONE = 999
LAST_ONE_BY_ONE = date(2037, 12, 31)
"""The bounds of a series that no rule can say; the second of one that goes on for ever."""

_SAID = {
    "confirmed": ("", "CONFIRMED"),
    "tentative": ("Tentative: ", "TENTATIVE"),
    "postponed": ("Postponed: ", "CANCELLED"),
    "cancelled": ("Cancelled: ", "CANCELLED"),
}
"""What stands before the title, and what is the STATUS (R39)."""


def meant_by(calendar: Calendar, first: date, last: date) -> list[Seen]:
    """List what is to be seen of a calendar, sorted.

    Args:
        calendar: The calendar.
        first: The first day on which what is told may start, in UTC.
        last: The day before which it must start.
    """
    seen = (each for event in calendar.events for each in _meant(event, calendar.domain))
    return sorted(each for each in seen if first.isoformat() <= each.start < last.isoformat())


def _meant(event: Event, domain: str) -> Iterator[Seen]:
    is_rule = is_written_as_rule(event)
    named = list(exceptional(event))
    own = {(each.day, each.is_extra) for each in named if is_own(each, named, event)}
    for each in _held(event, is_rule=is_rule):
        is_alone = event.repeat and (not is_rule or (each.day, each.is_extra) in own)
        name = f"{event.id}.{each.day}" if is_alone else event.id
        yield _seen(each, f"{name}@{domain}")


def _held(event: Event, *, is_rule: bool) -> Iterable[Occurrence]:
    """Give the occurrences that a calendar file can hold."""
    repeat = event.repeat
    if isinstance(event.when, Unsettled):
        return ()
    if repeat is None or is_rule:
        return occurrences(event, HORIZON)
    is_cut = repeat.rule.is_endless and event.when.first <= LAST_ONE_BY_ONE
    held = occurrences(event, LAST_ONE_BY_ONE if is_cut else HORIZON)
    return sorted(held, key=lambda each: order_of(each.when))[:MOST_ONE_BY_ONE]


def _seen(each: Occurrence, uid: str) -> Seen:
    event, when = each.event, each.when
    prefix, status = _SAID[event.status]
    place = str(event.location or event.online or "")
    if isinstance(when, Days):
        span = when.first.isoformat(), (when.last + timedelta(days=1)).isoformat()
    elif isinstance(when, Times):
        span = _instant(when.start), _instant(when.end)
    else:
        raise TypeError(when)
    return Seen(uid, prefix + event.title, place, *span, status)


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
