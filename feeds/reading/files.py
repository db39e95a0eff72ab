"""A list on the disk: one file, or a folder whose list files together are the list.

A folder's list files stand directly in it, end in .yaml or .yml and do not begin with a dot, so
that what editors and file systems lay beside them is no part of the list.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from feeds.problems import ListError, Problem
from feeds.reading.source import MAXIMUM_SIZE, shown

ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """A file as it was read: what its problems call it, and its bytes."""

    path: str
    data: bytes


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return the list files of a folder, in the order of their names.

    A link that leads nowhere is one of them: to pass over it would withdraw its events.

    Raises:
        OSError: It cannot be looked into, or is no folder.
    """
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if _is_list_file(entry))
    return tuple(folder / name for name in names)


def _is_list_file(entry: os.DirEntry[str]) -> bool:
    is_named_so = entry.name.endswith(ENDINGS) and not entry.name.startswith(".")
    return is_named_so and not entry.is_dir()


def read_files(path: Path) -> tuple[ListFile, ...]:
    """Read a list's file, or the files of its folder; more of them than a list may have is cut.

    Raises:
        ListError: They cannot be read, or the folder has none.
    """
    if not path.is_dir():
        return _read_each((path,))
    try:
        paths = files_in(path)
    except OSError as error:
        raise ListError((_unreadable(path, error, "folder"),)) from error
    if not paths:
        raise ListError((_nothing_in(path),))
    if unnameable := tuple(_unnameable(paths)):
        raise ListError(unnameable)
    return _read_each(paths)


def _read_each(paths: tuple[Path, ...]) -> tuple[ListFile, ...]:
    files: list[ListFile] = []
    problems: list[Problem] = []
    left = MAXIMUM_SIZE + 1
    for path in paths:
        try:
            with path.open("rb") as file:
                data = file.read(left)
        except OSError as error:
            problems.append(_unreadable(path, error, "file"))
        else:
            left -= len(data)
            files.append(ListFile(path=str(path), data=data))
    if problems:
        raise ListError(tuple(problems))
    return tuple(files)


def _unnameable(paths: tuple[Path, ...]) -> Iterator[Problem]:
    """Find names that no message could show, and the copy of the last good list not hold."""
    for path in paths:
        if not path.name.isprintable():
            yield _problem(
                path.with_name(shown(path.name)),
                "file-name",
                "the name of this file has characters that cannot be shown",
                "give it a name of letters and digits",
            )


def _unreadable(path: Path, error: OSError, kind: str) -> Problem:
    return _problem(
        path,
        "unreadable",
        f"the {kind} cannot be read ({error.strerror or error})",
        "check that it exists and may be read; FEEDS_EVENTS names another",
    )


def _nothing_in(folder: Path) -> Problem:
    return _problem(
        folder,
        "empty",
        "the folder holds no list",
        "put files into it whose names end in “.yaml”; one of them begins with “calendar:”",
    )


def _problem(path: Path, code: str, message: str, hint: str) -> Problem:
    return Problem(path=str(path), line=1, column=1, code=code, message=message, hint=hint)
