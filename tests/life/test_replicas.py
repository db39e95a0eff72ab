"""Several servers of one list: whichever is asked, subscribers see one life of it."""

import csv
import io
import random
import re
import shutil
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from fetching import get_ok
from serving import Serve, Server

from feeds.publication import Publication
from feeds.settings import Settings

from .following import Follower, documents_of, wait_until

BASE = {"FEEDS_BASE_URL": "https://events.example.org"}
EDITS = 8
HEAD = """\
calendar: {title: Meetings, domain: meetings.example.org, timezone: Etc/UTC, language: en}
events:
"""


def text_of(number: int) -> str:
    """Return the list after so many edits: one moves, one is retitled, one comes and goes."""
    status = ("confirmed", "cancelled", "postponed")[number // 4 % 3]
    events = [
        f"- {{id: moves, title: It moves, start: 2008-11-{10 + number}}}\n",
        f"- {{id: talks, title: Talk {number // 2}, start: 2008-12-01, status: {status}}}\n",
        f"- {{id: stays, title: It stays, start: 2008-12-03, summary: Text {number // 3}}}\n",
    ]
    if number % 4:
        events.append("- {id: comes, title: It comes and goes, start: 2008-12-05}\n")
    return HEAD + "".join(events)


def save(path: Path, text: str) -> None:
    """Replace a list."""
    beside = path.with_name("next")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def follow(servers: list[Server], edit: Callable[[int], None]) -> Follower:
    """Edit a list twice at a time while its servers are followed, until all serve the last edit."""

    def is_served(server: Server, number: int) -> bool:
        return f"moves,It moves,2008-11-{10 + number}," in get_ok(f"{server.url}/events.csv").text

    with Follower(*servers) as follower:
        for number in range(2, EDITS + 1, 2):
            edit(number - 1)
            time.sleep(0.05)
            edit(number)
            wait_until(partial(is_served, servers[number // 2 % 2], number), "served")
        wait_until(lambda: documents_of(servers[0]) == documents_of(servers[1]), "one body")
        time.sleep(1)  # whoever still had something to add would do so now
    assert all(is_served(server, EDITS) for server in servers)
    assert documents_of(servers[0]) == documents_of(servers[1])
    return follower


def sequences_in(calendar: bytes) -> dict[str, int]:
    """Return the sequence of each event of a calendar."""
    found = re.findall(r"UID:(\w+)@.*?SEQUENCE:(\d+)", calendar.decode(), re.DOTALL)
    return {name: int(sequence) for name, sequence in found}


def check(follower: Follower, servers: list[Server]) -> None:
    """Hold what was served against what all rely on."""
    assert follower.statuses == {200}
    assert {len(bodies) for bodies in follower.bodies.values()} == {1}
    for server in servers:
        calendars = follower.served[server.url, "/events.ics"]
        assert len(calendars) > EDITS / 4
        for before, after in pairwise(map(sequences_in, calendars)):
            assert all(after[name] >= before[name] for name in before.keys() & after.keys())
    rows = csv.DictReader(io.StringIO(get_ok(servers[0].url + "/events.csv").text, newline=""))
    assert {row["id"] for row in rows} == {"moves", "talks", "stays"}


@pytest.mark.parametrize("linked", [False, True])
def test_servers_that_share_a_folder_serve_one_life(
    serve: Serve, tmp_path: Path, *, linked: bool
) -> None:
    """Never two bodies under one tag, no sequence ever falls, and in the end one body everywhere."""
    path = tmp_path / "list" / "events.yaml"
    path.parent.mkdir()
    save(path, text_of(0))
    (tmp_path / "link").symlink_to("list")
    other = tmp_path / "link" / path.name if linked else path
    servers = [serve(path, BASE), serve(other, BASE)]
    follower = follow(servers, lambda number: save(path, text_of(number)))
    check(follower, servers)


def test_servers_that_are_given_a_recorded_history_serve_one_life(
    serve: Serve, tmp_path: Path
) -> None:
    """The editor records; list and record are copied, in either order, and to one of them late."""
    desk = tmp_path / "desk" / "events.yaml"
    desk.parent.mkdir()
    chance = random.Random(1)
    paths = [tmp_path / name / "events.yaml" for name in "ab"]

    def publish(number: int) -> None:
        save(desk, text_of(number))
        Publication(Settings(events=desk, base_url=BASE["FEEDS_BASE_URL"]), records=True)
        for path in paths:
            path.parent.mkdir(exist_ok=True)
            names = [path.name, "events.history"]
            for name in chance.sample(names, 2):
                shutil.copyfile(desk.with_name(name), path.with_name("next"))
                path.with_name("next").replace(path.with_name(name))
                time.sleep(chance.choice((0, 0, 0.4)))

    publish(0)
    servers = [serve(path, BASE) for path in paths]
    follower = follow(servers, publish)
    check(follower, servers)
    histories = {path.with_name("events.history").read_bytes() for path in (desk, *paths)}
    assert len(histories) == 1
