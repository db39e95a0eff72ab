"""`feeds show --language` prints what a list's other languages are served as."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from fetching import get_ok
from serving import ROOT, Server

from feeds.cli import cli
from feeds.formats import FORMATS


def show(*arguments: str) -> tuple[int, bytes, str]:
    """Print a feed of the real list; return how that ended, what was printed, and what was told."""
    done = CliRunner().invoke(cli, ["show", "--events", str(ROOT / "events.yaml"), *arguments])
    return done.exit_code, done.stdout_bytes, done.stderr


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize(("language", "prefix"), [("fr", "/fr"), ("ES", "/es"), ("en", "")])
def test_what_is_printed_is_what_is_served(
    server: Server, extension: str, language: str, prefix: str
) -> None:
    """Byte for byte, of a selection too; the list's own language needs no name."""
    status, printed, told = show(
        *("--language", language, "--theme", "trade-unions", "--format", extension),
        *("--base-url", server.base),
    )
    assert (status, told) == (0, "")
    assert printed == get_ok(f"{server.url}{prefix}/theme/trade-unions.{extension}").body


def test_a_language_that_the_list_is_not_in_is_refused() -> None:
    """With those that it is in."""
    status, printed, told = show("--language", "de")
    assert (status, printed) == (2, b"")
    assert "This list is not available in the language “de”; it is in en, fr, es." in told


def test_a_list_in_one_language_has_its_own_alone(tmp_path: Path) -> None:
    """Which may be named."""
    path = tmp_path / "events.yaml"
    path.write_text(
        "calendar: {title: T, domain: d.example.org, timezone: Etc/UTC, language: es}\nevents: []\n"
    )
    assert show("--events", str(path), "--language", "es")[0] == 0
    assert "it is in es" in show("--events", str(path), "--language", "fr")[2]
