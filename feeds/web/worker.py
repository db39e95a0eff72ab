"""What runs in each worker of the server."""

import gc
import logging
import os
import sys
import threading

from flask import Flask

from feeds.publication import Publication
from feeds.serving import end_with_parent
from feeds.settings import read_settings
from feeds.web import create_app

_TURN = 0.001
"""Seconds after which a thread that works on lets one that answers go first."""


def make_application() -> Flask:
    """Make the application of this worker: it follows the list, and ends with its server.

    Raises:
        ListError: The event list cannot be published.
        SettingError: A setting in the environment cannot be used.
    """
    end_with_parent()
    sys.setswitchinterval(_TURN)
    _log_to_console()
    settings = read_settings(os.environ)
    os.environ.clear()  # which granian would copy into every request
    publication = Publication(settings, records=not settings.preview)
    gc.freeze()  # the list stays: looking through it again and again would stop all requests
    publication.report()
    publication.watch()
    threading.Thread(target=publication.prepare, name="prepare", daemon=True).start()
    return create_app(publication, preview=settings.preview, templates=settings.templates)


def _log_to_console() -> None:
    """Send what the program has to say to standard error, one line each."""
    console = logging.StreamHandler(sys.stderr)
    console.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("feeds")
    log.addHandler(console)
    log.setLevel(logging.INFO)
    log.propagate = False
