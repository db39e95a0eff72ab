"""What feed readers show through the life of a list: each event once, each change once."""

import time
from pathlib import Path

import pytest
from fetching import get_ok
from serving import Server

from .clients import Follower, Subscribe
from .lemon_reader import lemon_reader
from .living import Editor, live
from .newsboat import newsboat
from .rival import rival_of
from .rssparser import rssparser
from .script import ANNOUNCED, CANCELLED, MOVED, STATES, STEPS, Step
from .seen import Item

READERS: dict[str, tuple[Subscribe[Item], str]] = {
    "newsboat, RSS": (newsboat, "/events.rss"),
    "newsboat, Atom": (newsboat, "/events.atom"),
    "reader, RSS": (lemon_reader, "/events.rss"),
    "reader, Atom": (lemon_reader, "/events.atom"),
    "reader, JSON Feed": (lemon_reader, "/events.json"),
    "rss-parser, RSS": (rssparser, "/events.rss"),
    "rss-parser, Atom": (rssparser, "/events.atom"),
}

Followers = dict[str, Follower[Item]]


@pytest.fixture(scope="module")
def followers(tmp_path_factory: pytest.TempPathFactory) -> Followers:
    """Let every reader live through the script."""
    return live(tmp_path_factory.mktemp("readers"), READERS)


@pytest.mark.parametrize("step", STEPS, ids=str)
@pytest.mark.parametrize("name", READERS)
def test_a_reader_shows_each_event_and_each_change_once(
    followers: Followers, name: str, step: Step
) -> None:
    """R43, R47: new dates, a postponement and a cancellation are news, a correction is not."""
    assert followers[name].shown_after(step) == STATES[step].items


@pytest.mark.parametrize("name", READERS)
def test_a_reader_comes_through_the_life_of_a_list(followers: Followers, name: str) -> None:
    """It answers whatever it is asked."""
    assert followers[name].failure is None


@pytest.mark.parametrize("name", ["newsboat, RSS", "rss-parser, RSS"])
def test_a_reader_misses_no_change_of_the_same_second(tmp_path: Path, name: str) -> None:
    """R7: what goes by Last-Modified, alone or as well, sees the second of two quick edits."""
    client, path = READERS[name]
    with Editor(tmp_path) as editor, client(editor.url + path, tmp_path) as reader:
        editor.take(ANNOUNCED)
        reader.refresh()
        while time.time() % 1 > 0.1:
            time.sleep(0.01)
        for step in (MOVED, CANCELLED):
            editor.take(step)
            reader.refresh()
        shown = {item.id for item in reader.shown()}
    assert shown == {item.id for step in (ANNOUNCED, MOVED, CANCELLED) for item in step.items}


@pytest.mark.parametrize("name", READERS)
def test_a_reader_shows_twice_what_gets_another_id(
    server: Server, tmp_path: Path, name: str
) -> None:
    """R43: the check is able to fail."""
    client, path = READERS[name]
    with rival_of(get_ok(server.url + path)) as rival, client(rival.url, tmp_path) as reader:
        reader.refresh()
        before = reader.shown()
        rival.replace("2026:engaging-business", "2026:engaging-business-2")
        reader.refresh()
        assert len(reader.shown()) == len(before) + 1
