"""The feeds as they were last looked at by a person, byte for byte; `make golden` renews them."""

import os
import subprocess
import sys
from csv import DictReader
from io import StringIO
from json import loads
from pathlib import Path

import feedparser
import icalendar
import pytest
from serving import ROOT

from feeds.formats import FORMATS

GOLDEN = ROOT / "tests" / "golden"
CASES = sorted(str(path.parent.relative_to(GOLDEN)) for path in GOLDEN.rglob("events.ics"))
HASH_SEEDS = ("1", "2")


@pytest.fixture(scope="module", params=HASH_SEEDS)
def rendered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Render every case in a process of its own, in which sets have another order."""
    folder = tmp_path_factory.mktemp("rendered")
    environment = {**os.environ, "PYTHONHASHSEED": request.param, "TZ": "Asia/Tokyo", "LANG": "C"}
    program = (sys.executable, str(GOLDEN / "renew.py"), str(folder))
    subprocess.run(program, env={**environment, "PYTHONPATH": str(ROOT)}, cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("case", CASES)
def test_a_feed_is_the_same_bytes_as_before(rendered: Path, case: str, extension: str) -> None:
    """In any process, in any place of the world, whatever the language of the system."""
    name = f"{case}/events.{extension}"
    assert (rendered / name).read_bytes() == (GOLDEN / name).read_bytes()


def test_nothing_else_lies_with_the_feeds(rendered: Path) -> None:
    """No case and no feed is left over from before."""
    written = {path.relative_to(rendered) for path in rendered.rglob("*.*")}
    kept = {path.relative_to(GOLDEN) for path in GOLDEN.rglob("events.*")}
    assert kept - {Path(case, "events.yaml") for case in CASES} == written
    assert not (GOLDEN / "real" / "events.yaml").exists()


def test_the_real_list_is_kept_in_each_of_its_languages() -> None:
    """So that a person has looked at them all."""
    assert CASES == ["empty", "real", "real/es", "real/fr", "small"]


@pytest.mark.parametrize("case", CASES)
def test_what_is_kept_is_read_without_complaint(case: str) -> None:
    """The files that others are compared with are themselves good ones."""
    kept = {
        extension: (GOLDEN / case / f"events.{extension}").read_bytes() for extension in FORMATS
    }
    calendar = icalendar.Calendar.from_ical(kept["ics"])
    assert isinstance(calendar, icalendar.Calendar)
    assert [error for each in calendar.walk() for error in each.errors] == []
    ids = {str(event["UID"]).partition("@")[0] for event in calendar.events}
    for extension in ("rss", "atom"):
        feed = feedparser.parse(kept[extension])
        assert not feed.bozo
        assert {entry.id.rpartition(":")[2] for entry in feed.entries} == ids
    assert {item["_event"]["uid"].partition("@")[0] for item in loads(kept["json"])["items"]} == ids
    rows = DictReader(StringIO(kept["csv"].decode(), newline=""), strict=True)
    assert {row["id"] for row in rows} == ids
