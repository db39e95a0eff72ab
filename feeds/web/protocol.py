"""HTTP/1.1 for the server: what is finished is sent where it is asked for, in the event loop.

Uvicorn reads requests and knows connections. A request whose answer is in the table
(`feeds.web.finished`) is answered with bytes that are ready, head and body; every other goes on as
it would without this, through WSGI to Flask in a thread, and is found in the table the next time.
Whatever is out of the ordinary goes on too: so nothing of HTTP is decided twice.
"""

import asyncio
import sys
from typing import Any, ClassVar
from urllib.parse import quote

from httptools import HttpParserInvalidMethodError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from feeds.responses import Answer
from feeds.web.delivery import READ_ONLY
from feeds.web.finished import TARGET, Finished

LONGEST_HEAD = 64 * 2**10
"""Bytes of a request line and headers; a longer one is refused."""
_ASCII = "".join(map(chr, range(128)))
_CONDITIONS = b"accept-encoding", b"if-none-match", b"if-modified-since"
_SMALL = 64 * 2**10
"""Bytes of a body that is sent in one piece with its head."""
_MOST_SENT = 64
Headers = list[tuple[bytes, bytes]]


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1")


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


class FinishedFirst(HttpToolsProtocol):
    """A connection, on which what is finished is answered at once.

    It is closed when for ``idle`` seconds nothing comes, nothing is made and nothing can be sent:
    whether or not it ever asked for something.

    Args:
        finished: Has the answers.
        idle: Seconds until an idle connection is closed; up to twice as many.
        most: How many connections there may be; one more is closed at once.
        more: What uvicorn makes a connection with.
    """

    _sent: ClassVar[dict[int, tuple[Answer, Headers, bytes]]] = {}

    def __init__(self, finished: Finished, *, idle: float, most: int, **more: Any) -> None:
        super().__init__(**more)
        self._finished = finished
        self._idle = idle
        self._most = most
        self._is_answered = False
        self._is_heard = False
        self._is_past_target = False
        self._bare = b""
        self._unsent = 0
        self._unread = 0
        self._next_look: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin, unless there are too many connections."""
        super().connection_made(transport)
        if len(self.connections) > self._most:
            transport.abort()
        else:
            self._look_later()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        if self._next_look:
            self._next_look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; a head without an end is refused.

        Letters that a client left bare in the target are percent-encoded: the parser knows none.
        """
        self._is_heard = True
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
        self._is_answered = False

    def on_headers_complete(self) -> None:
        """Answer, or hand on."""
        self._is_past_target, self._unread = True, 0
        if answer := self._answer():
            self._is_answered = True
            self._send(answer)
        elif not _is_text(self._bare):
            self._is_answered = True
            super().send_400_response("These are no letters.")
        else:
            self._hand_on()

    def on_body(self, body: bytes) -> None:
        """Read what comes after the head; where that is answered, nobody wants it."""
        self._unread = 0
        if not self._is_answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self._is_past_target, self._bare = False, b""
        if not self._is_answered:
            super().on_message_complete()

    def _answer(self) -> Answer | None:
        """Return what is ready for a plain GET that is its connection's only request just now."""
        if self._is_making() or self.flow.write_paused:
            return None
        prepared, asked = self._finished.current().find(self.url), dict(self.headers)
        if prepared is None or self.parser.get_method() != b"GET":
            return None
        if len(asked) != len(self.headers) or not asked.get(b"host") or b"upgrade" in asked:
            return None
        return prepared.answer_at_once(*map(_text, map(asked.get, _CONDITIONS)))

    def _send(self, answer: Answer) -> None:
        """Send an answer, and close the connection if its client asked for that."""
        if not self.parser.should_keep_alive():
            self.transport.writelines((self._head(answer, b"connection: close\r\n"), answer.body))
            self.transport.close()
        elif len(answer.body) > _SMALL:
            self.transport.writelines((self._head(answer), answer.body))
        else:
            self.transport.write(self._whole(answer))

    def _head(self, answer: Answer, more: bytes = b"") -> bytes:
        dated = [b"%b: %b\r\n" % each for each in self.server_state.default_headers]
        return b"".join((answer.head, *dated, more, b"\r\n"))

    def _whole(self, answer: Answer) -> bytes:
        """Return a small answer in one piece; within a second it is the same for all who ask."""
        headers, sent = self.server_state.default_headers, self._sent
        found = sent.get(id(answer))
        if found is None or found[1] is not headers:
            if len(sent) >= _MOST_SENT:
                sent.clear()
            found = sent[id(answer)] = answer, headers, self._head(answer) + answer.body
        return found[2]

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

    def _is_making(self) -> bool:
        """Tell whether a request that was handed on is still being answered."""
        return not (self.cycle is None or self.cycle.response_complete)

    def _look_later(self) -> None:
        self._next_look = self.loop.call_later(self._idle, self._look)

    def _look(self) -> None:
        """Close the connection if nothing has moved since the last look."""
        unsent = self.transport.get_write_buffer_size()
        is_making = self._is_making() and not unsent
        if self._is_heard or is_making or unsent != self._unsent:
            self._is_heard, self._unsent = False, unsent
            self._look_later()
        else:
            self.transport.abort()
