"""What runs in each worker of the server."""

import ctypes
import gc
import logging
import os
import sys
import threading
from contextlib import suppress

import click
from flask import Flask

from feeds.problems import ListError
from feeds.publication import Publication, count_of
from feeds.serving import REFUSED, end_with_parent
from feeds.settings import Settings, read_settings
from feeds.web import create_app

_TURN = 0.001
"""Seconds after which a thread that works on lets one that answers go first."""
_M_MMAP_THRESHOLD, _LARGE = -3, 2**20
"""A parameter of mallopt(3), and its value in bytes."""


def start() -> Flask:
    """Make the application of a worker of `feeds.serving`, and say where the list is served.

    Raises:
        SystemExit: The list cannot be published; it was said why.
    """
    _give_back_memory()
    settings = read_settings(os.environ)
    try:
        publication = _publish(settings)
    except ListError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        sys.exit(REFUSED)
    application = _application_of(publication, settings)
    calendar = publication.state.reading.calendar
    events = count_of(len(calendar.events), "en")
    click.echo(f"Serving “{calendar.title}” ({events}) at {settings.own_url}/ (Ctrl-C ends it)")
    return application


def make_application() -> Flask:
    """Make the application of this worker: it follows the list, and ends with its server.

    Raises:
        ListError: The event list cannot be published.
        SettingError: A setting in the environment cannot be used.
    """
    settings = read_settings(os.environ)
    return _application_of(_publish(settings), settings)


def _publish(settings: Settings) -> Publication:
    end_with_parent()
    sys.setswitchinterval(_TURN)
    _log_to_console()
    os.environ.clear()  # which granian would copy into every request
    return Publication(settings, records=not settings.preview)


def _application_of(publication: Publication, settings: Settings) -> Flask:
    application = create_app(publication, preview=settings.preview, templates=settings.templates)
    gc.freeze()  # the list stays: looking through it again and again would stop all requests
    gc.enable()
    publication.report()
    publication.watch()
    threading.Thread(target=publication.prepare, name="prepare", daemon=True).start()
    return application


def _give_back_memory() -> None:
    """Let what it took to code a long document go back to the system.

    Once a large piece was let go, glibc keeps those that are as large, unless it is told how large
    the smallest is that it does not keep.
    """
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)


def _log_to_console() -> None:
    """Send what the program has to say to standard error, one line each."""
    console = logging.StreamHandler(sys.stderr)
    console.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log = logging.getLogger("feeds")
    log.addHandler(console)
    log.setLevel(logging.INFO)
    log.propagate = False
