"""What people are told of a selection that they might subscribe to, on every page.

The link means exactly what the page shows: its words, its number of events, and where a program
would reach a limit of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from feeds.formats import FORMATS
from feeds.model import Entry
from feeds.publication import LARGE_CALENDAR, MANY_EVENTS, Snapshot, count_of, summary_of
from feeds.selection import (
    Selection,
    address,
    as_asked_of,
    is_past,
    joined,
    name_of,
    parse_bound,
    query,
)
from feeds.web.subscribing import SubscribeLinks, subscribe_links
from feeds.wording import Phrase, counted, phrase

LONGEST_ADDRESS = 240
"""Characters; Google fails above about 256, without a word (R6)."""
FEW_EVENTS = 100
"""Below this no calendar can be too large for anybody."""
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed of a selection: its format and absolute address."""

    extension: str
    label: str
    media_type: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Where a program's limit is near, and an address that stays below it, if there is one."""

    phrase: Phrase
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """The next few events of a selection or, where nothing is to come, the last ones."""

    heading: Phrase
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A selection as it can be followed.

    ``page`` shows it, ``more`` explains how to follow it (paths without a language);
    ``undated`` events are in feeds and not in calendars, since their days are not settled.
    ``is_cut`` tells that a calendar holds more than is shown, since none is ever cut.
    """

    name: str
    summary: str
    count: str
    page: str
    more: str
    links: SubscribeLinks
    feeds: tuple[FeedLink, ...]
    warnings: tuple[Warned, ...]
    glimpse: Glimpse | None
    undated: int
    is_cut: bool

    def feed(self, extension: str) -> FeedLink:
        """Return the feed of a format."""
        return next(feed for feed in self.feeds if feed.extension == extension)


def subscription_of(snapshot: Snapshot, selection: Selection, now: datetime) -> Subscription:
    """Tell how a selection can be followed; the reader's wishes in it are kept."""
    calendar = snapshot.calendar
    shown = as_asked_of(snapshot.terms(None), selection, snapshot.terms(None).order)
    followed = _as_calendar(snapshot, selection)
    held = snapshot.select(followed, now, "start", FORMATS["ics"])
    undated = len(snapshot.select(followed, now, "start")) - len(held)
    ics = snapshot.url(address(followed, "ics"))
    wishes = replace(followed.wishes, cancelled=followed.wishes.cancelled or "show")
    for_google = snapshot.url(address(replace(followed, wishes=wishes), "ics"))
    return Subscription(
        name=name_of(shown, calendar),
        summary=summary_of(followed, calendar, len(held)),
        count=count_of(len(held), calendar.language),
        page=address(shown),
        more=joined("/subscribe", query(replace(selection, page=1))),
        links=subscribe_links(ics, name_of(followed, calendar), for_google),
        feeds=tuple(feeds_of(snapshot, selection)),
        warnings=tuple(_warnings(snapshot, followed, len(held), now)),
        glimpse=_glimpse(snapshot, followed, now),
        undated=undated,
        is_cut=selection.limit is not None and len(held) > selection.limit,
    )


def _as_calendar(snapshot: Snapshot, selection: Selection) -> Selection:
    return as_asked_of(snapshot.terms(FORMATS["ics"]), selection, snapshot.terms(None).order)


def feeds_of(snapshot: Snapshot, selection: Selection) -> Iterator[FeedLink]:
    """Give the feeds of a selection, as far as each format can express it."""
    for kind in FORMATS.values():
        kept = as_asked_of(snapshot.terms(kind), selection, snapshot.terms(None).order)
        yield FeedLink(
            extension=kind.extension,
            label=kind.label,
            media_type=kind.media_type.partition(";")[0],
            address=snapshot.url(address(kept, kind.extension)),
        )


def _warnings(
    snapshot: Snapshot, followed: Selection, count: int, now: datetime
) -> Iterator[Warned]:
    """Warn where Google would lose events (R25), or not take the address at all (R6)."""
    lately = replace(followed, since=parse_bound("-1y"))
    near = snapshot.url(address(lately, "ics")) if followed.since is None else ""
    if count >= MANY_EVENTS:
        told = phrase(
            "This calendar has {count} events; Google Calendar starts losing events at about "
            "1,000.",
            count=count,
        )
        yield Warned(phrase=told, address=near)
    elif count >= FEW_EVENTS:
        size = len(snapshot.feed(followed, FORMATS["ics"], now).body)
        if size > LARGE_CALENDAR:
            told = phrase(
                "This calendar is {size} kB; Google Calendar starts losing events at about 1 MB.",
                size=size // 1000,
            )
            yield Warned(phrase=told, address=near)
    if (length := len(snapshot.url(address(followed, "ics")))) > LONGEST_ADDRESS:
        told = phrase(
            "This address has {count} characters; Google Calendar fails above about 250."
            " Use fewer filters, or ask the publisher for a view.",
            count=length,
        )
        yield Warned(phrase=told)


def _glimpse(snapshot: Snapshot, followed: Selection, now: datetime) -> Glimpse | None:
    """Return what a selection has next, or had last; nothing where it is empty."""
    today = snapshot.day_of(now)
    found = snapshot.select(replace(followed, order=None, limit=SHOWN), now, "next")
    coming = tuple(entry for entry in found if not is_past(entry.event, today))
    if not found:
        return None
    shown = tuple((snapshot.held(entry, now) or (entry,))[0] for entry in coming)
    if shown:
        heading = counted("The next event", "The next {count} events", count=len(shown))
        return Glimpse(heading=heading, entries=shown)
    return Glimpse(
        heading=counted("The last event", "The last {count} events", count=len(found)),
        entries=found,
    )
