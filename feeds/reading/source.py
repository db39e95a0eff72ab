"""Bytes of a file → text whose every character has a line and a column."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from feeds.problems import ListError, Problem, Severity

MAXIMUM_SIZE = 64 * 1024 * 1024
"""Bytes; a larger file is surely not an event list kept by hand."""

_SHOWN = 60
_LINE_END = re.compile(r"\r\n|\r|\n")
_YAML_LINE_ENDS = "\x85\u2028\u2029"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class Source:
    """A file's text and the name that people know the file by."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        """The index of each line's first character, counted as text editors count lines."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def end(self) -> int:
        """The index after the last character that can be seen."""
        return len(self.text.rstrip())

    def position(self, index: int) -> tuple[int, int]:
        """Return the line and column, both from 1, of the character at an index.

        An index past the end gives the last position inside the file, so that a complaint
        about a missing end still points at something that can be seen.
        """
        index = max(0, min(index, self.end))
        line = bisect_right(self.line_starts, index)
        return line, index - self.line_starts[line - 1] + 1

    def problem(
        self, index: int, code: str, message: str, hint: str = "", severity: Severity = "error"
    ) -> Problem:
        """Make a problem that points at the character at an index."""
        line, column = self.position(index)
        return Problem(
            path=self.path,
            line=line,
            column=column,
            code=code,
            message=message,
            hint=hint,
            severity=severity,
            text=self.line(line),
        )

    def line(self, number: int) -> str:
        """Return the text of a line, counted from 1, without its end."""
        rest = self.text[self.line_starts[number - 1] :]
        return _LINE_END.split(rest, maxsplit=1)[0]


def shown(text: str) -> str:
    """Make a text from a file fit for a message: short, and nothing in it invisible."""
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return "".join(char if char.isprintable() else "\ufffd" for char in short)


def read_source(data: bytes, path: str) -> Source:
    """Decode a file's bytes, with or without a byte order mark.

    Characters that end a line for YAML 1.1, but for no text editor, become spaces: most likely
    they were pasted in, and the editor of the list cannot see them.

    Raises:
        ListError: The file is empty, too large, not UTF-8 or holds control characters.
    """
    if len(data) > MAXIMUM_SIZE:
        raise ListError((too_large(path),))
    text = _decode(data, path)
    for end in _YAML_LINE_ENDS:
        text = text.replace(end, " ")
    source = Source(path, text)
    if not source.text.strip():
        raise ListError((source.problem(0, "empty", "the file is empty", EMPTY_HINT),))
    if controls := tuple(islice(_controls(source.text), _CONTROLS_SHOWN)):
        raise ListError(tuple(_control_character(source, match) for match in controls))
    return source


def _controls(text: str) -> Iterator[re.Match[str]]:
    """Find control characters, piece by piece: nobody else's turn comes within a search."""
    for start in range(0, len(text), _PIECE):
        yield from _CONTROL.finditer(text, start, start + _PIECE)


_PIECE = 2**17
EMPTY_HINT = "an event list begins with “calendar:” and “events:”"
_CONTROLS_SHOWN = 20


def _decode(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        readable = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        before = Source(path, readable + "\ufffd")
        raise ListError(
            (
                before.problem(
                    len(before.text) - 1,
                    "encoding",
                    f"the byte {data[error.start]:#04x} is not UTF-8 text",
                    "save the file with the encoding UTF-8",
                ),
            )
        ) from None


def too_large(path: str, what: str = "the file is") -> Problem:
    """Tell that a file has more bytes than a list may have, or that several have together."""
    return Source(path, "").problem(
        0,
        "too-large",
        f"{what} larger than {MAXIMUM_SIZE // 2**20} MiB",
        "check that this is the event list",
    )


def _control_character(source: Source, match: re.Match[str]) -> Problem:
    return source.problem(
        match.start(),
        "control-character",
        f"an invisible control character (U+{ord(match[0]):04X}) stands here",
        "delete it; it was most likely pasted in",
    )
