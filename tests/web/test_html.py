"""The Nu checker, with which the W3C checks HTML and CSS, on every kind of page."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from fetching import get
from serving import ROOT, Server

from .pages import PAGES, address, stylesheets

JAR = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
TIMEOUT_SECONDS = 120


def check(folder: Path) -> list[str]:
    """List what the checker says of the HTML and CSS files in a folder, errors and warnings."""
    options = ("--format", "json", "--stdout", "--exit-zero-always", "--also-check-css")
    done = subprocess.run(
        ["java", "-Xss4m", "-jar", JAR, *options, *sorted(folder.iterdir())],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the Nu checker failed: {done.stderr}")
    return [_said(message) for message in json.loads(done.stdout)["messages"]]


def _said(message: dict[str, Any]) -> str:
    kind = message.get("subType", message["type"])
    place = f"{Path(message.get('url', '')).name}:{message.get('lastLine', '')}"
    return f"{place}: {kind}: {message['message']} {message.get('extract', '')!r}"


def test_every_kind_of_page_and_the_style_sheet_are_without_fault(
    server: Server, tmp_path: Path
) -> None:
    """No error and no warning on the list, a part of it, an event, an error, nothing."""
    for number, page in enumerate(PAGES):
        answer = get(address(server.url, page))
        assert answer.header("Content-Type") == "text/html; charset=utf-8", page
        (tmp_path / f"{number}.html").write_bytes(answer.body)
    paths = stylesheets(server.url)
    assert paths
    for number, path in enumerate(paths):
        answer = get(server.url + path)
        assert (answer.status, answer.header("Content-Type")) == (200, "text/css; charset=utf-8")
        (tmp_path / f"{number}.css").write_bytes(answer.body)
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("unclosed.html", '<!doctype html><html lang="en"><title>Events</title><p>A <b>B</p>'),
        ("unnamed.html", '<!doctype html><html lang="en"><title>Events</title><img src="a.png">'),
        ("unknown.css", "p { colour: red }"),
    ],
)
def test_the_checker_finds_faults(tmp_path: Path, name: str, text: str) -> None:
    """The check is able to fail, on HTML and on CSS."""
    (tmp_path / name).write_text(text)
    assert check(tmp_path)
