"""The locked requirements hold what pyproject.toml asks for, and name no place to get it from."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "tests/requirements.txt")
OLDEST_PYTHON = "3.11.2"
"""Debian 12's."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def read_pins(lock: str) -> dict[str, str]:
    """Read a locked list.

    Args:
        lock: Its path from the project's folder.

    Returns:
        The version of each package, by the package's canonical name.
    """
    pins = re.findall(r"(?m)^([\w.-]+)==(\S+) \\$", (ROOT / lock).read_text())
    return {canonicalize_name(name): version for name, version in pins}


def unmet(asked: list[str], pins: dict[str, str]) -> list[str]:
    """Compare requirements with a locked list.

    Args:
        asked: The requirements, as pyproject.toml writes them.
        pins: The locked list.

    Returns:
        The requirements that it does not meet.
    """
    return [text for text in asked if not is_met(Requirement(text), pins)]


def is_met(requirement: Requirement, pins: dict[str, str]) -> bool:
    """Compare one requirement with a locked list.

    Args:
        requirement: The requirement.
        pins: The locked list.

    Returns:
        Whether the list holds the package, at a version that will do.
    """
    version = pins.get(canonicalize_name(requirement.name))
    return version is not None and requirement.specifier.contains(version)


def test_running_has_what_it_asks_for() -> None:
    """What running needs is locked at versions that pyproject.toml admits."""
    assert unmet(PROJECT["dependencies"], read_pins("requirements.txt")) == []


def test_benchmarks_have_what_they_ask_for() -> None:
    """What they need is locked, beside the very versions that are served with."""
    pins = read_pins("benchmarks/requirements.txt")
    assert unmet(PROJECT["optional-dependencies"]["bench"], pins) == []
    assert read_pins("requirements.txt").items() <= pins.items()


@pytest.mark.parametrize("extra", ["test", "check"])
def test_tests_and_checks_have_what_they_ask_for(extra: str) -> None:
    """What tests and checks need is locked at versions that pyproject.toml admits."""
    asked = PROJECT["optional-dependencies"][extra]
    assert unmet(asked, read_pins("tests/requirements.txt")) == []


def test_tests_run_what_is_run() -> None:
    """Tests meet the very versions that are served with."""
    assert read_pins("requirements.txt").items() <= read_pins("tests/requirements.txt").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_the_oldest_python_can_install_a_lock(lock: str) -> None:
    """No locked package asks for a newer Python than there may be."""
    refusing = [
        name
        for name in read_pins(lock)
        for asked in metadata(name).get_all("Requires-Python", [])
        if OLDEST_PYTHON not in SpecifierSet(asked)
    ]
    assert refusing == []


@pytest.mark.parametrize("lock", [*LOCKS, "benchmarks/requirements.txt", "tests/package-lock.json"])
def test_a_lock_names_no_place(lock: str) -> None:
    """No address of a registry and no path of a machine stands in a lock."""
    text = (ROOT / lock).read_text()
    assert re.findall(r'(?m)://|"resolved"|^--|(?<=[ \'"])/\S+', text) == []
