"""An occurrence as a client shows it, made alike for all of them.

All functions named ``occurrences`` here take many calendars at once, since starting a client
costs more than asking it. What counts is the occurrence's start: those that start on ``first``
or later and before ``last`` are told, days and instants compared as UTC has them.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple


class Seen(NamedTuple):
    """One occurrence as a client shows it.

    Attributes:
        uid: Its UID.
        title: Its SUMMARY, "" if there is none.
        place: Its LOCATION, "" if there is none.
        start: Its first day ("2026-03-04") or its instant in UTC ("2026-03-04T08:30:00Z"); without
            Z where the client takes the time for a floating one, for want of a zone.
        end: The day after its last, as iCalendar has it, or its instant.
        status: Its STATUS as the client gives it, "" if there is none.
    """

    uid: str
    title: str
    place: str
    start: str
    end: str
    status: str


Occurrences = Callable[[Sequence[bytes], date, date], list[list[Seen]]]
"""What a client shows of each calendar between two days, sorted."""


class UnreadableError(RuntimeError):
    """A client could not show a calendar."""


def around(first: date, last: date) -> tuple[date, date]:
    """Widen what a client is asked for: its days need not be those of UTC."""
    return first - timedelta(days=1), last + timedelta(days=1)


def told(answers: Iterable[Any], first: date, last: date) -> list[list[Seen]]:
    """Make of a driver's answers what they show.

    Args:
        answers: For each calendar the text of an error, or a list of events as ``[uid, title,
            place, status, [[start, end], …]]``, so that words are not repeated 1,000 times.
        first: The first day on which what is told may start.
        last: The day before which it must start.

    Raises:
        UnreadableError: An answer is an error.
    """
    return [
        sorted(_told(number, answer, first.isoformat(), last.isoformat()))
        for number, answer in enumerate(answers)
    ]


def _told(number: int, answer: Any, first: str, last: str) -> Iterable[Seen]:
    if isinstance(answer, str):
        raise UnreadableError(f"calendar {number}: {answer}")
    for uid, title, place, status, times in answer:
        for start, end in times:
            if first <= start < last:  # ISO 8601 sorts as text
                yield Seen(uid, title, place, start, end, status)
