"""Debian's Chromium, seen by nobody and speaking to nobody but the server under test."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

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
