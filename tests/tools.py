"""The programs beyond Python that some tests need, and how they come to a machine.

Usage: python tests/tools.py COMMAND

    install           put the missing tools on this machine: Debian's as root, npm's in tests/
    run [pytest …]    run all tests
    core [pytest …]   run the tests that need none of these tools

Where a tool is missing, `run` stops with 1 if `install` could have brought it. Where nothing can
be installed, it runs the other tests, tells which did not run, and ends with 3 even if all passed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
LOCK = TESTS / "package-lock.json"
INSTALLED_LOCK = TESTS / "node_modules" / ".installed-lock.json"

PROBE_SECONDS = 60
INCOMPLETE = 3
"""The exit code of tests that passed while others could not run."""


@dataclass(frozen=True)
class Tool:
    """A program or library beyond Python.

    Attributes:
        name: What messages call it.
        probe: A command, run in tests/, that succeeds where the tool works.
        source: Who packages it.
        packages: What to install there.
        tests: The test files that need it.
    """

    name: str
    probe: tuple[str, ...]
    source: Literal["apt", "npm"]
    packages: tuple[str, ...]
    tests: tuple[str, ...]


TOOLS = (
    Tool(
        name="Chromium",
        probe=("chromium", "--version"),
        source="apt",
        packages=("chromium",),
        tests=(
            "tests/web/test_browser.py",
            "tests/web/test_embedding.py",
            "tests/web/test_embedding_manual.py",
            "tests/web/test_frames.py",
            "tests/web/test_kinds.py",
            "tests/web/test_weight.py",
        ),
    ),
    Tool(
        name="libatomic",  # the Node.js that Playwright brings along needs it
        probe=(sys.executable, "-c", "import ctypes; ctypes.CDLL('libatomic.so.1')"),
        source="apt",
        packages=("libatomic1",),
        tests=(
            "tests/web/test_browser.py",
            "tests/web/test_embedding.py",
            "tests/web/test_embedding_manual.py",
            "tests/web/test_frames.py",
            "tests/web/test_kinds.py",
            "tests/web/test_weight.py",
        ),
    ),
    Tool(
        name="axe-core",
        probe=("node", "--eval", "require('axe-core')"),
        source="npm",
        packages=("axe-core",),
        tests=(
            "tests/web/test_browser.py",
            "tests/web/test_embedding.py",
            "tests/web/test_frames.py",
            "tests/web/test_kinds.py",
        ),
    ),
    Tool(
        name="calcurse",
        probe=("calcurse", "--version"),
        source="apt",
        packages=("calcurse",),
        tests=(
            "tests/clients/hundreds/test_calcurse_calendars.py",
            "tests/clients/test_calcurse.py",
        ),
    ),
    Tool(
        name="Git",
        probe=("git", "--version"),
        source="apt",
        packages=("git",),
        tests=("tests/life/test_git.py",),
    ),
    Tool(
        name="nginx",
        probe=("nginx", "-v"),
        source="apt",
        packages=("nginx-light",),
        tests=("tests/life/test_proxy.py",),
    ),
    Tool(
        name="newsboat",
        probe=("newsboat", "--version"),
        source="apt",
        packages=("newsboat",),
        tests=(
            "tests/clients/hundreds/test_readers.py",
            "tests/clients/life/test_readers.py",
            "tests/clients/test_newsboat.py",
            "tests/clients/test_opml.py",
        ),
    ),
    Tool(
        name="libical",
        probe=(
            "/usr/bin/python3",  # the Python that Debian's gi belongs to
            "-c",
            "import gi; gi.require_version('ICalGLib', '3.0'); import gi.repository.ICalGLib",
        ),
        source="apt",
        packages=("gir1.2-ical-3.0", "python3-gi"),
        tests=(
            "tests/clients/hundreds/test_calendars.py",
            "tests/clients/occurrences/test_libical_occurrences.py",
            "tests/clients/test_libical.py",
            "tests/clients/test_round_trips.py",
        ),
    ),
    Tool(
        name="evolution-data-server",
        probe=(
            "/usr/bin/python3",
            "-c",
            (
                "import gi, os; gi.require_version('ECal', '2.0'); import gi.repository.ECal;"
                " os.stat('/usr/libexec/evolution-calendar-factory')"
            ),
        ),
        source="apt",
        packages=(
            "evolution-data-server",
            "gir1.2-ecal-2.0",
            "gir1.2-edataserver-1.2",
            "gir1.2-soup-3.0",
            "python3-gi",
        ),
        tests=(
            "tests/clients/hundreds/test_calendars.py",
            "tests/clients/life/test_calendars.py",
            "tests/clients/occurrences/test_evolution_occurrences.py",
            "tests/clients/test_round_trips.py",
        ),
    ),
    Tool(
        name="D-Bus",  # evolution-data-server is spoken to over it
        probe=("dbus-run-session", "--version"),
        source="apt",
        packages=("dbus-daemon",),
        tests=(
            "tests/clients/hundreds/test_calendars.py",
            "tests/clients/life/test_calendars.py",
            "tests/clients/occurrences/test_evolution_occurrences.py",
            "tests/clients/test_round_trips.py",
        ),
    ),
    Tool(
        name="Thunderbird",
        probe=("thunderbird", "--version"),
        source="apt",
        packages=("thunderbird",),
        tests=(
            "tests/clients/hundreds/test_calendars.py",
            "tests/clients/life/test_calendars.py",
            "tests/clients/occurrences/test_thunderbird_occurrences.py",
            "tests/clients/test_round_trips.py",
        ),
    ),
    Tool(
        name="Node.js 18 or newer",
        probe=("node", "--eval", "process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)"),
        source="apt",
        packages=("nodejs",),
        tests=(
            "tests/clients/hundreds/test_calendars.py",
            "tests/clients/hundreds/test_readers.py",
            "tests/clients/life/test_calendars.py",
            "tests/clients/life/test_readers.py",
            "tests/clients/occurrences/test_icaljs_occurrences.py",
            "tests/clients/test_icaljs.py",
            "tests/clients/test_round_trips.py",
            "tests/clients/test_rss_parser.py",
        ),
    ),
    Tool(
        name="ical.js",
        probe=("node", "--eval", "require('ical.js')"),
        source="npm",
        packages=("ical.js",),
        tests=(
            "tests/clients/hundreds/test_calendars.py",
            "tests/clients/life/test_calendars.py",
            "tests/clients/occurrences/test_icaljs_occurrences.py",
            "tests/clients/test_icaljs.py",
            "tests/clients/test_round_trips.py",
        ),
    ),
    Tool(
        name="rss-parser",
        probe=("node", "--eval", "require('rss-parser')"),
        source="npm",
        packages=("rss-parser",),
        tests=(
            "tests/clients/hundreds/test_readers.py",
            "tests/clients/life/test_readers.py",
            "tests/clients/test_rss_parser.py",
        ),
    ),
    Tool(
        name="Java",
        probe=("java", "-version"),
        source="apt",
        packages=("default-jre-headless",),
        tests=(
            "tests/web/test_frames.py",
            "tests/web/test_html.py",
            "tests/web/test_kinds.py",
        ),
    ),
    Tool(
        name="the Nu HTML checker",
        probe=("java", "-jar", "node_modules/vnu-jar/build/dist/vnu.jar", "--version"),
        source="npm",
        packages=("vnu-jar",),
        tests=(
            "tests/web/test_frames.py",
            "tests/web/test_html.py",
            "tests/web/test_kinds.py",
        ),
    ),
)


def main(arguments: Sequence[str]) -> int:
    """Carry out one command.

    Args:
        arguments: The command, and for `run` and `core` what pytest is told besides.

    Returns:
        The exit code.
    """
    match arguments:
        case ["install"]:
            return install()
        case ["run", *rest]:
            return run_all(rest)
        case ["core", *rest]:
            return run_core(rest)
        case _:
            say(__doc__)
            return 2


def install() -> int:
    """Put the missing tools on this machine, as far as that is allowed.

    Returns:
        1 where a tool is missing although it could be installed, else 0.
    """
    missing = find_missing(TOOLS)
    as_root = root_prefix()
    packages = debian_packages(missing, has_npm=shutil.which("npm") is not None)
    if packages and as_root is not None:
        install_debian(packages, as_root)
        missing = find_missing(missing)
    if not is_npm_current() or any(tool.source == "npm" for tool in missing):
        install_npm()
        missing = find_missing(missing)
    if not missing:
        return 0
    say(f"Still missing: {list_names(missing)}.")
    if as_root is not None:
        return 1
    say("Installing Debian's packages takes apt-get and root, or sudo without a password.")
    if packages := debian_packages(missing, has_npm=shutil.which("npm") is not None):
        say(f"Someone who may can say: apt-get install {' '.join(packages)}")
    return 0


def run_all(arguments: Sequence[str]) -> int:
    """Run all tests, or those whose tools are here where none can be installed.

    Args:
        arguments: What pytest is told besides.

    Returns:
        The exit code.
    """
    missing = find_missing(TOOLS)
    if missing and root_prefix() is not None:
        say(f"No test ran: {list_names(missing)} not installed or not working.")
        say("Install first: make test does, or python tests/tools.py install")
        return 1
    left_out = tests_of(missing)
    code = run_pytest(left_out, arguments)
    if missing:
        say(f"\nMissing on this machine: {list_names(missing)}.")
        say_left_out(left_out)
    return outcome(code, missing)


def run_core(arguments: Sequence[str]) -> int:
    """Run the tests that need none of the tools.

    Args:
        arguments: What pytest is told besides.

    Returns:
        The exit code, which is pytest's.
    """
    left_out = tests_of(TOOLS)
    code = run_pytest(left_out, arguments)
    say("\nThis was the core only. `make test` runs all.")
    say_left_out(left_out)
    return code


def find_missing(tools: Iterable[Tool]) -> tuple[Tool, ...]:
    """Run the probes.

    Args:
        tools: The tools to look for.

    Returns:
        Those that do not work here.
    """
    asked = tuple(tools)
    with ThreadPoolExecutor() as pool:
        answers = pool.map(works, asked)
        return tuple(tool for tool, answer in zip(asked, answers, strict=True) if not answer)


def works(tool: Tool) -> bool:
    """Run one probe.

    Args:
        tool: The tool to look for.

    Returns:
        Whether it works here.
    """
    try:
        probe = subprocess.run(
            tool.probe,
            cwd=TESTS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


def tests_of(tools: Iterable[Tool]) -> list[str]:
    """Collect the test files that need any of some tools.

    Args:
        tools: The tools.

    Returns:
        Their paths from the project's folder, each once, sorted.
    """
    return sorted({test for tool in tools for test in tool.tests})


def debian_packages(missing: Iterable[Tool], *, has_npm: bool) -> list[str]:
    """Collect the Debian packages that missing tools take.

    Args:
        missing: The tools.
        has_npm: Whether npm's own command is here, which brings npm's packages.

    Returns:
        The packages, each once, sorted.
    """
    tools = tuple(missing)
    packages = {name for tool in tools if tool.source == "apt" for name in tool.packages}
    if not has_npm and any(tool.source == "npm" for tool in tools):
        packages.add("npm")
    return sorted(packages)


def outcome(pytest_code: int, missing: Sequence[Tool]) -> int:
    """Judge a run of the tests.

    Args:
        pytest_code: What pytest ended with.
        missing: The tools whose tests did not run.

    Returns:
        pytest's code, but never 0 where tests did not run.
    """
    return INCOMPLETE if missing and pytest_code == 0 else pytest_code


def root_prefix() -> tuple[str, ...] | None:
    """Find out how apt-get may be run.

    Returns:
        What stands before a command to run it as root, None where apt-get or the right is lacking.
    """
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is not None and failure_of(("sudo", "-n", "true")) is None:
        return ("sudo", "-n")
    return None


def install_debian(packages: Sequence[str], as_root: tuple[str, ...]) -> None:
    """Install Debian packages, and say so where that fails.

    Args:
        packages: The packages.
        as_root: What stands before a command to run it as root.
    """
    say(f"Installing {', '.join(packages)} with apt-get; this can take minutes …")
    apt_get = (
        *as_root,
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "--quiet",
        "--option=DPkg::Lock::Timeout=300",  # another apt-get may be at work
    )
    no_lists = failure_of((*apt_get, "update"))
    failure = failure_of((*apt_get, "install", "--yes", "--no-install-recommends", *packages))
    if failure is not None:
        say("apt-get could not install them. Is there a network? Its last words were:")
        say(failure if no_lists is None else f"{no_lists}\n{failure}")


def install_npm() -> None:
    """Install npm's packages into tests/node_modules, and say so where that fails."""
    if shutil.which("npm") is None:
        say("npm is not here, so its packages cannot be installed.")
        return
    say("Installing the packages of tests/package.json with npm …")
    failure = failure_of(("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
    if failure is None:
        shutil.copyfile(LOCK, INSTALLED_LOCK)
    else:
        say("npm could not install them. Is there a network? Its last words were:")
        say(failure)


def is_npm_current() -> bool:
    """Tell whether tests/node_modules holds what the lock names.

    Returns:
        Whether the lock is the one that was installed last.
    """
    return INSTALLED_LOCK.is_file() and INSTALLED_LOCK.read_bytes() == LOCK.read_bytes()


def failure_of(command: Sequence[str]) -> str | None:
    """Run a command in tests/, quietly.

    Args:
        command: The command.

    Returns:
        None where it succeeded, else its last lines.
    """
    done = subprocess.run(
        command,
        cwd=TESTS,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return None
    return "\n".join(f"  {line}" for line in done.stdout.splitlines()[-12:])


def run_pytest(left_out: Iterable[str], arguments: Sequence[str]) -> int:
    """Run pytest in the project's folder.

    Args:
        left_out: The test files not to run.
        arguments: What pytest is told besides.

    Returns:
        pytest's exit code.
    """
    ignored = (f"--ignore={test}" for test in left_out)
    process = subprocess.Popen([sys.executable, "-m", "pytest", *ignored, *arguments], cwd=ROOT)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches pytest itself, which cleans up
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    code = process.wait()
    return code if code >= 0 else 128 - code


def list_names(tools: Iterable[Tool]) -> str:
    """Write the names of tools.

    Args:
        tools: The tools.

    Returns:
        Their names, with commas.
    """
    return ", ".join(tool.name for tool in tools)


def say_left_out(tests: Iterable[str]) -> None:
    """Print which tests did not run.

    Args:
        tests: Their files.
    """
    say("Not run, for they need tools beyond Python:")
    for test in tests:
        say(f"  {test}")


def say(message: str) -> None:
    """Print a message at once, so that it keeps its place among other programs' output.

    Args:
        message: The message.
    """
    print(message, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
