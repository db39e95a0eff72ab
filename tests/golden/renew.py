"""Writes the feeds that tests compare with: ``python tests/golden/renew.py [FOLDER]``.

Each folder here is a case, with its event list and the five feeds of it; ``real`` is the list at
the top of the repository. FOLDER takes the feeds instead, a folder a case.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from feeds.formats import FORMATS
from feeds.publication import Publication
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
        (folder / case).mkdir(exist_ok=True)
        for extension, kind in FORMATS.items():
            document = publication.snapshot.feed(Selection(), kind, datetime.now(UTC))
            (folder / case / f"events.{extension}").write_bytes(document.body)


if __name__ == "__main__":
    renew(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
