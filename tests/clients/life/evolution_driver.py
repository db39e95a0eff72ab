"""Evolution's data server, under GNOME Calendar: follows a calendar for as long as it is asked.

This runs in the system's Python, as a program: the address as its argument, then for each line
on standard input a refresh, and a line of JSON with what the data server holds after it:
``{"error": …, "events": [[uid, title, first, end, status, description], …]}``.
"""

import json
import sys
from typing import Any

from clients.life.data_server import EVERYTHING, Calendar, ICal, add


def main() -> None:
    """Subscribe to the address given, and refresh whenever told to."""
    add(sys.argv[1], "life")
    calendar = Calendar("life")
    for _ in sys.stdin:
        error = calendar.refresh()
        print(json.dumps({"error": error, "events": _events(calendar)}), flush=True)


def _events(calendar: Calendar) -> list[list[str]]:
    """List what the copy holds."""
    _, components = calendar.client.get_object_list_as_comps_sync(EVERYTHING, None)
    return [_plain(component.get_icalcomponent()) for component in components]


def _plain(event: Any) -> list[str]:
    status = event.get_first_property(ICal.PropertyKind.STATUS_PROPERTY)
    return [
        event.get_uid(),
        event.get_summary(),
        event.get_dtstart().as_ical_string(),
        event.get_dtend().as_ical_string(),
        status.get_value_as_string(),
        event.get_description(),
    ]


main()
