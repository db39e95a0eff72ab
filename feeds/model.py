"""The calendar world as values: calendars, events, terms, organisations, places.

Everything here is frozen and does no I/O. Dates are the editor's: an event's ``end`` is its
last day; the day after, which iCalendar wants, is the concern of one format.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, get_args

Status = Literal["confirmed", "tentative", "postponed", "cancelled"]
STATUSES: tuple[Status, ...] = get_args(Status)

_OFF: frozenset[Status] = frozenset({"postponed", "cancelled"})

Cancelled = Literal["mark", "show", "drop"]
CANCELLED: tuple[Cancelled, ...] = get_args(Cancelled)

ALARMS = {
    "-PT15M": timedelta(minutes=-15),
    "-PT1H": timedelta(hours=-1),
    "-P1D": timedelta(days=-1),
    "-P2D": timedelta(days=-2),
    "-P1W": timedelta(weeks=-1),
}
"""When a calendar may sound, counted from the start of an event, by its text (RFC 5545 §3.3.6)."""

Role = Literal["organisers", "hosts", "sponsors", "funders", "partners"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a vocabulary (a theme or a region), known by its slug for ever."""

    slug: str
    label: str
    within: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The themes, or the regions, of a calendar; its terms may lie within one another.

    ``retired`` are terms that were published once: what each gave way to, or None where it is
    gone without a successor.
    """

    terms: Mapping[str, Term]
    retired: Mapping[str, str | None] = field(default_factory=dict)

    def find(self, name: str) -> Term | None:
        """Return the term that a slug, an alias or a retired slug means, if there is one."""
        found = self.terms.get(self.retired.get(name) or name)
        return found or next((term for term in self.terms.values() if name in term.aliases), None)

    def is_gone(self, name: str) -> bool:
        """Tell whether a term was published once and has no successor."""
        return name in self.retired and self.retired[name] is None

    def lineage(self, slug: str) -> Iterator[str]:
        """Give a term's slug and those of all it lies within, innermost first."""
        current: str | None = slug
        while current is not None:
            yield current
            current = self.terms[current].within

    def closure(self, slugs: tuple[str, ...]) -> frozenset[str]:
        """Return these terms together with every term that one of them lies within."""
        return frozenset(each for slug in slugs for each in self.lineage(slug))


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation as an event names it: full name, short form, link."""

    name: str
    short: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        """Write the name with its short form: "International Labour Organization (ILO)"."""
        return f"{self.name} ({self.short})" if self.short else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an event is held, as far as it is known."""

    name: str
    address: str | None = None

    def __str__(self) -> str:
        """Write name and address on one line."""
        return f"{self.name}, {self.address}" if self.address else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of the list; ``end`` is its last day."""

    id: str
    title: str
    start: date
    end: date
    summary: str = ""
    status: Status = "confirmed"
    location: Location | None = None
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    organisers: tuple[Organisation, ...] = ()
    hosts: tuple[Organisation, ...] = ()
    sponsors: tuple[Organisation, ...] = ()
    funders: tuple[Organisation, ...] = ()
    partners: tuple[Organisation, ...] = ()
    note: str = ""
    announced: datetime | None = None
    updated: datetime | None = None

    def organisations(self) -> Iterator[tuple[Role, tuple[Organisation, ...]]]:
        """Give the organisations of each role that has any, in the order of ``ROLES``."""
        for role in ROLES:
            if named := getattr(self, role):
                yield role, named


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A whole event list: what it is called, its vocabularies and its events."""

    title: str
    domain: str
    timezone: str
    language: str
    announced: datetime | None = None
    themes: Vocabulary
    regions: Vocabulary
    events: tuple[Event, ...]
    description: str = ""
    color: str = "steelblue"
    publisher: Organisation | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a subscriber would want to be told again when it changes."""

    title: str
    start: date
    end: date
    place: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One significant change of an event: when, as which revision, from what to what."""

    at: datetime
    sequence: int
    before: Facts
    after: Facts

    @property
    def is_move(self) -> bool:
        """Whether the event got other days."""
        return (self.before.start, self.before.end) != (self.after.start, self.after.end)

    @property
    def is_turn(self) -> bool:
        """Whether the event got another status."""
        return self.before.status != self.after.status

    @property
    def is_news(self) -> bool:
        """Whether followers get a notice: of new days, of going off, of coming on again."""
        return self.is_move or (
            self.is_turn and bool(_OFF & {self.before.status, self.after.status})
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """When an event was announced and changed, and how often: what subscribers go by.

    ``modified`` moves with every change a calendar must take (RFC 5545 LAST-MODIFIED),
    ``updated`` only with one worth telling again (RFC 4287 §4.2.15), ``sequence`` counts
    the changes (RFC 5545 §3.8.7.4). All times are in UTC, whole seconds. ``changes`` are the
    last significant ones, oldest first.
    """

    announced: datetime
    modified: datetime
    updated: datetime
    sequence: int = 0
    changes: tuple[Change, ...] = ()

    @property
    def last_move(self) -> Change | None:
        """The last change of days, if one is remembered."""
        return next((change for change in reversed(self.changes) if change.is_move), None)

    @property
    def last_turn(self) -> Change | None:
        """The last change of status, if one is remembered."""
        return next((change for change in reversed(self.changes) if change.is_turn), None)

    @property
    def last_news(self) -> Change | None:
        """The last change that followers got a notice of, if one is remembered."""
        return next((change for change in reversed(self.changes) if change.is_news), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event as it is published: its history, its terms in full, its ids and addresses.

    ``uid`` is iCalendar's id (RFC 5545 §3.8.4.7), ``tag`` that of the feeds (RFC 4151);
    ``page`` and ``ics`` are absolute addresses. All stay the same in every feed. ``author`` is
    who publishes it, by name.
    """

    event: Event
    revision: Revision
    themes: tuple[Term, ...]
    regions: tuple[Term, ...]
    uid: str
    tag: str
    page: str
    ics: str
    author: str
    language: str

    @property
    def is_off(self) -> bool:
        """Whether the event does not take place on its days: cancelled, or put off without new ones."""
        if self.event.status != "postponed":
            return self.event.status == "cancelled"
        return not self.is_rescheduled

    @property
    def is_rescheduled(self) -> bool:
        """Whether a postponed event has got its new days (R39)."""
        move, turn = self.revision.last_move, self.revision.last_turn
        if self.event.status != "postponed" or move is None:
            return False
        return turn is None or move.sequence >= turn.sequence  # not of an earlier postponement


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a reader wants to get otherwise: it changes what is delivered, never what a feed is.

    ``cancelled`` tells how a calendar has what is off (None is "mark"), ``alarm`` when it sounds
    before each event, one of `ALARMS`. With ``busy`` the days count as taken; with ``tbc`` events whose days are
    not settled are there too; without ``notices`` feeds tell no moves and cancellations.
    """

    cancelled: Cancelled | None = None
    alarm: str | None = None
    busy: bool = False
    tbc: bool = False
    notices: bool = True


NO_WISHES = Wishes()
"""What is delivered unasked."""
