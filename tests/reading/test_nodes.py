"""Text becomes plain data of strings, lists and mappings, with the place of each."""

from typing import Any

import pytest

from feeds.problems import ListError, Problem
from feeds.reading.nodes import Document, read_document
from feeds.reading.places import MAXIMUM_DEPTH, Loc
from feeds.reading.source import Source

from .lists import PATH, Place, place_of


def document_of(text: str) -> Document:
    """Read a document in which nothing must be refused."""
    document, refused = read_document(Source(PATH, text))
    assert refused == ()
    return document


def value_of(written: str) -> Any:
    """Return what is read for one value."""
    return document_of(f"key: {written}\n").data["key"]


def refused_in(text: str) -> tuple[Problem, ...]:
    """Return what is refused in a document that is read all the same."""
    return read_document(Source(PATH, text))[1]


def stopped_by(text: str) -> tuple[Problem, ...]:
    """Return what keeps a document from being read at all."""
    with pytest.raises(ListError) as refused:
        read_document(Source(PATH, text))
    return refused.value.problems


@pytest.mark.parametrize(
    "written",
    [
        *("NO", "no", "on", "off", "yes", "y", "true", "False", "TRUE"),
        *("09:30", "1:30", "190:20:30", "2008", "007", "0x1F", "0o17", "1_000", "-1", "+1"),
        *("1e3", "1.50", ".5", ".inf", ".NaN", "2008-11-25", "2008-11-25 09:30", "2008-11-25T09Z"),
        *("=", "<<", "n", "None", "nil", "undefined", "NuLL"),
    ],
)
def test_what_looks_like_something_else_stays_the_text_it_is(written: str) -> None:
    """`NO` is Norway, `09:30` is a time, and `1e3` is no thousand."""
    assert value_of(written) == written


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL", "# nothing"])
def test_an_empty_value_is_a_missing_one(written: str) -> None:
    """So are the signs that YAML has for it."""
    assert value_of(written) is None


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('""', ""),
        ("''", ""),
        ('"~"', "~"),
        ("'null'", "null"),
        ("|-\n  null", "null"),
        (">-\n  ~", "~"),
    ],
)
def test_a_quoted_text_is_never_missing(written: str, text: str) -> None:
    """Quotes, and blocks of text, say that the word itself is meant."""
    assert value_of(written) == text


def test_lists_and_mappings_keep_their_order_and_depth() -> None:
    """Blocks and brackets give the same data."""
    block = document_of("b:\n  - x\n  - y: z\na: []\nc: {}\n")
    flow = document_of("{b: [x, {y: z}], a: [], c: {}}\n")
    assert block.data == flow.data == {"b": ["x", {"y": "z"}], "a": [], "c": {}}
    assert list(block.data) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("loc", "of_value", "of_key"),
    [
        ((), (1, 1), (1, 1)),
        (("a",), (1, 4), (1, 1)),
        (("é",), (2, 4), (2, 1)),
        (("é", 0), (2, 5), (2, 4)),
        (("é", 1, "b"), (3, 8), (3, 5)),
        (("é", 1, "empty"), (4, 5), (4, 5)),
        (("é", 1, "absent"), (3, 4), (3, 4)),
        (("é", 1, "b", "deeper", 7), (3, 8), (3, 8)),
        (("absent",), (1, 1), (1, 1)),
    ],
)
def test_every_value_and_key_has_its_place(
    loc: Loc, of_value: tuple[int, int], of_key: tuple[int, int]
) -> None:
    """An absent one has its parent's, an empty one that of its key."""
    document = document_of('a: "1"\né: [x,\n   {b: c,\n    empty: }]\n')
    for of_key_too, place in ((False, of_value), (True, of_key)):
        problem = document.problem(loc, "code", "wrong", of_key=of_key_too)
        assert (problem.line, problem.column) == place
        assert document.place(loc, of_key=of_key_too) == (PATH, place[0])


def test_a_document_without_places_points_at_its_beginning() -> None:
    """There is always somewhere to point at."""
    assert Document((Source(PATH, "a"),)).place(("a", 1)) == (PATH, 1)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1, "duplicate-key"), "“a” appears here a second time"),
        ("a: {b: 1, b: 2}\n", (1, 11, "duplicate-key"), "the first is on line 1; keep one"),
        ("a: 1\n\n'a': 3\n", (3, 1, "duplicate-key"), "the first is on line 1"),
        ('a: 1\n"\\x61": 3\n', (2, 1, "duplicate-key"), "“a” appears here"),
        ("a:\n  <<: {b: c}\n", (2, 3, "merge-key"), "“<<” is a YAML merge key"),
        ("a:\n  <<: {b: c}\n", (2, 3, "merge-key"), "write repeated parts in full"),
        ("? [a, b]\n: c\n", (1, 3, "key"), "a key must be a plain word"),
        ("a: {{b}: c}\n", (1, 5, "key"), "is a quote or bracket missing?"),
    ],
)
def test_what_misleads_is_refused_with_its_place(text: str, place: Place, words: str) -> None:
    """Keys that stand twice, bring in others, or are no words."""
    (problem,) = refused_in(text)
    assert place_of(problem) == place
    assert words in str(problem)


