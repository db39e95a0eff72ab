"""Calendars, events and entries made for a test, which says only what matters to it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from feeds.formats import Envelope
from feeds.formats.ics import zone_of
from feeds.history import advance
from feeds.model import Calendar, Entry, Event, Term, Vocabulary
from feeds.publication import Snapshot
from feeds.schedule import Days

BASE = "https://events.example.org"
ANNOUNCED = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

THEMES = Vocabulary(
    terms={
        "child-labour": Term(slug="child-labour", label="Child labour"),
        "employers": Term(slug="employers", label="Employers", aliases=("business", "firms")),
        "human-trafficking": Term(
            slug="human-trafficking", label="Human trafficking", aliases=("trafficking",)
        ),
        "ilo-standards": Term(slug="ilo-standards", label="ILO standards"),
        "recruitment": Term(slug="recruitment", label="Recruitment", within="human-trafficking"),
    }
)
"""Themes with aliases; recruitment lies within human trafficking."""

REGIONS = Vocabulary(
    terms={
        "africa": Term(slug="africa", label="Africa"),
        "mali": Term(slug="mali", label="Mali", within="africa"),
        "bamako": Term(slug="bamako", label="Bamako", within="mali"),
        "europe": Term(slug="europe", label="Europe"),
        "moldova": Term(slug="moldova", label="Moldova", within="europe", aliases=("md",)),
        "united-kingdom": Term(
            slug="united-kingdom", label="United Kingdom", within="europe", aliases=("uk",)
        ),
    }
)
"""Regions three deep; some with aliases."""


def make_event(
    name: str = "one",
    start: date = date(2008, 11, 25),
    end: date | None = None,
    **fields: Any,
) -> Event:
    """Make an event of one day, unless the fields say otherwise; ``when`` can be of any kind."""
    when = Days(first=start, last=end or start)
    given = {"title": f"Event {name}", "when": when, "announced": ANNOUNCED, **fields}
    return Event(id=name, **given)


def make_calendar(*events: Event, **fields: Any) -> Calendar:
    """Make a calendar of events, with the themes and regions of this module."""
    given: dict[str, Any] = {
        "title": "Events",
        "domain": "events.example.org",
        "timezone": "Europe/Zurich",
        "language": "en",
        "announced": ANNOUNCED,
        "themes": THEMES,
        "regions": REGIONS,
        **fields,
    }
    return Calendar(events=events, **given)


def make_snapshot(*events: Event, **fields: Any) -> Snapshot:
    """Make a snapshot of a calendar of events, seen at `BASE`."""
    calendar = make_calendar(*events, **fields)
    history = advance(None, calendar, moment=ANNOUNCED, edition="")
    return Snapshot(
        calendar=calendar,
        history=history,
        base_url=BASE,
        changed=ANNOUNCED,
        languages=calendar.languages,
    )


def make_entry(event: Event | None = None, **revision: Any) -> Entry:
    """Make the entry of an event, its history changed as given."""
    event = event or make_event()
    entry = make_snapshot(event).entries[event.id]
    return replace(entry, revision=replace(entry.revision, **revision))


def zones_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the time zones whose rules a calendar of entries needs."""
    return tuple({zone for entry in entries if (zone := zone_of(entry))})


def make_envelope(**fields: Any) -> Envelope:
    """Make the envelope of a feed that holds everything."""
    given: dict[str, Any] = {
        "title": "Events",
        "summary": "One event.",
        "author": "Events",
        "author_url": None,
        "uid": "6f2c1b52-7f0a-5b0e-9a43-0d6d5c3f8a11",
        "language": "en",
        "timezone": "Europe/Zurich",
        "color": "steelblue",
        "address": f"{BASE}/events.ics",
        "page": f"{BASE}/",
        "icon": f"{BASE}/static/icon-512.png",
        "icon_small": f"{BASE}/static/icon-144.png",
        "updated": ANNOUNCED,
        "modified": ANNOUNCED,
        "count": 1,
        "total": 1,
        **fields,
    }
    return Envelope(**given)
