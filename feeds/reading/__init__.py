"""An event list as text → the model, or everything that is wrong with it at once.

Bytes become text (`source`), text becomes nodes with positions (`nodes`), nodes are held
against the schema (`schema`, `values`) and against each other (`checks`), and what is left is
the frozen model (`building`). Nothing here opens a network or knows what a feed is.
"""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from feeds.model import Calendar
from feeds.problems import ListError, Problem, Severity
from feeds.reading.building import build_calendar
from feeds.reading.checks import cross_checks
from feeds.reading.complaints import complaints
from feeds.reading.nodes import Document, Loc, read_document
from feeds.reading.schema import ListPart
from feeds.reading.source import MAXIMUM_SIZE, read_source

__all__ = ["Reading", "parse_list", "read_bytes", "read_list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A list that can be published, and what its editor should still know of it."""

    calendar: Calendar
    document: Document
    warnings: tuple[Problem, ...] = ()

    def problem(
        self, loc: Loc, code: str, message: str, hint: str, severity: Severity = "error"
    ) -> Problem:
        """Make a problem that points at a place of the list, such as ("events", 3, "id")."""
        index = self.document.index(loc)
        return self.document.source.problem(index, code, message, hint, severity)

    def event_loc(self, event_id: str) -> Loc:
        """Return the place of an event's id."""
        for place, event in enumerate(self.document.data["events"]):
            if " ".join(event["id"].split()) == event_id:
                return ("events", place, "id")
        return ("events",)


def read_list(path: Path) -> Reading:
    """Read the event list in a file.

    Raises:
        ListError: The file cannot be read, or something in it is wrong.
    """
    return parse_list(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """Read a list's file.

    Raises:
        ListError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAXIMUM_SIZE + 1)
    except OSError as error:
        raise ListError((_unreadable(path, error),)) from error


def parse_list(data: bytes, path: str) -> Reading:
    """Read an event list from its bytes; ``path`` is what its problems call it.

    Raises:
        ListError: With every problem found, in the order of the file.
    """
    document, refused = read_document(read_source(data, path))
    content, found = _validate(document)
    problems = sorted(
        (*refused, *found, *cross_checks(document)),
        key=lambda problem: (problem.line, problem.column),
    )
    if content is None or any(problem.is_error for problem in problems):
        raise ListError(tuple(problems))
    return Reading(calendar=build_calendar(content), document=document, warnings=tuple(problems))


def _validate(document: Document) -> tuple[ListPart | None, tuple[Problem, ...]]:
    try:
        return ListPart.model_validate(document.data), ()
    except ValidationError as error:
        return None, tuple(complaints(error, document))


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(
        path=str(path),
        line=1,
        column=1,
        code="unreadable",
        message=f"the file cannot be read ({error.strerror or error})",
        hint="check that it exists and may be read; FEEDS_EVENTS names another",
    )
