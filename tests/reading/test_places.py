"""Where the values of a list stand is the same to ask while it is read, and ever after."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from feeds.problems import ListError
from feeds.reading import ListFile
from feeds.reading.merging import merge
from feeds.reading.nodes import Document, read_document
from feeds.reading.places import Loc
from feeds.reading.source import read_source

from .rewriting import as_files, edits, lists

ROOT = Path(__file__).resolve().parents[2]


def locs_of(data: Any, loc: Loc = ()) -> Iterator[Loc]:
    """Give the way to every value of plain data, and to one that is not there."""
    yield loc
    inner = data.items() if isinstance(data, dict) else enumerate(data or ())
    for step, value in inner if not isinstance(data, str) else ():
        yield from locs_of(value, (*loc, step))
    yield (*loc, "nowhere")
    yield (*loc, len(data or ""))


def places_of(document: Document) -> list[Any]:
    """Return where every value stands, and its key."""
    return [
        (
            loc,
            document.has_key(loc),
            *(document.problem(loc, "", "", of_key=key) for key in (False, True)),
        )
        for loc in locs_of(document.data)
    ]


def document_of(files: tuple[ListFile, ...]) -> Document:
    """Read the document of a list, whether the list is good or not."""
    return merge(tuple(read_document(read_source(file.data, file.path))[0] for file in files))[0]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_nodes_that_were_let_go_leave_all_places_known(data: st.DataObject) -> None:
    """Those of each value and key, and of what stands nowhere; in any order of asking."""
    texts = data.draw(lists())
    for _ in range(data.draw(st.integers(0, 2))):
        texts = data.draw(edits(texts))
    try:
        document = document_of(as_files(texts))
    except ListError:
        reject()
    let_go = document.let_go()
    assert places_of(let_go) == places_of(document)
    assert places_of(let_go)[::-1] == places_of(document)[::-1]


@pytest.mark.parametrize("path", ["events.yaml", "tests/reading/rich.yaml"])
def test_so_do_those_of_a_long_list(path: str) -> None:
    """With every kind of value."""
    document = document_of((ListFile(path=path, data=(ROOT / path).read_bytes()),))
    assert document.parts[0].blocks is not None
    assert places_of(document.let_go()) == places_of(document)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n- {b: c}\n",
        "word\n",
        "events:\n",
        "events: []\ncalendar:\n",
        "events: [a, {b: [c]}]\n",
        "events:\n  - a\n  - {b: }\n  -\n",
        "events:\n- a: b\n- c: d\n? e\n: f\n",
        "  events:\n  - a: b\n  - c: d\n  e: f\n",
        "a: {a: 1, a: 2, <<: 3, ? [x] : 4, '<<': 5, ~: 6}\nevents: {b: c}\n",
        f"a: {'[' * 22}x{']' * 22}\nb: {'{c: ' * 22}x{'}' * 22}\n",
    ],
)
def test_so_do_those_of_what_is_no_list(text: str) -> None:
    """Whatever may stand there."""
    document = document_of((ListFile(path="events.yaml", data=text.encode()),))
    assert places_of(document.let_go()) == places_of(document)
