"""Answers on real connections: whole, in order, written or from a file, which is let go of."""

import asyncio
import os
import resource
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from http import HTTPStatus
from pathlib import Path

import pytest
import uvloop

from feeds.responses import Answer
from feeds.web.sending import MOST_FILED, OFTEN, SMALL, Headers, Outbox

HOST = "127.0.0.1"
SECONDS = 20
PAUSE = 0.1
MB = 2**20
NOW: Headers = [(b"date", b"Sat, 28 Nov 2026 10:00:00 GMT")]
LATER: Headers = [(b"date", b"Sat, 28 Nov 2026 10:00:01 GMT")]


def answer(size: int, letter: str = "x") -> Answer:
    """Make an answer with a body of a size."""
    headers = {"Content-Length": str(size)}
    return Answer(status=HTTPStatus.OK, headers=headers, body=letter.encode() * size)


def sent(answer: Answer, headers: Headers = NOW, more: bytes = b"") -> bytes:
    """Return an answer as it is to arrive."""
    head = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n" % len(answer.body)
    return head + b"date: %b\r\n%b\r\n" % (headers[0][1], more) + answer.body


def files() -> int:
    """Tell how many answers are files in this process."""
    return sum(_is_answer(each) for each in Path("/proc/self/fd").iterdir())


def _is_answer(path: Path) -> bool:
    try:
        return "memfd:answer" in str(path.readlink())
    except FileNotFoundError:  # the folder that is being read
        return False


class Line:
    """A connection from its two ends."""

    def __init__(self, transport: asyncio.Transport, client: socket.socket) -> None:
        self.transport = transport
        self.outbox = Outbox()
        self._client = client
        self._read = b""

    def send(self, answer: Answer, headers: Headers = NOW, *, is_last: bool = False) -> None:
        """Send an answer."""
        self.outbox.send(answer, headers, self.transport, is_last=is_last)

    def take(self) -> None:
        """Read what the kernel has, while nothing else can happen."""
        self._client.settimeout(PAUSE)
        with suppress(TimeoutError):
            while True:
                self._read += self._client.recv(MB)
        self._client.settimeout(0)

    async def sees(self, expected: bytes) -> bool:
        """Read as much as is expected, and compare."""
        while len(self._read) < len(expected) and await self._more():
            pass
        found, self._read = self._read[: len(expected)], self._read[len(expected) :]
        return found == expected

    async def ends(self) -> bool:
        """Tell whether nothing comes any more."""
        return not (self._read or await self._more())

    async def _more(self) -> bytes:
        piece = await asyncio.get_running_loop().sock_recv(self._client, MB)
        self._read += piece
        return piece


@asynccontextmanager
async def connected() -> AsyncIterator[Line]:
    """Open a connection."""
    loop = asyncio.get_running_loop()
    made: asyncio.Future[asyncio.Transport] = loop.create_future()

    class End(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            made.set_result(transport)  # type: ignore[arg-type]  # it is a socket's

    server = await loop.create_server(End, HOST, 0)
    with socket.create_connection(server.sockets[0].getsockname()) as client:
        client.settimeout(0)
        transport = await made
        try:
            yield Line(transport, client)
        finally:
            transport.abort()
            server.close()


def run(case: Callable[[Line], Awaitable[None]]) -> None:
    """Have a case run on a connection."""

    async def on_a_line() -> None:
        async with asyncio.timeout(SECONDS), connected() as line:
            await case(line)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(on_a_line())


@pytest.mark.parametrize("size", [0, 1000, SMALL, SMALL + 1, MB, 8 * MB])
def test_an_answer_arrives_whole_however_often_it_is_asked_for(size: int) -> None:
    """One after the other, and at once; a large one from a file when it is asked for often."""
    one, other = answer(size), answer(200, "o")

    async def case(line: Line) -> None:
        for time in range(2 * OFTEN):
            line.send(one)
            assert await line.sees(sent(one))
            assert files() == (size > SMALL and time >= OFTEN - 1)
        for _ in range(OFTEN):
            line.send(one)
            line.send(other)
            line.send(one)
        for _ in range(OFTEN):
            assert await line.sees(sent(one) + sent(other) + sent(one))

    run(case)


def test_what_waits_goes_first_though_there_is_room_again() -> None:
    """When the client has read just now, and the loop has not seen it yet."""
    one, other = answer(24 * MB), answer(200, "o")

    async def case(line: Line) -> None:
        for _ in range(OFTEN):
            line.send(one)
            assert await line.sees(sent(one))
        line.send(one)
        line.send(other)
        assert line.transport.get_write_buffer_size()
        line.take()
        line.send(one)
        assert await line.sees(sent(one) + sent(other) + sent(one))

    run(case)


def test_each_second_has_its_date() -> None:
    """The file of the last one is let go of, though something of it is still on its way."""
    one = answer(8 * MB)

    async def case(line: Line) -> None:
        for headers in (NOW, LATER, NOW):
            for _ in range(OFTEN):
                assert files() == 0 or headers is NOW
                line.send(one, headers)
                assert await line.sees(sent(one, headers))
            line.send(one, headers)
            line.send(answer(1), LATER if headers is NOW else NOW)
            assert files() == 0
            assert await line.sees(sent(one, headers))
            assert await line.sees(sent(answer(1), LATER if headers is NOW else NOW))

    run(case)


@pytest.mark.parametrize("size", [0, 1000, MB])
def test_the_last_answer_ends_the_connection(size: int) -> None:
    """It says so."""
    one = answer(size)

    async def case(line: Line) -> None:
        for _ in range(OFTEN):
            line.send(one)
            assert await line.sees(sent(one))
        line.send(one, is_last=True)
        assert await line.sees(sent(one, more=b"connection: close\r\n"))
        assert await line.ends()

    run(case)


def test_files_are_bounded() -> None:
    """What has no room is written."""
    many = [answer(5 * MB, letter) for letter in "abcdefghij"]

    async def case(line: Line) -> None:
        for one in many:
            for _ in range(OFTEN + 1):
                line.send(one)
                assert await line.sees(sent(one))
        assert files() == MOST_FILED // (5 * MB)

    run(case)


def test_a_flood_of_different_answers_is_bounded_too() -> None:
    """Each is right."""
    many = [answer(SMALL + each) for each in range(1, 1200)]

    async def case(line: Line) -> None:
        for one in many:
            for _ in range(OFTEN):
                line.send(one)
            assert await line.sees(sent(one) * OFTEN)
        assert 0 < files() < 300

    run(case)


def test_where_no_file_can_be_opened_answers_are_written() -> None:
    """There are too many open already."""
    one = answer(MB)

    async def case(line: Line) -> None:
        with _no_more_files():
            for _ in range(2 * OFTEN):
                line.send(one)
                assert await line.sees(sent(one))
        assert files() == 0

    run(case)


@contextmanager
def _no_more_files() -> Iterator[None]:
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    last = os.dup(0)  # the least number that is free
    os.close(last)
    resource.setrlimit(resource.RLIMIT_NOFILE, (last, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
