"""The history and the last good list on the disk, and what to do when they cannot be had.

One process at a time reads the record, advances it and writes it back, so that two on one file
agree. Where nothing can be written, or the record is lost or damaged, the same is computed in
memory: nothing is invented, and the problem says what to do. What was served once is never
taken back, whatever becomes of the record: a sequence only rises.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from feeds.history import (
    History,
    HistoryError,
    Lines,
    Served,
    advance,
    locked,
    newer,
    read_history,
    write_history,
    write_whole,
)
from feeds.problems import ListError, Problem
from feeds.publication.continuity import departures
from feeds.publication.lastgood import kept_text
from feeds.publication.views import misread_views
from feeds.publication.watching import Signature, signature
from feeds.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFiles:
    """An event list, a file or a folder, and what is kept beside it."""

    events: Path
    history: Path
    last_good: Path

    @classmethod
    def beside(cls, events: Path) -> "ListFiles":
        """Name the files: ``events.history`` and ``events.last-good`` for ``events.yaml``.

        They have the same names beside a folder ``events``, and never stand in it.
        """
        place, stem = events, events.stem
        if events.is_dir():
            place = events if events.name not in {"", ".."} else events.resolve()
            stem = place.name
        return cls(
            events=events,
            history=place.parent / f"{stem}.history",
            last_good=place.parent / f"{stem}.last-good",
        )


class ListChanged(Exception):
    """The list was saved again before what had been read of it could be recorded."""


class Keeper:
    """Keeps the history of one list; ``records`` tells whether on the disk too."""

    def __init__(self, files: ListFiles, *, records: bool) -> None:
        self._files = files
        self._records = records
        self._served: History | None = None
        self._recorded: History | None = None
        self._look: Signature | None = None
        self._lines: Lines = {}
        self._has_record = False
        self._is_whole = False
        self._told: tuple[Reading | None, tuple[Problem, ...]] = (None, ())
        self.is_behind = False
        """Whether the disk lacks something, so that it should be tried again."""

    def keep(
        self,
        reading: Reading,
        *,
        moment: datetime,
        now: datetime,
        edition: str,
        is_current: Callable[[], bool],
    ) -> tuple[History, tuple[Problem, ...]]:
        """Return the history of a list as it stands now, recorded if it may be.

        Args:
            reading: The list.
            moment: When it was last edited (UTC, whole seconds).
            now: The time (UTC, whole seconds).
            edition: The hash of where and by what its documents are made.
            is_current: Tells whether the list on the disk is still the one that was read.

        Returns:
            The history, and what its editor and operator should know.

        Raises:
            ListError: Something left the list that subscribers follow.
            ListChanged: Another process may have recorded a later state meanwhile.
        """
        with self._turn(reading) as trouble:
            if not is_current():
                raise ListChanged
            known, damage = self._known()
            history = self._advanced(known, reading, moment=moment, now=now, edition=edition)
            if self._served and self._is_settled(reading) and _differ(known, history):
                return self._served, (*self._told[1], *damage, self._ahead())
            found = self._departures(reading, known)
            unsaved = trouble if trouble or damage else self._save(history, reading)
            self.is_behind, self._is_whole = bool(unsaved), not damage
            self._told, self._served = (reading, found), history
        return history, (*found, *damage, *unsaved)

    def _advanced(self, known: History | None, reading: Reading, **dated: Any) -> History:
        """Return the history of a list; what was served last need not be looked at again."""
        before = self._told[0]
        served = Served(before.calendar, self._served) if before and self._served else None
        return advance(known, reading.calendar, before=served, **dated)

    def _is_settled(self, reading: Reading) -> bool:
        """Tell whether a list was held against a whole record before.

        If the two do not fit together now, the record is of a list that is still to come, as
        where both are copied one after the other.
        """
        return self._is_whole and reading is self._told[0]

    def _may_record(self, reading: Reading) -> bool:
        """Tell whether this process records a list: not the last good one in its stead.

        That may be older than the record.
        """
        return self._records and reading.path == str(self._files.events)

    @contextmanager
    def _turn(self, reading: Reading) -> Iterator[tuple[Problem, ...]]:
        """Wait for this process's turn; give what keeps it from recording."""
        with ExitStack() as stack:
            trouble: tuple[Problem, ...] = ()
            if self._may_record(reading):
                try:
                    stack.enter_context(locked(self._files.history))
                except HistoryError as error:
                    trouble = (error.problem,)
            yield trouble

    def _known(self) -> tuple[History | None, tuple[Problem, ...]]:
        """Return what was recorded or served, and what is wrong with the record."""
        problems: tuple[Problem, ...] = ()
        try:
            recorded = self._recorded = self._read()
        except HistoryError as error:
            recorded, problems = error.rest, (error.problem,)
        else:
            self._has_record = self._has_record or recorded is not None
            if not self._has_record and self._files.last_good.exists():
                problems = (self._lost(),)
        if recorded is None or self._served is None or recorded is self._served:
            return recorded or self._served, problems
        return newer(recorded, self._served), problems

    def _read(self) -> History | None:
        """Read the record, but not again what this process wrote itself."""
        look = signature((self._files.history,))
        if self._look is not None and look == self._look:
            return self._recorded
        self._look = None
        return read_history(self._files.history)

    def _write(self, history: History) -> None:
        write_history(self._files.history, history, self._lines)
        self._recorded, self._look = history, signature((self._files.history,))

    def _departures(self, reading: Reading, known: History | None) -> tuple[Problem, ...]:
        """Hold a list against the record, and its views against its terms.

        What leaves is warned of as long as the list stands so: the record soon knows.
        """
        found = (*misread_views(reading), *departures(reading, known))
        if any(problem.is_error for problem in found):
            raise ListError(found)
        if self._told[0] is reading:
            found = tuple(dict.fromkeys((*self._told[1], *found)))
        return found

    def _save(self, history: History, reading: Reading) -> tuple[Problem, ...]:
        """Record what has changed, and keep the text of the list as the last good one.

        The text comes first: an earlier one, served after a crash between the two, would take
        back what is recorded. But without any record, a text means that the record is lost.
        """
        if not self._may_record(reading):
            return ()
        text = kept_text(reading)
        try:
            if self._recorded is None:
                self._write(history)
            if text != self._kept_text():
                write_whole(self._files.last_good, text)
            if history != self._recorded:
                self._write(history)
        except HistoryError as error:
            return (error.problem,)
        self._has_record = True
        return ()

    def _kept_text(self) -> bytes | None:
        try:
            return self._files.last_good.read_bytes()
        except OSError:
            return None

    def _lost(self) -> Problem:
        return self._problem(
            "history-lost",
            "the history is missing, though this list was published before",
            "restore the file from version control or a backup; to begin a new one, "
            f"delete {self._files.last_good.name} first",
        )

    def _ahead(self) -> Problem:
        return self._problem(
            "history-ahead",
            "the history belongs to a later version of this list",
            "restore the list that belongs to it; until then nothing is recorded",
        )

    def _problem(self, code: str, message: str, hint: str) -> Problem:
        return Problem(
            path=str(self._files.history),
            line=1,
            column=1,
            code=code,
            message=message,
            hint=hint,
            severity="warning",
        )


def _differ(known: History | None, history: History) -> bool:
    """Tell whether a list is another than the one that was recorded last."""
    if known is None:
        return True
    return (known.records, known.heading) != (history.records, history.heading)
