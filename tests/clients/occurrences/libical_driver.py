"""libical: calendars on standard input, and a line of JSON with the occurrences of each out.

Debian gives libical's bindings to the system's Python alone, so this runs there, as a program.
In is ``{"calendars": [text, …], "until": the last year that is expanded}``. libical itself
expands an RRULE, and knows the zones that the file defines; what belongs to a series is told
here as Evolution's data server does it:

- DTSTART is an occurrence even if the rule does not say so;
- an EXDATE that is a day leaves out all of that day, and from an all-day series an EXDATE with
  a time leaves out its day;
- an override is shown even if it overrides nothing.

But an occurrence ends as long after its start, by the clock, as the first one by the clock.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Any

importlib.import_module("gi").require_version("ICalGLib", "3.0")
ICal = importlib.import_module("gi.repository.ICalGLib")

Kind = ICal.PropertyKind

Key = int | str
"""An instant, in seconds since 1970; or a day, or a time without a zone, as iCalendar has it."""

DAY_SECONDS = 86400
DAY_LENGTH = len("20260304")


def main() -> None:
    """Show the calendars on standard input."""
    question = json.load(sys.stdin)
    for calendar in question["calendars"]:
        root = ICal.Parser.parse_string(calendar)
        answer = "not a calendar" if root is None else _shown(root, question["until"])
        print(json.dumps(answer))


def _shown(root: Any, until: int) -> list[Any]:
    """Expand all series, and put the overrides in place of what they are for."""
    answer, series = [], []
    overridden: set[tuple[str, Key]] = set()
    for event in _events(root):
        originals = _moments(event, Kind.RECURRENCEID_PROPERTY)
        overridden.update((event.get_uid(), _key(original)) for original in originals)
        if originals:
            answer.append(_told(event, {_key(event.get_dtstart()): _key(event.get_dtend())}))
        else:
            series.append(event)
    for event in series:
        spans = _series(event, until)
        uid = event.get_uid()
        answer.append(
            _told(event, {key: end for key, end in spans.items() if (uid, key) not in overridden})
        )
    return answer


def _series(event: Any, until: int) -> dict[Key, Key]:
    """Return where the occurrences of a series start and end."""
    start, end = event.get_dtstart(), event.get_dtend()
    spans = {_key(start): _key(end)}
    if zone := start.get_timezone():
        end = end.convert_to_zone(zone)
    length = end.subtract(start).as_int()
    days, seconds = divmod(length, DAY_SECONDS) if start.is_date() else (0, length)
    for moment in chain(_moments(event, Kind.RDATE_PROPERTY), _ruled(event, start, until)):
        key = _key(moment)
        moment.adjust(days, 0, 0, seconds)
        spans.setdefault(key, _key(moment))
    for excluded in _moments(event, Kind.EXDATE_PROPERTY):
        _exclude(excluded, spans, start)
    return spans


def _ruled(event: Any, start: Any, until: int) -> Iterator[Any]:
    for rule in _properties(event, Kind.RRULE_PROPERTY):
        try:
            iterator = ICal.RecurIterator.new(rule.get_rrule(), start)
        except TypeError:  # gi's word for NULL: there is no day such as the rule names
            continue
        moment = iterator.next()
        while not moment.is_null_time() and moment.get_year() <= until:
            yield moment
            moment = iterator.next()


def _exclude(excluded: Any, spans: dict[Key, Key], start: Any) -> None:
    if excluded.is_date() and not start.is_date():
        after = excluded.clone()
        after.adjust(1, 0, 0, 0)
        zone = start.get_timezone()
        day = range(excluded.as_timet_with_zone(zone), after.as_timet_with_zone(zone))
        for key in [key for key in spans if isinstance(key, int) and key in day]:
            del spans[key]
    else:
        day_of = excluded.as_ical_string()[:DAY_LENGTH]
        spans.pop(day_of if start.is_date() else _key(excluded), None)


def _key(moment: Any) -> Key:
    zone = moment.get_timezone()
    if zone is None or moment.is_date():
        return str(moment.as_ical_string())
    return int(moment.as_timet_with_zone(zone))


def _told(event: Any, spans: dict[Key, Key]) -> list[Any]:
    status = event.get_first_property(Kind.STATUS_PROPERTY)
    return [
        event.get_uid() or "",
        event.get_summary() or "",
        event.get_location() or "",
        status.get_value_as_string() if status else "",
        [[_plain(start), _plain(end)] for start, end in spans.items()],
    ]


def _plain(key: Key) -> str:
    """Write a key as ISO 8601 has it, even one that is no day."""
    if isinstance(key, int):
        return datetime.fromtimestamp(key, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    day, _, time = key.partition("T")
    date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return f"{date}T{time[:2]}:{time[2:4]}:{time[4:]}" if time else date


def _events(root: Any) -> list[Any]:
    kind = ICal.ComponentKind.VEVENT_COMPONENT
    found, event = [], root.get_first_component(kind)
    while event is not None:
        found.append(event)
        event = root.get_next_component(kind)
    return found


def _properties(event: Any, kind: Any) -> list[Any]:
    found, each = [], event.get_first_property(kind)
    while each is not None:
        found.append(each)
        each = event.get_next_property(kind)
    return found


def _moments(event: Any, kind: Any) -> list[Any]:
    """Return the values of a property of dates, in the zones that they name."""
    return [each.get_datetime_with_component(event) for each in _properties(event, kind)]


main()
