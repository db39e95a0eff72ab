"""The house keeps its rules: who may import whom, what is a value, and who may ask the time."""

import ast
import dataclasses
import importlib
import os
import pkgutil
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import ROOT

import feeds

ONE_WAY = "Imports run one way, from the web down to the problems"
FLASK = "Only the web knows Flask"
FORMATS = "Formats know nothing of HTTP, selection or files"
CIRCLE = "Nothing leans on one another in a circle"

VALUES = (
    "feeds.model.calendars",
    "feeds.model.entries",
    "feeds.model.events",
    "feeds.model.wishes",
    "feeds.problems",
    "feeds.schedule",
    "feeds.recurrence",
    "feeds.selection.selection",
    "feeds.selection.bounds",
    "feeds.selection.paging",
    "feeds.formats.envelope",
    "feeds.formats.facts",
    "feeds.responses",
    "feeds.settings",
    "feeds.wording.changes",
    "feeds.wording.phrases",
)
PURE = {"collections.abc", "dataclasses", "datetime", "typing"}
CLOCKS = {"now", "today", "utcnow", "monotonic", "perf_counter", "time_ns"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the package and its contracts."""
    shutil.copytree(ROOT / "feeds", tmp_path / "feeds")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Hold a copy of the package against its contracts."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_package_keeps_its_contracts(copy: Path) -> None:
    """All of them, as it stands."""
    done = lint_imports(copy)
    assert done.returncode == 0, done.stdout
    for name in (ONE_WAY, FLASK, FORMATS, CIRCLE):
        assert f"{name} KEPT" in done.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("formats/ics.py", "import flask", {FLASK, FORMATS}),
        ("formats/jsonfeed.py", "from flask import json", {FLASK, FORMATS}),
        ("formats/csv.py", "from feeds.selection import Selection", {ONE_WAY, FORMATS}),
        ("formats/atom.py", "import yaml", {FORMATS}),
        ("formats/content.py", "from feeds.formats import ics", {CIRCLE}),
        ("publication.py", "import jinja2", {FLASK}),
        ("responses.py", "from feeds.selection import Selection", {ONE_WAY}),
        ("model.py", "import feeds.publication", {ONE_WAY}),
        ("problems.py", "from feeds.model import Event", {ONE_WAY}),
        ("web/current.py", "import feeds.serving", {ONE_WAY}),
        ("newcomer.py", "", {ONE_WAY}),
    ],
)
def test_a_contract_that_is_broken_is_named(
    copy: Path, module: str, line: str, broken: set[str]
) -> None:
    """One line in the wrong place is enough."""
    path = copy / "feeds" / module
    before = path.read_text() if path.exists() else '"""A module."""\n'
    path.write_text(f"{before}\n{line}\n")
    done = lint_imports(copy)
    found = {name for name in (ONE_WAY, FLASK, FORMATS, CIRCLE) if f"{name} BROKEN" in done.stdout}
    assert found >= broken
    assert done.returncode != 0


@pytest.mark.parametrize(
    ("module", "unread"),
    [
        (
            "feeds.cli.show",
            {"flask", "werkzeug", "uvicorn", "filelock", "lxml", "babel.dates", "dateutil"},
        ),
        (
            "feeds.serving",
            {
                "icalendar",
                "feedgen",
                "lxml",
                "markdown_it",
                "babel.dates",
                "babel.messages",
                "dateutil",
                "segno",
                "feeds.web.listing",
            },
        ),
    ],
)
def test_what_is_not_needed_is_not_read(module: str, unread: set[str]) -> None:
    """A start reads nothing that few lists need."""
    script = f"import sys, {module}; print(*sys.modules, sep='\\n')"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    read = set(done.stdout.splitlines())
    assert module in read
    assert not unread & read


def modules() -> Iterator[str]:
    """Give the name of every module of the package."""
    for found in pkgutil.walk_packages(feeds.__path__, "feeds."):
        yield found.name


def tree(module: str) -> ast.Module:
    """Parse a module."""
    path = ROOT.joinpath(*module.split("."))
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(source.read_text("utf-8"))


@pytest.mark.parametrize("module", VALUES)
def test_the_values_of_the_core_never_change(module: str) -> None:
    """Frozen, and with no room for more than they say."""
    loaded = importlib.import_module(module)
    classes = [
        each
        for each in vars(loaded).values()
        if isinstance(each, type) and each.__module__ == module and dataclasses.is_dataclass(each)
    ]
    assert classes
    for each in classes:
        made = vars(each)
        assert made["__dataclass_params__"].frozen, each
        assert "__slots__" in made, each


@pytest.mark.parametrize(
    ("module", "besides"),
    [
        ("feeds.problems", set()),
        ("feeds.schedule", {"re", "zoneinfo"}),  # clocks are set by the system's data alone
        ("feeds.model.events", {"feeds.schedule"}),
        ("feeds.model.calendars", {"feeds.model.events"}),
        (
            "feeds.model.entries",
            {"feeds.model.calendars", "feeds.model.events", "feeds.schedule"},
        ),
        ("feeds.model.wishes", set()),
    ],
)
def test_the_ground_floor_does_no_input_and_no_output(module: str, besides: set[str]) -> None:
    """It imports what values are made of, and nothing that could open anything."""
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert imported <= PURE | besides


ASIDE = {
    "feeds.publication.watching: time.monotonic()",  # how long files have been still
}
"""What sounds like asking the time, and is not, or never reaches a document."""


def test_one_place_alone_asks_the_time() -> None:
    """All else is handed the time, so that the same entry gives the same bytes."""
    asking = {
        f"{module}: {ast.unparse(node)}"
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id == "self")
    }
    assert asking - ASIDE == {"feeds.publication.clock: datetime.now(UTC)"}


def test_the_web_never_reads_which_host_was_asked() -> None:
    """R14: no attribute of a request that is made of the Host header is looked at."""
    looked_at = {
        node.attr
        for module in modules()
        if module.startswith("feeds.web")
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "request"
    }
    # The root is what the program itself took off the path, a language; the environment is
    # handed on to what stands in front, which only looks whether a host is named at all.
    assert looked_at <= {"path", "query_string", "script_root", "environ"}
    naming = {
        module
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Constant) and node.value in {"HTTP_HOST", b"host"}
    }
    assert naming == {"feeds.web.finished", "feeds.web.protocol"}


def test_every_function_is_short() -> None:
    """Under forty lines, so that each can be read at one look."""
    long = {
        f"{module}.{node.name}"
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    }
    assert long == set()
