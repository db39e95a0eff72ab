"""What tests/tools.py does where tools are missing, and that its table is true."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import tools

if TYPE_CHECKING:
    from pathlib import Path

LACKING = tools.Tool("lacking", ("no-such-command",), "apt", ("b", "a"), ("tests/test_b.py",))
FROM_NPM = tools.Tool("from npm", (sys.executable, "-c", "0"), "npm", ("c",), ("tests/test_a.py",))
FAILING = tools.Tool(
    "failing", (sys.executable, "-c", "1 / 0"), "apt", ("a",), ("tests/test_b.py",)
)

ALL_TESTS = tools.tests_of(tools.TOOLS)
CALCURSE = "tests/clients/test_calcurse.py"
WITHOUT_LIBICAL = [  # which is found by its whole path, so that it may be there even in `bare`
    f"--ignore={test}"
    for test in tools.tests_of(tool for tool in tools.TOOLS if tool.name == "libical")
]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Make a project with one test that passes and the tests of the table, which all fail.

    Args:
        tmp_path: A new folder.

    Returns:
        The project's folder. Its folder bin is to be the only one where commands are sought.
    """
    (tmp_path / "bin").mkdir()
    for test in ALL_TESTS:
        path = tmp_path / test
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("def test_it() -> None:\n    raise AssertionError\n")
    (tmp_path / "tests" / "test_plain.py").write_text("def test_it() -> None:\n    pass\n")
    shutil.copy(tools.__file__, tmp_path / "tests")
    shutil.copy(tools.LOCK, tmp_path / "tests")
    return tmp_path


