"""newsboat, a reader for the terminal, with its cache."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from clients.programs import run

from .processes import ProgramError
from .seen import Item

CONFIGURATION = """\
auto-reload no
suppress-first-reload yes
download-timeout 10
download-retries 1
error-log {home}/errors
"""


class Newsboat:
    """newsboat with one subscription."""

    def __init__(self, address: str, home: Path) -> None:
        self._home = home
        (home / "urls").write_text(f"{address}\n")
        (home / "config").write_text(CONFIGURATION.format(home=home))

    def refresh(self) -> None:
        """Have newsboat reload.

        Raises:
            ProgramError: It complained.
        """
        home = self._home
        files = ("-u", home / "urls", "-c", home / "cache.db", "-C", home / "config")
        done = run("newsboat", *files, "-x", "reload", home=home)
        complaint = (home / "errors").read_text()
        if done.returncode or complaint:
            raise ProgramError(f"newsboat: {done.stdout}{done.stderr}{complaint}")

    def shown(self) -> list[Item]:
        """List what is in its cache."""
        with closing(sqlite3.connect(self._home / "cache.db")) as database:
            rows = database.execute("SELECT guid, title FROM rss_item WHERE deleted = 0")
            return [Item(*row) for row in rows]


@contextmanager
def newsboat(address: str, home: Path) -> Iterator[Newsboat]:
    """Have newsboat follow a feed."""
    yield Newsboat(address, home)
