"""The pages of a list with events of every kind: valid, and for everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from answers.test_kinds import LIST, NAMES
from fetching import get_ok
from playwright.sync_api import Browser
from publication.desk import Desk
from serving import Server, running_server

from .browsing import WIDTHS, chromium
from .test_browser import opened, overflow, violations
from .test_html import check

PAGES = ("/", "/?from=2031-04&to=2031-09", *(f"/event/{name}" for name in NAMES), "/fr/event/timed")


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list that was edited once, so that there is news on its pages."""
    desk = Desk(tmp_path_factory.mktemp("talks"), LIST)
    publication = desk.open()
    for old, new in (
        ("start: 2031-03-04 19:30", "start: 2031-03-05 19:30"),
        ("except: [2031-08-12]", "except: [2031-08-12, 2031-10-14]"),
        ("title: Congress,", "title: Congress, status: postponed,"),
    ):
        desk.edit(old, new)
    publication.reload()
    with running_server(desk.files.events) as it:
        yield it


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run one Chromium for these tests."""
    with chromium() as running:
        yield running


def test_pages_of_every_kind_of_event_are_without_fault(talks: Server, tmp_path: Path) -> None:
    """No error and no warning of the Nu checker."""
    for number, page in enumerate(PAGES):
        (tmp_path / f"{number}.html").write_bytes(get_ok(talks.url + page).body)
    assert "Not on 14 October 2031." in get_ok(f"{talks.url}/event/series").text
    assert check(tmp_path) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_any_kind_of_event_shuts_nobody_out(
    talks: Server, browser: Browser, path: str, width: int
) -> None:
    """No violation found by axe, nothing to scroll sideways."""
    with opened(browser, talks.url + path, width=width) as visit:
        assert violations(visit.page) == []
        assert overflow(visit.page) <= 0
