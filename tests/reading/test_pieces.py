"""A long list is read some events at a time, and nobody can tell."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.problems import ListError, Problem
from feeds.reading import parse_list
from feeds.reading.nodes import Document, read_document, read_in_pieces, read_whole
from feeds.reading.source import read_source

from .lists import PATH
from .rewriting import EVENTS, HEADS, as_files, edits, indented, lists
from .test_broken_copies import broken_copies
from .test_places import places_of

ROOT = Path(__file__).resolve().parents[2]


def pieces_and_whole(data: bytes, at_once: int) -> Document | None:
    """Read a list in pieces, if that can be, and as a whole; hold the two against one another."""
    try:
        source = read_source(data, PATH)
    except ListError:
        return None
    document = read_in_pieces(source, at_once)
    if document is not None:
        whole, refused = read_whole(source)
        assert refused == ()
        assert document == whole
        assert list(document.data) == list(whole.data)
        assert places_of(document) == places_of(whole)
        assert document.parts[0].blocks == whole.parts[0].blocks
    return document


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_whatever_is_written_it_is_read_as_if_at_once(data: st.DataObject) -> None:
    """Good or not: or it is left to a whole reading."""
    texts = data.draw(lists())
    for _ in range(data.draw(st.integers(0, 3))):
        texts = data.draw(edits(texts))
    for file in as_files(texts):
        pieces_and_whole(file.data, data.draw(st.integers(1, 3)))


@pytest.mark.parametrize(
    ("path", "copies"), [("events.yaml", 40), ("tests/reading/rich.yaml", 400)]
)
def test_so_are_broken_copies_of_a_list(path: str, copies: int) -> None:
    """Some of them can be read in pieces all the same, and most cannot."""
    for copy in broken_copies((ROOT / path).read_bytes(), copies):
        pieces_and_whole(copy, 2)


@pytest.mark.parametrize("at_once", [1, 2, 8])
@pytest.mark.parametrize("tail", ["", "\n# The end.\n", "# More.\nviews: {old: {retired: gone}}\n"])
@pytest.mark.parametrize("indentation", ["", "  ", "     "])
def test_usual_lists_are_read_in_pieces(indentation: str, tail: str, at_once: int) -> None:
    """However their events are indented, and whatever stands before and after them."""
    events = indented(EVENTS, indentation)
    text = f"{HEADS[0]}{HEADS[1]}{HEADS[2]}\nevents:  # all of them\n\n{events}{tail}"
    assert pieces_and_whole(text.encode(), at_once) is not None


def long_list(count: int) -> str:
    """Return a list of so many events."""
    events = "".join(f"- {{id: e{each}, title: T, start: 2026-01-01}}\n" for each in range(count))
    return f"{HEADS[0]}events:\n{events}"


def test_a_long_list_is_read_in_pieces_unasked() -> None:
    """And all its events are there, in their order."""
    text = long_list(1001)
    document, _ = read_document(read_source(text.encode(), PATH))
    assert [each["id"] for each in document.data["events"]] == [f"e{each}" for each in range(1001)]
    assert read_in_pieces(read_source(text.encode(), PATH)) == document


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("id: e700", "id: e7, id: e700", 708),
        ("title: T, start", "titel: T, start", 8),
        ("id: e900", "id: e901", 909),
        ("{id: e1000, title: T, start: 2026-01-01}", "{id: e1000, title: [", 1008),
    ],
)
def test_what_is_wrong_in_a_long_list_is_told_with_its_line(old: str, new: str, line: int) -> None:
    """As in a short one: a doubled key, an unknown one, an id that is taken, no YAML at all."""
    assert line in {problem.line for problem in problems_in(long_list(1001).replace(old, new))}


def problems_in(text: str) -> tuple[Problem, ...]:
    """Return what is wrong with a list."""
    with pytest.raises(ListError) as caught:
        parse_list(text.encode(), PATH)
    return caught.value.problems
