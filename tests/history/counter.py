"""Edits the one event of a list many times, and records each edit; started by a test.

Usage: python tests/history/counter.py HISTORY NAME TIMES
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from feeds.history import advance, locked, read_history, write_history
from feeds.model import Calendar, Event, Vocabulary
from feeds.schedule import Days

DAY = Days(first=date(2008, 11, 25), last=date(2008, 11, 25))

path, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(times):
    event = Event(id="one", title=f"{name} {number}", when=DAY)
    calendar = Calendar(
        title="Events",
        domain="events.example.org",
        timezone="UTC",
        language="en",
        themes=Vocabulary(terms={}),
        regions=Vocabulary(terms={}),
        events=(event,),
    )
    with locked(path):
        known = read_history(path)
        moment = datetime(2026, 11, 24, tzinfo=UTC)
        write_history(path, advance(known, calendar, moment=moment, edition=""))
