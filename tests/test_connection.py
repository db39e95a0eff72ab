"""Who asks as somebody did before, byte for byte, is answered unread: alike, in turn, never stale."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fronting import HIT, LAST, Front, fronting
from publication.desk import Desk
from test_finished import ASKED

from feeds.publication import Publication
from feeds.web import connection as connections
from feeds.web import create_app, finished_of
from feeds.web.protocol import Asked, RequestReader

PAUSE = 0.05
"""Seconds after which two pieces arrive as two."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Make a small list."""
    return Desk(tmp_path)


@pytest.fixture
def publication(desk: Desk) -> Publication:
    """Open it."""
    return desk.open()


@pytest.fixture
def front(publication: Publication) -> Iterator[Front]:
    """Serve it."""
    with fronting(create_app(publication)) as running:
        running.ask("/events.ics")
        yield running


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[RequestReader]:
    """Note what is read on each connection on which anything is."""
    begun: list[RequestReader] = []

    class Noted(RequestReader):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            begun.append(self)

    monkeypatch.setattr(connections, "RequestReader", Noted)
    return begun


def told(front: Front, *pieces: bytes) -> list[tuple[int, bytes]]:
    """Send pieces over one connection; return statuses and bodies."""
    return [(each.status, each.whole) for each in front.exchange(*pieces, pause=PAUSE)]  # type: ignore[attr-defined]  # `answers` adds it


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_who_asks_again_is_answered_unread_and_alike(
    front: Front, readers: list[RequestReader], asked: Mapping[str, str]
) -> None:
    """Over a connection of its own."""
    front.ask("/events.ics", **asked)
    first = front.ask("/events.ics", **asked)
    readers.clear()
    assert front.ask("/events.ics", **asked) == first
    assert readers == []
    assert front.ask("/events.ics", **asked, Cookie="a=b") == first
    assert len(readers) == 1


def test_a_connection_is_kept_as_long_as_its_client_asks(
    front: Front, readers: list[RequestReader]
) -> None:
    """It is read only when it says something new."""
    told(front, HIT, LAST)
    readers.clear()
    found = told(front, HIT, HIT, LAST)
    assert [status for status, _ in found] == [200] * 3
    assert readers == []
    found = told(front, HIT, LAST.replace(b"x", b"y"))
    assert [status for status, _ in found] == [200] * 2
    assert len(readers) == 1


def test_after_an_edit_the_same_request_gets_the_new_list(
    front: Front, desk: Desk, publication: Publication
) -> None:
    """And then again."""
    for _ in range(3):
        ((_, before),) = told(front, LAST)
        assert b"Autumn meeting" in before
    desk.edit("Autumn meeting", "Autumn conference")
    publication.reload()
    for _ in range(3):
        ((_, after),) = told(front, LAST)
        assert b"Autumn conference" in after


def test_two_requests_in_one_piece_are_two(front: Front) -> None:
    """However often they come so, and in which order."""
    page = LAST.replace(b"/events.ics", b"/events.csv")
    for _ in range(3):
        calendar, table = told(front, HIT + page)
        assert (calendar[1][:6], table[1][:3]) == (b"BEGIN:", b"id,")
        assert [calendar, calendar] == told(front, HIT + LAST) == told(front, HIT, LAST)


def test_a_body_is_no_request_though_it_looks_like_one(front: Front) -> None:
    """Not even when it comes by itself."""
    told(front, HIT, LAST)
    head = HIT[:-2] + b"Content-Length: %d\r\n\r\n" % len(HIT)
    for _ in range(3):
        assert len(told(front, head, HIT, LAST)) == 2
        assert len(told(front, HIT, head, HIT, LAST)) == 3


def test_blank_lines_are_no_request(front: Front) -> None:
    """Whatever was asked before them: nobody is answered who has not asked."""
    for blank in (b"\r\n\r\n", b"\n\r\n\r\n", b"\r\n"):
        for first in (HIT, HIT.replace(b"x", b"another")):
            assert len(told(front, first, blank, LAST)) == 2
        assert len(told(front, blank, LAST)) == 1
    assert len(told(front, HIT[:14], HIT, LAST)) == 1  # in a target that was begun


def test_a_half_of_a_request_is_no_request(front: Front) -> None:
    """Nor is what would be one, if it did not go on one that was begun."""
    told(front, HIT, LAST)
    ((status, _),) = told(front, b"GET /events.csv HTTP/1.1\r\nHost: x\r\nX: ", LAST)
    assert status in {200, 400}
    first, second = told(front, HIT[:20], HIT[20:], LAST)
    assert first == second


def test_each_waits_for_those_before_it(front: Front) -> None:
    """What is made takes longer than what is at hand."""
    told(front, HIT, LAST)
    for number in range(20):
        new = HIT.replace(b"/events.ics", b"/events.csv?q=meeting%%20OR%%20%d" % number)
        found = list(front.exchange(HIT, new, HIT, LAST))
        types = [each.getheader("Content-Type", "").partition(";")[0] for each in found]
        assert types == ["text/calendar", "text/csv", "text/calendar", "text/calendar"]


def test_nothing_is_answered_after_the_last_request(front: Front) -> None:
    """A client that closes wants no more (RFC 9112 §9.6); nothing is made for it either."""
    front.entered.clear()
    for more in (HIT, HIT.replace(b"/events.ics", b"/events.csv?q=x")):
        for _ in range(3):
            assert len(told(front, LAST + more)) == 1
    assert front.entered == []


def test_what_is_known_is_bounded(publication: Publication) -> None:
    """In number and in size; and only whole requests are."""
    finished = finished_of(create_app(publication))
    known = connections.Front(finished, idle=1, most=1)
    asked = Asked(b"/events.ics", (None, None, None), is_last=False)
    for number in range(5000):
        known.remember(b"GET / HTTP/1.1\r\nHost: %d\r\n\r\n" % number, asked)
    assert len(known.known) == connections.MOST_KNOWN
    assert b"GET / HTTP/1.1\r\nHost: 4999\r\n\r\n" in known.known
    for data in (HIT + HIT, HIT + b"G", HIT[:-2], HIT[:-2] + b"X: %b\r\n\r\n" % (b"x" * 3000)):
        known.remember(data, asked)
        assert data not in known.known
