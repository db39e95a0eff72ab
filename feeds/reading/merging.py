"""The documents of several files → one document, as if all had been written in one file.

Their events together are the list's events. Every other top-level key stands in one file, so
that the order of files changes nothing.
"""

from collections.abc import Iterator
from dataclasses import replace

from feeds.problems import Problem
from feeds.reading.complaints import LIST, misshapen
from feeds.reading.nodes import Document, line_seen_from
from feeds.reading.source import shown


def merge(documents: tuple[Document, ...]) -> tuple[Document, tuple[Problem, ...]]:
    """Make one document of several, given in the order of their files' names.

    Returns:
        The document, and what keeps a file's part from being in it.
    """
    if len(documents) == 1:
        return documents[0], ()
    sources = tuple(source for document in documents for source in document.sources)
    merged = Document(sources, {})
    problems: list[Problem] = []
    for document in documents:
        offsets: dict[str, int] = {}
        problems.extend(_add(document, merged, offsets))
        parts = (replace(part, offsets=offsets) for part in document.parts)
        merged = replace(merged, parts=(*merged.parts, *parts))
    return merged, tuple(problems)


def _add(document: Document, merged: Document, offsets: dict[str, int]) -> Iterator[Problem]:
    """Add the data of one document to that of those before it, and say where it comes to stand."""
    if not isinstance(document.data, dict):
        hint = "begin the file with “events:” or another part of a list"
        yield document.problem((), "type", "a group of keys is needed here", hint)
        return
    for key, value in document.data.items():
        if key == "events" and value is not None and not isinstance(value, list):
            yield misshapen(LIST, (key,), document)
            merged.data.setdefault(key, [])
        elif merged.data.get(key) is None:
            offsets[key] = 0
            merged.data[key] = value
        elif key == "events" and value is not None:
            offsets[key] = len(merged.data[key])
            merged.data[key] = merged.data[key] + value
        elif value is not None:
            yield _second(key, document, merged)


def _second(key: str, document: Document, merged: Document) -> Problem:
    first = merged.place((key,), of_key=True)
    line = line_seen_from(document.place(()), first)
    return document.problem(
        (key,),
        "duplicate-key",
        f"“{shown(key)}” appears in a second file",
        f"the first is on {line}; keep all of it in one of them",
        of_key=True,
    )
