"""What is remembered of a list and of each event in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from feeds.model import Facts, Revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is remembered of one event.

    ``content`` is a hash of all that is visible of it; ``touched`` is when the record last
    changed in any way, its making and a withdrawal included; ``gone`` is when the event left
    the list, if it did.
    """

    revision: Revision
    content: str
    facts: Facts
    touched: datetime
    gone: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is remembered of a list.

    ``domain`` and ``year`` are part of every id, for ever. ``themes``, ``regions`` and
    ``views`` are the names that addresses ever could have. ``beginning`` is when the list was first announced,
    ``heading`` is a hash of what the list says of itself, its terms included, and ``headed`` is
    when that last changed. ``editions`` tells since when documents have been made at one address
    by one version of the program, by a hash of both.
    """

    domain: str
    year: int
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    beginning: datetime
    heading: str
    headed: datetime
    editions: Mapping[str, datetime] = field(default_factory=dict)
    records: Mapping[str, Record] = field(default_factory=dict)

    def modified(self, edition: str) -> datetime:
        """Return when any document of an edition last changed."""
        touched = (record.touched for record in self.records.values())
        return max(self.headed, self.editions.get(edition, self.headed), *touched)

    @property
    def latest(self) -> datetime:
        """When anything in it last changed; the next change is later, and has a date of its own."""
        touched = (record.touched for record in self.records.values())
        return max((self.headed, *self.editions.values(), *touched))
