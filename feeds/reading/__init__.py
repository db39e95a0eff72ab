"""An event list as text → the model, or everything that is wrong with it at once.

The list's files (`files`), one or several, become text (`source`), text becomes nodes with
positions (`nodes`), the nodes of all files become one document (`merging`); that is held
against the schema (`schema`, `values`) and against itself (`checks`), and what is left is
the frozen model (`building`). Nothing here opens a network or knows what a feed is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from feeds.model import Calendar
from feeds.problems import ListError, Problem, Severity
from feeds.reading.building import build_calendar
from feeds.reading.checks import cross_checks
from feeds.reading.complaints import complaints
from feeds.reading.dates import date_checks
from feeds.reading.descriptions import description_checks
from feeds.reading.files import ListFile, files_in, read_files
from feeds.reading.merging import merge
from feeds.reading.nodes import Document, Loc, read_document
from feeds.reading.schema import CalendarPart, EventPart, ListPart
from feeds.reading.source import MAXIMUM_SIZE, Source, read_source, too_large
from feeds.reading.texts import languages_of

__all__ = [
    "ListFile",
    "Reading",
    "files_in",
    "parse_files",
    "parse_list",
    "read_files",
    "read_list",
]

_Part = TypeVar("_Part", CalendarPart, EventPart)


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


def read_list(path: Path) -> Reading:
    """Read the event list in a file, or in the files of a folder.

    Raises:
        ListError: It cannot be read, or something in it is wrong.
    """
    return parse_files(read_files(path), str(path))


def parse_list(data: bytes, path: str) -> Reading:
    """Read an event list from the bytes of its one file; ``path`` is what its problems call it.

    Raises:
        ListError: With every problem found, in the order of the file.
    """
    return parse_files((ListFile(path=path, data=data),), path)


def parse_files(files: tuple[ListFile, ...], path: str) -> Reading:
    """Read an event list from its files; ``path`` is the file, or the folder that they are in.

    Raises:
        ListError: With every problem found, in the order of the files' names and of each file.
    """
    _check_size(files)
    documents, refused = _documents(tuple(sorted(files, key=lambda file: file.path)))
    document, unmerged = merge(documents)
    content, found = _validate(document)
    seen = (*cross_checks(document), *description_checks(document))
    problems = _sorted((*refused, *unmerged, *found, *seen))
    if content is None or any(problem.is_error for problem in problems):
        raise ListError(problems)
    return Reading(
        path=path, calendar=build_calendar(content), document=document, warnings=problems
    )


def _check_size(files: tuple[ListFile, ...]) -> None:
    """Refuse files that together are larger than one may be."""
    sizes = accumulate(len(file.data) for file in files)
    for file, size in zip(files, sizes, strict=True):
        if len(files) > 1 and size > MAXIMUM_SIZE:
            raise ListError((too_large(file.path, "the files together are"),))


def _documents(files: tuple[ListFile, ...]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Read each file by itself.

    Raises:
        ListError: One of them cannot be read at all, so that the others cannot be judged.
    """
    documents: list[Document] = []
    refused: list[Problem] = []
    unreadable: list[Problem] = []
    for file in files:
        try:
            document, problems = read_document(read_source(file.data, file.path))
        except ListError as error:
            unreadable.extend(_of_several(error) if len(files) > 1 else error.problems)
        else:
            documents.append(document)
            refused.extend(problems)
    if unreadable:
        raise ListError(_sorted((*refused, *unreadable)))
    return tuple(documents), tuple(refused)


def _of_several(error: ListError) -> Iterator[Problem]:
    """Give what is wrong with one file of several; alone it need not be a list."""
    for problem in error.problems:
        yield replace(problem, hint=_NOTHING_HINT) if problem.code == "empty" else problem


_NOTHING_HINT = "write “events:” or another part of the list into it, or delete it"


def _sorted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column)))


def _validate(document: Document) -> tuple[ListPart | None, tuple[Problem, ...]]:
    """Hold a document against the schema, and the dates of each good event against each other."""
    known = {"languages": languages_of(document.data)}
    try:
        content = ListPart.model_validate(document.data, context=known)
    except ValidationError as error:
        return None, (*complaints(error, document), *_dates_of_good(document, known))
    events = enumerate(content.events)
    return content, tuple(date_checks(events, content.calendar, document))


def _dates_of_good(document: Document, known: dict[str, Any]) -> Iterator[Problem]:
    """Check the dates of those events of a list that are good by themselves."""
    data = document.data if isinstance(document.data, dict) else {}
    head = _if_good(CalendarPart, data.get("calendar"), known)
    events = data.get("events")
    if head and isinstance(events, list):
        read = ((place, _if_good(EventPart, each, known)) for place, each in enumerate(events))
        good = ((place, event) for place, event in read if event)
        yield from date_checks(good, head, document)


def _if_good(part: type[_Part], data: Any, known: dict[str, Any]) -> _Part | None:
    try:
        return part.model_validate(data, context=known)
    except ValidationError:
        return None
