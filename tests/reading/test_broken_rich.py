"""Broken copies of a list with every key never give a traceback, and always a place inside it."""

from pathlib import Path

import pytest

from feeds.reading import parse_list

from .test_broken_copies import COPIES, broken_copies, outside, problems_in

RICH_LIST = Path(__file__).resolve().with_name("rich.yaml")
WORDS = (
    b"tbc", b"2026-09", b"2026-03-29 02:30", b"24:00", b"[]", b"{}", b"~", b"[[a]]", b"{a: b}",
    b"-1", b"last day", b"week", b"2099-12-31", b"9998-12-31", b"FREQ=YEARLY;BYWEEKNO=53",
)  # fmt: skip
"""Values that can stand in many places, and are right in few."""


def test_the_list_is_good() -> None:
    """Nothing is to be said of it, in any of its languages."""
    reading = parse_list(RICH_LIST.read_bytes(), "events.yaml")
    assert reading.warnings == ()
    assert reading.calendar.languages == ("en", "fr", "es")


def test_a_broken_copy_is_read_or_answered_with_a_place_inside_it() -> None:
    """A thousand of them, nearly all different, and the same ones each time."""
    codes = set()
    copies = list(broken_copies(RICH_LIST.read_bytes(), COPIES))
    for data in copies:
        problems = problems_in(data)
        assert outside(problems, data) == []
        assert all(problem.message and str(problem).isprintable() for problem in problems)
        codes |= {problem.code for problem in problems}
    assert len(set(copies)) > COPIES * 0.9
    assert len(codes) > 25


@pytest.mark.parametrize("word", WORDS, ids=bytes.decode)
def test_so_is_one_with_another_value_in_any_place(word: bytes) -> None:
    """Whatever stands after a colon becomes another value."""
    lines = RICH_LIST.read_bytes().splitlines(keepends=True)
    for place, line in enumerate(lines):
        key, colon, value = line.partition(b": ")
        if colon and value.strip() not in (b"|", b">-"):
            data = b"".join((*lines[:place], key, b": ", word, b"\n", *lines[place + 1 :]))
            assert outside(problems_in(data), data) == []


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_so_is_one_from_another_system(end: bytes) -> None:
    """With other line ends, and a byte order mark before."""
    rich = b"\xef\xbb\xbf" + RICH_LIST.read_bytes().replace(b"\n", end)
    for data in broken_copies(rich, COPIES // 4):
        assert outside(problems_in(data), data) == []
