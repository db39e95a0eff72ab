"""The two hundred events on a real server, for all tests of this folder."""

from collections.abc import Iterator

import pytest
from fetching import get_ok
from serving import Server, free_port, running_server

from .listing import write
from .table import ROWS

ADDRESSES = ("/events.ics", "/fr/events.ics", "/es/events.ics", "/fr/events.ics?tbc=1")
"""Where calendars follow the list: in each language, and once with what has no days yet."""


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on the list, whose links lead to itself."""
    path = write(ROWS, tmp_path_factory.mktemp("hundreds") / "events.yaml")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with running_server(path, {"FEEDS_BASE_URL": address}, port=port) as server:
        yield server


@pytest.fixture(scope="package")
def calendars(site: Server) -> list[bytes]:
    """Fetch the calendar of each of `ADDRESSES`."""
    return [get_ok(site.url + address).body for address in ADDRESSES]