def test_the_rest_of_a_document_is_read_where_something_is_refused() -> None:
    """The first of two like keys counts, and what follows can be checked in the same run."""
    document, refused = read_document(Source(PATH, "a: 1\n<<: {x: y}\na: 2\n? [k]\n: v\nb: 3\n"))
    assert document.data == {"a": "1", "b": "3"}
    assert [place_of(problem) for problem in refused] == [
        (2, 1, "merge-key"),
        (3, 1, "duplicate-key"),
        (4, 3, "key"),
    ]


def test_a_quoted_merge_key_is_a_key() -> None:
    """Only the bare one has a meaning to YAML."""
    assert document_of("'<<': a\n").data == {"<<": "a"}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: &x b\n", (1, 4, "anchor"), "“&x” is a YAML anchor, which is not used here"),
        ("a: b\nc:\n  - &x\n    d: e\n", (3, 5, "anchor"), "write repeated parts in full"),
        ("&x a: b\n", (1, 1, "anchor"), "“&x”"),
        ("a: [&x b]\n", (1, 5, "anchor"), "“&x”"),
        ("a: {&x b: c}\n", (1, 5, "anchor"), "“&x”"),
        ("a: *x\n", (1, 4, "alias"), "“*x” is a YAML alias, which is not used here"),
        ("a: [b,*x]\n", (1, 7, "alias"), "quotes around a text that begins with &, * or !"),
        ("a: !!str b\n", (1, 4, "tag"), "text that begins with “!” is a YAML tag"),
        ("a: !b c\n", (1, 4, "tag"), "quotes around a text that begins with &, * or !"),
        ("a: ! b\n", (1, 4, "tag"), "which is not used here"),
        ("--- !x\na: b\n", (1, 5, "tag"), "YAML tag"),
        ("a: !!set {b}\n", (1, 4, "tag"), "YAML tag"),
        ("a: !!seq [b]\n", (1, 4, "tag"), "YAML tag"),
    ],
)
def test_anchors_aliases_and_tags_are_refused(text: str, place: Place, words: str) -> None:
    """They make a file mean something else than it shows."""
    (problem,) = stopped_by(text)
    assert place_of(problem) == place
    assert words in str(problem)


def test_all_anchors_aliases_and_tags_are_told_at_once() -> None:
    """Also those of one value, and those before a place where the YAML breaks."""
    text = "a: &x !t b\nc: *x\nd: [\n"
    assert [place_of(problem) for problem in stopped_by(text)] == [
        (1, 4, "anchor"),
        (1, 4, "tag"),
        (2, 4, "alias"),
    ]


@pytest.mark.parametrize("written", ["'&a'", '"*a"', "'!a'", "R&D", "a *b", "a!", "|-\n  &a"])
def test_their_signs_may_stand_in_a_text(written: str) -> None:
    """Quoted, or not at its beginning, they are nothing but characters."""
    assert value_of(written).strip("'\"") == written.strip("'\"|-\n ")


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    """Nine lists of nine of the one before would be hundreds of millions of values."""
    lines = ["a0: &a0 [x]\n"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)]
    assert {problem.code for problem in stopped_by("".join(lines))} == {"anchor", "alias"}


@pytest.mark.parametrize("text", ["# a\n", "\n# a\n\n# b", "  # a"])
def test_a_file_of_comments_is_told_how_a_list_begins(text: str) -> None:
    """It holds nothing, though it is not empty."""
    (problem,) = stopped_by(text)
    assert place_of(problem) == (1, 1, "empty")
    assert problem.message == "the file holds only comments"
    assert "begins with “calendar:” and “events:”" in problem.hint


def test_nesting_is_followed_to_a_depth_that_no_list_has() -> None:
    """One level more is refused, at its place; what is within is not looked at."""
    most = "[" * MAXIMUM_DEPTH + "x" + "]" * MAXIMUM_DEPTH
    assert document_of(most).data[0]
    (problem,) = refused_in(f"[{most}]")
    assert place_of(problem) == (1, MAXIMUM_DEPTH + 2, "too-deep")
    assert "nested too deeply" in problem.message


@pytest.mark.parametrize(
    ("opening", "closing", "code"),
    [
        ("[", "]", "too-deep"),
        ("[", "", "too-deep"),
        ("{a: ", "}", "too-deep"),
        ("- ", "", "too-deep"),
        ("? ", "", "key"),
    ],
)
def test_bottomless_nesting_is_refused(opening: str, closing: str, code: str) -> None:
    """Beyond what the parser itself bears there is no crash either."""
    assert place_of(stopped_or_refused(f"{opening * 900}x{closing * 900}"))[2] in {code, "brackets"}
    (problem,) = stopped_by(f"{opening * 100_000}x{closing * 100_000}")
    assert problem.code == "too-deep"


def stopped_or_refused(text: str) -> Problem:
    """Return the first thing wrong with a document, wherever it is found."""
    try:
        return refused_in(text)[0]
    except ListError as error:
        return error.problems[0]
