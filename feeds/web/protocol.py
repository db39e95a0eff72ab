"""HTTP/1.1 for the server: a request that is read is answered at once, or handed on.

Uvicorn reads requests. What cannot be answered at once goes on as it would without this, through
WSGI to Flask in a thread, and is found in the table of finished answers the next time. Whatever is
out of the ordinary goes on too: so nothing of HTTP is decided twice.
"""

import sys
from collections.abc import Callable
from enum import Enum, auto
from typing import Any, NamedTuple
from urllib.parse import quote

from httptools import HttpParserInvalidMethodError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from feeds.web.delivery import READ_ONLY
from feeds.web.finished import TARGET

LONGEST_HEAD = 64 * 2**10
"""Bytes of a request line and headers; a longer one is refused."""
_ASCII = "".join(map(chr, range(128)))
_CONDITIONS = b"accept-encoding", b"if-none-match", b"if-modified-since"


class _Stage(Enum):
    """Where the parser is: between two requests, in a head, or in what follows that."""

    BETWEEN = auto()
    HEAD = auto()
    BODY = auto()


class Asked(NamedTuple):
    """What a plain GET asks for, and whether its client closes the connection then.

    ``conditions`` are the values of Accept-Encoding, If-None-Match and If-Modified-Since.
    """

    target: bytes
    conditions: tuple[str | None, ...]
    is_last: bool


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1")


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


class RequestReader(HttpToolsProtocol):
    """What reads the requests of a connection.

    Attributes:
        asked: What the request asked for that was read last, if it was answered at once.
        is_at_start: Whether what comes next begins a request, after one that was answered at once.

    Args:
        answer: Answers a plain GET at once, or tells that it cannot.
        more: What uvicorn makes a connection with.
    """

    def __init__(self, answer: Callable[[Asked], bool], **more: Any) -> None:
        super().__init__(**more)
        self.asked: Asked | None = None
        self.is_at_start = True
        self._answer = answer
        self._cycles: list[RequestResponseCycle] = []
        self._stage = _Stage.BETWEEN
        self._is_done = False
        self._held = b""
        self._bare = b""
        self._unread = 0

    def data_received(self, data: bytes) -> None:
        """Read on; a head without an end is refused.

        A line with a target waits until it is whole.
        """
        self.asked = None
        data, self._held = self._held + data, b""
        if self._stage is _Stage.BETWEEN and b"\n" not in data:
            self._hold(data)
        elif data.isascii():
            self._feed(data)
        else:
            self._feed_by_lines(data)
        if self._unread + len(self._held) > LONGEST_HEAD and not self.transport.is_closing():
            self._refuse("431 Request Header Fields Too Large", "This request is too long.")

    def _hold(self, data: bytes) -> None:
        self._held, self.is_at_start = data, False

    def _feed(self, data: bytes) -> None:
        self._unread += len(data)
        super().data_received(data)

    def _feed_by_lines(self, data: bytes) -> None:
        """Have data parsed with the letters percent-encoded that a client left bare in a target.

        The parser knows none there. In headers it does, and bodies are not looked into.
        """
        while data and self._unread <= LONGEST_HEAD and not self.transport.is_closing():
            if self._stage is _Stage.BODY:
                self._feed(data)
                return
            if self._stage is _Stage.BETWEEN:
                data = data.lstrip(b"\r\n")
            line, end, data = data.partition(b"\n")
            if self._stage is _Stage.BETWEEN:
                if not end:
                    self._hold(line)
                    return
                self._bare = line.translate(None, _ASCII.encode())
                line = quote(line, safe=_ASCII).encode()
            self._feed(line + end)

    def connection_lost(self, exc: Exception | None) -> None:
        """End; whatever is still being answered is told."""
        for cycle in self._cycles:
            cycle.disconnected = True
            cycle.message_event.set()
        super().connection_lost(exc)

    def end(self) -> None:
        """Close the connection when all that was handed on is answered."""
        if self.is_making():
            self.cycle.keep_alive = False
        else:
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request; a method of which the parser never heard may be one."""
        if isinstance(sys.exception(), HttpParserInvalidMethodError):
            self._refuse("405 Method Not Allowed", str(READ_ONLY), "allow: GET, HEAD")
        elif self.is_making():
            self.end()
        else:
            super().send_400_response(msg)

    def on_message_begin(self) -> None:
        """Begin a request."""
        self.url, self.headers, self.expect_100_continue = b"", [], False
        self.asked, self.is_at_start = None, False
        self._stage, self._is_done = _Stage.HEAD, False

    def on_headers_complete(self) -> None:
        """Answer, or hand on."""
        self._stage, self._unread = _Stage.BODY, 0
        asked = None if self.is_making() else self._plain()
        if asked and self._answer(asked):
            self.asked, self._is_done = asked, True
        elif not _is_text(self._bare):
            self._is_done = True
            self.send_400_response("These are no letters.")
        else:
            self._hand_on()

    def on_body(self, body: bytes) -> None:
        """Read what comes after the head; where that is answered, nobody wants it."""
        self._unread = 0
        if not self._is_done:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self._stage, self._bare = _Stage.BETWEEN, b""
        self.is_at_start = self.asked is not None
        if not self._is_done:
            super().on_message_complete()

    def is_making(self) -> bool:
        """Tell whether a request that was handed on is still being answered."""
        return not (self.cycle is None or self.cycle.response_complete)

    def _plain(self) -> Asked | None:
        """Return what a request asks for, if it is a GET without anything out of the ordinary."""
        headers = dict(self.headers)
        if self.parser.get_method() != b"GET" or len(headers) != len(self.headers):
            return None
        if not headers.get(b"host") or b"upgrade" in headers:
            return None
        conditions = tuple(map(_text, map(headers.get, _CONDITIONS)))
        is_kept = self.parser.should_keep_alive() and self.parser.get_http_version() != "1.0"
        return Asked(self.url, conditions, not is_kept)

    def _hand_on(self) -> None:
        """Have a request answered as any other.

        One that offers another protocol is the last: the parser takes all that follows for that.
        """
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url = url
        self.headers.extend(headers)
        self.expect_100_continue = expects
        self.scope[TARGET] = url  # type: ignore[literal-required]  # our own
        super().on_headers_complete()
        if self.parser.should_upgrade():
            self.cycle.keep_alive = False
        self._cycles = [each for each in self._cycles if not each.response_complete]
        self._cycles.append(self.cycle)

    def _refuse(self, status: str, told: str, *headers: str) -> None:
        """Refuse what cannot be handed on, and end the connection.

        Where something before it is still being answered, that comes last.
        """
        if self.is_making():
            self.end()
            return
        text = f"{told}\n"
        lines = (
            f"HTTP/1.1 {status}",
            *headers,
            "content-type: text/plain; charset=utf-8",
            f"content-length: {len(text)}",
            "cache-control: no-store",
            "connection: close",
        )
        self.transport.write("\r\n".join((*lines, "", text)).encode())
        self.transport.close()
