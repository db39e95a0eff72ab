"""The server process: it opens a list, then a port, and answers until it is told to end."""

import ctypes
import gc
import logging
import os
import resource
import signal
import socket
import sys
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import click

from feeds.problems import FeedsError
from feeds.publication import Publication, count_of
from feeds.settings import Settings, read_settings
from feeds.web import Finished, create_app, finished_of

if TYPE_CHECKING:
    from uvicorn.server import Server

IDLE = 60.0
"""Seconds after which a connection on which nothing happens is closed."""

_THREADS = 4
"""Where what is not finished is made."""
_CONNECTIONS, _OTHER_FILES = 10_000, 256
_BACKLOG = 2048
_TURN = 0.001
"""Seconds after which a thread that works on lets one that answers go first."""
_M_MMAP_THRESHOLD, _LARGE = -3, 2**20
"""A parameter of mallopt(3), and its value in bytes."""


class AddressTaken(FeedsError):
    """The address cannot be listened on."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"Cannot listen on port {port} of {host} ({reason}); choose others with HOST= and PORT=."
        )
        self.host = host
        self.port = port


def serve(settings: Settings) -> NoReturn:
    """Serve until SIGTERM or Ctrl-C.

    The port is taken at once, and opened when there is a list to answer with.

    Args:
        settings: What is served, and where.

    Raises:
        AddressTaken: Somebody else listens there, or nobody can.
        ListError: The event list cannot be published.
        TemplateFault: A template of the organisation's own cannot be used.
        SystemExit: It was told to end.
    """
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: sys.exit(0))
    _give_back_memory()
    listening = _bound(settings.host, settings.port)
    publication = _publication(settings)
    application = _application(publication, settings)
    try:
        listening.listen(_BACKLOG)
    except OSError as error:
        raise AddressTaken(settings.host, settings.port, error.strerror or str(error)) from error
    calendar = publication.state.reading.calendar
    events = count_of(len(calendar.events), "en")
    click.echo(f"Serving “{calendar.title}” ({events}) at {settings.own_url}/ (Ctrl-C ends it)")
    os.environ.pop("SCRIPT_NAME", None)  # which would be taken for ours
    with suppress(SystemExit):
        server_of(application, idle=IDLE, most=_room_for_connections()).run(sockets=[listening])
    sys.stdout.flush()
    os._exit(0)  # what a thread still makes nobody waits for


def make_application() -> Finished:
    """Make the application for another server: it follows the list, too.

    Raises:
        ListError: The event list cannot be published.
        SettingError: A setting in the environment cannot be used.
    """
    settings = read_settings(os.environ)
    return _application(_publication(settings), settings)


def _publication(settings: Settings) -> Publication:
    sys.setswitchinterval(_TURN)
    _log_to_console()
    return Publication(settings, records=not settings.preview)


def _application(publication: Publication, settings: Settings) -> Finished:
    app = create_app(publication, preview=settings.preview, templates=settings.templates)
    gc.freeze()  # the list stays: looking through it again and again would stop all requests
    gc.enable()
    publication.report()
    publication.watch()
    threading.Thread(target=publication.prepare, name="prepare", daemon=True).start()
    return finished_of(app)


def server_of(application: Finished, *, idle: float, most: int) -> "Server":
    """Make a server of an application; `run` has it answer whoever connects, until a signal comes.

    Args:
        application: What answers.
        idle: Seconds until an idle connection is closed; up to twice as many.
        most: How many connections there may be.
    """
    from a2wsgi import WSGIMiddleware
    from uvicorn.config import Config
    from uvicorn.server import Server

    from feeds.web.connection import GRACE, Connection, Front

    behind: Any = application  # which a2wsgi has its own types for
    protocol: Any = partial(Connection, Front(application, idle=idle, most=most))
    config = Config(
        WSGIMiddleware(behind, workers=_THREADS),
        interface="asgi3",
        http=protocol,
        ws="none",
        loop="uvloop",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=int(2 * IDLE),  # the protocol has its own
        timeout_graceful_shutdown=GRACE + 1,  # which a connection never needs
    )
    return Server(config)


def _room_for_connections() -> int:
    """Have as many files open as the system allows, if need be; return how many connections fit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _CONNECTIONS + _OTHER_FILES
    unlimited = resource.RLIM_INFINITY
    if unlimited != soft < wanted:
        soft = wanted if hard == unlimited else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == unlimited:
        return _CONNECTIONS
    return min(_CONNECTIONS, max(soft - _OTHER_FILES, soft // 2))


def _bound(host: str, port: int) -> socket.socket:
    """Return a socket that has an address, and does not listen yet."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        raise AddressTaken(host, port, error.strerror or str(error)) from error
    return bound


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
