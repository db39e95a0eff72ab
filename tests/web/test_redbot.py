"""REDbot, which examines HTTP answers: caching, validators, codings, parts, and every header."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from serving import Server

from .careless import careless_server
from .pages import PAGES, address, first_event, stylesheets

HERE = Path(__file__).resolve().parent
TIMEOUT_SECONDS = 60
FEEDS = tuple(
    f"{selection}.{extension}"
    for selection in ("/events", "/theme/human-trafficking")
    for extension in ("ics", "rss", "atom", "json", "csv")
)

INTENDED = ("field-cache-control: Cache-Control: public is probably not necessary.",)
"""What REDbot warns of and we mean (R7): shared caches keep what they are told to."""


def examine(addresses: list[str]) -> dict[str, Any]:
    """Have REDbot examine addresses, all at once."""
    done = subprocess.run(
        [sys.executable, HERE / "redbot_check.py", *addresses],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"REDbot failed: {done.stderr}")
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def notes_at(answers: dict[str, Any], level: str) -> list[str]:
    """List the notes of one level, each with the address it is about."""
    return [
        f"{address}: {text}"
        for address, answer in answers.items()
        for noted, text in answer["notes"]
        if noted == level
    ]


def test_redbot_finds_nothing_bad_at_any_kind_of_address(server: Server) -> None:
    """Pages, feeds, one event's file, an error and the style sheet, all of them well served."""
    paths = ["/", *FEEDS, "/events.ics?from=2030", f"{first_event(server.url)}.ics"]
    paths += stylesheets(server.url)
    addresses = [server.url + path for path in paths]
    addresses += [address(server.url, page) for page in PAGES]
    answers = examine(sorted(set(addresses)))
    assert notes_at(answers, "bad") == []
    warnings = notes_at(answers, "warning")
    assert [text for text in warnings if not text.partition(": ")[2].startswith(INTENDED)] == []
    assert [answer["error"] for answer in answers.values() if answer["error"]] == []
    statuses = {answer["status"] for answer in answers.values()}
    assert statuses == {200, 404}


def test_redbot_finds_what_is_bad() -> None:
    """The check is able to fail."""
    with careless_server() as url:
        assert notes_at(examine([url]), "bad")
