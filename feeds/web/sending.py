"""What goes out: answers with the date of their second, the same bytes for all who ask in it.

A large answer that is often asked for becomes a file in memory, which the kernel sends as it is
(sendfile(2)). What a program holds the kernel copies first, and that is most of the work. Where
the system has no such files, everything is written.
"""

import asyncio
import ctypes
import os
import sys
from contextlib import suppress
from typing import Any

from feeds.responses import Answer

Headers = list[tuple[bytes, bytes]]
SMALL = 16 * 2**10
"""Bytes of a body that is as soon written as sent from a file."""
OFTEN = 16
"""How many times within a second a large answer is written before it becomes a file."""
_MOST = 1000
"""Answers; the small ones have 16 MB at most."""
MOST_FILED = 32 * 2**20
"""Bytes of all files together."""


class Outbox:
    """Answers as they are sent within one second, on whatever connection."""

    def __init__(self) -> None:
        self._headers: Headers = []
        self._dated: dict[tuple[int, bool], _Dated] = {}
        self._filed = 0

    def send(
        self, answer: Answer, headers: Headers, transport: asyncio.Transport, *, is_last: bool
    ) -> None:
        """Send an answer.

        Args:
            answer: Status, headers and body.
            headers: What every answer says in this second; another list tells that it is over.
            transport: The connection.
            is_last: Whether the connection is closed then, as its client asked for.
        """
        if headers is not self._headers:
            self._begin(headers)
        dated = self._dated.get((id(answer), is_last)) or self._date(answer, is_last=is_last)
        if dated.whole:
            transport.write(dated.whole)
        else:
            self._send_large(dated, transport)
        if is_last:
            transport.close()

    def _date(self, answer: Answer, *, is_last: bool) -> "_Dated":
        if len(self._dated) >= _MOST:
            self._begin(self._headers)
        more = [(b"connection", b"close")] if is_last else []
        dated = self._dated[id(answer), is_last] = _Dated(answer, [*self._headers, *more])
        return dated

    def _send_large(self, dated: "_Dated", transport: asyncio.Transport) -> None:
        dated.asked += 1
        if dated.asked == OFTEN and self._filed + dated.size <= MOST_FILED:
            self._filed += dated.size
            dated.make_file()
        dated.send(transport)

    def _begin(self, headers: Headers) -> None:
        self._dated.clear()
        self._headers, self._filed = headers, 0


class _Dated:
    """An answer in a second: in one piece if it is small, and from a file if it has one.

    As long as this is here, the `id` of its answer is nobody else's.
    """

    __slots__ = ("_file", "_head", "answer", "asked", "size", "whole")

    def __init__(self, answer: Answer, headers: Headers) -> None:
        lines = [b"%b: %b\r\n" % each for each in headers]
        self._head = b"".join((answer.head, *lines, b"\r\n"))
        self.answer = answer
        self.size = len(self._head) + len(answer.body)
        self.whole = self._head + answer.body if len(answer.body) <= SMALL else b""
        self.asked = 0
        self._file: int | None = None

    def make_file(self) -> None:
        """Put the answer into a file, where the system has such files, and room for one more."""
        if sys.platform != "linux" or _SENDFILE is None:
            return
        with suppress(OSError):
            self._file = os.memfd_create("answer")
            if os.writev(self._file, (self._head, self.answer.body)) == self.size:
                return
        self._let_go()

    def send(self, transport: asyncio.Transport) -> None:
        """Send a large answer; what the kernel does not take at once is written."""
        sent = 0 if self._file is None else _send_file(self._file, self.size, transport)
        if sent < self.size:
            head, body = memoryview(self._head), memoryview(self.answer.body)
            transport.writelines((head[sent:], body[max(0, sent - len(self._head)) :]))

    def __del__(self) -> None:
        """End; what is still on its way from the file is sent nevertheless."""
        self._let_go()

    def _let_go(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _sendfile() -> Any:
    """Return sendfile(2) so that it keeps the interpreter while it works; None if there is none.

    `os.sendfile` lets go of it, though it never waits here: beside threads that are at work, each
    answer would stand back for a turn of theirs.
    """
    with suppress(OSError, AttributeError):
        found = ctypes.PyDLL(None).sendfile
        found.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t)
        found.restype = ctypes.c_ssize_t
        return found
    return None


_SENDFILE = _sendfile()
_START = ctypes.c_int64()
_START_AT = ctypes.addressof(_START)


def _send_file(file: int, size: int, transport: asyncio.Transport) -> int:
    """Send a file on a connection from which nothing waits to be sent.

    Returns:
        How many bytes the kernel took: none if something waits, or if it takes none.
    """
    if transport.get_write_buffer_size() or transport.is_closing():
        return 0
    _START.value = 0  # where it ended is written there
    sent: int = _SENDFILE(transport.get_extra_info("socket").fileno(), file, _START_AT, size)
    return max(sent, 0)
