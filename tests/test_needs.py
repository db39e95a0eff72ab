"""docs/clients.md tells of every need whether a test holds it."""

import re
from itertools import pairwise
from pathlib import Path

TESTS = Path(__file__).parent
NEEDS = TESTS.parent / "docs" / "clients.md"
_ROW = re.compile(r"^\| R(\d+) \| (.+?) \| (.*?) ?\|$", re.MULTILINE)
_NAMED = re.compile(r"\bR(\d+)(?: to R(\d+))?\b")


def rows() -> dict[int, tuple[str, str]]:
    """Return each need by its number: what it is, and why it has no test."""
    return {int(number): (need, reason) for number, need, reason in _ROW.findall(text())}


def text() -> str:
    """Return the page."""
    return NEEDS.read_text(encoding="utf-8")


def named_in_tests() -> set[int]:
    """Return the numbers that tests name, those between "R16 to R19" too."""
    found: set[int] = set()
    for path in sorted(TESTS.rglob("test_*.py")):
        if path != Path(__file__):
            for first, last in _NAMED.findall(path.read_text(encoding="utf-8")):
                found |= set(range(int(first), int(last or first) + 1))
    return found


def test_every_need_stands_there_once_in_order() -> None:
    """From the first to the last, none left out."""
    numbers = [int(number) for number, _, _ in _ROW.findall(text())]
    assert numbers[0] == 1
    assert all(after == before + 1 for before, after in pairwise(numbers))
    assert len(re.findall(r"^\| R\d", text(), re.MULTILINE)) == len(numbers)


def test_every_need_has_a_test_that_names_it_or_a_reason() -> None:
    """One of the two, not both."""
    named = named_in_tests()
    for number, (_, reason) in rows().items():
        assert (number in named) != bool(reason), f"R{number}"


def test_tests_and_code_name_no_other_need() -> None:
    """A number that nobody can look up is none."""
    feeds = "\n".join(path.read_text("utf-8") for path in (TESTS.parent / "feeds").rglob("*.py"))
    in_code = {int(first) for first, _ in _NAMED.findall(feeds)}
    assert named_in_tests() | in_code <= rows().keys()
