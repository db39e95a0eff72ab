"""Events as they are published: what changed of each and when, its ids and addresses."""

from dataclasses import dataclass, field
from datetime import datetime

from feeds.model.calendars import Term
from feeds.model.events import Event, Repeat, Status
from feeds.schedule import Unsettled, When

_OFF: frozenset[Status] = frozenset({"postponed", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a subscriber would want to be told again when it changes.

    ``titles`` is the title in other languages; that one is added there is no news.
    """

    title: str
    when: When
    repeat: Repeat | None = None
    place: str
    status: Status
    titles: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def title_in(self, language: str) -> str:
        """Return the title in a language, else in the list's own."""
        return dict(self.titles).get(language, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One significant change of an event: when, as which revision, from what to what."""

    at: datetime
    sequence: int
    before: Facts
    after: Facts

    @property
    def is_move(self) -> bool:
        """Whether the event got other days or times, or one of its occurrences did."""
        before, after = self.before, self.after
        return (before.when, before.repeat) != (after.when, after.repeat)

    @property
    def is_rescheduling(self) -> bool:
        """Whether it was the event itself, or the rule of its series, that got other dates."""
        before, after = self.before, self.after
        rules = [facts.repeat and facts.repeat.rule for facts in (before, after)]
        return (before.when, rules[0]) != (after.when, rules[1])

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
        """The last change of days, if one is remembered; one of single dates does not count."""
        return next((change for change in reversed(self.changes) if change.is_rescheduling), None)

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
    who publishes it, by name. ``coming`` are the next dates of a series, where they are told.
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
    coming: tuple[When, ...] = ()

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
        if self.event.status != "postponed" or move is None or self.event.when == Unsettled():
            return False
        if isinstance(self.event.when, Unsettled):
            return False
        return turn is None or move.sequence >= turn.sequence  # not of an earlier postponement
