"""What runs in each worker of the server."""

from flask import Flask

from feeds.serving import end_with_parent
from feeds.web import create_app


def make_application() -> Flask:
    """Make the application of this worker, which ends with the server that started it."""
    end_with_parent()
    return create_app()
