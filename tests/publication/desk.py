"""A folder with an event list, edited as people and programs do, and places that cannot be written."""

import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feeds.history import History, Record, read_history
from feeds.publication import ListFiles, Publication
from feeds.settings import Settings

FIRST_EDIT = datetime(2026, 1, 5, 9, tzinfo=UTC)
BETWEEN_EDITS = timedelta(minutes=1)
LIST = """\
calendar:
  title: Meetings
  domain: meetings.example.org
  timezone: Europe/Zurich
  language: en
themes:
  employers: {label: Employers, aliases: [business]}
  recruitment: Recruitment
regions:
  europe: Europe
  moldova: {label: Moldova, within: europe}
events:
  - id: autumn
    title: Autumn meeting
    start: 2008-11-25
    end: 2008-11-26
    summary: We meet.
    themes: [employers]
    regions: [moldova]
  - id: winter
    title: Winter meeting
    start: 2008-12-10
    regions: [europe]
"""
NOBODY = 65534


class Desk:
    """A folder with an event list, made unless it is there.

    Each edit replaces the file, and is a minute later; the times lie in the past, so nothing
    waits for the file to come to rest.
    """

    def __init__(self, folder: Path, text: str = LIST) -> None:
        self.folder = folder
        self.files = ListFiles.beside(folder / "events.yaml")
        self.edited = FIRST_EDIT - BETWEEN_EDITS
        self.text = text
        if not self.files.events.exists():
            self.save(text)

    def save(self, text: str) -> None:
        """Replace the list."""
        self.text = text
        self.edited += BETWEEN_EDITS
        beside = self.folder / "events.yaml~"
        beside.write_text(text, "utf-8")
        os.utime(beside, (self.edited.timestamp(),) * 2)
        beside.replace(self.files.events)

    def edit(self, old: str, new: str) -> None:
        """Replace a text that stands in the list once."""
        assert self.text.count(old) == 1, f"“{old}” stands {self.text.count(old)} times there"
        self.save(self.text.replace(old, new))

    def open(self, *, records: bool = True) -> Publication:
        """Open the list as a server does that has just been started."""
        return Publication(Settings(events=self.files.events), records=records)

    def history(self) -> History:
        """Read the record, which must be there."""
        history = read_history(self.files.history)
        assert history is not None
        return history

    def record(self, name: str = "autumn") -> Record:
        """Read the record of an event."""
        return self.history().records[name]


def codes_of(publication: Publication) -> list[str]:
    """Return the codes of what a publication complains of."""
    return [problem.code for problem in publication.health.problems]


def served(publication: Publication, name: str = "autumn") -> tuple[int, datetime, datetime]:
    """Return what subscribers are served of an event: sequence, modified and updated."""
    revision = publication.snapshot.entries[name].revision
    return revision.sequence, revision.modified, revision.updated


@contextmanager
def full_disk(size: int = 10) -> Iterator[None]:
    """Let no file grow beyond a size in bytes: to whoever writes, that is a full disk."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@contextmanager
def open_folder() -> Iterator[Path]:
    """Make a folder that everybody may enter, as those of pytest may not be."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take away the right to write to a folder, from root by becoming nobody meanwhile."""
    mode, user = folder.stat().st_mode, os.geteuid()
    folder.chmod(0o555)
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)
        folder.chmod(mode)
