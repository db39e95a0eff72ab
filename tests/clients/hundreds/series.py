"""The series among the two hundred events: every pattern in words, rules, and what befalls them.

Beside the words stands the rule that they mean, written by hand. Its days are found by dateutil,
which is asked for the rule as a text.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from dateutil.rrule import rrulestr

from .rows import Change, Place, Series

LAST_DAY = date(2029, 12, 31)
"""How far series are looked at, a year beyond what clients are asked for."""


class Pattern(NamedTuple):
    """How often, as the list says it and as a rule says it, and the first day."""

    first: str
    words: Mapping[str, str]
    rule: str


def _words(first: str, rule: str, **words: str) -> Pattern:
    return Pattern(first, words, rule)


def _rule(first: str, rule: str) -> Pattern:
    return Pattern(first, {"rrule": rule}, rule)


IN_WORDS = (
    _words("2026-02-02", "FREQ=DAILY;COUNT=20", every="day", times="20"),
    _words("2026-03-20", "FREQ=DAILY;INTERVAL=3;UNTIL=20260620", every="3 days", until="2026-06-20"),
    _words("2026-01-05", "FREQ=WEEKLY", every="week"),
    _words("2026-01-05", "FREQ=WEEKLY;BYDAY=MO,TH", every="weekly", on="monday and thursday"),
    _words("2026-10-01", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=40", every="week", on="weekday", times="40"),
    _words("2026-02-03", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", every="2 weeks", on="tuesday, sunday"),
    _words("2026-05-08", "FREQ=WEEKLY;INTERVAL=3;COUNT=20", every="every 3 weeks", times="20"),
    _words("2026-01-15", "FREQ=MONTHLY;BYMONTHDAY=15", every="month"),
    _words("2026-01-31", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=10", every="monthly", times="10"),
    _words("2026-01-01", "FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=12", every="month", on="1st and 15th", times="12"),
    _words("2026-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20281231", every="month", on="last day", until="2028-12-31"),
    _words("2026-01-13", "FREQ=MONTHLY;BYDAY=2TU;UNTIL=20280630", every="month", on="second tuesday", until="2028-06-30"),
    _words("2026-01-30", "FREQ=MONTHLY;BYDAY=-1FR", every="month", on="the last friday"),
    _words("2026-01-07", "FREQ=MONTHLY;BYDAY=1WE,3WE;UNTIL=20260630", every="month", on="first and third wednesday", until="2026-06-30"),
    _words("2026-03-30", "FREQ=MONTHLY;BYDAY=5MO;COUNT=8", every="month", on="fifth monday", times="8"),
    _words("2026-01-01", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", every="month", on="first weekday"),
    _words("2026-02-27", "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", every="2 months", on="last weekday"),
    _words("2026-01-22", "FREQ=MONTHLY;INTERVAL=3;BYDAY=4TH;COUNT=9", every="3 months", on="fourth thursday", times="9"),
    _words("2026-03-10", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=10", every="year"),
    _words("2026-05-04", "FREQ=YEARLY;BYMONTH=5;BYDAY=1MO", every="year", on="first monday"),
    _words("2026-10-30", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1FR;UNTIL=20291231", every="yearly", on="last friday", until="2029-12-31"),
    _words("2026-02-28", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", every="year", on="last day"),
    _words("2026-06-30", "FREQ=YEARLY;INTERVAL=2;BYMONTH=6;BYMONTHDAY=30", every="2 years"),
    _words("2024-02-29", "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", every="4 years"),
    _words("2024-02-29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", every="year"),
)  # fmt: skip
IN_RULES = (
    _rule("2026-01-29", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;UNTIL=20261031"),
    _rule("2026-05-18", "FREQ=YEARLY;BYDAY=20MO"),
    _rule("2026-05-11", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"),
    _rule("2026-04-10", "FREQ=YEARLY;BYYEARDAY=100,200;COUNT=6"),
    _rule("2026-01-29", "FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=9"),
    _rule("2026-02-13", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=7"),
    _rule("2026-02-01", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=10"),
    _rule("2026-01-02", "FREQ=DAILY;INTERVAL=6;BYMONTH=1;UNTIL=20280131"),
    _rule("2026-01-18", "FREQ=MONTHLY;BYDAY=-2SU;COUNT=9"),
    _rule("2026-03-03", "FREQ=YEARLY;BYMONTH=3,9;BYDAY=1TU;UNTIL=20281231"),
    _rule("2026-02-01", "FREQ=MONTHLY;BYDAY=SU,SA;BYSETPOS=1;COUNT=12"),
    _rule("2026-01-06", "FREQ=DAILY;INTERVAL=10;COUNT=30"),
    _rule("2026-03-28", "FREQ=WEEKLY;BYDAY=SA;UNTIL=20261107"),
    _rule("2026-12-25", "FREQ=YEARLY"),
    _rule("2026-01-20", "FREQ=MONTHLY;COUNT=12"),
)


def days(rule: str, first: str) -> Iterator[date]:
    """Give the days of a rule."""
    for each in rrulestr(rule, dtstart=datetime.fromisoformat(first[:10])):
        if each.date() > LAST_DAY:
            return
        yield each.date()


def befallen(pattern: Pattern, number: int, time: str = "") -> Series:
    """Return a series of a pattern, with what befalls its occurrences.

    Args:
        pattern: The pattern.
        number: Tells which fate of `_FATES` it has.
        time: When it begins on each of its days, if it has times.
    """
    held = [f"{day}" for day in islice(days(pattern.rule, pattern.first), 6)]
    fate = _FATES[number % len(_FATES)](held, time) if len(held) > 4 else {}
    return Series(words=pattern.words, rule=pattern.rule, **fate)


Fate = dict[str, Any]


def _shifted(day: str, by: int) -> str:
    return f"{date.fromisoformat(day) + timedelta(days=by)}"


def _untouched(_held: list[str], _time: str) -> Fate:
    return {}


def _thinned(held: list[str], time: str) -> Fate:
    return {"without": (held[1], f"{held[3]} {time}".strip())}


def _added(held: list[str], time: str) -> Fate:
    """Add an occurrence before the first, and another on a later day at another time."""
    later = f"{_shifted(held[0], -1)} 07:15" if time else _shifted(held[0], -1)
    return {"also": (_shifted(held[0], -3), later)}


def _moved(held: list[str], time: str) -> Fate:
    """Move one to another time of its day, or by a day, and another onto itself, to be longer."""
    if time:
        first = Change(day=held[1], start=f"{held[1]} 06:45", note={"en": "Early.", "fr": "Tôt."})
        return {"changes": (first, Change(day=held[2], end=f"{held[2]} 23:30"))}
    return {"changes": (Change(day=held[2], end=_shifted(held[2], 2)),)}


def _past_a_neighbour(held: list[str], time: str) -> Fate:
    """Move one past the next, keeping its time, and another onto the day of one before it."""
    onto = f"{held[3]} 05:10" if time else held[3]
    return {
        "changes": (
            Change(day=held[1], start=_shifted(held[2], 1)),
            Change(day=held[4], start=onto),
        )
    }


def _cancelled(held: list[str], _time: str) -> Fate:
    return {
        "changes": (
            Change(day=held[0], status="cancelled", summary={"en": "It was to be a talk."}),
            Change(day=held[2], status="postponed", note={"en": "Later.", "fr": "Plus tard."}),
            Change(day=held[3], status="tentative"),
        )
    }


def _retitled(held: list[str], _time: str) -> Fate:
    return {
        "changes": (
            Change(day=held[1], title={"en": "With guests", "fr": "Avec invités; tous"}),
            Change(day=held[2], title={"es": "Solo esta vez, «aquí»"}, summary={"en": "Once."}),
        )
    }


def _elsewhere(held: list[str], time: str) -> Fate:
    garden = Place(name={"en": "Garden, behind", "fr": "Jardin"}, address="Gate 4", geo="1, 2")
    there = Change(day=held[1], place=garden)
    moved = Change(day=held[3], start=f"{held[3]} 21:05" if time else held[3], place=garden)
    return {"changes": (there, moved)}


def _put_off_and_set(held: list[str], time: str) -> Fate:
    """Put one off to new days, which revive it, remove one, and change one that was added."""
    extra = _shifted(held[0], -2)
    start = f"{_shifted(held[1], 0)} 22:00" if time else held[1]
    return {
        "without": (held[2],),
        "also": (extra,),
        "changes": (
            Change(day=held[1], start=start, status="postponed"),
            Change(day=extra, title={"en": "Before all", "es": "Antes"}, status="confirmed"),
        ),
    }


_FATES: tuple[Callable[[list[str], str], Fate], ...] = (
    _thinned,
    _moved,
    _past_a_neighbour,
    _cancelled,
    _added,
    _retitled,
    _untouched,
    _elsewhere,
    _put_off_and_set,
)
