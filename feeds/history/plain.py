"""Facts of an event ↔ the plain data that its record is written as."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from feeds.model import STATUSES, Facts, Location, OccurrenceChange, Repeat, Status
from feeds.schedule import Days, Settled, Times, Unsettled, When, parse_rule, plain_when


def read_when(value: Mapping[str, Any]) -> When:
    """Read what `plain_when` wrote.

    Raises:
        ValueError, LookupError, TypeError: It wrote something else.
    """
    start = str(value["start"])
    if "end" not in value:
        return _read_unsettled(start)
    return _read_settled(value)


def _read_settled(value: Mapping[str, Any]) -> Settled:
    start, end = value["start"], value["end"]
    if "timezone" not in value:
        return Days(first=date.fromisoformat(start), last=date.fromisoformat(end))
    return Times(
        start=datetime.fromisoformat(start),
        end=datetime.fromisoformat(end),
        timezone=str(value["timezone"]),
    )


def _read_unsettled(text: str) -> Unsettled:
    if text == str(Unsettled()):
        return Unsettled()
    year, _, month = text.partition("-")
    return Unsettled(year=int(year), month=int(month) if month else None)


def plain_repeat(repeat: Repeat) -> dict[str, Any]:
    """Write how an event is held again, as far as it is told when it changes."""
    plain = {
        "rule": str(repeat.rule),
        "without": [day.isoformat() for day in repeat.without],
        "also": [plain_when(extra) for extra in repeat.also],
        "changes": [_plain_occurrence(change) for change in repeat.changes if _is_told(change)],
    }
    return {key: value for key, value in plain.items() if value}


def _is_told(change: OccurrenceChange) -> bool:
    """Tell whether more is other about an occurrence than its summary and the editor's note."""
    return bool(change.when or change.title or change.status or change.location)


def _plain_occurrence(change: OccurrenceChange) -> dict[str, Any]:
    given = {
        "title": change.title,
        "status": change.status,
        "place": str(change.location) if change.location else "",
    }
    when = {} if change.when is None else plain_when(change.when)
    told = {key: value for key, value in given.items() if value}
    return {"day": change.day.isoformat(), **when, **told}


def read_repeat(value: Mapping[str, Any]) -> Repeat:
    """Read what `plain_repeat` wrote.

    Raises:
        ValueError, LookupError, TypeError: It wrote something else.
    """
    return Repeat(
        rule=parse_rule(value["rule"]),
        without=tuple(date.fromisoformat(day) for day in value.get("without", ())),
        also=tuple(map(_read_settled, value.get("also", ()))),
        changes=tuple(map(_read_occurrence, value.get("changes", ()))),
    )


def _read_occurrence(value: Mapping[str, Any]) -> OccurrenceChange:
    return OccurrenceChange(
        day=date.fromisoformat(value["day"]),
        when=_read_settled(value) if "start" in value else None,
        title=str(value.get("title", "")),
        status=read_status(value["status"]) if "status" in value else None,
        location=Location(name=str(value["place"])) if "place" in value else None,
    )


def told_of(repeat: Repeat) -> Repeat:
    """Return as much of a series as is told when it changes, and as a record holds."""
    return read_repeat(plain_repeat(repeat))


def plain_facts(facts: Facts) -> dict[str, Any]:
    """Write the facts of an event."""
    plain: dict[str, Any] = {"title": facts.title, **plain_when(facts.when)}
    if facts.repeat:
        plain["repeat"] = plain_repeat(facts.repeat)
    plain |= {"place": facts.place, "status": facts.status}
    if facts.titles:
        plain["titles"] = dict(facts.titles)
    return plain


def read_facts(value: Mapping[str, Any]) -> Facts:
    """Read what `plain_facts` wrote.

    Raises:
        ValueError, LookupError, TypeError: It wrote something else.
    """
    return Facts(
        title=str(value["title"]),
        when=read_when(value),
        repeat=read_repeat(value["repeat"]) if value.get("repeat") else None,
        place=str(value["place"]),
        status=read_status(value["status"]),
        titles=tuple((str(key), str(title)) for key, title in value.get("titles", {}).items()),
    )


def read_status(value: str) -> Status:
    """Return a status by its name.

    Raises:
        ValueError: There is none of that name.
    """
    return STATUSES[STATUSES.index(cast("Status", value))]
