"""The server as a process: what it is told by its environment, and how it begins and ends."""

from pathlib import Path

import pytest
from fetching import get, get_ok
from serving import ROOT, Serve, ServerError, running_server

ADDRESSES = tuple(
    f"{selection}.{extension}{query}"
    for selection, query in (("/events", ""), ("/theme/human-trafficking", ""), ("/events", "?q=a"))
    for extension in ("ics", "rss", "atom", "json", "csv")
)

PAGES = ("/", "/?when=past", "/subscribe?theme=employers", "/event/engaging-business", "/fr/feeds")


def test_two_servers_give_the_same_bytes(serve: Serve) -> None:
    """Whichever is asked, and in whatever order, with the same tag and the same date."""
    base = {"FEEDS_BASE_URL": "https://events.example.org"}
    server, other = (serve(env={**base, "PYTHONHASHSEED": seed}) for seed in ("1", "2"))
    asked = (*ADDRESSES, *PAGES)
    theirs = {address: get_ok(other.url + address) for address in reversed(asked)}
    for address in asked:
        ours = get_ok(server.url + address)
        assert ours.body == theirs[address].body, address
        for name in ("ETag", "Last-Modified", "Content-Type"):
            assert ours.header(name) == theirs[address].header(name), address


def test_addresses_begin_as_the_server_is_told(serve: Serve) -> None:
    """R14: in every format, whatever host was asked."""
    server = serve(env={"FEEDS_BASE_URL": "https://events.example.org"})
    for address in ADDRESSES[:5]:
        text = get_ok(server.url + address).text
        assert "https://events.example.org/event/engaging-business" in text.replace("\r\n ", "")
        assert "localhost" not in text
        assert "127.0.0.1" not in text


def test_another_list_is_served(serve: Serve, tmp_path: Path) -> None:
    """From wherever it lies."""
    text = (ROOT / "events.yaml").read_text("utf-8")
    path = tmp_path / "list.yaml"
    path.write_text(text.replace("en: Events on forced labour", "en: Other events"), "utf-8")
    assert "X-WR-CALNAME:Other events\r\n" in get_ok(serve(path).url + "/events.ics").text


def test_a_broken_list_is_not_served_but_explained(serve: Serve, tmp_path: Path) -> None:
    """R9: with its place, in words, and no port is opened."""
    path = tmp_path / "list.yaml"
    path.write_text("calendar:\n  title: Events\nevents:\n  - id: one\n    start: 2008-02-30\n")
    with pytest.raises(
        ServerError, match=r"ended at once.*\n[^\0]*list\.yaml:5:\d+: error: "
    ) as it:
        serve(path)
    assert "Traceback" not in str(it.value)


def test_a_server_leaves_nothing_behind() -> None:
    """SIGTERM ends it, and nobody answers at its port."""
    with running_server() as server:
        get_ok(f"{server.url}/events.ics")
    with pytest.raises(ConnectionRefusedError):
        get(server.url)
