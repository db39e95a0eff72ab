"""Finished answers in front of everything else: the same as those behind, bounded, never stale."""

import threading
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from answers.raw import send
from flask import Flask, request_started
from publication.desk import Desk
from serving import Server
from werkzeug.test import Client

from feeds.publication import Publication
from feeds.responses import Document, Prepared
from feeds.web import create_app, finished_of
from feeds.web.finished import LONGEST_SPELLING, MOST_SPELLINGS, Finished, Table

SECONDS = 10
ASKED: tuple[Mapping[str, str], ...] = (
    {},
    {"Accept-Encoding": "gzip"},
    {"Accept-Encoding": "gzip, br"},
    {"Accept-Encoding": "identity;q=0"},
    {"If-None-Match": "*"},
    {"If-None-Match": '"x"'},
    {"If-Modified-Since": "Fri, 31 Dec 9999 23:59:59 GMT"},
    {"If-None-Match": '"x"', "If-Modified-Since": "Fri, 31 Dec 9999 23:59:59 GMT"},
)
ADDRESSES = (
    *("/", "/events.ics", "/events.rss", "/events.csv?theme=employers", "/theme/employers.ics"),
    *("/event/autumn", "/event/autumn.ics", "/static/style.css", "/feeds.opml", "/embed"),
    *("/events.ics?utm_source=x", "/events.ics?from=2026&to=2026", "/subscribe", "/oembed?url=/"),
)
REFUSED = ("/theme/nothing.ics", "/nothing", "/?x=1", "/events.ics?q=", "/FEED.XML", "/find")


@pytest.fixture
def publication(tmp_path: Path) -> Publication:
    """Open a small list."""
    return Desk(tmp_path).open()


@contextmanager
def entering(app: Flask) -> Iterator[list[str]]:
    """Note each request that gets as far as Flask."""
    entered: list[str] = []

    def note(_sender: Flask, **_more: Any) -> None:
        entered.append("once more")

    with request_started.connected_to(note, app):
        yield entered


def ask(app: Flask, address: str, method: str = "GET", **headers: str) -> tuple[Any, ...]:
    """Ask an application; its answer in all its parts."""
    answer = Client(app).open(address, method=method, headers=headers)
    return answer.status, sorted(answer.headers.items()), answer.data


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_was_answered_is_answered_alike_without_flask(
    publication: Publication, address: str
) -> None:
    """By status, headers and body, to whatever is asked of it, by GET and HEAD."""
    app = create_app(publication)
    for number, headers in enumerate(ASKED):
        fresh = create_app(publication)
        for method in ("GET", "HEAD"):
            first = ask(fresh, address, method, **headers)
            with entering(app) as entered:
                assert ask(app, address, method, **headers) == first
                assert ask(app, address, method, **headers) == first
            assert len(entered) == (number == 0 and method == "GET"), headers


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_no_document_is_not_kept(publication: Publication, address: str) -> None:
    """Refusals and redirects are made each time, and are the same each time."""
    app = create_app(publication)
    with entering(app) as entered:
        assert ask(app, address) == ask(app, address)
    assert len(entered) == 2


@pytest.mark.parametrize("method", ["POST", "PUT", "PROPFIND", "OPTIONS"])
def test_other_methods_are_refused_though_the_document_is_at_hand(
    publication: Publication, method: str
) -> None:
    """R3."""
    app = create_app(publication)
    before = ask(app, "/events.ics", method)
    ask(app, "/events.ics")
    assert ask(app, "/events.ics", method) == before
    assert before[0].startswith("405")


def test_spellings_of_one_address_share_a_document(publication: Publication) -> None:
    """The second is read, and then nothing is rendered again."""
    app = create_app(publication)
    finished = app.wsgi_app
    assert isinstance(finished, Finished)
    ask(app, "/events.csv?theme=employers")
    document = finished.table.at("/theme/employers.csv")
    assert document
    for spelling in ("/theme/employers.csv", "/events.csv?v=2&theme=employers"):
        with entering(app) as entered:
            ask(app, spelling)
            ask(app, spelling)
        assert len(entered) == 1
    assert finished.table.at("/theme/employers.csv") is document


def test_an_edit_is_seen_at_once(tmp_path: Path) -> None:
    """The table goes with the state of the list that it was filled from."""
    desk = Desk(tmp_path)
    publication = desk.open()
    app = create_app(publication)
    old = ask(app, "/events.ics")
    desk.edit("Autumn meeting", "Autumn conference")
    publication.reload()
    new = ask(app, "/events.ics")
    assert b"Autumn meeting" in old[2]
    assert b"Autumn conference" in new[2]
    assert ask(app, "/events.ics") == new


def test_a_new_day_is_seen_at_once(publication: Publication) -> None:
    """R8: at midnight in the zone of the list, by the clock that is handed over."""
    app = create_app(publication)
    seconds = [publication.clock().timestamp()]
    finished = app.wsgi_app
    assert isinstance(finished, Finished)
    app.wsgi_app = Finished(finished.application, publication, lambda: seconds[0])  # type: ignore[method-assign]
    with entering(app) as entered:
        ask(app, "/events.ics")
        ask(app, "/events.ics")
        assert len(entered) == 1
        seconds[0] = publication.snapshot.next_day(publication.clock()).timestamp() - 1
        ask(app, "/events.ics")
        assert len(entered) == 1
        seconds[0] += 1
        ask(app, "/events.ics")
        assert len(entered) == 2


