"""The calendar world as values: calendars, events, terms, organisations, places.

Everything here is frozen and does no I/O. Dates are the editor's: an event's ``end`` is its
last day; the day after, which iCalendar wants, is the concern of one format.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

Status = Literal["confirmed", "tentative", "postponed", "cancelled"]
STATUSES: tuple[Status, ...] = get_args(Status)

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
    """The themes, or the regions, of a calendar; its terms may lie within one another."""

    terms: Mapping[str, Term]

    def find(self, name: str) -> Term | None:
        """Return the term with this slug or alias, if there is one."""
        return self.terms.get(name) or next(
            (term for term in self.terms.values() if name in term.aliases), None
        )

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
    announced: datetime
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
    announced: datetime
    themes: Vocabulary
    regions: Vocabulary
    events: tuple[Event, ...]
    description: str = ""
    color: str = "steelblue"
    publisher: Organisation | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """When an event was announced and changed, and how often: what subscribers go by.

    ``modified`` moves with every change a calendar must take (RFC 5545 LAST-MODIFIED),
    ``updated`` only with one worth telling again (RFC 4287 §4.2.15), ``sequence`` counts
    the changes (RFC 5545 §3.8.7.4). All times are in UTC, whole seconds.
    """

    announced: datetime
    modified: datetime
    updated: datetime
    sequence: int = 0


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
