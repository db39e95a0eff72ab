"""vdirsyncer and khal: one keeps a copy of a calendar, event by event; the other shows it."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clients.programs import run

from .processes import ProgramError
from .seen import Shown, text_of, uid_of

BIN = Path(sys.executable).parent
FIELDS = ("url", "title", "start-long", "end-long", "status", "description")
YEAR = ("2027-01-01", "365d")
"""All that the events are in, before and after they are moved."""

VDIRSYNCER = """\
[general]
status_path = "{home}/status/"

[pair life]
a = "web"
b = "copy"
collections = null
conflict_resolution = "a wins"

[storage web]
type = "http"
url = "{address}"

[storage copy]
type = "filesystem"
path = "{home}/calendar/"
fileext = ".ics"
"""

KHAL = """\
[calendars]
[[life]]
path = {home}/calendar
readonly = True

[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M

[sqlite]
path = {home}/khal.db
"""


class Khal:
    """A calendar that vdirsyncer copies for khal."""

    def __init__(self, address: str, home: Path) -> None:
        self._home = home
        (home / "calendar").mkdir()
        (home / "vdirsyncer.conf").write_text(VDIRSYNCER.format(home=home, address=address))
        (home / "khal.conf").write_text(KHAL.format(home=home))
        self._run("vdirsyncer", "discover", "life")

    def refresh(self) -> None:
        """Bring the copy up to date.

        Raises:
            ProgramError: vdirsyncer could not.
        """
        self._run("vdirsyncer", "sync", "life")

    def shown(self) -> list[Shown]:
        """List what khal shows of the year that the events are in.

        Raises:
            ProgramError: khal could not.
        """
        fields = [part for name in FIELDS for part in ("--json", name)]
        config = ("-c", self._home / "khal.conf")
        days = self._run("khal", *config, "list", "--once", *fields, *YEAR)
        events = [event for line in days.splitlines() for event in json.loads(line)]
        return [_shown(event) for event in events]

    def _run(self, program: str, *arguments: str | Path) -> str:
        settings = {"VDIRSYNCER_CONFIG": str(self._home / "vdirsyncer.conf")}
        done = run(BIN / program, *arguments, home=self._home, env=settings)
        if done.returncode or "warning" in done.stderr or "error" in done.stderr:
            raise ProgramError(f"{program}: {done.stdout}{done.stderr}")
        return done.stdout


def _shown(event: dict[str, str]) -> Shown:
    """Tell by its page which event it is: vdirsyncer makes a UID anew from the content."""
    return Shown(
        uid=uid_of(event["url"]),
        title=event["title"],
        first=event["start-long"],
        last=event["end-long"],
        status=event["status"].strip(),
        text=text_of(event["description"]),
    )


@contextmanager
def khal(address: str, home: Path) -> Iterator[Khal]:
    """Have vdirsyncer and khal follow a calendar."""
    yield Khal(address, home)
