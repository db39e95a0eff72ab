"""The one canonical address of a selection."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import make_calendar

from feeds.model import Wishes
from feeds.selection import (
    Choice,
    Selection,
    Terms,
    address,
    find_term,
    parse_query,
    parse_selection,
    query,
)
from feeds.selection.bounds import parse_bound
from feeds.selection.queries import LONGEST_QUERY

from .strategies import Spelling, selections, spellings

CALENDAR = make_calendar()
TERMS = Terms(calendar=CALENDAR)


def read(path: dict[str, str], query: str) -> Selection:
    """Read an address: the terms of its path by parameter, and its query."""
    terms = {parameter: find_term(parameter, name, CALENDAR) for parameter, name in path.items()}
    return parse_selection(query, TERMS, terms)


def read_address(text: str) -> Selection:
    """Read an address as it is written, with or without an extension."""
    parts = urlsplit(text)
    steps = parts.path.strip("/").removesuffix(".ics").split("/")
    named = {} if len(steps) == 1 else dict(zip(steps[::2], steps[1::2], strict=True))
    return read(named, parts.query)


@pytest.mark.parametrize(
    ("fields", "feed", "page"),
    [
        ({}, "/events.ics", "/"),
        ({"theme": Choice(("a",))}, "/theme/a.ics", "/theme/a"),
        ({"region": Choice(("b",))}, "/region/b.ics", "/region/b"),
        (
            {"theme": Choice(("a",)), "region": Choice(("b",))},
            "/theme/a/region/b.ics",
            "/theme/a/region/b",
        ),
        ({"theme": Choice(("a", "b"))}, "/events.ics?theme=a,b", "/?theme=a,b"),
        ({"theme": Choice((), ("a",))}, "/events.ics?theme=-a", "/?theme=-a"),
        ({"theme": Choice(("a",), ("b",))}, "/events.ics?theme=a,-b", "/?theme=a,-b"),
        (
            {"theme": Choice(("a",)), "region": Choice(("b", "c")), "match_all": True},
            "/theme/a.ics?match=all&region=b,c",
            "/theme/a?match=all&region=b,c",
        ),
        ({"words": ("coca", "cola")}, "/events.ics?q=coca+cola", "/?q=coca+cola"),
        ({"words": ("женева",)}, "/events.ics?q=%D0%B6%D0%B5%D0%BD%D0%B5%D0%B2%D0%B0", None),
        (
            {"since": parse_bound("+18m"), "until": parse_bound("2030")},
            "/events.ics?from=18m&to=2030",
            "/?from=18m&to=2030",
        ),
        (
            {"order": "-start", "limit": 5, "page": 2, "when": "past", "status": Choice(("x",))},
            "/events.ics?limit=5&order=-start&page=2&status=x&when=past",
            "/?limit=5&order=-start&page=2&status=x&when=past",
        ),
        (
            {
                "words": ("z",),
                "when": "past",
                "wishes": Wishes(
                    cancelled="drop", alarm="-PT15M", busy=True, tbc=True, notices=False
                ),
            },
            "/events.ics?q=z&when=past&alarm=-PT15M&busy=1&cancelled=drop&notices=0&tbc=1",
            None,
        ),
    ],
)
def test_an_address_has_the_path_form_where_there_is_one_and_a_sorted_query(
    fields: dict[str, Any], feed: str, page: str | None
) -> None:
    """R6, R16: short, without what goes without saying, and readable; wishes come last."""
    selection = Selection(**fields)
    assert address(selection, "ics") == feed
    assert page in (None, address(selection))


@settings(max_examples=200, deadline=None)
@given(selection=selections(), extension=st.sampled_from(["", "ics"]))
def test_an_address_reads_back_as_the_selection_it_was_written_for(
    selection: Selection, extension: str
) -> None:
    """So no two selections share one: of feeds and of pages."""
    written = address(selection, extension)
    assume(len(written) < LONGEST_QUERY)
    assert written.isascii()
    assert written.isprintable()
    assert " " not in written
    assert read_address(written) == selection
    assert parse_query(query(selection), TERMS) == selection


@settings(max_examples=200, deadline=None)
@given(data=st.data(), selection=selections())
def test_every_spelling_of_a_selection_has_the_same_address(
    data: st.DataObject, selection: Selection
) -> None:
    """R44: path or query, order, repetition or comma, aliases, case, and what programs add."""
    spelling: Spelling = data.draw(spellings(selection))
    assume(len(spelling.query) < LONGEST_QUERY)
    assert address(read(spelling.path, spelling.query), "ics") == address(selection, "ics")
