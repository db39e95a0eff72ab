"""An event list as text → the model, or everything that is wrong with it at once.

The list's files (`files`), one or several, become text (`source`), text becomes nodes with
positions (`nodes`), the nodes of all files become one document (`merging`); that is held
against the schema (`schema`, `values`) and against itself (`checks`), and what is left is
the frozen model (`building`). After an edit, only what is new goes that way (`rereading`).
Nothing here opens a network or knows what a feed is.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from feeds.problems import ListError, Problem
from feeds.reading.building import build_calendar
from feeds.reading.files import ListFile, files_in, read_files
from feeds.reading.garbage import held_off
from feeds.reading.judging import in_order, judge
from feeds.reading.merging import merge
from feeds.reading.nodes import Document, read_document
from feeds.reading.reading import Reading
from feeds.reading.rereading import reread
from feeds.reading.source import MAXIMUM_SIZE, read_source, too_large

__all__ = [
    "ListFile",
    "Reading",
    "files_in",
    "parse_files",
    "parse_list",
    "read_files",
    "read_list",
    "reread",
]


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


@held_off()
def parse_files(files: tuple[ListFile, ...], path: str) -> Reading:
    """Read an event list from its files; ``path`` is the file, or the folder that they are in.

    Raises:
        ListError: With every problem found, in the order of the files' names and of each file.
    """
    _check_size(files)
    documents, refused = _documents(tuple(sorted(files, key=lambda file: file.path)))
    document, unmerged = merge(documents)
    content, warnings = judge(document, (*refused, *unmerged))
    calendar = build_calendar(content)
    return Reading(path=path, calendar=calendar, document=document.let_go(), warnings=warnings)


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
        raise ListError(in_order((*refused, *unreadable)))
    return tuple(documents), tuple(refused)


def _of_several(error: ListError) -> Iterator[Problem]:
    """Give what is wrong with one file of several; alone it need not be a list."""
    for problem in error.problems:
        yield replace(problem, hint=_NOTHING_HINT) if problem.code == "empty" else problem


_NOTHING_HINT = "write “events:” or another part of the list into it, or delete it"
