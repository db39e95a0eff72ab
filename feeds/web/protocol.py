"""HTTP/1.1 for the server: a request that is read is answered at once, or handed on.

Uvicorn reads requests. What cannot be answered at once goes on as it would without this, through
WSGI to Flask in a thread, and is found in the table of finished answers the next time. Whatever is
out of the ordinary goes on too: so nothing of HTTP is decided twice.
"""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import quote

from httptools import HttpParserInvalidMethodError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from feeds.web.delivery import READ_ONLY
from feeds.web.finished import TARGET

LONGEST_HEAD = 64 * 2**10
"""Bytes of a request line and headers; a longer one is refused."""
_ASCII = "".join(map(chr, range(128)))
_CONDITIONS = b"accept-encoding", b"if-none-match", b"if-modified-since"


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
        self._is_done = False
        self._is_past_target = False
        self._bare = b""
        self._unread = 0

    def data_received(self, data: bytes) -> None:
        """Read on; a head without an end is refused.

        Letters that a client left bare in the target are percent-encoded: the parser knows none.
        """
        self._unread += len(data)
        if not data.isascii() and not self._is_past_target:
            line, end, rest = data.partition(b"\r\n")
            data = quote(line, safe=_ASCII).encode() + end + rest
            self._bare += line.translate(None, _ASCII.encode())
        super().data_received(data)
        if self._unread > LONGEST_HEAD and not self.transport.is_closing():
            self._refuse("431 Request Header Fields Too Large", "This request is too long.")

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request; a method of which the parser never heard may be one."""
        if isinstance(sys.exception(), HttpParserInvalidMethodError):
            self._refuse("405 Method Not Allowed", str(READ_ONLY), "allow: GET, HEAD")
        else:
            super().send_400_response(msg)

    def on_message_begin(self) -> None:
        """Begin a request."""
        self.url, self.headers, self.expect_100_continue = b"", [], False
        self.asked, self.is_at_start, self._is_done = None, False, False

    def on_headers_complete(self) -> None:
        """Answer, or hand on."""
        self._is_past_target, self._unread = True, 0
        asked = None if self.is_making() else self._plain()
        if asked and self._answer(asked):
            self.asked, self._is_done = asked, True
        elif not _is_text(self._bare):
            self._is_done = True
            super().send_400_response("These are no letters.")
        else:
            self._hand_on()

    def on_body(self, body: bytes) -> None:
        """Read what comes after the head; where that is answered, nobody wants it."""
        self._unread = 0
        if not self._is_done:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self._is_past_target, self._bare = False, b""
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
        return Asked(self.url, conditions, not self.parser.should_keep_alive())

    def _hand_on(self) -> None:
        """Have a request answered as any other."""
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url = url
        self.headers.extend(headers)
        self.expect_100_continue = expects
        self.scope[TARGET] = url  # type: ignore[literal-required]  # our own
        super().on_headers_complete()

    def _refuse(self, status: str, told: str, *headers: str) -> None:
        """Refuse what cannot be handed on, and end the connection."""
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
