"""What was read of a list."""

from dataclasses import dataclass

from feeds.model import Calendar
from feeds.problems import Problem, Severity
from feeds.reading.nodes import Document
from feeds.reading.places import Loc
from feeds.reading.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A list that can be published, and what its editor should still know of it.

    ``path`` is the file or folder that it was read from.
    """

    path: str
    calendar: Calendar
    document: Document
    warnings: tuple[Problem, ...] = ()

    @property
    def files(self) -> tuple[Source, ...]:
        """The files it was read from, as text, in the order of their names."""
        return self.document.sources

    def problem(
        self, loc: Loc, code: str, message: str, hint: str, severity: Severity = "error"
    ) -> Problem:
        """Make a problem that points at a place of the list, such as ("events", 3, "id")."""
        return self.document.problem(loc, code, message, hint, severity)

    def event_loc(self, event_id: str) -> Loc:
        """Return the place of an event's id."""
        for place, event in enumerate(self.document.data["events"]):
            if " ".join(event["id"].split()) == event_id:
                return ("events", place, "id")
        return ("events",)
