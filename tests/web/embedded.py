"""Pages of another site that hold ours, as a person sees them."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Frame, Page

from .browsing import HEIGHTS, TIMEOUT_MILLISECONDS, Scheme, Visit

EMPLOYERS = [
    "Addressing Forced Labour: The Role of Employers' Organisations and Business",
    "Regional Workshop for Employers’ Organizations on Strategies against Trafficking and Forced Labour",
    "Engaging Business: Addressing Forced Labour",
]
"""The titles of the events for employers on the real list, as they stand when all are past."""


@contextmanager
def visited(
    browser: Browser, url: str, *, width: int = 1280, scheme: Scheme = "light", scripts: bool = True
) -> Iterator[Visit]:
    """Open a page of another site while the block runs; it may ask ours."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=scheme,
        java_script_enabled=scripts,
    )
    context.set_default_timeout(TIMEOUT_MILLISECONDS)
    visit = Visit(context.new_page())
    visit.page.on("console", lambda said: visit.hear(said.text, said.location["url"]))
    visit.page.on("pageerror", lambda error: visit.hear(str(error), url))
    try:
        visit.page.goto(url, wait_until="load")
        yield visit
    finally:
        context.close()


def listed(page: Page, number: int = 0) -> list[str]:
    """Return the titles of an element's events, once it shows any."""
    element = page.locator("event-list").nth(number)
    element.locator("[part=event]").first.wait_for()
    return element.locator("[part=link]").all_inner_texts()


def framed(page: Page, number: int = 0) -> Frame:
    """Return what stands in a frame of a page, once it has been loaded."""
    place = page.locator("iframe").nth(number)
    place.scroll_into_view_if_needed()  # what is far below is loaded no earlier
    frame = place.element_handle().content_frame()
    assert frame is not None
    deadline = time.monotonic() + TIMEOUT_MILLISECONDS / 1000
    while frame.url in ("", "about:blank") and time.monotonic() < deadline:
        page.wait_for_timeout(20)
    frame.wait_for_load_state("load")
    return frame


def titles(frame: Frame) -> list[str]:
    """Return the titles of the events in a frame."""
    return frame.locator(".title a").all_inner_texts()


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; pages that allow no eval cannot be asked to wait themselves."""
    deadline = time.monotonic() + TIMEOUT_MILLISECONDS / 1000
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.02)


def wait_until_it_fits(frame: Frame) -> None:
    """Wait until a frame is as high as its content."""
    wait_until(lambda: frame.evaluate("innerHeight") == inner_height(frame))


def inner_height(frame: Frame) -> int:
    """Return how high the content of a frame is."""
    height: float = frame.evaluate("document.documentElement.getBoundingClientRect().height")
    return math.ceil(height)