def test_a_request_without_a_host_is_refused(server: Server) -> None:
    """RFC 9112 §3.2; HTTP/1.0 needs none."""
    status, headers, body = send(server, b"GET /events.ics HTTP/1.1\r\nConnection: close\r\n\r\n")
    assert (status, headers["cache-control"]) == (400, "no-store")
    assert b"host" in body
    assert send(server, b"GET /events.ics HTTP/1.0\r\n\r\n")[0] == 200


def prepared(size: int) -> Prepared:
    """Make a document of a size."""
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    return Prepared(Document(body=bytes(size), media_type="text/plain", last_modified=moment))


def test_a_flood_of_addresses_neither_fills_memory_nor_pushes_out_what_is_asked_for(
    publication: Publication,
) -> None:
    """What is asked for now and then stays; the flood is kept within bounds."""
    table = Table(publication.state, 0, most_bytes=1_000_000)
    hot = prepared(50_000)
    table.keep(("/events.ics", ""), "/events.ics", hot)
    for number in range(2_000):
        table.keep(("/events.ics", f"q={number}"), f"/events.ics?q={number}", prepared(20_000))
        assert table.held <= 1_000_000
        if number % 10 == 0:
            assert table.find(("/events.ics", "")) is hot
    assert table.find(("/events.ics", "q=0")) is None
    assert table.find(("/events.ics", "q=1999"))


def test_a_flood_of_spellings_is_kept_within_bounds(publication: Publication) -> None:
    """Those of one document, which is there but once; a very long one is not remembered."""
    table, one = Table(publication.state, 0), prepared(1000)
    for number in range(MOST_SPELLINGS + 100):
        table.keep(("/", f"v={number}"), "/", one)
        if number % 100 == 0:
            table.keep(("/", ""), "/", one)
            assert table.find(("/", "")) is one
    assert table.spellings == MOST_SPELLINGS
    table.keep(("/", "v=" + "1" * LONGEST_SPELLING), "/", one)
    assert table.find(("/", "v=" + "1" * LONGEST_SPELLING)) is None


def test_a_document_that_is_too_large_is_answered_and_not_kept(publication: Publication) -> None:
    """It would push out all else."""
    table = Table(publication.state, 0, most_bytes=10_000)
    table.keep(("/small", ""), "/small", prepared(10))
    table.keep(("/large", ""), "/large", prepared(100_000))
    assert table.find(("/large", "")) is None
    assert table.find(("/small", ""))


def test_a_document_of_another_state_is_not_taken_for_this_one(tmp_path: Path) -> None:
    """A request that began before an edit ends with what it began with, and leaves nothing."""
    desk = Desk(tmp_path)
    publication = desk.open()
    app = create_app(publication)
    finished = app.wsgi_app
    assert isinstance(finished, Finished)
    state = publication.state

    def edit(_sender: Flask, **_more: Any) -> None:
        if publication.state is state:
            desk.edit("Autumn meeting", "Autumn conference")
            publication.reload()

    with request_started.connected_to(edit, app):
        ask(app, "/events.ics")
    assert b"Autumn conference" in ask(app, "/events.ics")[2]


def test_a_document_that_many_ask_for_at_once_is_made_once(publication: Publication) -> None:
    """As when a list has changed; the others wait for it, and all have the very same."""
    table, begun, is_over = Table(publication.state, 0), threading.Semaphore(0), threading.Event()
    made: list[Document] = []

    def make() -> Document:
        begun.release()
        assert is_over.wait(SECONDS)
        made.append(prepared(100).document)
        return made[-1]

    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(table.made, "/events.ics", make) for _ in range(4)]
        assert begun.acquire(timeout=SECONDS)
        is_over.set()
        first, *others = [answer.result(SECONDS) for answer in answers]
    assert len(made) == 1
    assert all(other is first for other in others)
    assert table.at("/events.ics") is first


def test_what_cannot_be_made_is_asked_for_anew_each_time(publication: Publication) -> None:
    """Nothing is kept of it, and nobody waits for what never comes."""
    table = Table(publication.state, 0)

    def fail() -> Document:
        raise LookupError

    for _ in range(3):
        with pytest.raises(LookupError):
            table.made("/events.ics", fail)
    assert table.held == 0
    assert table.made("/events.ics", lambda: prepared(100).document).document.body == bytes(100)


def test_earlier_lists_are_let_go(tmp_path: Path) -> None:
    """With all that was answered from them; pages, too, leave nothing that would hold one."""
    desk = Desk(tmp_path)
    publication = desk.open()
    app = create_app(publication)
    finished = finished_of(app)
    before: list[weakref.ref[object]] = []
    watch = publication.watch()
    try:
        for number in range(3):
            ask(app, "/")
            before += [weakref.ref(finished.table), weakref.ref(publication.snapshot)]
            desk.edit("Autumn", f"Autumn {number},")
            wait_until(lambda: f"Autumn {number}," in str(ask(app, "/event/autumn")))  # noqa: B023 - it is now
        wait_until(lambda: not any(each() for each in before))
    finally:
        watch.end()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)
