"""What runs in each worker of the server."""

import logging
import os
import sys

from flask import Flask

from feeds.publication import Publication
from feeds.serving import end_with_parent
from feeds.settings import read_settings
from feeds.web import create_app


def make_application() -> Flask:
    """Make the application of this worker: it follows the list, and ends with its server.

    Raises:
        ListError: The event list cannot be published.
        SettingError: A setting in the environment cannot be used.
    """
    end_with_parent()
    _log_to_console()
    settings = read_settings(os.environ)
    publication = Publication(settings, records=not settings.preview)
    publication.report()
    publication.watch()
    return create_app(publication, preview=settings.preview, templates=settings.templates)


def _log_to_console() -> None:
    """Send what the program has to say to standard error, one line each."""
    console = logging.StreamHandler(sys.stderr)
    console.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("feeds")
    log.addHandler(console)
    log.setLevel(logging.INFO)
    log.propagate = False
