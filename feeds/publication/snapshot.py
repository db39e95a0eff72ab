"""One reading of the list in one of its languages, and every document that it gives.

A snapshot never changes, but for what it remembers having made of its events.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from feeds.formats import FORMATS, Format, holds_everything, render_single
from feeds.history import History, Record
from feeds.model import NO_WISHES, Calendar, Entry, Event, Wishes
from feeds.publication.envelopes import Site, author_of, envelope_of, prefix_of
from feeds.publication.occasions import coming, last_turn, occasions, shown_occasions
from feeds.responses import Document
from feeds.schedule import When
from feeds.selection import (
    Index,
    Order,
    Page,
    Posting,
    Selection,
    Terms,
    address,
    by_date,
    in_order,
    is_past,
    page_of,
    with_notices,
)

ANYWHERE = (
    ("Access-Control-Allow-Origin", "*"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
)
"""The headers of what pages of any origin may fetch, strict ones too."""
Sort = tuple[str, int | None, Wishes, tuple[When, ...]]
"""What items of one event are told apart by: format, change, wishes and next dates."""


@dataclass(frozen=True)
class Snapshot:
    """One reading of the list, and the documents it gives.

    ``base_url`` is where the world sees it, without a slash at its end; ``changed`` is when
    the list last changed in any way (UTC). ``languages`` are all that the list is in, its own
    first, which alone has no prefix in addresses. ``compresses_calendars`` tells whether ICS may
    be sent in a content coding (R12).
    """

    calendar: Calendar
    history: History
    base_url: str
    changed: datetime
    languages: tuple[str, ...]
    compresses_calendars: bool = True

    @cached_property
    def site(self) -> Site:
        """What feeds say of the list and of where it is."""
        prefix = prefix_of(self.calendar.language, self.languages)
        return Site(self.calendar, self.history, self.base_url, prefix)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every event as it is published, by id, in the order of days."""
        return {event.id: self._entry(event) for event in self.calendar.events}

    def _is_as(self, before: "Snapshot") -> bool:
        """Tell whether entries are made as in another snapshot, but for the events themselves."""
        one, other = (
            (
                each.base_url,
                each.languages,
                each.history.domain,
                each.history.year,
                each.calendar.language,
                each.calendar.themes,
                each.calendar.regions,
                author_of(each.calendar),
            )
            for each in (self, before)
        )
        return one == other

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
    def _postings(self) -> dict[str, Posting]:
        """What stands in feeds for each event, by id, but for the notices of its changes."""
        return {name: Posting(entry) for name, entry in self.entries.items()}

    @cached_property
    def _absences(self) -> dict[tuple[str, bool], frozenset[str]]:
        """The ids of the events that a format has not, by format and whether open dates are wished."""
        return {}

    def _absent(self, kind: Format, wishes: Wishes) -> frozenset[str]:
        """Return the ids of the events that a format has not, as its reader wishes."""
        if kind.holds is holds_everything:
            return frozenset()
        known = self._absences.get((kind.extension, wishes.tbc))
        if known is None:
            entries = self.entries.items()
            known = frozenset(name for name, each in entries if not kind.holds(each, wishes))
            self._absences[kind.extension, wishes.tbc] = known
        return known

    @cached_property
    def zones(self) -> dict[str, dict[str, str | None]]:
        """The time zones of the entries that were in a feed so far, by format and event."""
        return defaultdict(dict)

    @cached_property
    def items(self) -> dict[Sort, dict[str, bytes]]:
        """What has been rendered so far, by event; items of events that are as before are kept."""
        return defaultdict(dict)

    def inherit(self, before: "Snapshot") -> None:
        """Take over what another snapshot has made of events that are the same in this one.

        To be called before anything is asked of this one.
        """
        known = before.entries
        if self._is_as(before):
            self.__dict__["entries"] = dict(self._entries_from(known))
        other = {name for name, entry in self.entries.items() if known.get(name) != entry}
        self.__dict__["_postings"] = {
            name: Posting(entry) if name in other else before._postings[name]  # noqa: SLF001 - its own kind
            for name, entry in self.entries.items()
        }
        other |= known.keys() - self.entries.keys()
        for sort, rendered in before.items.copy().items():  # requests go on rendering meanwhile
            if kept := _without(rendered.copy(), other):
                self.items[sort] = kept
        for extension, zones in before.zones.copy().items():
            self.zones[extension] = _without(zones.copy(), other)
        self.index.inherit(before.index)
        self._foresee()

    def _entries_from(self, known: Mapping[str, Entry]) -> Iterator[tuple[str, Entry]]:
        """Give every event as it is published, the very entry that is known where it is the same."""
        records = self.history.records
        for event in self.calendar.events:
            name, entry = event.id, known.get(event.id)
            if entry and entry.event is event and entry.revision is records[name].revision:
                yield name, entry
            else:
                yield name, self._entry(event)

    def prepare(self, is_wanted: Callable[[], bool]) -> None:
        """Make ahead of time what any request may need: words, and the items of whole feeds.

        Feeds that come in pages need few items each, which are made when they are asked for.

        Args:
            is_wanted: Tells whether to go on; asked often.
        """
        self.index.prepare()
        self._foresee()
        for kind in (each for each in FORMATS.values() if not each.is_paged):
            for entry in self.entries.values():
                if not is_wanted():
                    return
                if kind.holds(entry, NO_WISHES):
                    self._item(Posting(entry), kind, NO_WISHES, date.min)

    def _foresee(self) -> None:
        """Make what every feed needs, so that the first ones need not."""
        for kind in FORMATS.values():
            self._absent(kind, NO_WISHES)
        _ = self._postings

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

    def day_of(self, now: datetime) -> date:
        """Return the day that it is in the calendar's zone."""
        return now.astimezone(ZoneInfo(self.calendar.timezone)).date()

    def next_day(self, now: datetime) -> datetime:
        """Return when the next day begins in the calendar's zone."""
        zone = ZoneInfo(self.calendar.timezone)
        return datetime.combine(self.day_of(now) + timedelta(days=1), time(), zone)

    def select(
        self, selection: Selection, now: datetime, order: Order, kind: Format | None = None
    ) -> tuple[Entry, ...]:
        """Return the entries of a selection that a format has, in order and within its limit."""
        found = self.index.select(selection, self.day_of(now), _wanted(selection, order))
        if selection.wishes.cancelled == "drop":
            found = tuple(entry for entry in found if not entry.is_off)
        if kind is not None and (absent := self._absent(kind, selection.wishes)):
            found = tuple(entry for entry in found if entry.event.id not in absent)
        return found[: selection.limit]

    def page(self, selection: Selection, now: datetime) -> tuple[Page, int]:
        """Return the page of the list that is asked for, and how many events it has in all.

        Of a series it has each occurrence, for a year ahead if no later day is asked for.

        Raises:
            Refusal: There is no such page.
        """
        order, today = _wanted(selection, self.terms(None).order), self.day_of(now)
        found = self.index.select(selection, today)
        held = in_order(by_date(_occasions(found, selection, today)), order, today)
        postings = tuple(map(Posting, held[: selection.limit]))
        total = len({posting.entry.event.id for posting in postings})
        return page_of(postings, selection, order), total

    def feed(self, selection: Selection, kind: Format, now: datetime) -> Document:
        """Return the feed of a selection in a format.

        Raises:
            Refusal: The page that is asked for does not exist.
        """
        entries = self.select(selection, now, kind.order, kind)
        page = self._feed_page(entries, selection, kind)
        envelope = envelope_of(self.site, selection, kind, page, len(entries))
        head, tail = kind.render_envelope(envelope, self._zones_of(page, kind))
        items = list(self._rendered(page, kind, selection.wishes, self.day_of(now)))
        filename = address(selection, kind.extension).partition("?")[0].rpartition("/")[2]
        return self.document(
            _joined(head, items, kind.separator, tail),
            kind.media_type,
            self.last_modified(selection, now, self._turn(page, kind, now)),
            *ANYWHERE,
            ("Content-Disposition", f'inline; filename="{filename}"'),
        )

    def _zones_of(self, page: Page, kind: Format) -> set[str]:
        """Return the time zones whose rules a page needs in a format."""
        if kind.zone_of is None:
            return set()
        known = self.zones[kind.extension]
        for posting in page.postings:
            if posting.entry.event.id not in known:
                known[posting.entry.event.id] = kind.zone_of(posting.entry)
        return {zone for posting in page.postings if (zone := known[posting.entry.event.id])}

    def event_file(self, entry: Entry, now: datetime) -> Document:
        """Return one event as an ICS file of its own."""
        return self.document(
            render_single(entry),
            FORMATS["ics"].media_type,
            self.last_modified(Selection(), now),
            *ANYWHERE,
            ("Content-Disposition", f'inline; filename="{entry.event.id}.ics"'),
        )

    def document(
        self, body: bytes, media_type: str, last_modified: datetime, *extra: tuple[str, str]
    ) -> Document:
        """Make a document of finished bytes."""
        is_calendar = media_type == FORMATS["ics"].media_type
        return Document(
            body=body,
            media_type=media_type,
            last_modified=last_modified,
            is_compressible=self.compresses_calendars or not is_calendar,
            extra=extra,
        )

    def last_modified(
        self, selection: Selection, now: datetime, turn: date | None = None
    ) -> datetime:
        """Return when a selection last changed: with the list or, for some, with a day (R8).

        Those are selections by the day, and what tells the next dates of series: their last
        ``turn``. It is never later than now (RFC 9110 §8.8.2.1).
        """
        turned = self.day_of(now) if selection.depends_on_day else turn
        changed = self.changed
        if turned is not None:
            zone = ZoneInfo(self.calendar.timezone)
            changed = max(changed, datetime.combine(turned, time(), zone).astimezone(UTC))
        return min(changed, now.replace(microsecond=0))

    def page_modified(self, selection: Selection, now: datetime) -> datetime:
        """Return when a page of the list last changed.

        That is with the day if it follows a series on, else with the last event that is over: it
        tells what is past from what is to come.
        """
        today = self.day_of(now)
        found = self.index.select(selection, today)
        if selection.until is None and any(_goes_on(entry, today) for entry in found):
            return self.last_modified(selection, now, today)
        ends = (each.event.when.last for each in _occasions(found, selection, today))
        passed = (end + timedelta(days=1) for end in ends if end < today)
        return self.last_modified(selection, now, max(passed, default=None))

    def event_modified(self, entry: Entry, now: datetime) -> datetime:
        """Return when the page of an event last changed: that of a series, with its next dates."""
        turn = last_turn((entry,), self.day_of(now), shown_occasions)
        return self.last_modified(Selection(), now, turn)

    def held(self, entry: Entry, now: datetime) -> tuple[Entry, ...]:
        """Return a series on each of its next dates, else of its last ones."""
        return shown_occasions(entry, self.day_of(now))

    def with_coming(self, entry: Entry, now: datetime) -> Entry:
        """Return an entry that knows the next dates of its series."""
        return replace(entry, coming=coming(entry, self.day_of(now)))

    def url(self, path: str) -> str:
        """Return the absolute address of a path, in the language of the snapshot."""
        return self.site.url(path)

    def path(self, path: str) -> str:
        """Return a path as links within the site have it, in the language of the snapshot."""
        return f"{self.site.root}{self.site.prefix}{path}"

    def path_in(self, language: str, path: str) -> str:
        """Return a path as links have it, in one of the list's languages."""
        return f"{self.site.root}{prefix_of(language, self.languages)}{path}"

    def url_in(self, language: str, path: str) -> str:
        """Return the absolute address of a path in one of the list's languages."""
        return f"{self.base_url}{prefix_of(language, self.languages)}{path}"

    def _feed_page(self, entries: tuple[Entry, ...], selection: Selection, kind: Format) -> Page:
        known = self._postings
        postings = tuple([known[entry.event.id] for entry in entries])
        if not kind.is_paged:
            return Page(postings, 1, 1)
        order = _wanted(selection, kind.order)
        if kind.render_notice is not None and selection.wishes.notices:
            postings = with_notices(postings, order)
        return page_of(postings, selection, order)

    def _turn(self, page: Page, kind: Format, now: datetime) -> date | None:
        """Return the day with which the next dates that a feed tells became others."""
        if not kind.tells_coming:
            return None
        telling = (posting.entry for posting in page.postings if not posting.change)
        return last_turn(telling, self.day_of(now))

    def _rendered(self, page: Page, kind: Format, wishes: Wishes, today: date) -> Iterator[bytes]:
        """Give the item of each posting; most are those that everybody gets, and are at hand."""
        plain = self.items[kind.extension, None, NO_WISHES, ()] if wishes == NO_WISHES else {}
        tells_coming = kind.tells_coming
        for posting in page.postings:
            event = posting.entry.event
            is_plain = posting.change is None and not (tells_coming and event.repeat)
            known = plain.get(event.id) if is_plain else None
            yield known or self._item(posting, kind, wishes, today)

    def _item(self, posting: Posting, kind: Format, wishes: Wishes, today: date) -> bytes:
        """Return the item of a posting, rendered now or before."""
        entry, change = posting.entry, posting.change
        if kind.tells_coming and entry.event.repeat and not change:
            entry = replace(entry, coming=coming(entry, today))
        heeded, number = kind.heed(entry, wishes), change.sequence if change else None
        rendered = self.items[kind.extension, number, heeded, entry.coming]
        name = entry.event.id
        if name not in rendered:
            if change and kind.render_notice:
                rendered[name] = kind.render_notice(entry, change)
            else:
                rendered[name] = kind.render_item(entry, heeded)
        return rendered[name]

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


