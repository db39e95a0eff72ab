"""Bytes of a file → text whose every character has a line and a column."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from feeds.problems import ListError, Problem, Severity

MAXIMUM_SIZE = 64 * 1024 * 1024
"""Bytes; a larger file is surely not an event list kept by hand."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True)
class Source:
    """A file's text and the name that people know the file by."""

    path: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        """The index of each line's first character, counted as text editors count lines."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, index: int) -> tuple[int, int]:
        """Return the line and column, both from 1, of the character at an index.

        An index past the end gives the last position inside the file, so that a complaint
        about a missing end still points at something that can be seen.
        """
        index = max(0, min(index, len(self.text.rstrip())))
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
        )


def read_source(data: bytes, path: str) -> Source:
    """Decode a file's bytes, with or without a byte order mark.

    Raises:
        ListError: The file is empty, too large, not UTF-8 or holds control characters.
    """
    if len(data) > MAXIMUM_SIZE:
        raise ListError((_too_large(path, len(data)),))
    source = Source(path, _decode(data, path).removeprefix("\ufeff"))
    if not source.text.strip():
        raise ListError((source.problem(0, "empty", "the file is empty", _EMPTY_HINT),))
    if controls := tuple(_CONTROL.finditer(source.text))[:_CONTROLS_SHOWN]:
        raise ListError(tuple(_control_character(source, match) for match in controls))
    return source


_EMPTY_HINT = "an event list begins with “calendar:” and “events:”"
_CONTROLS_SHOWN = 20


def _decode(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = Source(path, data[: error.start].decode("utf-8") + "\ufffd")
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


def _too_large(path: str, size: int) -> Problem:
    return Source(path, "").problem(
        0,
        "too-large",
        f"the file has {size / 2**20:.0f} MiB; at most {MAXIMUM_SIZE / 2**20:.0f} are read",
        "check that this is the event list",
    )


def _control_character(source: Source, match: re.Match[str]) -> Problem:
    return source.problem(
        match.start(),
        "control-character",
        f"an invisible control character (U+{ord(match[0]):04X}) stands here",
        "delete it; it was most likely pasted in",
    )
