"""What a page costs: how many requests it takes to show it, and how many bytes come for them."""

import pytest
from fetching import get
from playwright.sync_api import Browser, Request
from serving import Server

from .pages import address
from .test_browser import opened

MOST_BYTES = 20_000
MOST_REQUESTS = 3


def asked_for(browser: Browser, url: str) -> list[str]:
    """Open a page as for the first time; return the addresses that it made Chromium ask for."""
    asked: list[str] = []

    def on_request(request: Request) -> None:
        if not request.url.startswith("data:"):  # which stand in the page
            asked.append(request.url)

    with opened(browser, "about:blank") as visit:
        visit.page.on("request", on_request)
        visit.page.goto(url, wait_until="networkidle")
    return asked


@pytest.mark.parametrize(
    ("path", "prefix"),
    [("/", ""), ("/event/one", ""), ("/theme/employers", ""), ("/", "/fr"), ("/event/one", "/es")],
)
def test_a_page_of_the_real_list_is_light(
    server: Server, browser: Browser, path: str, prefix: str
) -> None:
    """With everything it needs: below 20 KB compressed, in three requests at most."""
    url = address(server.url, path, prefix)
    asked = asked_for(browser, url)
    assert asked[0] == url
    assert len(asked) == len(set(asked)) <= MOST_REQUESTS
    answers = [get(each, accept_encoding="gzip") for each in asked]
    assert [each.header("Content-Encoding") for each in answers] == ["gzip"] * len(answers)
    assert sum(len(each.body) for each in answers) < MOST_BYTES
