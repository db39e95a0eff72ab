"""What tests in Chromium of pages on other sites need: a browser, our site, and another."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from serving import Server, free_port, running_server

from .browsing import chromium
from .hosting import Host, hosting


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Run one Chromium for these tests."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def site() -> Iterator[Server]:
    """Run our server where it believes itself to be."""
    port = free_port()
    with running_server(port=port, env={"FEEDS_BASE_URL": f"http://127.0.0.1:{port}"}) as it:
        yield it


@pytest.fixture
def host() -> Iterator[Host]:
    """Run another site."""
    with hosting() as it:
        yield it
