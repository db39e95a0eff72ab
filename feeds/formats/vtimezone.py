"""A zone's rules → VTIMEZONE built of RRULEs, the only form that Outlook reads (R34)."""

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from feeds.timezones import Change, Clock, Rules, rules_of

if TYPE_CHECKING:
    from icalendar import TimezoneDaylight, TimezoneStandard

_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - an onset is written in local time (RFC 5545 §3.6.5)


@cache
def vtimezone(zone: str) -> bytes:
    """Return the VTIMEZONE of an IANA zone; of UTC where rules cannot say the zone's."""
    rules = rules_of(zone)
    if rules is None:
        return vtimezone("Etc/UTC")
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    component = Timezone()
    component.add("TZID", zone)
    component.add_component(
        _observance(TimezoneStandard(), rules.standard, _before(rules, rules.standard))
    )
    if rules.daylight:
        summer = _observance(TimezoneDaylight(), rules.daylight, rules.standard.offset)
        component.add_component(summer)
    return bytes(component.to_ical())


def _before(rules: Rules, clock: Clock) -> timedelta:
    return rules.daylight.offset if rules.daylight else clock.offset


def _observance(
    component: "TimezoneStandard | TimezoneDaylight", clock: Clock, before: timedelta
) -> "TimezoneStandard | TimezoneDaylight":
    component.add("DTSTART", clock.begins.in_year(_EPOCH.year) if clock.begins else _EPOCH)
    component.add("TZNAME", clock.name)
    component.add("TZOFFSETFROM", before)
    component.add("TZOFFSETTO", clock.offset)
    if clock.begins:
        component.add("RRULE", _rule(clock.begins))
    return component


def _rule(change: Change) -> dict[str, object]:
    day = f"{change.week}{_WEEKDAYS[change.weekday]}"
    return {"FREQ": "YEARLY", "BYMONTH": change.month, "BYDAY": day}
