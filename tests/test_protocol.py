"""HTTP/1.1 on real sockets: what is at hand is answered in the loop, as it would be behind it."""

import itertools
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from fronting import HIT, LAST, MOST, Front, answers, fronting, long_list
from publication.desk import Desk
from test_finished import ADDRESSES, ASKED, REFUSED

from feeds.web import create_app, finished_of
from feeds.web.connection import GRACE
from feeds.web.protocol import LONGEST_HEAD

IDLE = 0.4


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Make an application of a small list."""
    return create_app(Desk(tmp_path_factory.mktemp("list")).open())


@pytest.fixture(scope="module")
def front(app: Flask) -> Iterator[Front]:
    """Run it."""
    with fronting(app) as running:
        running.ask("/events.ics")
        yield running


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_is_at_hand_is_answered_as_it_was_made(
    app: Flask, front: Front, address: str, asked: Mapping[str, str]
) -> None:
    """By status, headers and body, and without Flask; a HEAD too, which is handed on."""
    finished_of(app).renew()
    first = front.ask(address, **asked)
    front.entered.clear()
    assert front.ask(address, **asked) == first
    status, headers, body = front.ask(address, "HEAD", **asked)
    assert (status, headers, body) == (*first[:2], b"")
    assert front.entered == []


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_refused_is_refused_each_time(front: Front, address: str) -> None:
    """By Flask."""
    front.entered.clear()
    assert front.ask(address) == front.ask(address)
    assert len(front.entered) == 2


def test_many_requests_sent_at_once_are_answered_in_their_order(front: Front) -> None:
    """Those that are at hand wait for those before them that are not."""
    targets = ["/events.ics", "/events.csv?q=one", "/events.ics", "/nothing", "/events.rss", "/"]
    asked = [f"GET {each} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for each in targets]
    found = front.exchange(b"".join([*asked, *asked, LAST]))
    types = [each.getheader("Content-Type", "").partition(";")[0] for each in found]
    once = ["text/calendar", "text/csv", "text/calendar", "text/html", "application/rss+xml"]
    assert types == [*once, "text/html", *once, "text/html", "text/calendar"]
    assert [each.status for each in found[:6]] == [200, 200, 200, 404, 200, 200]


def test_a_connection_is_kept_or_closed_as_its_client_asks(front: Front) -> None:
    """HTTP/1.0 ends by itself."""
    with front.connect() as connection:
        for _ in range(3):
            connection.sendall(HIT)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n")
    (closed,) = front.exchange(LAST)
    assert closed.getheader("Connection") == "close"
    (old,) = front.exchange(b"GET /events.ics HTTP/1.0\r\n\r\n")
    assert old.status == 200


def test_what_is_said_twice_counts_together(front: Front) -> None:
    """As one list (RFC 9110 §5.3): one of these tags is known."""
    etag = dict(front.ask("/events.ics")[1])["etag"]
    twice = f'If-None-Match: "x"\r\nIf-None-Match: {etag}\r\n'.encode()
    (found,) = front.exchange(LAST.replace(b"Connection", twice + b"Connection"))
    assert found.status == 304


def test_no_host_is_refused_though_the_document_is_at_hand(front: Front) -> None:
    """RFC 9112 §3.2."""
    for host in (b"", b"Host:\r\n"):
        (found,) = front.exchange(LAST.replace(b"Host: x\r\n", host))
        assert found.status == 400


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Length: 9\r\n\r\nGET / HTT",
        b"Transfer-Encoding: chunked\r\n\r\n3\r\nGET\r\n0\r\n\r\n",
    ],
)
def test_a_body_that_nobody_wants_is_not_taken_for_a_request(front: Front, body: bytes) -> None:
    """What comes after it is."""
    asked = HIT[:-2] + body
    found = front.exchange(asked + asked + LAST)
    assert [each.status for each in found] == [200, 200, 200]


def test_an_offer_of_another_protocol_is_passed_over(front: Front) -> None:
    """As curl makes it of HTTP/2."""
    offer = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAM\r\n\r\n"
    with front.connect() as connection:
        connection.sendall(HIT[:-2] + offer)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK\r\n")


@pytest.mark.parametrize("size", [1, 7, 100])
def test_a_request_may_come_in_pieces(front: Front, size: int) -> None:
    """Bare letters in it too, wherever it is torn apart."""
    target = "/events.csv?q=réunion".encode()
    request = LAST.replace(b"/events.ics", target)
    (found,) = front.exchange(*_torn(request, size), pause=0.002)
    assert found.status == 200


def _torn(data: bytes, size: int) -> Iterator[bytes]:
    return (data[each : each + size] for each in range(0, len(data), size))


def test_a_header_may_hold_any_letters_wherever_it_is_torn(front: Front) -> None:
    """A target may, too, in each of several requests."""
    new = itertools.count()
    for cut in range(20, 70, 3):
        request = LAST.replace(b"/events.ics", b"/events.csv?q=a%d" % next(new))
        request = request[:-2] + b"User-Agent: Caf\xe9\r\nX: \xc3\xa9\r\n\r\n"
        (found,) = front.exchange(request[:cut], request[cut:], pause=0.01)
        assert found.status == 200
    bare = HIT.replace(b"/events.ics", "/events.csv?q=réunion".encode())
    assert [each.status for each in front.exchange(HIT + bare + bare + LAST)] == [200] * 4


def test_what_follows_an_offer_of_another_protocol_is_no_request(front: Front) -> None:
    """The parser takes it for the other protocol, though its length was given."""
    offer = b"Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: %d\r\n\r\n" % len(HIT)
    for begin in (b"POST /events.ics HTTP/1.1\r\nHost: x\r\n", HIT[:-2]):
        (found,) = front.exchange(begin + offer, HIT, pause=0.05)
        assert found.getheader("Connection") == "close"


@pytest.mark.parametrize("bad", [b"FOO / HTTP/1.1\r\n\r\n", b"GET\r\n\r\n"])
def test_a_refusal_waits_for_what_is_being_answered(front: Front, bad: bytes) -> None:
    """Or is left out: the connection ends in either case."""
    for number in range(20):
        new = HIT.replace(b"/events.ics", b"/events.csv?q=z%dz%d" % (len(bad), number))
        assert [each.status for each in front.exchange(HIT + new + bad)] == [200, 200]
        assert [each.status for each in front.exchange(HIT + bad)] in ([200, 400], [200, 405])
    (refused,) = front.exchange(bad)
    assert refused.status in {400, 405}


@pytest.mark.parametrize("target", [b"/events.ics", b"/events.csv?q=half"])
def test_who_will_ask_no_more_is_answered(front: Front, target: bytes) -> None:
    """A client may close its side when it has asked."""
    with front.connect() as connection:
        connection.sendall(HIT.replace(b"/events.ics", target) * 3)
        connection.shutdown(socket.SHUT_WR)
        assert [each.status for each in answers(connection)] == [200] * 3


def test_who_goes_away_leaves_no_trace_in_the_log(
    front: Front, caplog: pytest.LogCaptureFixture
) -> None:
    """However much was still to be answered."""
    for number in range(20):
        with front.connect() as connection:
            asked = (b"/events.csv?q=gone%d" % each for each in range(3 * number, 3 * number + 3))
            connection.sendall(b"".join(HIT.replace(b"/events.ics", each) for each in asked))
    assert front.ask("/events.ics")[0] == 200
    time.sleep(0.3)
    assert caplog.records == []


@pytest.mark.parametrize("line", [b"X-%d: y\r\n", b"Z%d" * 20])
def test_a_head_without_an_end_is_refused(front: Front, line: bytes) -> None:
    """It would fill memory."""
    flood = b"".join(line.replace(b"%d", b"%d" % each) for each in range(LONGEST_HEAD // 8))
    with front.connect() as connection, pytest.raises(ConnectionError):
        _send_all(connection, HIT[:-2], *itertools.repeat(flood, 100))
    with front.connect() as connection:
        connection.sendall(HIT[:-2] + flood[: LONGEST_HEAD + 1])
        assert connection.recv(65536).startswith(b"HTTP/1.1 431 ")


def _send_all(connection: socket.socket, *pieces: bytes, pause: float = 0) -> None:
    for piece in pieces:
        connection.sendall(piece)
        time.sleep(pause)


@pytest.mark.parametrize("sent", [b"", HIT[:-2], HIT], ids=["nothing", "half", "one"])
def test_an_idle_connection_is_closed(app: Flask, sent: bytes) -> None:
    """Whether it was ever used or not; one that goes on asking is not."""
    with fronting(app, IDLE) as front:
        front.ask("/events.ics")
        with front.connect() as connection:
            connection.sendall(sent)
            begun = time.monotonic()
            while connection.recv(65536):
                pass
            assert time.monotonic() - begun >= IDLE / 2
        with front.connect() as used:
            _send_all(used, *[HIT] * 5, pause=IDLE / 2)
            used.sendall(LAST)
            assert len(list(answers(used))) == 6


def test_who_takes_nothing_is_let_go_and_who_is_slow_is_not(tmp_path: Path) -> None:
    """Of one that takes nothing, only so much is held for it."""
    with fronting(long_list(tmp_path, 3000, 1000), IDLE) as front:
        size = len(front.ask("/events.ics")[2])
        with front.connect() as idle, front.connect() as slow:
            idle.sendall(HIT * 50)
            slow.sendall(LAST)
            got = 0
            while piece := slow.recv(200_000):
                got += len(piece)
                time.sleep(0.05)
            assert got > size
            time.sleep(3 * IDLE)
            with pytest.raises(ConnectionError):
                _send_all(idle, *itertools.repeat(HIT, 100), pause=0.01)


def test_who_is_very_slow_is_not_let_go(tmp_path: Path) -> None:
    """What the kernel holds is still on its way, though the server can send it nothing more."""
    with fronting(long_list(tmp_path, 3000, 3000), IDLE) as front:
        size = len(front.ask("/events.ics")[2])
        with front.connect() as slow:
            slow.sendall(LAST)
            got, end = 0, time.monotonic() + 8 * IDLE
            while time.monotonic() < end:
                got += len(slow.recv(50_000))
                time.sleep(IDLE / 8)
            while piece := slow.recv(2**20):
                got += len(piece)
            assert got > size


def test_the_server_ends_though_a_client_takes_nothing(tmp_path: Path) -> None:
    """After a grace; nobody else has to end it."""
    app = long_list(tmp_path, 3000, 3000)
    with ExitStack() as stack:
        with fronting(app) as front:
            front.ask("/events.ics")
            deaf = stack.enter_context(front.connect())
            deaf.sendall(HIT * 3)
            time.sleep(0.5)
            begun = time.monotonic()
        assert time.monotonic() - begun < GRACE + 2


def test_there_are_only_so_many_connections(app: Flask) -> None:
    """One more is closed; when others have ended there is room again."""
    with fronting(app) as front:
        many = [front.connect() for _ in range(MOST)]
        for each in many:
            each.sendall(HIT)
            assert each.recv(65536)
        with pytest.raises((ConnectionError, StopIteration)):
            next(iter(front.exchange(HIT)))
        for each in many:
            each.close()
        time.sleep(0.1)
        assert front.ask("/events.ics")[0] == 200
