"""What readers do not get of a description in Markdown as it was meant, and where it stands."""

from collections.abc import Iterator

from feeds import markdown
from feeds.problems import Problem
from feeds.reading.nodes import Document
from feeds.reading.places import Loc
from feeds.reading.texts import each_text
from feeds.reading.values import prose

_HINTS = {
    markdown.ADDRESS: "write the whole address, with https:// or mailto:",
    markdown.HTML: "write it in Markdown, or remove it",
    markdown.IMAGE: "give the event an “image”, or write a link",
}


def description_checks(document: Document) -> Iterator[Problem]:
    """Give a warning for each thing that the description of an event loses."""
    data = document.data if isinstance(document.data, dict) else {}
    events = data.get("events")
    for place, event in enumerate(events if isinstance(events, list) else ()):
        if isinstance(event, dict):
            loc: Loc = ("events", place, "description")
            for where, text in each_text(event.get("description"), loc):
                yield from _lost(where, text, document)


def _lost(loc: Loc, text: str, document: Document) -> Iterator[Problem]:
    blank = text[: len(text) - len(text.lstrip())].count("\n")
    found: dict[Problem, None] = {}
    for line, reason in markdown.problems_of(prose(text)):
        problem = document.line_problem(loc, blank + line, "markdown", reason, _HINTS[reason])
        found[problem] = None
    yield from found