def _occasions(entries: Iterable[Entry], selection: Selection, today: date) -> Iterator[Entry]:
    for entry in entries:
        yield from occasions(entry, selection, today)


def _goes_on(entry: Entry, today: date) -> bool:
    """Tell whether an entry is a series that is not over."""
    return entry.event.repeat is not None and not is_past(entry.event, today)


_Made = TypeVar("_Made", bytes, str | None)


def _without(made: dict[str, _Made], names: set[str]) -> dict[str, _Made]:
    """Take out what was made of some events."""
    for name in names:
        made.pop(name, None)
    return made


def _joined(head: bytes, items: list[bytes], separator: bytes, tail: bytes) -> bytes:
    """Put a feed together in one go: it may be long."""
    if not items:
        return head + tail
    items[0] = head + items[0]
    items[-1] += tail
    return separator.join(items)


def _wanted(selection: Selection, order: Order) -> Order:
    return selection.order or order


def snapshots_of(
    calendar: Calendar,
    history: History,
    base_url: str,
    changed: datetime,
    *,
    compresses_calendars: bool = True,
) -> dict[str, Snapshot]:
    """Return a snapshot of a list in each of its languages, its own first."""
    return {
        each.language: Snapshot(
            calendar=each,
            history=history,
            base_url=base_url,
            changed=changed,
            languages=calendar.languages,
            compresses_calendars=compresses_calendars,
        )
        for each in (calendar, *calendar.translations)
    }
