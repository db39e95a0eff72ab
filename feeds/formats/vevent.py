"""An event → its VEVENTs, within what calendars in use bear (R27 to R41)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from feeds.formats.content import html_of, labels, marker_title_of, text_of, title_of
from feeds.formats.contentlines import Component, duration, text, texts
from feeds.formats.plain import uri_of
from feeds.formats.series import is_own, is_written_as_rule, one_by_one, zone_of
from feeds.model import ALARMS, NO_WISHES, Entry, Geo, Repeat, Wishes
from feeds.recurrence import Occurrence, exceptional, on_occasion
from feeds.schedule import Days, Rule, Settled, Times, Unsettled

_DAY = timedelta(days=1)


def _geo(geo: Geo) -> str:
    """Write degrees north and east (RFC 5545 §3.8.1.6): 0.000001, not 1e-06."""
    return ";".join(_short(f"{float(each):.6f}") for each in (geo.latitude, geo.longitude))


def _short(degrees: str) -> str:
    whole, _, decimals = degrees.partition(".")
    return f"{whole}.{decimals.rstrip('0') or '0'}"


def holds(entry: Entry, wishes: Wishes) -> bool:
    """Tell whether a calendar has an event: one whose days are to come only where it is wished."""
    when = entry.event.when
    return not isinstance(when, Unsettled) or (wishes.tbc and when.year is not None)


def heed(entry: Entry, wishes: Wishes) -> Wishes:
    """Leave of a reader's wishes those that make an entry's VEVENTs others.

    What is off takes no time and sounds no alarm; what has no settled date takes none either.
    """
    if isinstance(entry.event.when, Unsettled):
        return Wishes(tbc=wishes.tbc)
    if entry.is_off and entry.event.repeat is None:
        return Wishes(cancelled="show" if wishes.cancelled == "show" else None)
    cancelled = wishes.cancelled if _can_be_off(entry) else None
    return replace(NO_WISHES, alarm=wishes.alarm, busy=wishes.busy, cancelled=cancelled)


def _can_be_off(entry: Entry) -> bool:
    """Tell whether the series, or one of its occurrences, is off."""
    repeat = entry.event.repeat
    return repeat is not None and (entry.is_off or any(each.status for each in repeat.changes))


def render_item(entry: Entry, wishes: Wishes = NO_WISHES) -> bytes:
    """Return the VEVENTs of an entry, as its reader wishes."""
    return b"".join(each.to_ical() for each in components_of(entry, heed(entry, wishes)))


def components_of(entry: Entry, wishes: Wishes) -> Iterator[Component]:
    """Give the VEVENTs of an entry: of a series, the rule, what differs from it, what is beyond."""
    event = entry.event
    if isinstance(event.when, Unsettled):
        if holds(entry, wishes):
            yield _marker(entry, event.when)
    elif event.repeat is None:
        yield _vevent(entry, event.when, wishes)
    elif is_written_as_rule(event):
        yield from _series(entry, event.when, event.repeat, wishes)
    else:
        yield from _one_by_one(entry, wishes)


def _one_by_one(entry: Entry, wishes: Wishes) -> Iterator[Component]:
    """Give each occurrence as an event of its own, as many as calendars bear."""
    for each in one_by_one(entry.event):
        if not _is_dropped(entry, each, wishes):
            yield _own(entry, each, wishes)


def _series(entry: Entry, when: Settled, repeat: Repeat, wishes: Wishes) -> Iterator[Component]:
    named = list(exceptional(entry.event))
    shown = [each for each in named if not _is_dropped(entry, each, wishes)]
    own = [each for each in named if is_own(each, named, entry.event)]
    absent = {each.day for each in named if each in own or each not in shown}
    absent -= {extra.first for extra in repeat.also}
    master = _vevent(entry, when, wishes)
    master.add("RRULE", _rule_text(repeat.rule, when))
    for day in sorted({*repeat.without, *absent}):
        master.add_moment("EXDATE", _start(when.on(day), zone_of(entry.event)))
    yield master
    for each in shown:
        make = _own if each in own else _override
        yield make(entry, each, wishes)


def _is_dropped(entry: Entry, occurrence: Occurrence, wishes: Wishes) -> bool:
    return wishes.cancelled == "drop" and on_occasion(entry, occurrence).is_off


def _override(entry: Entry, each: Occurrence, wishes: Wishes) -> Component:
    """Return what is other about an occurrence, named by the time it has in the rule."""
    component = _vevent(on_occasion(entry, each), _settled(each), wishes, zone_of(entry.event))
    component.add_moment("RECURRENCE-ID", _start(_usual(entry, each), zone_of(entry.event)))
    return component


def _usual(entry: Entry, each: Occurrence) -> Settled:
    """Return the time that the rule gives an occurrence."""
    if isinstance(entry.event.when, Unsettled):
        raise TypeError(entry)
    return entry.event.when.on(each.day)


def _own(entry: Entry, each: Occurrence, wishes: Wishes) -> Component:
    """Return an occurrence as an event of its own, named by its day (R40)."""
    name, _, domain = entry.uid.rpartition("@")
    held = replace(on_occasion(entry, each), uid=f"{name}.{each.day.isoformat()}@{domain}")
    component = _vevent(held, _settled(each), wishes)
    component.add("RELATED-TO", text(entry.uid))
    return component


def _settled(each: Occurrence) -> Settled:
    if isinstance(each.when, Unsettled):
        raise TypeError(each)
    return each.when


def _rule_text(rule: Rule, when: Settled) -> str:
    """Write a rule for a series; UNTIL is in UTC where it has times (RFC 5545 §3.3.10)."""
    parts = str(replace(rule, until=None)).split(";")
    if rule.frequency == "WEEKLY" and rule.interval > 1 and not rule.week_start:
        parts.append("WKST=MO")  # Outlook's weeks begin on Sundays
    if rule.until and isinstance(when, Days):
        parts.append(f"UNTIL={rule.until:%Y%m%d}")
    elif rule.until and isinstance(when, Times):
        parts.append(f"UNTIL={when.on(rule.until).start.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return ";".join(sorted(parts, key=_place_in_rule))


def _place_in_rule(part: str) -> int:
    return _RULE.index(part.partition("=")[0])


_RULE = (
    *("FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYYEARDAY"),
    *("BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"),
)
"""The parts of a rule, in the order in which they are written."""


def _start(when: Settled, zone: str | None) -> date | datetime:
    return when.first if isinstance(when, Days) else _moment(when.start, zone)


def _moment(moment: datetime, zone: str | None) -> datetime:
    return moment.astimezone(ZoneInfo(zone) if zone else UTC)


def _vevent(entry: Entry, when: Settled, wishes: Wishes, zone: str | None = None) -> Component:
    zone = zone or zone_of(entry.event)
    component = _identified(entry)
    component.add_moment("DTSTART", _start(when, zone))
    if isinstance(when, Days):
        component.add_moment("DTEND", when.last + _DAY)  # exclusive (R32)
    elif when.end != when.start:
        component.add_moment("DTEND", _moment(when.end, zone))
    _add_texts(component, entry, title_of(entry))
    component.add("STATUS", status_of(entry, wishes))
    is_busy = wishes.busy and not entry.is_off
    component.add("TRANSP", "OPAQUE" if is_busy else "TRANSPARENT")
    component.add("X-MICROSOFT-CDO-BUSYSTATUS", _busy_status(entry) if is_busy else "FREE")
    _add_facts(component, entry)
    if wishes.alarm and not entry.is_off:
        component.add_component(_valarm(entry, wishes.alarm))
    return component


def _marker(entry: Entry, when: Unsettled) -> Component:
    """Return the mark of an event whose days are to come, on the first of the month or year."""
    component = _identified(entry)
    component.add_moment("DTSTART", when.first)
    component.add_moment("DTEND", when.first + _DAY)
    _add_texts(component, entry, marker_title_of(entry))
    component.add("STATUS", "CANCELLED" if entry.is_off else "TENTATIVE")
    component.add("TRANSP", "TRANSPARENT")
    component.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")
    _add_facts(component, entry)
    return component


def _identified(entry: Entry) -> Component:
    component = Component("VEVENT")
    component.add("UID", text(entry.uid))
    component.add_moment("DTSTAMP", entry.revision.modified)  # never the time of the request (R28)
    component.add_moment("CREATED", entry.revision.announced)
    component.add_moment("LAST-MODIFIED", entry.revision.modified)
    component.add("SEQUENCE", str(entry.revision.sequence))
    return component


def _add_texts(component: Component, entry: Entry, title: str) -> None:
    event, language = entry.event, entry.language
    component.add("SUMMARY", text(title), LANGUAGE=event.language_of("title") or language)
    component.add("DESCRIPTION", text(text_of(entry)), LANGUAGE=language)
    if event.description:  # Outlook shows it in place of the plain text (R37)
        html = f"<html><body>{html_of(entry)}</body></html>"
        component.add("X-ALT-DESC", text(html), FMTTYPE="text/html")


def _add_facts(component: Component, entry: Entry) -> None:
    event = entry.event
    component.add("URL", entry.page, VALUE="URI")
    if place := str(event.location or event.online or ""):
        component.add("LOCATION", text(place))
    if event.location and event.location.geo:
        component.add("GEO", _geo(event.location.geo))
    if event.online:
        component.add("CONFERENCE", uri_of(event.online), VALUE="URI")
    if event.image:
        component.add("IMAGE", uri_of(event.image.url), VALUE="URI")
    if named := labels(entry):
        component.add("CATEGORIES", texts(named))
    for contact in (*event.organisers, *((event.contact,) if event.contact else ())):
        component.add("CONTACT", text(str(contact)))


def status_of(entry: Entry, wishes: Wishes = NO_WISHES) -> str:
    """Return the STATUS of an entry.

    Put off without new days, an event is off its old ones; new days revive it. For clients that
    hide what is cancelled only the title says so, where that is wished (R39).
    """
    if entry.is_off:
        return "CONFIRMED" if wishes.cancelled == "show" else "CANCELLED"
    return "TENTATIVE" if entry.event.status == "tentative" else "CONFIRMED"


def _busy_status(entry: Entry) -> str:
    return "TENTATIVE" if entry.event.status == "tentative" else "BUSY"


def _valarm(entry: Entry, before: str) -> Component:
    """Make the alarm that a reader wishes; its trigger counts from the start (RFC 5545 §3.8.6.3)."""
    alarm = Component("VALARM")
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", text(title_of(entry)))
    alarm.add("TRIGGER", duration(ALARMS[before]))
    return alarm
