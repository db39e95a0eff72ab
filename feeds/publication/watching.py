"""Noticing that files have changed, on any kind of disk: by looking at them.

A file is looked at by `stat`, which follows symlinks: so editors that write by rename, `git
checkout`, a swapped symlink (a ConfigMap of Kubernetes) and network folders are all noticed,
which libraries that ask the kernel for events miss. Of a folder its list files are looked at, and
the folder itself, which changes when one comes, goes or gets another name.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from feeds.publication.clock import system_clock
from feeds.reading import files_in

LOOK_SECONDS = 0.2
"""How often files are looked at; a look costs microseconds."""
STILL_SECONDS = 0.15
"""How long files must have been still before they are read: a half-saved list can be valid."""
RETRY_LOOKS = 150
"""After how many looks, half a minute, what could not be written is tried again."""

_log = logging.getLogger("feeds")
_WAITS = 10

Look = tuple[int, int, int, int]
"""What tells one state of a file from another; first, when it was changed, in nanoseconds."""
Signature = tuple[tuple[Path, Look | None], ...]
"""Some files and their looks; None for one that is not there."""


def signature(paths: Iterable[Path]) -> Signature:
    """Look at some files; at a folder and the list files in it."""
    return tuple((each, _look(each)) for path in paths for each in (path, *_files_in(path)))


def edited_at(seen: Signature) -> int:
    """Return when the last of some files was changed that were there, in nanoseconds."""
    return max(look[0] for _, look in seen if look)


def settle(path: Path) -> None:
    """Wait until a list that was changed just now has been still for a while, but not for ever."""
    for _ in range(_WAITS):
        now = system_clock().timestamp()
        looks = [look for _, look in signature((path,)) if look]
        if all(abs(now - look[0] / 1e9) >= STILL_SECONDS for look in looks):
            break
        time.sleep(STILL_SECONDS)


class Watch(threading.Thread):
    """Calls a function whenever files have changed and come to rest.

    ``seen`` is the state of the files that the caller already knows; ``is_behind`` tells
    whether to call it from time to time even if they stay so.
    """

    def __init__(
        self,
        paths: Iterable[Path],
        changed: Callable[[], None],
        seen: Signature,
        is_behind: Callable[[], bool] = lambda: False,
        retry: int = RETRY_LOOKS,
    ) -> None:
        super().__init__(name="watch", daemon=True)
        self._paths = tuple(paths)
        self._changed = changed
        self._seen = seen
        self._is_behind = is_behind
        self._retry = retry
        self._ended = threading.Event()

    def run(self) -> None:
        """Look until the end; a change during the call is noticed by the next look."""
        looks = 0
        while not self._ended.wait(LOOK_SECONDS):
            looks += 1
            has_changed = signature(self._paths) != self._seen
            if has_changed:
                self._seen = self._at_rest()
            if has_changed or (looks >= self._retry and self._is_behind()):
                self._call()
                looks = 0

    def _call(self) -> None:
        """Call; what nobody foresaw must not be the end of it, for then no edit would be seen."""
        try:
            self._changed()
        except Exception:  # noqa: BLE001 - it is logged, and there is nobody to raise it to
            _log.exception("The list could not be loaded; the previous one is still served.")

    def end(self) -> None:
        """Stop looking."""
        self._ended.set()
        self.join()

    def _at_rest(self) -> Signature:
        """Wait until the files have been still for a while."""
        before = signature(self._paths)
        while not self._ended.wait(STILL_SECONDS):
            now = signature(self._paths)
            if now == before:
                break
            before = now
        return before


def _files_in(path: Path) -> tuple[Path, ...]:
    try:
        return files_in(path)
    except OSError:
        return ()


def _look(path: Path) -> Look | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_dev
