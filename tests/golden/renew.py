"""Writes the feeds that tests compare with: ``python tests/golden/renew.py [FOLDER]``.

Each folder here is a case, with its event list and the five feeds of it; ``real`` is the list at
the top of the repository. The feeds in another language of the list than its own lie in a folder
of that name, as in addresses. FOLDER takes the feeds instead, a folder a case.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from feeds.formats import FORMATS
from feeds.publication import Publication, Snapshot
from feeds.selection import Selection
from feeds.settings import Settings

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BASE_URL = "https://events.example.org"
CASES = {
    "real": ROOT / "events.yaml",
    "small": HERE / "small" / "events.yaml",
    "empty": HERE / "empty" / "events.yaml",
}


def renew(folder: Path) -> None:
    """Write the feeds of every case, each into a folder of its name."""
    for case, events in CASES.items():
        publication = Publication(Settings(events=events, base_url=BASE_URL))
        for snapshot in publication.state.snapshots.values():
            write(snapshot, folder / case / snapshot.path("/").strip("/"))


def write(snapshot: Snapshot, folder: Path) -> None:
    """Write the feeds of a list in one of its languages."""
    folder.mkdir(parents=True, exist_ok=True)
    for extension, kind in FORMATS.items():
        document = snapshot.feed(Selection(), kind, datetime.now(UTC))
        (folder / f"events.{extension}").write_bytes(document.body)


if __name__ == "__main__":
    renew(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
