"""One reading of the list, with its history, and every document that it gives.

A snapshot never changes, but for the items it remembers having rendered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo

from feeds.formats import FORMATS, Format, render_single
from feeds.history import History, Record
from feeds.model import Calendar, Entry, Event, Wishes
from feeds.publication.envelopes import Site, author_of, envelope_of
from feeds.responses import Document
from feeds.selection import (
    Index,
    Order,
    Page,
    Posting,
    Selection,
    Terms,
    address,
    default_order,
    in_order,
    page_of,
    postings_of,
)

_ANYONE = ("Access-Control-Allow-Origin", "*")
ItemKey = tuple[str, str, int | None, Wishes]


@dataclass(frozen=True)
class Snapshot:
    """One reading of the list, and the documents it gives.

    ``base_url`` is where the world sees it, without a slash at its end; ``changed`` is when
    the list last changed in any way (UTC).
    """

    calendar: Calendar
    history: History
    base_url: str
    changed: datetime

    @cached_property
    def site(self) -> Site:
        """What feeds say of the list and of where it is."""
        return Site(self.calendar, self.history, self.base_url)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every event as it is published, by id, in the order of days."""
        return {event.id: self._entry(event) for event in self.calendar.events}

    @cached_property
    def withdrawn(self) -> Mapping[str, Record]:
        """What is remembered of events that left the list, by id."""
        records = self.history.records.items()
        return {name: record for name, record in records if name not in self.entries}

    @cached_property
    def index(self) -> Index:
        """The entries, ready to be selected from."""
        return Index(self.calendar, tuple(self.entries.values()))

    @cached_property
    def items(self) -> dict[ItemKey, bytes]:
        """What has been rendered so far: by format, event, change and wishes."""
        return {}

    def inherit(self, before: "Snapshot") -> None:
        """Take over what another snapshot has rendered of events that are the same in this one."""
        same = {name for name, entry in self.entries.items() if before.entries.get(name) == entry}
        rendered = before.items.copy()  # requests go on rendering meanwhile
        self.items.update((key, item) for key, item in rendered.items() if key[1] in same)

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
        if selection.wishes.cancelled == "drop":
            found = tuple(entry for entry in found if not entry.is_off)
        return in_order(found, _wanted(selection, order))[: selection.limit]

    def page(self, selection: Selection, now: datetime) -> tuple[Page, int]:
        """Return the page of the list that is asked for, and how many events it has in all.

        Raises:
            Refusal: There is no such page.
        """
        order = self.terms(None).order
        entries = self.select(selection, now, order)
        postings = tuple(map(Posting, entries))
        return page_of(postings, selection, _wanted(selection, order)), len(entries)

    def feed(self, selection: Selection, kind: Format, now: datetime) -> Document:
        """Return the feed of a selection in a format.

        Raises:
            Refusal: The page that is asked for does not exist.
        """
        entries = self.select(selection, now, kind.order)
        page = self._feed_page(entries, selection, kind)
        envelope = envelope_of(self.site, selection, kind, page, len(entries))
        head, tail = kind.render_envelope(envelope)
        items = kind.separator.join(
            self._item(posting, kind, selection.wishes) for posting in page.postings
        )
        filename = address(selection, kind.extension).partition("?")[0].rpartition("/")[2]
        return self.document(
            head + items + tail,
            kind.media_type,
            self.last_modified(selection, now),
            _ANYONE,
            ("Content-Disposition", f'inline; filename="{filename}"'),
        )

    def event_file(self, entry: Entry, now: datetime) -> Document:
        """Return one event as an ICS file of its own."""
        return self.document(
            render_single(entry),
            FORMATS["ics"].media_type,
            self.last_modified(Selection(), now),
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
        """Return when a selection last changed: with the list or, for some, with the day (R8).

        It is never later than now (RFC 9110 §8.8.2.1).
        """
        changed = self.changed
        if selection.depends_on_day:
            zone = ZoneInfo(self.calendar.timezone)
            midnight = datetime.combine(self.today(now), time(), zone).astimezone(UTC)
            changed = max(changed, midnight)
        return min(changed, now.replace(microsecond=0))

    def url(self, path: str) -> str:
        """Return the absolute address of a path."""
        return self.site.url(path)

    def _feed_page(self, entries: tuple[Entry, ...], selection: Selection, kind: Format) -> Page:
        if not kind.is_paged:
            return Page(tuple(map(Posting, entries)), 1, 1)
        order = _wanted(selection, kind.order)
        tells = kind.render_notice is not None and selection.wishes.notices
        return page_of(postings_of(entries, order, notices=tells), selection, order)

    def _item(self, posting: Posting, kind: Format, wishes: Wishes) -> bytes:
        """Return the item of a posting, rendered now or before."""
        entry, change = posting.entry, posting.change
        heeded = kind.heed(entry, wishes)
        key = (kind.extension, entry.event.id, change.sequence if change else None, heeded)
        if key not in self.items:
            if change and kind.render_notice:
                self.items[key] = kind.render_notice(entry, change)
            else:
                self.items[key] = kind.render_item(entry, heeded)
        return self.items[key]

    def _entry(self, event: Event) -> Entry:
        calendar = self.calendar
        return Entry(
            event=event,
            revision=self.history.records[event.id].revision,
            themes=tuple(calendar.themes.terms[slug] for slug in event.themes),
            regions=tuple(calendar.regions.terms[slug] for slug in event.regions),
            uid=f"{event.id}@{self.history.domain}",
            tag=f"tag:{self.history.domain},{self.history.year}:{event.id}",
            page=self.url(f"/event/{event.id}"),
            ics=self.url(f"/event/{event.id}.ics"),
            author=author_of(calendar),
            language=calendar.language,
        )


def _wanted(selection: Selection, order: Order) -> Order:
    return selection.order or default_order(selection, order)
