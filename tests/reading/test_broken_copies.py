"""Broken copies of the real list never give a traceback, and always a place inside the file."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.problems import ListError, Problem
from feeds.reading import parse_list

REAL_LIST = Path(__file__).resolve().parents[2] / "events.yaml"
COPIES = 1_000
SEED = 2008
WAYS = ("remove", "double", "change", "move")


def broken_copies(data: bytes, count: int) -> Iterator[bytes]:
    """Break copies of a list in turn: a byte removed, doubled or changed, a line moved."""
    chance = random.Random(SEED)
    for number in range(count):
        way = WAYS[number % len(WAYS)]
        yield moved(data, chance) if way == "move" else hit(data, way, chance)


def hit(data: bytes, way: str, chance: random.Random) -> bytes:
    """Return data with one byte removed, doubled or changed to any other."""
    place = chance.randrange(len(data))
    other = bytes([(data[place] + chance.randrange(1, 256)) % 256])
    instead = {"remove": b"", "double": data[place : place + 1] * 2, "change": other}[way]
    return data[:place] + instead + data[place + 1 :]


def moved(data: bytes, chance: random.Random) -> bytes:
    """Return data with one line in another place."""
    lines = data.splitlines(keepends=True)
    line = lines.pop(chance.randrange(len(lines)))
    lines.insert(chance.randrange(len(lines) + 1), line)
    return b"".join(lines)


def problems_in(data: bytes) -> tuple[Problem, ...]:
    """Return what is wrong with a list; any other error than its own goes on."""
    try:
        return parse_list(data, "events.yaml").warnings
    except ListError as error:
        return error.problems


def outside(problems: tuple[Problem, ...], data: bytes) -> list[str]:
    """Return the problems that stand neither at a character of a file nor at the end of a line."""
    lines = re.split(r"\r\n|\r|\n", data.decode("utf-8", "replace").removeprefix("\ufeff"))
    return [
        str(problem)
        for problem in problems
        if not 1 <= problem.line <= len(lines)
        or not 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    ]


def test_a_broken_copy_is_read_or_answered_with_a_place_inside_it() -> None:
    """A thousand of them, nearly all different, and the same ones each time."""
    codes = set()
    copies = list(broken_copies(REAL_LIST.read_bytes(), COPIES))
    for data in copies:
        problems = problems_in(data)
        assert outside(problems, data) == []
        assert all(problem.message and str(problem).isprintable() for problem in problems)
        codes |= {problem.code for problem in problems}
    assert len(set(copies)) > COPIES * 0.9
    assert len(codes) > 20


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_so_is_one_from_another_system(end: bytes) -> None:
    """With other line ends, and a byte order mark before."""
    real = b"\xef\xbb\xbf" + REAL_LIST.read_bytes().replace(b"\n", end)
    for data in broken_copies(real, COPIES // 4):
        assert outside(problems_in(data), data) == []


def test_so_is_one_that_was_cut_off() -> None:
    """Wherever the copying ended."""
    real = REAL_LIST.read_bytes()
    for length in range(0, len(real), 37):
        assert outside(problems_in(real[:length]), real[:length]) == []
