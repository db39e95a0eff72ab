"""The documentation tells the truth: its examples run, and nothing that can be set is missing."""

import dataclasses
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from fetching import get
from serving import ROOT, Server

from feeds.formats import FORMATS
from feeds.reading import parse_list
from feeds.reading.parts import TermPart
from feeds.reading.schema import CalendarPart, EventPart, ViewPart
from feeds.selection import PARAMETERS
from feeds.settings import Settings

PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_ADDRESS = re.compile(r"`(/[^`…<>]*)`")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def _blocks(language: str) -> list[tuple[str, str]]:
    """Return every code block in a language, with a name for it."""
    return [
        (f"{page.name}-{count}", block)
        for page in PAGES
        for count, block in enumerate(
            re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE)
        )
    ]


def _named(blocks: list[tuple[str, str]]) -> list[object]:
    return [pytest.param(block, id=name) for name, block in blocks]


def _addresses() -> list[object]:
    return [
        pytest.param(address, id=f"{page.name}:{address}")
        for page in PAGES
        for address in dict.fromkeys(_ADDRESS.findall(page.read_text()))
    ]


@pytest.mark.parametrize("block", _named(_blocks("yaml")))
def test_every_event_list_in_the_documentation_can_be_published(block: str) -> None:
    """An example that an editor copies works."""
    assert parse_list(block.encode(), "example.yaml").calendar.title


@pytest.mark.parametrize("address", _addresses())
def test_every_address_in_the_documentation_answers(address: str, server: Server) -> None:
    """An address is answered, or leads to where it is; a form, to what was filled in."""
    assert get(server.url + address).status in (200, 303, 308)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(line.removeprefix("$ "), id=line)
        for _, block in _blocks("console")
        for line in block.splitlines()
        if line.startswith("$ feeds ")
    ],
)
def test_every_command_in_the_documentation_runs(line: str) -> None:
    """A command that a reader copies ends well."""
    command = [sys.executable, "-m", "feeds.cli", *shlex.split(line)[1:]]
    environment = {key: value for key, value in os.environ.items() if key[:6] != "FEEDS_"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES])
def test_every_link_between_documents_leads_somewhere(page: Path) -> None:
    """A relative link names a file that exists."""
    missing = [
        link for link in _LINK.findall(page.read_text()) if not (page.parent / link).exists()
    ]
    assert not missing


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_every_parameter_is_documented(parameter: str) -> None:
    """Whatever an address can say stands in the page on addresses."""
    assert f"`{parameter}=`" in (ROOT / "docs/addresses.md").read_text()


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_is_documented(extension: str) -> None:
    """Every format stands in the page on addresses."""
    assert f"`/events.{extension}`" in (ROOT / "docs/addresses.md").read_text()


@pytest.mark.parametrize("setting", dataclasses.fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_documented(setting: dataclasses.Field[object]) -> None:
    """The variable that each setting names stands in the page on operating."""
    described = re.search(rf"{setting.name}: ``(\w+)``", Settings.__doc__ or "")
    assert described is not None
    assert f"`{described[1]}`" in (ROOT / "docs/operating.md").read_text()


@pytest.mark.parametrize(
    "key",
    sorted(
        {*CalendarPart.model_fields, *EventPart.model_fields, *TermPart.model_fields}
        | {field.alias or name for name, field in ViewPart.model_fields.items()}
    ),
)
def test_every_key_of_the_event_list_is_documented(key: str) -> None:
    """Whatever an editor may write stands in the page on the event list."""
    assert re.search(rf"\b{key}\b", (ROOT / "docs/event-list.md").read_text())
