"""Debian's Chromium, seen by nobody and speaking to nobody but the server under test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = (360, 1280)
"""Of a phone and of a desk."""
HEIGHTS = {360: 740, 768: 1024, 1280: 900, 1920: 1080}
"""Of the screens that are this wide."""
SCHEMES = ("light", "dark")
TIMEOUT_MILLISECONDS = 15_000
Scheme = Literal["light", "dark"]


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
def chromium() -> Iterator[Browser]:
    """Run Chromium while the block runs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, timeout=TIMEOUT_MILLISECONDS
        )
        try:
            yield browser
        finally:
            browser.close()
