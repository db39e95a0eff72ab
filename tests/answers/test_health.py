"""What /healthz says to machines, and the preview to an editor."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fetching import get, get_ok
from life.following import health_of, wait_for_status, wait_until
from lxml import html
from publication.desk import LIST, Desk
from serving import Serve, Server, running_server

BROKEN = LIST.replace("2008-12-10", "2008-12-32").replace("europe]", "urope]")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Lay out a list."""
    return Desk(tmp_path)


def test_a_good_list_is_ok(serve: Serve, desk: Desk) -> None:
    """For a machine that looks every few seconds: JSON, never kept by anybody."""
    answer = get_ok(serve(desk.files.events).url + "/healthz")
    body = json.loads(answer.text)
    assert list(body) == ["status", "since", "problems"]
    assert (body["status"], body["problems"]) == ("ok", [])
    age = datetime.now(UTC) - datetime.fromisoformat(body["since"])
    assert -1 < age.total_seconds() < 60
    assert answer.header("Content-Type") == "application/json"
    assert answer.header("Cache-Control") == "no-store"
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert "ETag" not in answer.headers


def test_a_broken_list_is_stale_with_every_problem(serve: Serve, desk: Desk) -> None:
    """Still 200, since the one before is served; then ok again, and only then."""
    server = serve(desk.files.events)
    desk.save(BROKEN)
    body = wait_for_status(server, "stale")
    assert get(server.url + "/healthz").status == 200
    assert body["problems"] == [
        {
            "path": str(desk.files.events),
            "line": 22,
            "column": 12,
            "severity": "error",
            "code": "date",
            "message": "2008-12-32 is not a day of the calendar",
            "hint": "check month and day",
        },
        {
            "path": str(desk.files.events),
            "line": 23,
            "column": 15,
            "severity": "error",
            "code": "unknown-region",
            "message": "there is no region `urope`",
            "hint": "did you mean `europe`?",
        },
    ]
    since = body["since"]
    assert health_of(server)["since"] == since
    desk.save(BROKEN.replace("urope]", "europe]"))
    wait_until(lambda: len(health_of(server)["problems"]) == 1, "half mended")
    assert health_of(server)["since"] == since
    desk.save(LIST)
    assert wait_for_status(server, "ok")["since"] >= since


def test_warnings_are_told_and_stay_told(serve: Serve, desk: Desk) -> None:
    """They make nothing stale; an editor who looks a while later still finds them."""
    server = serve(desk.files.events)
    desk.edit("    regions: [europe]\n", "    announced: 2999-01-01\n")
    desk.edit(LIST[LIST.index("  - id: autumn") : LIST.index("  - id: winter")], "")
    expected = ["no-region", "announced-in-future", "event-gone"]

    def codes() -> list[str]:
        return [problem["code"] for problem in health_of(server)["problems"]]

    wait_until(lambda: codes() == expected, "told")
    assert desk.record("winter").revision.announced.year < 2999
    wait_until(lambda: desk.record("autumn").gone is not None, "recorded")
    edited = desk.files.history.stat().st_mtime_ns
    wait_until(lambda: datetime.now(UTC).timestamp() > edited / 1e9 + 1, "looked at again")
    assert (codes(), health_of(server)["status"]) == (expected, "ok")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Desk]]:
    """Run a preview of a list that was broken while it ran."""
    desk = Desk(tmp_path_factory.mktemp("preview"))
    with running_server(desk.files.events, {"FEEDS_PREVIEW": "1"}) as server:
        desk.save(BROKEN)
        wait_for_status(server, "stale")
        yield server, desk


def banner_of(address: str) -> Any:
    """Return the banner of a page, if it has one."""
    found: Any = html.fromstring(get(address).text)
    banners = found.xpath("//aside[@class='problems']")
    return banners[0] if banners else None


@pytest.mark.parametrize("path", ["/", "/event/winter", "/theme/employers", "/addresses", "/none"])
def test_a_preview_marks_what_is_wrong_on_every_page(
    preview: tuple[Server, Desk], path: str
) -> None:
    """With the line itself, and the mark where the problem begins."""
    server, desk = preview
    banner = banner_of(server.url + path)
    told = ["".join(item.xpath("text() | strong/text()")).strip() for item in banner.xpath(".//li")]
    assert told == [
        (
            f"{desk.files.events}, line 22: 2008-12-32 is not a day of the calendar; "
            "check month and day"
        ),
        f"{desk.files.events}, line 23: there is no region `urope`; did you mean `europe`?",
    ]
    lines = [line.xpath("string()") for line in banner.xpath(".//pre")]
    assert lines == ["22     start: 2008-12-32", "23     regions: [urope]"]
    assert banner.xpath(".//mark/text()") == ["2008-12-32", "urope]"]
    assert banner.xpath(".//li/@class") == ["error", "error"]


def test_a_preview_shows_the_last_good_list_and_records_nothing(
    preview: tuple[Server, Desk],
) -> None:
    """Feeds are as they were; beside the list nothing was written."""
    server, desk = preview
    assert "DTSTART;VALUE=DATE:20081210" in get_ok(server.url + "/events.ics").text
    assert "problems" not in get_ok(server.url + "/events.atom").text
    assert list(desk.folder.iterdir()) == [desk.files.events]


def test_only_a_preview_tells_visitors(serve: Serve, desk: Desk) -> None:
    """A page of a server is the same while the list is broken."""
    server = serve(desk.files.events)
    before = get_ok(server.url)
    desk.save(BROKEN)
    wait_for_status(server, "stale")
    after = get_ok(server.url)
    assert (after.body, after.header("ETag")) == (before.body, before.header("ETag"))
    assert banner_of(server.url) is None


def test_a_preview_of_a_mended_list_has_no_banner(serve: Serve, desk: Desk) -> None:
    """It comes and goes with what is wrong; whatever stands in the list is shown as text."""
    server = serve(desk.files.events, {"FEEDS_PREVIEW": "1"})
    assert banner_of(server.url) is None
    desk.save(LIST.replace("start: 2008-12-10", "start: <b>soon</b>"))
    wait_for_status(server, "stale")
    banner = banner_of(server.url)
    assert banner.xpath(".//mark/text()") == ["<b>soon</b>"]
    assert not banner.xpath(".//b")
    desk.save(LIST.replace("Winter meeting", "Cold meeting"))
    wait_for_status(server, "ok")
    assert banner_of(server.url) is None
    assert re.search(r"Cold meeting", get_ok(server.url).text)
