"""The live publication: one list as it stands, and every document made of it.

State lives here alone. A `Snapshot` is one reading of the list and never changes but for the
items it remembers having rendered; the `Publication` holds the current one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from uuid import NAMESPACE_DNS, uuid5
from zoneinfo import ZoneInfo

from feeds.formats import FORMATS, Envelope, Format, render_single
from feeds.model import Calendar, Entry, Event, Revision
from feeds.problems import Problem
from feeds.reading import read_list
from feeds.responses import Document
from feeds.selection import (
    Index,
    Order,
    Page,
    Selection,
    Terms,
    address,
    as_asked_of,
    default_order,
    in_order,
    name_of,
    page_of,
    parts_of,
)
from feeds.settings import Settings

LARGE_CALENDAR = 900_000
"""Bytes; Google Calendar loses events somewhere above a megabyte (R25)."""
MANY_EVENTS = 1_000

Clock = Callable[[], datetime]
_ANYONE = ("Access-Control-Allow-Origin", "*")


def system_clock() -> datetime:
    """Return the time; the one clock of the program, handed to whatever needs it."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Snapshot:
    """One reading of the list, and the documents it gives.

    ``base_url`` is where the world sees it, ``changed`` when the list last changed (UTC).
    """

    calendar: Calendar
    base_url: str
    changed: datetime

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every event as it is published, by id, in the order of days."""
        return {event.id: self._entry(event) for event in self.calendar.events}

    @cached_property
    def index(self) -> Index:
        """The entries, ready to be selected from."""
        return Index(self.calendar, tuple(self.entries.values()))

    @cached_property
    def _items(self) -> dict[tuple[str, str], bytes]:
        return {}

    def terms(self, kind: Format | None) -> Terms:
        """Return what an address of a format, or of a page (None), can be about."""
        if kind is None:
            return Terms(calendar=self.calendar)
        return Terms(
            calendar=self.calendar,
            order=kind.order,
            presentation=kind.presentation,
            otherwise=kind.otherwise,
        )

    def today(self, now: datetime) -> date:
        """Return the day that it is in the calendar's zone."""
        return now.astimezone(ZoneInfo(self.calendar.timezone)).date()

    def select(self, selection: Selection, now: datetime, order: Order) -> tuple[Entry, ...]:
        """Return the entries of a selection, in order and within its limit."""
        found = self.index.select(selection, self.today(now))
        wanted = selection.order or default_order(selection, order)
        return in_order(found, wanted)[: selection.limit]

    def page(self, selection: Selection, now: datetime, order: Order) -> tuple[Page, int]:
        """Return the page of a selection that is asked for, and how many entries it has in all.

        Raises:
            Refusal: There is no such page.
        """
        entries = self.select(selection, now, order)
        wanted = selection.order or default_order(selection, order)
        return page_of(entries, selection, wanted), len(entries)

    def feed(self, selection: Selection, kind: Format, now: datetime) -> Document:
        """Return the feed of a selection in a format.

        Raises:
            Refusal: The page that is asked for does not exist.
        """
        if kind.is_paged:
            page, total = self.page(selection, now, kind.order)
        else:
            entries = self.select(selection, now, kind.order)
            page, total = Page(entries, 1, 1), len(entries)
        envelope = self._envelope(selection, kind, page, total)
        head, tail = kind.render_envelope(envelope)
        items = kind.separator.join(self._item(entry, kind) for entry in page.entries)
        filename = address(selection, kind.extension).partition("?")[0].rpartition("/")[2]
        return self.document(
            head + items + tail,
            kind.media_type,
            self.last_modified(selection, now),
            _ANYONE,
            ("Content-Disposition", f'inline; filename="{filename}"'),
        )

    def event_file(self, entry: Entry) -> Document:
        """Return one event as an ICS file of its own."""
        return self.document(
            render_single(entry),
            FORMATS["ics"].media_type,
            self.changed,
            _ANYONE,
            ("Content-Disposition", f'inline; filename="{entry.event.id}.ics"'),
        )

    @staticmethod
    def document(
        body: bytes, media_type: str, last_modified: datetime, *extra: tuple[str, str]
    ) -> Document:
        """Make a document of finished bytes."""
        return Document(body=body, media_type=media_type, last_modified=last_modified, extra=extra)

    def last_modified(self, selection: Selection, now: datetime) -> datetime:
        """Return when a selection last changed: with the list or, for some, with the day (R8)."""
        if not selection.depends_on_day:
            return self.changed
        zone = ZoneInfo(self.calendar.timezone)
        midnight = datetime.combine(self.today(now), time(), zone).astimezone(UTC)
        return max(self.changed, midnight)

    def url(self, path: str) -> str:
        """Return the absolute address of a path."""
        return f"{self.base_url}{path}"

    def _item(self, entry: Entry, kind: Format) -> bytes:
        key = (kind.extension, entry.event.id)
        if key not in self._items:
            self._items[key] = kind.render_item(entry)
        return self._items[key]

    def _entry(self, event: Event) -> Entry:
        calendar = self.calendar
        return Entry(
            event=event,
            revision=_revision(event),
            themes=tuple(calendar.themes.terms[slug] for slug in event.themes),
            regions=tuple(calendar.regions.terms[slug] for slug in event.regions),
            uid=f"{event.id}@{calendar.domain}",
            tag=f"tag:{calendar.domain},{self.today(calendar.announced).year}:{event.id}",
            page=self.url(f"/event/{event.id}"),
            ics=self.url(f"/event/{event.id}.ics"),
            author=self._author,
            language=calendar.language,
        )

    @property
    def _author(self) -> str:
        publisher = self.calendar.publisher
        return publisher.name if publisher else self.calendar.title

    def _envelope(self, selection: Selection, kind: Format, page: Page, total: int) -> Envelope:
        calendar = self.calendar
        whole = replace(selection, page=1)
        revisions = [entry.revision for entry in page.entries]
        return Envelope(
            title=name_of(selection, calendar),
            summary=self.summary(whole, total),
            author=self._author,
            author_url=calendar.publisher.url if calendar.publisher else None,
            uid=str(uuid5(uuid5(NAMESPACE_DNS, calendar.domain), address(whole))),
            language=calendar.language,
            timezone=calendar.timezone,
            color=calendar.color,
            address=self.url(address(selection, kind.extension)),
            page=self.url(address(as_asked_of(self.terms(None), selection, kind.order))),
            icon=self.url("/static/icon-512.png"),
            icon_small=self.url("/static/icon-144.png"),
            updated=max((each.updated for each in revisions), default=calendar.announced),
            modified=max((each.modified for each in revisions), default=calendar.announced),
            count=len(page.entries),
            total=total,
            next_page=self._page_url(selection, kind, page.following),
            previous_page=self._page_url(selection, kind, page.preceding),
        )

    def _page_url(self, selection: Selection, kind: Format, number: int | None) -> str | None:
        if number is None:
            return None
        return self.url(address(replace(selection, page=number), kind.extension))

    def summary(self, selection: Selection, total: int) -> str:
        """Say in words what a selection holds, an empty one too."""
        count = {0: "No event", 1: "One event"}.get(total, f"{total} events")
        parts = parts_of(selection, self.calendar)
        what = f"{count}: {', '.join(parts)}." if parts else f"{count}."
        return f"{self.calendar.description} {what}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The list that is served: its current snapshot, and the clock that days are told by."""

    snapshot: Snapshot
    warnings: tuple[Problem, ...] = ()
    clock: Clock = system_clock


