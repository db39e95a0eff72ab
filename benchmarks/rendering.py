"""How fast events become feeds: whole processes beside yaml2ics, and within one, its libraries.

Usage: python benchmarks/rendering.py
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import icalendar
from feedgen.feed import FeedGenerator

from benchmarks.cores import SERVER, environment, on_core
from benchmarks.lists import FIRST, THEMES, Meeting, meetings, write_list, write_yaml2ics_list
from benchmarks.rows import Row, in_turn, table
from feeds.formats import FORMATS
from feeds.publication import Publication, Snapshot, system_clock
from feeds.selection import Selection, parse_selection
from feeds.settings import Settings

_YAML2ICS = Path(sys.executable).with_name("yaml2ics")
ON_A_PAGE = 250
"""Entries that the first page of a feed has at most."""
QUERIES = (
    *(f"theme={theme}" for theme in THEMES),
    *(f"theme={theme}&region=europe" for theme in THEMES),
    "region=europe",
    "region=asia,africa",
    "theme=-migration",
    "from=2025&to=2026",
    "from=2024-06&to=2025-03&theme=employers",
    "status=confirmed",
    "q=conference",
    "q=geneva%20training",
)
"""Filters of each kind, wide and narrow."""


def rows() -> list[Row]:
    """Measure all of it."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            _process(Path(folder), 1_000, 4, 8),
            _process(Path(folder), 10_000, 5, 15),
            *_beside_libraries(Path(folder)),
            *_filtered(Path(folder), 1_000, 1, 0.2),
            *_filtered(Path(folder), 10_000, 6, 2),
        ]


def _process(folder: Path, count: int, least: float, reach: float) -> Row:
    """YAML to ICS, from the start of a process to its end."""
    events = write_list(folder / f"{count}.yaml", count)
    theirs = write_yaml2ics_list(folder / f"{count}.yaml2ics.yaml", count)
    show = [sys.executable, "-m", "feeds.cli", "show", "--events", str(events), "--format", "ics"]
    ours, peer = in_turn(
        _ended([*on_core(SERVER), *show]), _ended([*on_core(SERVER), str(_YAML2ICS), str(theirs)])
    )
    return Row(
        what=f"YAML to ICS, whole process, {count:,} events",
        ours=ours,
        unit="s",
        peer=peer,
        beside="yaml2ics",
        least=least,
        reach=reach,
    )


def _ended(command: list[str]) -> Callable[[], float]:
    def run() -> None:
        done = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, check=True)
        if not done.stdout.rstrip().endswith(b"END:VCALENDAR"):
            raise SystemExit(f"{' '.join(command)} writes no calendar")

    return lambda: timed(run)


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _beside_libraries(folder: Path) -> Iterator[Row]:
    """A feed whose events were never rendered, beside the library alone on the same facts."""
    for kind, count, library, render in (
        ("ics", 1_000, "icalendar", plain_icalendar),
        ("rss", ON_A_PAGE, "feedgen", plain_feedgen),
    ):
        first, plain = in_turn(
            partial(_first, Settings(events=write_list(folder / f"{kind}.yaml", count)), kind),
            partial(timed, partial(render, meetings(count))),
        )
        what = f"{kind.upper()} of {count:,} events, all rendered"
        yield Row(what=what, ours=first, unit="s", peer=plain, beside=f"plain {library}")


def _first(settings: Settings, kind: str) -> float:
    snapshot = Publication(settings).snapshot
    snapshot.index  # noqa: B018 - made before anything is asked for
    return timed(partial(_feed, snapshot, kind))


def _feed(snapshot: Snapshot, kind: str, selection: Selection | None = None) -> int:
    """Render a feed, as far as it is rendered before it is coded; return its bytes."""
    document = snapshot.feed(selection or Selection(), FORMATS[kind], system_clock())
    return len(document.body)


def filtered(snapshot: Snapshot) -> list[float]:
    """Return how long filtered calendars take for the first time, each event rendered before.

    That is from the query of the address to a document that is not coded yet, in milliseconds.
    """
    _feed(snapshot, "ics")
    terms = snapshot.terms(FORMATS["ics"])

    def ask(query: str) -> None:
        _feed(snapshot, "ics", parse_selection(query, terms))

    return [timed(partial(ask, query)) * 1000 for query in QUERIES]


def _filtered(folder: Path, count: int, least: float, reach: float) -> Iterator[Row]:
    settings = Settings(events=write_list(folder / f"{count}.yaml", count))
    times = filtered(Publication(settings).snapshot)
    what = f"a filtered feed for the first time, {count:,} events"
    yield Row(what=what, ours=times, unit="ms", least=least, reach=reach)
    yield Row(what=f"the slowest of {len(times)} such", ours=[max(times)], unit="ms")


def plain_icalendar(facts: Iterable[Meeting]) -> bytes:
    """Write a calendar as one does with icalendar alone."""
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//example.org//Meetings//EN")
    stamp = datetime.combine(FIRST, datetime.min.time(), UTC)
    for each in facts:
        event = icalendar.Event()
        event.add("SUMMARY", each.title)
        event.add("DTSTART", each.first)
        event.add("DTEND", each.last + timedelta(days=1))
        event.add("DTSTAMP", stamp)
        event.add("UID", each.uid)
        event.add("SEQUENCE", 0)
        event.add("CATEGORIES", [*each.themes, each.region])
        event.add("CREATED", stamp)
        event.add("DESCRIPTION", f"{each.summary}\n\n{each.page}")
        event.add("LAST-MODIFIED", stamp)
        event.add("LOCATION", each.place)
        event.add("STATUS", "CONFIRMED")
        event.add("TRANSP", "TRANSPARENT")
        event.add("URL", each.page)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def plain_feedgen(facts: Iterable[Meeting]) -> bytes:
    """Write RSS as one does with feedgen alone."""
    feed = FeedGenerator()
    feed.title("Meetings")
    feed.link(href="http://localhost:8000/")
    feed.description("Meetings")
    for each in facts:
        entry = feed.add_entry(order="append")
        entry.guid(each.uid, permalink=False)
        entry.title(each.title)
        entry.link(href=each.page)
        entry.description(each.summary)
        entry.published(datetime.combine(FIRST, datetime.min.time(), UTC))
        entry.category([{"term": term} for term in (*each.themes, each.region)])
        entry.enclosure(f"{each.page}.ics", "700", "text/calendar")
    return bytes(feed.rss_str())


if __name__ == "__main__":
    print(table(rows()))
