"""What calendars must show of the two hundred events, found from the table alone.

Series are expanded by dateutil from the rules written by hand in `series`, hours are placed by
zoneinfo: nothing here asks the program.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .rows import Change, Row, said
from .series import days
from .table import ROWS

FIRST, LAST = date(2026, 1, 1), date(2029, 1, 1)
"""Clients are asked for the occurrences that start on the first day or later, before the last."""

_DAY = timedelta(days=1)
_STATUSES = {
    "confirmed": "CONFIRMED",
    "tentative": "TENTATIVE",
    "postponed": "CANCELLED",
    "cancelled": "CANCELLED",
}
_BEFORE_TITLES = {
    "confirmed": {"en": "", "fr": "", "es": ""},
    "tentative": {
        "en": "Tentative: ",
        "fr": "Provisoire\N{NO-BREAK SPACE}: ",
        "es": "Provisional: ",
    },
    "postponed": {"en": "Postponed: ", "fr": "Reporté\N{NO-BREAK SPACE}: ", "es": "Aplazado: "},
    "cancelled": {"en": "Cancelled: ", "fr": "Annulé\N{NO-BREAK SPACE}: ", "es": "Cancelado: "},
}
_MONTHS = {
    "en": {1: "January", 2: "February", 6: "June", 8: "August", 9: "September", 12: "December"},
    "fr": {1: "Janvier", 2: "Février", 6: "Juin", 8: "Août", 9: "Septembre", 12: "Décembre"},
    "es": {1: "Enero", 2: "Febrero", 6: "Junio", 8: "Agosto", 9: "Septiembre", 12: "Diciembre"},
}
_TO_COME = {
    "en": "{}, date to be confirmed: ",
    "fr": "{}, date à préciser\N{NO-BREAK SPACE}: ",
    "es": "{}, fecha por confirmar: ",
}


class Shown(NamedTuple):
    """An occurrence as a calendar shows it: days, or instants of UTC, in ISO 8601.

    As in iCalendar, ``end`` is the day after the last, and ``status`` one of its words.
    """

    event: str
    title: str
    place: str
    start: str
    end: str
    status: str


class Span(NamedTuple):
    """From when to when by the clocks on the spot; of whole days both are midnight."""

    start: datetime
    end: datetime


def everything(language: str) -> list[Shown]:
    """Return all occurrences between the two days, in a language, sorted."""
    return _in_time(each for row in ROWS if row.is_settled for each in occurrences(row, language))


def markers(language: str) -> list[Shown]:
    """Return the marks of events whose month, or year, is known, sorted."""
    known = (row for row in ROWS if not row.is_settled and row.start != "tbc")
    return _in_time(_marker(row, language) for row in known)


def _in_time(shown: Iterable[Shown]) -> list[Shown]:
    return between(shown, FIRST.isoformat(), LAST.isoformat())


def between(shown: Iterable[Shown], first: str, last: str) -> list[Shown]:
    """Return what starts on a day or later and before another, sorted; ISO 8601 sorts as text."""
    return sorted(each for each in shown if first <= each.start < last)


def title_of(row: Row, language: str) -> str:
    """Return an event's title, with its status before it."""
    return _BEFORE_TITLES[row.status][language] + said(row.title, language)


def occasion_of(row: Row) -> tuple[date, date]:
    """Return the first and the last day of an event, of a series those of the first time."""
    span = span_of(row.start, row.end)
    return span.start.date(), span.end.date()


def occurrences(row: Row, language: str) -> Iterator[Shown]:
    """Give all occurrences of an event, in any order."""
    usual, series = span_of(row.start, row.end), row.series
    if series is None:
        yield _shown(row, usual, Change(day=""), language)
        return
    changes = {change.day: change for change in series.changes}
    without = {day[:10] for day in series.without}
    for day in map(str, days(series.rule, row.start)):
        if day not in without:
            change = changes.get(day, Change(day=day))
            yield _shown(row, _changed(_on(usual, day), change), change, language)
    for start in series.also:
        day = start[:10]
        span = _from(_on(usual, day), start)
        yield _shown(row, span, changes.get(day, Change(day=day)), language)


def span_of(start: str, end: str) -> Span:
    """Return from when to when something is that starts and ends so in a list."""
    first = datetime.fromisoformat(start)
    if end == "24:00":
        return Span(first, datetime.fromisoformat(start[:10]) + _DAY)
    if end and len(end) == len("09:30"):
        end = f"{start[:10]} {end}"
    return Span(first, datetime.fromisoformat(end) if end else first)


def _on(span: Span, day: str) -> Span:
    """Return the same times of another day."""
    shift = datetime.fromisoformat(day) - datetime.fromisoformat(f"{span.start:%Y-%m-%d}")
    return Span(span.start + shift, span.end + shift)


def _from(span: Span, start: str) -> Span:
    """Return a span of the same length from a day, or a day and time, on."""
    if ":" not in start:
        return _on(span, start)
    first = datetime.fromisoformat(start)
    return Span(first, first + (span.end - span.start))


def _changed(span: Span, change: Change) -> Span:
    if change.start:
        span = _from(span, change.start)
    return Span(span.start, datetime.fromisoformat(change.end)) if change.end else span


def _shown(row: Row, span: Span, change: Change, language: str) -> Shown:
    status = change.status or row.status
    if change.status == "postponed" and change.start:
        status = "confirmed"  # it has its new day
    place = change.place or row.place
    title = said(change.title or row.title, language)
    return Shown(
        row.id,
        _BEFORE_TITLES[status][language] + title,
        place.seen(language) if place else row.online,
        *_written(row, span),
        _STATUSES[status],
    )


def _written(row: Row, span: Span) -> tuple[str, str]:
    if not row.is_timed:
        return f"{span.start:%Y-%m-%d}", f"{span.end + _DAY:%Y-%m-%d}"
    start, end = (_instant(each, row.zone) for each in span)
    return start, end


def _instant(local: datetime, zone: str) -> str:
    """Place a time: of one that is twice the first, of one that is not, an hour on (§3.3.5)."""
    return f"{local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _marker(row: Row, language: str) -> Shown:
    year, _, month = row.start.partition("-")
    first = date(int(year), int(month or 1), 1)
    known = f"{month_name(int(month), language)} {year}" if month else year
    if month and language == "es":
        known = f"{month_name(int(month), language)} de {year}"
    status = "CANCELLED" if _STATUSES[row.status] == "CANCELLED" else "TENTATIVE"
    return Shown(
        row.id,
        _TO_COME[language].format(known) + title_of(row, language),
        row.place.seen(language) if row.place else row.online,
        f"{first}",
        f"{first + _DAY}",
        status,
    )


def month_name(month: int, language: str) -> str:
    """Return the name of a month as a sentence begins with it."""
    return _MONTHS[language][month]


def expected_at(address: str) -> list[Shown]:
    """Return what is to be seen at one of the addresses of calendars."""
    language = address.split("/")[1] if address.count("/") > 1 else "en"
    shown = everything(language)
    return sorted(shown + markers(language)) if "tbc=1" in address else shown
