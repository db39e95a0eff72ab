"""What a list's document holds, judged: its content, and everything that is wrong with it."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from pydantic import ValidationError

from feeds.problems import ListError, Problem
from feeds.reading.checks import cross_checks
from feeds.reading.comments import comment_checks
from feeds.reading.complaints import complaints
from feeds.reading.dates import date_checks
from feeds.reading.descriptions import description_checks
from feeds.reading.nodes import Document
from feeds.reading.schema import CalendarPart, EventPart, ListPart
from feeds.reading.texts import languages_of

_Part = TypeVar("_Part", CalendarPart, EventPart)


def judge(
    document: Document, refused: tuple[Problem, ...] = ()
) -> tuple[ListPart, tuple[Problem, ...]]:
    """Return what a document holds, and what its editor is warned of.

    Args:
        document: The document.
        refused: What is wrong with it already.

    Raises:
        ListError: With every problem, in the order of the files' names and of each file.
    """
    content, found = _validate(document)
    seen = (*cross_checks(document), *description_checks(document), *comment_checks(document))
    problems = in_order((*refused, *found, *seen))
    if content is None or any(problem.is_error for problem in problems):
        raise ListError(problems)
    return content, problems


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Put problems into the order of the files' names and of each file."""
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
