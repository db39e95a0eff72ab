"""A broken edit is seen by nobody but its editor: over HTTP, on a real server, and at its start."""

import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fetching import get, get_ok
from serving import HOST, ROOT, Serve, Server, free_port

from .following import (
    FORMATS,
    PATHS,
    Connection,
    Follower,
    documents_of,
    health_of,
    wait_for_status,
    wait_until,
)

REQUESTS = 10_000
CONNECTIONS = 4
LIST = (ROOT / "events.yaml").read_text("utf-8")
BROKEN = LIST.replace("start: 2008-11-25", "start: 2008-11-52")
OTHER = LIST.replace("end: 2008-11-26", "end: 2008-11-27")
SELECTIONS = ("/events.{}", "/theme/human-trafficking.{}", "/events.{}?region=europe&q=labour")
ASKED = tuple(selection.format(extension) for selection in SELECTIONS for extension in FORMATS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Lay out a copy of the real list."""
    path = tmp_path / "events.yaml"
    path.write_text(LIST, "utf-8")
    return path


def ask_often(server: Server, times: int) -> Counter[tuple[str, str, int, str, bytes]]:
    """Ask for all formats over one connection: plain, compressed, and with the tag one has."""
    connection = Connection(server)
    answers: Counter[tuple[str, str, int, str, bytes]] = Counter()
    tags: dict[str, str] = {}
    for number in range(times):
        path = ASKED[number % len(ASKED)]
        way = ("plain", "gzip", "tag")[number // len(ASKED) % 3]
        headers = {
            "gzip": {"Accept-Encoding": "gzip"},
            "tag": {"If-None-Match": tags.get(path, "")},
        }
        answer = connection.get(path, headers.get(way, {}))
        if way == "plain":
            tags[path] = answer.header("ETag")
        answers[path, way, answer.status, answer.header("ETag"), answer.body] += 1
    connection.close()
    return answers


def test_ten_thousand_requests_see_nothing_of_a_broken_edit(serve: Serve, path: Path) -> None:
    """The same bytes under the same tags as before, in every format, and no error."""
    server = serve(path)
    before = ask_often(server, 3 * len(ASKED))
    assert {status for _, way, status, _, _ in before if way == "tag"} == {304}
    assert {status for _, way, status, _, _ in before if way != "tag"} == {200}
    path.write_text(BROKEN, "utf-8")
    wait_for_status(server, "stale")
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        counts = list(
            pool.map(ask_often, [server] * CONNECTIONS, [REQUESTS // CONNECTIONS] * CONNECTIONS)
        )
    assert sum(sum(count.values()) for count in counts) == REQUESTS
    assert all(count.keys() == before.keys() for count in counts)
    path.write_text(LIST, "utf-8")
    wait_for_status(server, "ok")
    assert ask_often(server, 3 * len(ASKED)).keys() == before.keys()


def test_an_edit_is_live_soon_and_nobody_sees_half_of_it(serve: Serve, path: Path) -> None:
    """Every answer is of the list before or of the list after, in every format."""
    server = serve(path)
    before = documents_of(server)
    with Follower(server) as follower:
        path.write_text(OTHER, "utf-8")
        wait_until(lambda: "25–27 November 2008" in get_ok(server.url + "/events.rss").text, "live")
    after = documents_of(server)
    for (_, asked), bodies in follower.served.items():
        assert bodies in ([before[asked][0]], [before[asked][0], after[asked][0]])
    assert follower.statuses == {200}


def test_a_start_with_a_broken_list_serves_the_last_good_one(serve: Serve, path: Path) -> None:
    """R9: byte for byte as before, with the reason in /healthz; mended, it is live again."""
    base = {"FEEDS_BASE_URL": "https://events.example.org"}
    before = documents_of(serve(path, base))
    path.write_text(BROKEN, "utf-8")
    server = serve(path, base)
    health = health_of(server)
    assert health["status"] == "stale"
    assert [problem["path"] for problem in health["problems"]] == [str(path)]
    assert documents_of(server) == before
    path.write_text(OTHER, "utf-8")
    wait_for_status(server, "ok")
    text = get_ok(server.url + "/events.ics").text
    assert "DTEND;VALUE=DATE:20081128" in text
    assert "SEQUENCE:1\r\n" in text


def test_a_first_start_with_a_broken_list_ends_before_the_port_is_open(path: Path) -> None:
    """With 1, and the reason; whoever asks all the while is never answered."""
    path.write_text(BROKEN, "utf-8")
    port = free_port()
    environment = {"FEEDS_EVENTS": str(path), "PORT": str(port), "HOST": HOST, "PATH": "/bin"}
    process = subprocess.Popen(
        [sys.executable, "server.py"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    was_open = threading.Event()
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                was_open.set()
        time.sleep(0.005)
    output, errors = process.communicate()
    assert process.returncode == 1
    assert not was_open.is_set()
    assert output == b""
    assert f"{path}:" in errors.decode()
    assert "2008-11-52 is not a day of the calendar; check month and day" in errors.decode()
    assert b"Traceback" not in errors
    assert sorted(path.parent.iterdir()) == [path]


def test_an_event_that_was_withdrawn_keeps_its_page(serve: Serve, path: Path) -> None:
    """R36: calendars link to it; its file is gone, and when it comes back it goes on."""
    server = serve(path)
    begin = LIST.index("  - id: engaging-business")
    path.write_text(LIST[:begin], "utf-8")
    page = f"{server.url}/event/engaging-business"
    wait_until(lambda: "Withdrawn" in get(page).text, "withdrawn")
    assert get(page).status == 200
    assert get(f"{page}.ics").status == 410
    assert "engaging-business" not in get_ok(server.url + PATHS[0]).text
    path.write_text(LIST, "utf-8")
    wait_until(lambda: "Withdrawn" not in get(page).text, "back")
    assert "SEQUENCE:1\r\n" in get_ok(f"{page}.ics").text
