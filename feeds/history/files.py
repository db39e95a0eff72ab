"""The history as a file: one line an event, sorted by id, kept beside the list.

Lines are JSON, so that a person can read them, and a damaged one is found without the others
being lost. An empty line stands between them: git takes changes of neighbouring lines for a
conflict. The file is replaced as a whole, so that a crash at any instant leaves the old or the
new.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feeds.history.plain import plain_facts, read_facts
from feeds.history.records import History, Record
from feeds.model import Change, Revision
from feeds.problems import FeedsError, Problem

LOCK_SECONDS = 5.0
"""How long to wait for another process that is writing."""

_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What comes of reading a line that says something else than it should."""


class HistoryError(FeedsError):
    """A history that cannot be read or written, with what to do about it.

    ``rest`` is what of it can be read all the same.
    """

    def __init__(self, problem: Problem, rest: History | None = None) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.rest = rest


def read_history(path: Path) -> History | None:
    """Read a history; None where there is no file.

    Raises:
        HistoryError: A line is damaged, or the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise HistoryError(_damaged(path, 1, f"it cannot be read ({error})")) from error
    return parse_history(text, path)


def parse_history(text: str, path: Path) -> History:
    """Read a history from its text; ``path`` is what problems call it.

    Raises:
        HistoryError: A line is damaged.
    """
    heading: History | None = None
    records: dict[str, Record] = {}
    damage: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if "list" in value:
                heading = _history(value)
            else:
                _add(records, str(value["id"]), _record(value))
        except _DAMAGE as error:
            damage.append(_damaged(path, number, _reason(line, error)))
    if heading is None:
        problem = _damaged(path, 1, "the line of the list itself is missing")
        raise HistoryError(damage[0] if damage else problem)
    history = replace(heading, records=dict(sorted(records.items())))
    if damage:
        raise HistoryError(damage[0], history)
    return history


def _add(records: dict[str, Record], name: str, record: Record) -> None:
    """Add a record; of two of one event, as a merge can leave them, the later one counts."""
    known = records.get(name)
    if known is None or record.revision.sequence >= known.revision.sequence:
        records[name] = record


Lines = dict[str, tuple[Record, str]]
"""Records as they were written last, by event: one that is the same object is the same line."""


def write_history(path: Path, history: History, lines: Lines | None = None) -> None:
    """Replace the file of a history; hold its lock meanwhile.

    Args:
        path: The file.
        history: What is written.
        lines: What was written before; holds what is written now afterwards.

    Raises:
        HistoryError: The file cannot be written.
    """
    write_whole(path, format_history(history, lines).encode())


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file, so that at any instant the old or the new is there (fsync, rename).

    A symlink stays one: what it leads to is replaced.

    Raises:
        HistoryError: It cannot be written.
    """
    place = Path(os.path.realpath(path))
    beside = place.with_name(f".{place.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
        _sync_folder(place.parent)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise HistoryError(_unwritable(path, error)) from error


@contextmanager
def locked(path: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Let one process at a time read and write a history; wait at most so many seconds for it.

    Raises:
        HistoryError: The lock cannot be had: the folder cannot be written, or another holds it.
    """
    from filelock import FileLock, Timeout

    place = Path(os.path.realpath(path))
    lock = FileLock(place.with_name(f".{place.name}.lock"), timeout=seconds)
    try:
        lock.acquire()
    except (OSError, Timeout, NotImplementedError) as error:
        raise HistoryError(_unwritable(path, error)) from error
    try:
        yield
    finally:
        lock.release()


def format_history(history: History, lines: Lines | None = None) -> str:
    """Write a history as text: the list's line, then one line an event, sorted by id."""
    lines = {} if lines is None else lines
    heading = {
        "list": history.domain,
        "year": history.year,
        "beginning": _moment(history.beginning),
        "heading": history.heading,
        "headed": _moment(history.headed),
        "themes": history.themes,
        "regions": history.regions,
        **({"views": history.views} if history.views else {}),
        "editions": {edition: _moment(at) for edition, at in sorted(history.editions.items())},
    }
    for name in lines.keys() - history.records.keys():
        del lines[name]
    for name, record in history.records.items():
        if name not in lines or lines[name][0] is not record:
            lines[name] = (record, json.dumps(_plain(name, record), ensure_ascii=False))
    events = (lines[name][1] for name in sorted(lines))
    return "\n\n".join((json.dumps(heading, ensure_ascii=False), *events)) + "\n"


def _plain(name: str, record: Record) -> dict[str, Any]:
    revision = record.revision
    value: dict[str, Any] = {
        "id": name,
        "announced": _moment(revision.announced),
        "modified": _moment(revision.modified),
        "updated": _moment(revision.updated),
        "sequence": revision.sequence,
        "content": record.content,
        **plain_facts(record.facts),
        "touched": _moment(record.touched),
    }
    if record.gone:
        value["gone"] = _moment(record.gone)
    if revision.changes:
        value["changes"] = [_plain_change(change) for change in revision.changes]
    return value


def _plain_change(change: Change) -> dict[str, Any]:
    """Write a change as what differs, before and after; None is what there is no longer."""
    before, after = plain_facts(change.before), plain_facts(change.after)
    lost = dict.fromkeys(before.keys() - after.keys())
    return {
        "at": _moment(change.at),
        "sequence": change.sequence,
        "before": before,
        "after": {key: value for key, value in after.items() if value != before.get(key)} | lost,
    }


def _history(heading: dict[str, Any]) -> History:
    return History(
        domain=str(heading["list"]),
        year=int(heading["year"]),
        beginning=_read_moment(heading["beginning"]),
        themes=tuple(map(str, heading["themes"])),
        regions=tuple(map(str, heading["regions"])),
        views=tuple(map(str, heading.get("views", ()))),
        heading=str(heading["heading"]),
        headed=_read_moment(heading["headed"]),
        editions={str(name): _read_moment(at) for name, at in heading["editions"].items()},
    )


def _record(value: dict[str, Any]) -> Record:
    return Record(
        revision=Revision(
            announced=_read_moment(value["announced"]),
            modified=_read_moment(value["modified"]),
            updated=_read_moment(value["updated"]),
            sequence=int(value["sequence"]),
            changes=tuple(map(_change, value.get("changes", ()))),
        ),
        content=str(value["content"]),
        facts=read_facts(value),
        touched=_read_moment(value["touched"]),
        gone=_read_moment(value["gone"]) if "gone" in value else None,
    )


def _change(value: dict[str, Any]) -> Change:
    return Change(
        at=_read_moment(value["at"]),
        sequence=int(value["sequence"]),
        before=read_facts(value["before"]),
        after=read_facts(_present(value["before"] | value["after"])),
    )


def _present(value: dict[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in value.items() if each is not None}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(line: str, error: Exception) -> str:
    if line.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")):
        return "a merge left both sides of a conflict here"
    return f"this line is damaged ({error})"


def _damaged(path: Path, line: int, what: str) -> Problem:
    return Problem(
        path=str(path),
        line=line,
        column=1,
        code="history-damaged",
        message=f"the history cannot be used: {what}",
        hint="restore the file from version control or a backup; until then nothing is recorded",
    )


def _unwritable(path: Path, error: Exception) -> Problem:
    reason = getattr(error, "strerror", None) or str(error)
    return Problem(
        path=str(path),
        line=1,
        column=1,
        code="history-unwritable",
        message=f"the history cannot be written ({reason})",
        hint="make its folder writable, or record before you publish with `feeds record`",
        severity="warning",
    )