def open_publication(settings: Settings, clock: Clock = system_clock) -> Publication:
    """Read the list that the settings name.

    Raises:
        ListError: It cannot be published.
    """
    reading = read_list(settings.events)
    base_url = settings.base_url or reading.calendar.url or settings.own_url
    snapshot = Snapshot(
        calendar=reading.calendar,
        base_url=base_url.rstrip("/"),
        changed=_changed(settings.events, clock()),
    )
    return Publication(snapshot=snapshot, warnings=reading.warnings, clock=clock)


def advice(snapshot: Snapshot, path: str, now: datetime) -> Iterable[Problem]:
    """Warn an editor of what only the finished feeds show."""
    for entry in snapshot.entries.values():
        if entry.revision.announced > now:
            yield _advice(
                path,
                "announced-in-future",
                f"the event `{entry.event.id}` is announced in the future",
                "feed readers drop it; write the day it is published, or leave it out",
            )
    size = len(snapshot.feed(Selection(), FORMATS["ics"], now).body)
    if size > LARGE_CALENDAR or len(snapshot.entries) >= MANY_EVENTS:
        yield _advice(
            path,
            "large-calendar",
            f"the whole calendar has {len(snapshot.entries)} events and {size // 1000} KB",
            "Google Calendar loses events from about 1,000 or 1 MB; offer links with from=-1y",
        )


def _advice(path: str, code: str, message: str, hint: str) -> Problem:
    return Problem(
        path=path, line=1, column=1, code=code, message=message, hint=hint, severity="warning"
    )


def _revision(event: Event) -> Revision:
    """Return the history of an event, as far as the list itself tells it."""
    updated = max(event.announced, event.updated or event.announced)
    return Revision(announced=event.announced, modified=updated, updated=updated)


def _changed(path: Path, now: datetime) -> datetime:
    """Return when a file last changed, never later than now, in whole seconds."""
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return min(modified, now).replace(microsecond=0)
