"""What every test can ask for: the real server, running on the real list or on another."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest
from serving import Serve, Server, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run one server on the real list for all tests."""
    with running_server() as running:
        yield running


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers on other lists, or with another environment, for one test."""
    with ExitStack() as stack:

        def start(events_path: Path | None = None, env: Mapping[str, str] | None = None) -> Server:
            return stack.enter_context(running_server(events_path, env))

        yield start
