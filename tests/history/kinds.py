"""A list of one event of any kind, as an editor writes it, and what becomes of it in the history."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import indent

from feeds.formats.content import notice_of
from feeds.history import History, Record, advance, format_history, parse_history
from feeds.model import Calendar, Change, Entry
from feeds.publication import Snapshot
from feeds.publication.snapshot import snapshots_of
from feeds.reading import parse_list

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)
SECOND = FIRST + timedelta(hours=1)
BASE = "https://events.example.org"
HEAD = """\
calendar: {{title: Events, domain: events.example.org, timezone: Europe/Zurich, languages: [{}]}}
themes: {{}}
regions: {{}}
events:
- id: one
  regions: []
"""

DAY = """\
title: Seminar
start: 2026-11-25
"""
DAYS = f"{DAY}end: 2026-11-26\n"
TIMED = """\
title: Seminar
start: 2026-12-04 19:30
end: 21:00
"""
NIGHT = """\
title: Seminar
start: 2026-12-04 22:00
end: 2026-12-05 02:00
"""
MONTH = """\
title: Seminar
start: 2026-09
"""
SERIES = """\
title: Seminar
start: 2026-03-10 09:30
end: 11:00
repeat:
  every: month
  on: second tuesday
  until: 2027-06-30
"""
WEEKLY = f"{DAY}repeat:\n  every: week\n"
EXCEPT = f"{SERIES}  except: [2026-08-11]\n"
ALSO = f"{SERIES}  also: [2026-09-15]\n"


def occurrence(day: str, change: str) -> str:
    """Write the series with one occurrence that is other."""
    return f"{SERIES}  changes:\n    {day}: {{{change}}}\n"


def edit(text: str, *pairs: tuple[str, str]) -> str:
    """Replace texts, each of which stands there."""
    for old, new in pairs:
        assert old in text, f"“{old}” does not stand there"
        text = text.replace(old, new)
    return text


def calendar_of(event: str, *languages: str) -> Calendar:
    """Read a list of one event."""
    text = HEAD.format(", ".join(languages or ("en",))) + indent(event, "  ")
    return parse_list(text.encode(), "events.yaml").calendar


def recorded(event: str, *languages: str) -> History:
    """Return the history of a list as it is read back from its file."""
    begun = advance(None, calendar_of(event, *languages), moment=FIRST, edition="")
    return parse_history(format_history(begun), Path("events.history"))


def edited(before: str, after: str, *languages: str) -> tuple[History, History]:
    """Return the history before and after an edit, both as they are read back."""
    known = recorded(before, *languages)
    following = advance(known, calendar_of(after, *languages), moment=SECOND, edition="")
    written = parse_history(format_history(following), Path("events.history"))
    assert written == following
    return known, written


def records_of(before: str, after: str, *languages: str) -> tuple[Record, Record]:
    """Return the record of the event before and after an edit."""
    old, new = edited(before, after, *languages)
    return old.records["one"], new.records["one"]


def change_of(before: str, after: str, *languages: str) -> Change:
    """Return the change that an edit makes, which must be one."""
    _, record = records_of(before, after, *languages)
    (change,) = record.revision.changes
    return change


def snapshot_of(before: str, after: str, *languages: str) -> dict[str, Snapshot]:
    """Return what is published after an edit, by language."""
    _, history = edited(before, after, *languages)
    return snapshots_of(calendar_of(after, *languages), history, BASE, SECOND)


def entry_of(before: str, after: str) -> Entry:
    """Return the event as it is published after an edit."""
    return snapshot_of(before, after)["en"].entries["one"]


def notice_title(before: str, after: str) -> str:
    """Return the title of the notice that followers get of an edit."""
    entry = entry_of(before, after)
    return notice_of(entry, entry.revision.changes[-1]).title
