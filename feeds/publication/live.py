"""The live list: read, checked, recorded and swapped in as a whole, whenever its files change.

This is where the state is. A request takes the snapshot that stands at that moment; a
broken edit changes the health of the publication and nothing else.
"""

import gc
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from feeds import __version__
from feeds.history import History, edition_of
from feeds.problems import ListError, Problem
from feeds.publication.advice import premature
from feeds.publication.clock import Clock, system_clock
from feeds.publication.keeping import Keeper, ListChanged, ListFiles
from feeds.publication.lastgood import read_kept
from feeds.publication.snapshot import Snapshot, snapshots_of
from feeds.publication.watching import Signature, Watch, edited_at, settle, signature
from feeds.reading import ListFile, Reading, parse_files, read_files, reread
from feeds.settings import Settings

_MANY_OBJECTS = 50_000
"""More than the collector looks through in a few milliseconds."""
_log = logging.getLogger("feeds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How the publication stands, and since when.

    It ``is_stale`` while the list on the disk is broken and the one before it is served.
    """

    is_stale: bool
    since: datetime
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is served at a moment, its history, and how it stands.

    ``snapshots`` are the list in each of its languages, by their tags, its own first.
    """

    reading: Reading
    snapshots: Mapping[str, Snapshot]
    history: History
    health: Health

    @property
    def snapshot(self) -> Snapshot:
        """The list in its own language."""
        return next(iter(self.snapshots.values()))


class Publication:
    """The list that is served, kept up to date.

    Args:
        settings: Which list, and where the world sees it.
        clock: What days and moments are told by.
        records: Whether this process writes the history; others compute the same in memory.

    Raises:
        ListError: The list cannot be published, and there is no last good one.
    """

    def __init__(
        self, settings: Settings, clock: Clock = system_clock, *, records: bool = False
    ) -> None:
        self.clock = clock
        self.followers: list[Callable[[], object]] = []
        """What is called whenever there is another state."""
        self._settings = settings
        self._version = f"{__version__}{_mark_of(settings.templates)}"
        self._files = ListFiles.beside(settings.events)
        self._keeper = Keeper(self._files, records=records)
        self._turn = threading.Lock()
        self._cached: tuple[Path, tuple[ListFile, ...], Reading] | None = None
        self._seen = signature(self._watched)
        self._state = self._open()

    @property
    def state(self) -> State:
        """What is served at this moment; its parts belong together."""
        return self._state

    @property
    def snapshot(self) -> Snapshot:
        """The list as it is served at this moment."""
        return self._state.snapshot

    @property
    def health(self) -> Health:
        """How the publication stands at this moment."""
        return self._state.health

    def report(self) -> None:
        """Log what is wrong at the start; later, `reload` logs what becomes of each edit."""
        _report(self.health, Health(is_stale=False, since=self.health.since))

    def watch(self) -> Watch:
        """Begin to follow the files, in a thread that ends with the process."""
        watch = Watch(self._watched, self._follow, self._seen, lambda: self._keeper.is_behind)
        watch.start()
        return watch

    def _follow(self) -> None:
        """Take up the list and prepare it, without a pause in which requests would have to wait.

        What requests have left is collected, since it may hold the list before. Where much is new,
        that stays until the next edit, so the collector need not look at it: it would stop all.
        """
        gc.collect()
        gc.disable()
        try:
            self.reload()
            self.prepare()
        finally:
            if gc.get_count()[0] > _MANY_OBJECTS:
                gc.freeze()
            else:
                gc.collect()
            gc.enable()

    def prepare(self) -> None:
        """Make ahead of time what requests need, as long as the list stays as it is.

        That is in the list's own language, and in others once somebody has asked for them.
        """
        state = self._state
        for snapshot in state.snapshots.values():
            if snapshot is state.snapshot or snapshot.items:
                snapshot.prepare(lambda: self._state is state)

    def reload(self) -> None:
        """Take up the list as it is on the disk, or keep the one before and say why."""
        with self._turn:
            self._await_next_second()
            try:
                state = self._load(self._files.events, self._state.snapshots)
            except ListError as error:
                state = replace(self._state, health=self._stale(error.problems))
            except ListChanged:
                return  # the next look sees the change
            self._take(state)

    def _await_next_second(self) -> None:
        """Wait until a change can have a date of its own, later than the last (whole seconds)."""
        now = self.clock()
        if now.replace(microsecond=0) <= self._state.snapshot.changed:
            time.sleep(1 - now.microsecond / 1e6)

    @property
    def _watched(self) -> tuple[Path, ...]:
        return self._files.events, self._files.history

    def _open(self) -> State:
        """Load for the first time: the list, else the last good one (R9)."""
        try:
            return self._load_still(self._files.events)
        except ListError as error:
            try:
                state = self._load_still(self._files.last_good)
            except ListError:
                raise error from None
            stale = Health(is_stale=True, since=self.clock(), problems=error.problems)
            return replace(state, health=stale)

    def _load_still(self, path: Path) -> State:
        """Load a list when it is still, again if it changed meanwhile."""
        while True:
            settle(path)
            try:
                return self._load(path)
            except ListChanged:
                continue

    def _load(self, path: Path, before: Mapping[str, Snapshot] = MappingProxyType({})) -> State:
        reading, seen = self._reading(path)
        settings, now = self._settings, self.clock().replace(microsecond=0)
        public = settings.base_url or reading.calendar.url
        base_url = public or settings.own_url
        edition = edition_of(base_url, self._version) if public else ""
        edited = datetime.fromtimestamp(edited_at(seen) // 10**9, UTC)
        history, told = self._keeper.keep(
            reading,
            moment=min(edited, now),
            now=now,
            edition=edition,
            is_current=lambda: signature((path,)) == seen,
        )
        snapshots = snapshots_of(
            reading.calendar,
            history,
            base_url.rstrip("/"),
            history.modified(edition),
            compresses_calendars=settings.compress_calendars,
        )
        for language, snapshot in snapshots.items():
            if language in before:
                snapshot.inherit(before[language])
        problems = (*reading.warnings, *premature(reading, now), *told)
        return State(
            reading=reading,
            snapshots=snapshots,
            history=history,
            health=Health(is_stale=False, since=now, problems=problems),
        )

    def _reading(self, path: Path) -> tuple[Reading, Signature]:
        """Read a list, or return it again where its bytes are the same; and how it looked."""
        seen = signature((path,))
        try:
            files = read_kept(path) if path == self._files.last_good else read_files(path)
        except ListError:
            if signature((path,)) != seen:
                raise ListChanged from None
            raise
        if signature((path,)) != seen or not all(look for _, look in seen):
            raise ListChanged
        if self._cached is None or self._cached[:2] != (path, files):
            before = self._cached and self._cached[2]
            reading = (before and reread(files, str(path), before)) or parse_files(files, str(path))
            self._cached = (path, files, reading)
        return self._cached[2], seen

    def _take(self, state: State) -> None:
        """Swap in a state; the list as it was before is as it was since then."""
        old = self._state
        if state.reading is old.reading and state.health.problems == old.health.problems:
            state = replace(state, health=old.health)
        _report(state.health, old.health)
        self._state = state
        for follow in self.followers:
            follow()

    def _stale(self, problems: tuple[Problem, ...]) -> Health:
        health = self._state.health
        since = health.since if health.is_stale else self.clock()
        return Health(is_stale=True, since=since, problems=problems)


def _mark_of(templates: Path | None) -> str:
    """Return a mark of all files of a folder, by which documents may be others than before."""
    seen = hashlib.blake2b(digest_size=8)
    files = sorted(path for path in templates.rglob("*") if path.is_file()) if templates else ()
    for path in files:
        seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"+{seen.hexdigest()}" if files else ""


def _report(health: Health, before: Health) -> None:
    """Log what has become of an edit, once."""
    if health.problems != before.problems:
        for problem in health.problems:
            _log.log(logging.ERROR if problem.is_error else logging.WARNING, "%s", problem)
    if health.is_stale and not before.is_stale:
        _log.error("The list has errors; the last good one is still served.")
    elif before.is_stale and not health.is_stale:
        _log.info("The list is good again, and served.")
