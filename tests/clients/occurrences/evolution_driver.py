"""Evolution's data server, under GNOME Calendar: what it shows of calendars from the web.

This runs in the system's Python, as a program: the days and the addresses as its arguments, then
for each line on standard input a line of JSON for the next address: the text of an error, or
``[[uid, title, place, status, [[start, end]]], …]``.
"""

import json
import sys
from typing import Any

from clients.life.data_server import Calendar, ICal, add

Kind = ICal.PropertyKind


def main() -> None:
    """Add the calendars, and open one after the other, whenever told to."""
    first, last, *addresses = sys.argv[1:]
    names = [f"calendar-{number}" for number in range(len(addresses))]
    for address, name in zip(addresses, names, strict=True):
        add(address, name)
    for name, _ in zip(names, sys.stdin, strict=False):
        calendar = Calendar(name)
        answer = calendar.refresh() or _shown(calendar, _seconds(first), _seconds(last))
        print(json.dumps(answer), flush=True)


def _seconds(day: str) -> int:
    moment = ICal.Time.new_from_string(day.replace("-", ""))
    return int(moment.as_timet_with_zone(ICal.Timezone.get_utc_timezone()))


def _shown(calendar: Calendar, first: int, last: int) -> list[Any]:
    found: list[Any] = []

    def add(event: Any, start: Any, end: Any, *_: object) -> bool:
        found.append([*_words(event), [[_plain(start), _plain(end)]]])
        return True

    calendar.client.generate_instances_sync(first, last, None, add)
    return found


def _words(event: Any) -> list[str]:
    status = event.get_first_property(Kind.STATUS_PROPERTY)
    return [
        event.get_uid() or "",
        event.get_summary() or "",
        event.get_location() or "",
        status.get_value_as_string() if status else "",
    ]


def _plain(moment: Any) -> str:
    """Write a day, or an instant of UTC, as ISO 8601 has it."""
    if moment.is_date():
        return f"{moment.get_year():04}-{moment.get_month():02}-{moment.get_day():02}"
    utc = moment.convert_to_zone(ICal.Timezone.get_utc_timezone())
    text = utc.as_ical_string()
    return f"{text[:4]}-{text[4:6]}-{text[6:11]}:{text[11:13]}:{text[13:]}"


main()
