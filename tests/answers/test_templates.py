"""Templates and files of an organisation's own, in the place of the program's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fetching import get, get_ok
from publication.desk import Desk
from serving import ROOT, Serve, free_port

from feeds.publication import Publication
from feeds.settings import Settings

from .seen import page

HOSTED = """\
{% extends "feeds/base.html" %}
{% block colophon %}{{ super() }}<p class="hosted">Hosted by Example Organisation.</p>{% endblock %}
"""
MISSING = "<h1>{{ _('Not found') }}: {{ refusal.phrase|told }}</h1>"


def own(folder: Path) -> Path:
    """Write templates and files of one's own, and return their folder."""
    (folder / "static").mkdir(parents=True)
    (folder / "base.html").write_text(HOSTED)
    (folder / "error.html").write_text(MISSING)
    (folder / "static/mark.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (folder / "static/site.js").write_text('"use strict";\n')
    return folder


def started(folder: Path) -> subprocess.CompletedProcess[str]:
    """Start a server that ends by itself."""
    return subprocess.run(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env={**os.environ, "FEEDS_TEMPLATES": str(folder), "PORT": str(free_port())},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_a_folder_adds_to_pages_and_takes_the_place_of_others(serve: Serve, tmp_path: Path) -> None:
    """What builds upon the program's stays as it is; a page that is replaced is another."""
    server = serve(env={"FEEDS_TEMPLATES": str(own(tmp_path / "own"))})
    for address in ("/", "/event/engaging-business", "/subscribe", "/feeds", "/fr/addresses"):
        document = page(server, address)
        assert document.xpath("//p[@class='hosted']/text()") == ["Hosted by Example Organisation."]
        assert document.xpath("//footer//a[contains(@href, '/addresses')]")
    assert get(f"{server.url}/event/nothing").text == (
        "<h1>Not found: There is no event with this name.</h1>"
    )


def test_files_of_ones_own_are_served(serve: Serve, tmp_path: Path) -> None:
    """Beside the program's, and in their place; pages name them by what they hold now."""
    server = serve(env={"FEEDS_TEMPLATES": str(own(tmp_path / "own"))})
    mark = get_ok(f"{server.url}/static/mark.svg")
    assert mark.header("Content-Type") == "image/svg+xml"
    assert get_ok(f"{server.url}/static/site.js").text == '"use strict";\n'
    assert "--paper" in get_ok(f"{server.url}/static/style.css").text
    assert get(f"{server.url}/static/../base.html").status == 404
    (script,) = page(server, "/").xpath("//script[@src]/@src")
    named = get_ok(server.url + script)
    assert named.text == '"use strict";\n'
    assert named.header("Cache-Control") == "public, max-age=31536000, immutable"
    stale = get_ok(f"{server.url}/static/site.js?v=00000000")
    assert stale.header("Cache-Control") == "public, max-age=300"


def test_pages_are_younger_after_their_templates_have_changed(tmp_path: Path) -> None:
    """R7: who asks by date alone would otherwise be told that nothing is new."""
    folder = own(tmp_path / "own")
    (tmp_path / "list").mkdir()
    desk = Desk(tmp_path / "list")
    settings = Settings(
        events=desk.files.events, base_url="https://events.example.org", templates=folder
    )
    before = Publication(settings, records=True).snapshot.changed
    assert Publication(settings, records=True).snapshot.changed == before
    (folder / "base.html").write_text(HOSTED.replace("Hosted", "Run"))
    assert Publication(settings, records=True).snapshot.changed > before


BAD = (
    ("{% if %}", "base.html:1: "),
    ("<p>\n{{ nothing", "base.html:2: "),
    ('{% extends "feeds/bases.html" %}', "base.html: there is no template “feeds/bases.html”"),
    (b"\xff", "base.html: this is not UTF-8 text"),
)


@pytest.mark.parametrize(("text", "told"), BAD)
def test_a_template_with_a_mistake_is_said_at_the_start(
    tmp_path: Path, text: str | bytes, told: str
) -> None:
    """With its line, and nothing is served."""
    path = tmp_path / "base.html"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    done = started(tmp_path)
    assert done.returncode == 1
    assert f"A template cannot be used: {tmp_path}/{told}" in done.stderr
    assert "Traceback" not in done.stderr


def test_other_things_in_the_folder_are_left_alone(serve: Serve, tmp_path: Path) -> None:
    """Such as text editors and file managers leave there."""
    folder = own(tmp_path / "own")
    (folder / ".DS_Store").write_bytes(b"\xff")
    (folder / "static" / "._logo.png").write_bytes(b"\xff")
    (folder / "static" / "old.png").mkdir()
    (folder / "base.html~").write_text("{% if %}")
    server = serve(env={"FEEDS_TEMPLATES": str(folder)})
    assert page(server, "/").xpath("//p[@class='hosted']")


def test_a_folder_that_is_not_there_is_said_at_the_start(tmp_path: Path) -> None:
    """In one line, and nothing is served."""
    done = started(tmp_path / "nowhere")
    assert done.returncode != 0
    assert "FEEDS_TEMPLATES is “" in done.stderr
    assert "must be an existing folder." in done.stderr
    assert "Traceback" not in done.stderr