def add_command(project: Path, name: str, script: str) -> None:
    """Put a command where a project's `bare` finds it.

    Args:
        project: The project's folder.
        name: The command's name.
        script: What it does, for the shell.
    """
    path = project / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def call(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a project's tools.py, where only the project's own commands are found.

    Args:
        project: The project's folder.
        *arguments: The command and what follows it.

    Returns:
        What it printed and ended with.
    """
    return subprocess.run(
        [sys.executable, project / "tests" / "tools.py", *arguments],
        env={"PATH": str(project / "bin"), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("tool", tools.TOOLS, ids=lambda tool: tool.name)
def test_each_tool_has_its_tests(tool: tools.Tool) -> None:
    """A row names packages, and tests that exist."""
    assert tool.packages
    assert tool.tests
    assert [test for test in tool.tests if not (tools.ROOT / test).is_file()] == []


def test_no_other_test_runs_a_tool() -> None:
    """A test of clients or pages that runs a tool stands in the table."""
    commands = {tool.probe[0] for tool in tools.TOOLS}
    others = [
        path
        for folder in ("clients", "web")
        for path in (tools.TESTS / folder).rglob("test_*.py")
        if str(path.relative_to(tools.ROOT)) not in ALL_TESTS
    ]
    running = [
        path.name
        for path in others
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and node.value in commands
    ]
    assert running == []


def test_npm_packages_are_those_of_the_table() -> None:
    """The table and package.json name the same packages."""
    of_table = {name for tool in tools.TOOLS if tool.source == "npm" for name in tool.packages}
    asked_for = json.loads((tools.TESTS / "package.json").read_text())["dependencies"]
    assert set(asked_for) == of_table


def test_a_probe_finds_what_works() -> None:
    """A tool is missing where there is no such command, or where the command fails."""
    assert tools.find_missing([LACKING, FROM_NPM, FAILING]) == (LACKING, FAILING)


def test_tests_are_named_once_and_sorted() -> None:
    """Two tools of one test make one line."""
    assert tools.tests_of([LACKING, FROM_NPM, FAILING]) == ["tests/test_a.py", "tests/test_b.py"]


def test_debian_brings_its_own_packages_and_npm() -> None:
    """The npm command is asked for only where it is needed and missing."""
    everything = [LACKING, FROM_NPM, FAILING]
    assert tools.debian_packages(everything, has_npm=True) == ["a", "b"]
    assert tools.debian_packages(everything, has_npm=False) == ["a", "b", "npm"]
    assert tools.debian_packages([LACKING], has_npm=False) == ["a", "b"]
    assert tools.debian_packages([], has_npm=False) == []


@pytest.mark.parametrize(
    ("pytest_code", "missing", "code"),
    [(0, (), 0), (1, (), 1), (0, (LACKING,), 3), (1, (LACKING,), 1), (5, (LACKING,), 5)],
)
def test_what_did_not_run_is_no_success(
    pytest_code: int, missing: tuple[tools.Tool, ...], code: int
) -> None:
    """Only a complete run that passed ends with 0."""
    assert tools.outcome(pytest_code, missing) == code


def test_run_leaves_out_what_cannot_be_installed(bare: Path) -> None:
    """Without apt-get the other tests run, and the end says 3."""
    run = call(bare, "run", *WITHOUT_LIBICAL)
    assert "1 passed" in run.stdout
    assert "Missing on this machine: Chromium, " in run.stdout
    assert f"  {CALCURSE}\n" in run.stdout
    assert run.returncode == 3


def test_run_tells_failure_from_lack(bare: Path) -> None:
    """A test that fails counts for more than one that could not run."""
    add_command(bare, "calcurse", "exit 0")
    run = call(bare, "run", *WITHOUT_LIBICAL)
    failed = sum(CALCURSE in tool.tests and len(tool.tests) for tool in tools.TOOLS)
    assert f"{failed} failed, 1 passed" in run.stdout
    assert CALCURSE not in run.stdout.partition("Missing on this machine")[2]
    assert run.returncode == 1


def test_run_runs_nothing_where_tools_could_be_installed(bare: Path) -> None:
    """Where root may install, nothing is left out silently."""
    add_command(bare, "apt-get", "exit 0")
    add_command(bare, "sudo", "exit 0")
    run = call(bare, "run")
    assert run.stdout.startswith("No test ran: Chromium, ")
    assert "passed" not in run.stdout
    assert run.returncode == 1


def test_core_runs_the_rest_and_says_so(bare: Path) -> None:
    """The core is no more than it says it is."""
    run = call(bare, "core", "--quiet")
    assert "1 passed" in run.stdout
    assert run.stdout.endswith(
        "This was the core only. `make test` runs all.\n"
        "Not run, for they need tools beyond Python:\n"
        + "".join(f"  {test}\n" for test in ALL_TESTS)
    )
    assert run.returncode == 0


def test_install_without_the_right_says_what_to_ask_for(bare: Path) -> None:
    """Without root, the command for someone else is shown."""
    run = call(bare, "install")
    assert "Still missing: Chromium, " in run.stdout
    assert "apt-get install calcurse chromium dbus-daemon default-jre-headless" in run.stdout
    assert run.returncode == 0


def test_install_that_fails_says_why(bare: Path) -> None:
    """What apt-get and npm said last is passed on."""
    add_command(bare, "sudo", 'shift; "$@"')
    add_command(bare, "env", 'shift; "$@"')
    add_command(bare, "apt-get", "echo Temporary failure resolving; exit 100")
    add_command(bare, "npm", "echo getaddrinfo failed; exit 1")
    run = call(bare, "install")
    assert "apt-get could not install them. Is there a network?" in run.stdout
    assert "  Temporary failure resolving\n" in run.stdout
    assert "  getaddrinfo failed\n" in run.stdout
    assert run.returncode == 1


def test_install_asks_again_only_for_what_changed(bare: Path) -> None:
    """Another lock makes npm run again, and nothing else does."""
    for command in ("chromium", "calcurse", "newsboat", "node", "java"):
        add_command(bare, command, "exit 0")
    add_command(bare, "npm", "/bin/mkdir -p node_modules; echo once >> ../asked")
    call(bare, "install")
    call(bare, "install")
    assert (bare / "asked").read_text() == "once\n"
    (bare / "tests" / "package-lock.json").write_text("{}")
    call(bare, "install")
    assert (bare / "asked").read_text() == "once\nonce\n"


def test_other_words_bring_the_usage(bare: Path) -> None:
    """An unknown command is refused."""
    run = call(bare, "remove")
    assert "Usage: python tests/tools.py COMMAND" in run.stdout
    assert run.returncode == 2
