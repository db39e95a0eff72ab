"""Bytes become text whose every character has a line and a column."""

import pytest

from feeds.problems import ListError, Problem
from feeds.reading.source import MAXIMUM_SIZE, Source, read_source, shown

from .lists import PATH


def refusals(data: bytes) -> tuple[Problem, ...]:
    """Read bytes that must be refused."""
    with pytest.raises(ListError) as refused:
        read_source(data, PATH)
    return refused.value.problems


@pytest.mark.parametrize(
    ("text", "index", "position"),
    [
        ("ab\ncd\n", 0, (1, 1)),
        ("ab\ncd\n", 1, (1, 2)),
        ("ab\ncd\n", 2, (1, 3)),
        ("ab\ncd\n", 3, (2, 1)),
        ("ab\ncd\n", 4, (2, 2)),
        ("ab\r\ncd\r\n", 4, (2, 1)),
        ("ab\rcd\r", 3, (2, 1)),
        ("a\n\nb", 3, (3, 1)),
        ("a\r\r\nb", 4, (3, 1)),
        ("é€😀x", 3, (1, 4)),
        ("a\u2028b\u0085c\u000bd", 6, (1, 7)),
    ],
)
def test_lines_and_columns_are_those_of_text_editors(
    text: str, index: int, position: tuple[int, int]
) -> None:
    """Only CRLF, LF and CR end a line; a column is a character, whatever it takes in bytes."""
    assert Source(PATH, text).position(index) == position


@pytest.mark.parametrize(
    ("text", "index", "position"),
    [
        ("ab\ncd", 5, (2, 3)),
        ("ab\ncd", 99, (2, 3)),
        ("ab\ncd\n\n \n", 8, (2, 3)),
        ("ab\r\n", 3, (1, 3)),
        ("ab", -1, (1, 1)),
        ("", 0, (1, 1)),
        ("", 7, (1, 1)),
    ],
)
def test_a_place_past_the_end_is_the_end_of_the_last_line(
    text: str, index: int, position: tuple[int, int]
) -> None:
    """What is missing at the end of a file is shown where its text ends."""
    assert Source(PATH, text).position(index) == position


def test_a_problem_stands_where_its_character_does() -> None:
    """A source makes problems that name its file, in the form that editors can jump to."""
    problem = Source(PATH, "a: b\nc: d\n").problem(8, "code", "wrong", "mend it", "warning")
    assert str(problem) == "events.yaml:2:4: warning: wrong; mend it"
    assert (problem.code, problem.is_error) == ("code", False)


def test_a_problem_without_a_hint_is_written_without_one() -> None:
    """Nothing stands after the message; unless told otherwise, a problem is an error."""
    problem = Source(PATH, "a: b").problem(0, "code", "wrong")
    assert str(problem) == "events.yaml:1:1: error: wrong"
    assert problem.is_error


@pytest.mark.parametrize("data", ["é: 1\n".encode(), "\ufeffé: 1\n".encode()])
def test_a_byte_order_mark_is_no_part_of_the_text(data: bytes) -> None:
    """With the mark or without, the same characters stand at the same places."""
    source = read_source(data, PATH)
    assert (source.path, source.text) == (PATH, "é: 1\n")


@pytest.mark.parametrize("mark", ["\u0085", "\u2028", "\u2029"])
def test_invisible_line_ends_become_spaces(mark: str) -> None:
    """YAML would begin a line where no text editor shows one."""
    assert read_source(f"a{mark}b: c\n".encode(), PATH).text == "a b: c\n"


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (b"\xff", 1, 1, "0xff"),
        (b"a: \xe9t\xe9\n", 1, 4, "0xe9"),
        (b"a: b\nc\xc3\xa9: \xc3(\n", 2, 5, "0xc3"),
        (b"\xef\xbb\xbfa: \xff\n", 1, 4, "0xff"),
        (b"a\r\nb: \xed\xa0\x80\n", 2, 4, "0xed"),
        ("a: b\n".encode("utf-16"), 1, 1, "0xff"),
    ],
)
def test_bytes_that_are_not_utf_8_are_shown(data: bytes, line: int, column: int, byte: str) -> None:
    """The first one is named, with its place and what to do."""
    (problem,) = refusals(data)
    assert (problem.line, problem.column, problem.code) == (line, column, "encoding")
    assert problem.message == f"the byte {byte} is not UTF-8 text"
    assert problem.hint == "save the file with the encoding UTF-8"


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n", b" \t\r\n", "\u2028".encode()])
def test_an_empty_file_is_told_how_a_list_begins(data: bytes) -> None:
    """Nothing but blanks is nothing."""
    (problem,) = refusals(data)
    assert (problem.line, problem.column, problem.code) == (1, 1, "empty")
    assert problem.message == "the file is empty"
    assert problem.hint == "an event list begins with “calendar:” and “events:”"


@pytest.mark.parametrize(
    "character", [*"\x00\x07\x08\x0b\x0c\x0e\x1b\x1f\x7f\x80\x84\x86\x9f\ufeff\ufffe\uffff"]
)
def test_a_control_character_is_shown(character: str) -> None:
    """It cannot be seen in an editor, so its place and number are told."""
    (problem,) = refusals(f"a: b\nc: d{character}e\n".encode())
    assert (problem.line, problem.column, problem.code) == (2, 5, "control-character")
    number = f"U+{ord(character):04X}"
    assert problem.message == f"an invisible control character ({number}) stands here"
    assert problem.hint == "delete it; it was most likely pasted in"


@pytest.mark.parametrize(
    "text", ["\t", " ", "~", "\xa0", "\u200b", "\u202e", "\ue000", "😀", "\u0300"]
)
def test_other_characters_are_let_through(text: str) -> None:
    """A tab, a no-break space, a mark or a pictograph may stand in a text."""
    assert read_source(f"a: b{text}c\n".encode(), PATH).text == f"a: b{text}c\n"


def test_control_characters_are_told_together_but_not_without_end() -> None:
    """A file of another kind is full of them; twenty are enough to see that."""
    assert [problem.column for problem in refusals(b"\x01a\x02")] == [1, 3]
    assert len(refusals(b"\x00" * 1000)) == 20


def test_a_file_over_64_mib_is_refused() -> None:
    """It is told from one of just 64 MiB, which is read (and here is empty)."""
    assert MAXIMUM_SIZE == 64 * 2**20
    (problem,) = refusals(b" " * (MAXIMUM_SIZE + 1))
    assert (problem.line, problem.column, problem.code) == (1, 1, "too-large")
    assert problem.message == "the file is larger than 64 MiB"
    assert problem.hint == "check that this is the event list"
    (problem,) = refusals(b" " * MAXIMUM_SIZE)
    assert problem.code == "empty"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Moldova", "Moldova"),
        ("d’été 😀", "d’été 😀"),
        ("a\nb\x07c\u200bd", "a\ufffdb\ufffdc\ufffdd"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 60 + "…"),
    ],
)
def test_a_text_is_shown_short_and_on_one_line(text: str, seen: str) -> None:
    """What a message quotes cannot spoil it: long texts are cut, invisible marks replaced."""
    assert shown(text) == seen
