"""A calendar of which clients show different things, and what each is known to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .seen import Seen

Client = Literal["icaljs", "libical", "recurring", "evolution", "thunderbird"]
Spans = Sequence[str]
"""Starts and ends, with ``/`` between, as ISO 8601 writes an interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """A calendar, what is to be seen of it, and what other things some clients show."""

    name: str
    calendar: bytes
    rule: Spans
    but: Mapping[Client, Spans] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    def shown_by(self, client: Client) -> tuple[str, ...]:
        """Return what a client is known to show."""
        return tuple(self.but.get(client, self.rule))


def spans(seen: Sequence[Seen]) -> tuple[str, ...]:
    """Return from when to when each occurrence is, in short and sorted."""
    return tuple(sorted(f"{each.start}/{each.end}" for each in seen))
