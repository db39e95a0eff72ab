"""A connection: what is finished is sent where it is asked for, in the event loop.

A request is answered with bytes that are ready, head and body, if its answer is in the table
(`feeds.web.finished`). Whoever asks as somebody did before, byte for byte, is answered without
being read; the rest is read (`feeds.web.protocol`), and goes on to Flask if nothing is ready.
"""

import asyncio
import fcntl
import socket
import sys
import termios
from contextlib import suppress
from typing import Any

from feeds.web.finished import Finished
from feeds.web.protocol import Asked, RequestReader
from feeds.web.sending import Outbox

GRACE = 3
"""Seconds that requests have to finish when the server is told to end."""
_LONGEST_KNOWN = 2 * 2**10
MOST_KNOWN = 2000
_END = b"\r\n\r\n"


class Front:
    """What all connections have in common.

    Args:
        finished: Has the answers.
        idle: Seconds until an idle connection is closed; up to twice as many.
        most: How many connections there may be; one more is closed at once.
    """

    def __init__(self, finished: Finished, *, idle: float, most: int) -> None:
        self.finished = finished
        self.idle = idle
        self.most = most
        self.outbox = Outbox()
        self.known: dict[bytes, Asked] = {}

    def remember(self, data: bytes, asked: Asked) -> None:
        """Keep what data asks for, if it is a request and no more: so it asks for it again."""
        if len(data) > _LONGEST_KNOWN or data.find(_END) != len(data) - len(_END):
            return
        self.known[data] = asked
        if len(self.known) > MOST_KNOWN:
            del self.known[next(iter(self.known))]


def _unsent_by_kernel(connection: socket.socket) -> int:
    """Return how many bytes of a connection nobody has received yet (tcp(7), SIOCOUTQ)."""
    with suppress(OSError):
        waiting = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4))
        return int.from_bytes(waiting, sys.byteorder)
    return 0


class Connection(asyncio.Protocol):
    """A connection, on which requests come.

    It is closed when for a while nothing comes, nothing is made and nothing can be sent: whether
    or not it ever asked for something.

    Args:
        front: What it has in common with others.
        more: What uvicorn makes a connection with.
    """

    _transport: asyncio.Transport
    _next_look: asyncio.TimerHandle

    def __init__(self, front: Front, **more: Any) -> None:
        self._front = front
        self._known = front.known
        self._more = more
        self._server = more["server_state"]
        self._reader: RequestReader | None = None
        self._is_paused = False
        self._is_heard = False
        self._unsent = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin, unless there are too many connections."""
        self._transport = transport
        self._server.connections.add(self)
        self._look_later()
        if len(self._server.connections) > self._front.most:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._next_look.cancel()
        self._server.connections.discard(self)
        if self._reader:
            self._reader.connection_lost(exc)
            self._reader = None

    def eof_received(self) -> bool:
        """Have what was asked for answered, though the client will ask for no more."""
        is_making = self._reader is not None and self._reader.is_making()
        self._end()
        return is_making

    def shutdown(self) -> None:
        """End when what is being made is sent, or when it has had its time."""
        self._next_look.cancel()
        self._next_look = asyncio.get_running_loop().call_later(GRACE, self._transport.abort)
        self._end()

    def _end(self) -> None:
        if self._reader:
            self._reader.end()
        else:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Answer at once what was asked before in the same bytes; have everything else read."""
        self._is_heard = True
        reader = self._reader
        if reader and not reader.is_at_start:
            reader.data_received(data)
            return
        asked = self._known.get(data)
        if asked and self._answer(asked):
            return
        reader = reader or self._begin_to_read()
        reader.data_received(data)
        if reader.is_at_start and reader.asked:
            self._front.remember(data, reader.asked)

    def pause_writing(self) -> None:
        """Begin to wait until the client takes what it was sent."""
        self._is_paused = True
        if self._reader:
            self._reader.pause_writing()

    def resume_writing(self) -> None:
        """Go on."""
        self._is_paused = False
        if self._reader:
            self._reader.resume_writing()

    def _begin_to_read(self) -> RequestReader:
        self._reader = reader = RequestReader(self._answer, **self._more)
        reader.connection_made(self._transport)
        self._server.connections.discard(reader)  # it is this one
        if self._is_paused:
            reader.pause_writing()
        return reader

    def _answer(self, asked: Asked) -> bool:
        """Answer a request, if its answer is ready, and the client takes what it is sent."""
        if self._is_paused:
            return False
        prepared = self._front.finished.current().find(asked.target)
        answer = prepared and prepared.answer_at_once(*asked.conditions)
        if not answer:
            return False
        send, headers = self._front.outbox.send, self._server.default_headers
        send(answer, headers, self._transport, is_last=asked.is_last)
        return True

    def _look_later(self) -> None:
        self._next_look = asyncio.get_running_loop().call_later(self._front.idle, self._look)

    def _look(self) -> None:
        """Close the connection if nothing has moved since the last look."""
        unsent = self._transport.get_write_buffer_size()
        if unsent:  # of which the kernel has taken a part, and sends it
            unsent += _unsent_by_kernel(self._transport.get_extra_info("socket"))
        is_making = not unsent and self._reader is not None and self._reader.is_making()
        if self._is_heard or is_making or unsent != self._unsent:
            self._is_heard, self._unsent = False, unsent
            self._look_later()
        else:
            self._transport.abort()
