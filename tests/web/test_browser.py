"""The pages in Chromium: for everybody, on a phone and a desk, in the light and in the dark."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request
from serving import ROOT, Server

from .browsing import HEIGHTS, TIMEOUT_MILLISECONDS, WIDTHS, chromium
from .careless import careless_server
from .pages import PAGES, address

Scheme = Literal["light", "dark"]

AXE = ROOT / "tests/node_modules/axe-core/axe.min.js"
RULES = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
]
"""WCAG 2.2 at level AA, and what axe advises besides."""
DARK, BRIGHT = 64, 192
"""Of 255: a ground below the one is dark, above the other bright."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run one Chromium for these tests."""
    with chromium() as running:
        yield running


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that is open, and what went wrong in it since it was asked for."""

    page: Page
    heard: list[tuple[str, str]] = field(default_factory=list)

    def hear(self, what: str, url: str) -> None:
        """Note what went wrong, and with which address."""
        self.heard.append((what, url))

    @property
    def troubles(self) -> list[str]:
        """All that went wrong but the page's own error status, which Chromium remarks upon."""
        return [
            f"{what} ({url})"
            for what, url in self.heard
            if not (url == self.page.url and "the server responded with a status of" in what)
        ]


@contextmanager
def opened(
    browser: Browser, url: str, *, width: int = 1280, scheme: Scheme = "light", scripts: bool = True
) -> Iterator[Visit]:
    """Open a page while the block runs."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=scheme,
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(TIMEOUT_MILLISECONDS)
    visit = Visit(context.new_page())
    _listen(visit, urlsplit(url).netloc)
    try:
        visit.page.goto(url, wait_until="load")
        yield visit
    finally:
        context.close()


def _listen(visit: Visit, host: str) -> None:
    def on_request(request: Request) -> None:
        if urlsplit(request.url).netloc not in {host, ""}:  # none: data within the page
            visit.hear("another host was asked", request.url)

    def on_console(message: ConsoleMessage) -> None:
        visit.hear(f"{message.type}: {message.text}", message.location["url"])

    page = visit.page
    page.on("request", on_request)
    page.on("requestfailed", lambda request: visit.hear("request failed", request.url))
    page.on("pageerror", lambda error: visit.hear(f"error: {error}", page.url))
    page.on("console", on_console)


def violations(page: Page) -> list[str]:
    """Have axe examine a page, and list what it finds."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        RULES,
    )
    return [
        f"{violation['id']}: {node['html']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels a page can be scrolled sideways."""
    pixels: int = page.evaluate(
        "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    return pixels


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_shuts_nobody_out(
    server: Server, browser: Browser, path: str, width: int, scheme: Scheme
) -> None:
    """No violation found by axe, nothing to scroll sideways, no error, no other host asked."""
    with opened(browser, address(server.url, path), width=width, scheme=scheme) as visit:
        assert violations(visit.page) == []
        assert overflow(visit.page) <= 0
        assert visit.troubles == []


def test_these_checks_are_able_to_fail(browser: Browser) -> None:
    """An image without words, a box too wide, errors and another host are all seen."""
    with careless_server() as url, opened(browser, url, width=360) as visit:
        assert any(found.startswith("image-alt") for found in violations(visit.page))
        assert overflow(visit.page) > 0
        troubles = " ".join(visit.troubles)
        for trouble in ("another host", "request failed", "error: something", "undefinedFunction"):
            assert trouble in troubles


@pytest.mark.parametrize("path", PAGES)
def test_dark_is_dark_and_light_is_light(server: Server, browser: Browser, path: str) -> None:
    """What a person's system asks for, the page does."""
    bright = {}
    for scheme in ("light", "dark"):
        with opened(browser, address(server.url, path), scheme=scheme) as visit:
            bright[scheme] = _brightness(visit.page)
    assert bright["dark"] < DARK
    assert bright["light"] > BRIGHT


def _brightness(page: Page) -> float:
    """Return how bright the page's ground is, from 0 to 255."""
    color: str = page.evaluate(
        """() => [document.body, document.documentElement]
            .map(element => getComputedStyle(element).backgroundColor)
            .find(color => color !== 'rgba(0, 0, 0, 0)') ?? 'none'"""
    )
    channels = [float(part) for part in color.partition("(")[2].rstrip(")").split(",")[:3]]
    assert channels, f"no ground is set: {color}"
    return sum(channels) / len(channels)


def words(page: Page) -> str:
    """Return what the main part of a page says, with plain spaces."""
    return " ".join(page.inner_text("main").split())


def test_the_list_is_there_without_scripts(server: Server, browser: Browser) -> None:
    """By month, newest first, each with its days; a theme is one click away."""
    with opened(browser, f"{server.url}/", scripts=False) as visit:
        text = words(visit.page).lower()  # small capitals count as capitals
        months = ("November 2008", "October 2008", "July 2008", "June 2008", "February 2008")
        places = [text.index(f"{month.lower()} ") for month in months]
        assert places == sorted(places)
        assert "30 june – 1 july 2008" in text
        visit.page.get_by_role("link", name="Human trafficking").first.click()
        visit.page.wait_for_url("**/theme/human-trafficking")
        assert "21–22 May 2008" in words(visit.page)
        assert "20 February 2008" not in words(visit.page)
        assert visit.troubles == []


def test_the_list_fits_on_paper(server: Server, browser: Browser) -> None:
    """Printed, even from the dark, it is on white, and nothing is cut at the side."""
    with opened(browser, f"{server.url}/", scheme="dark") as visit:
        visit.page.emulate_media(media="print")
        visit.page.set_viewport_size({"width": 718, "height": 1000})  # A4 less margins of 1 cm
        assert overflow(visit.page) <= 0
        assert _brightness(visit.page) > BRIGHT
        assert "20 February 2008" in words(visit.page)


def test_a_keyboard_leads_past_the_head_of_the_page(server: Server, browser: Browser) -> None:
    """The first stop is a link to the content."""
    with opened(browser, f"{server.url}/") as visit:
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Enter")
        target = urlsplit(visit.page.url).fragment
        assert target
        assert visit.page.locator(f"#{target}").count() == 1
