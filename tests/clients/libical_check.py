"""libical under Evolution and GNOME Calendar: what it shows of a calendar, and its complaints.

Debian gives libical's bindings to the system's Python alone, so this runs there, as a program:
a calendar on standard input, ``{"problems": […], "events": [[title, first, last], …]}`` out.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from typing import Any

importlib.import_module("gi").require_version("ICalGLib", "3.0")
ICal = importlib.import_module("gi.repository.ICalGLib")


def main() -> None:
    """Check the calendar on standard input."""
    root = ICal.Parser.parse_string(sys.stdin.buffer.read().decode("utf-8"))
    if root is None:
        print(json.dumps({"problems": ["not a calendar"], "events": []}))
        return
    ICal.restriction_check(root)  # writes what it finds into the components
    components = list(_all_components(root))
    problems = [problem for component in components for problem in _complaints(component)]
    events = [
        component
        for component in components
        if component.isa() == ICal.ComponentKind.VEVENT_COMPONENT
    ]
    shown = []
    for event in events:
        if wrong := _date_problem(event):
            problems.append(f"{event.get_uid()}: {wrong}")
        else:
            last = _day(event.get_dtend(), before=True)
            shown.append([event.get_summary(), _day(event.get_dtstart()), last])
    print(json.dumps({"problems": problems, "events": shown}))


def _all_components(component: Any) -> Iterator[Any]:
    yield component
    kind = ICal.ComponentKind.ANY_COMPONENT
    below = []
    child = component.get_first_component(kind)
    while child is not None:
        below.append(child)
        child = component.get_next_component(kind)
    for child in below:
        yield from _all_components(child)


def _properties(component: Any) -> Iterator[Any]:
    kind = ICal.PropertyKind.ANY_PROPERTY
    found = component.get_first_property(kind)
    while found is not None:
        yield found
        found = component.get_next_property(kind)


def _complaints(component: Any) -> Iterator[str]:
    for found in _properties(component):
        if found.get_property_name() == "X-LIC-ERROR":
            yield f"{component.isa().value_nick}: {found.get_value_as_string()}"


def _date_problem(event: Any) -> str:
    start, end = event.get_dtstart(), event.get_dtend()
    if not (_is_a_day(start) and _is_a_day(end)):
        return "DTSTART or DTEND is missing, or no day that there is"
    if not (start.is_date() and end.is_date()):
        return "it is not all-day"
    return "" if start.compare(end) < 0 else "DTEND is not after DTSTART"


def _is_a_day(moment: Any) -> bool:
    """Tell whether a moment is in the calendar; a day too many is moved on by normalising."""
    normal = moment.clone()
    normal.normalize()
    return bool(moment.is_valid_time()) and normal.compare_date_only(moment) == 0


def _day(moment: Any, *, before: bool = False) -> str:
    """Return the day of a date, or the day before it, as people count an event's last."""
    if before:
        moment.adjust(-1, 0, 0, 0)
    return f"{moment.get_year():04}-{moment.get_month():02}-{moment.get_day():02}"


main()
