"""The server process: granian, one worker, the port opened only when a list is loaded."""

import os
import socket
import threading
import time

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from feeds.problems import FeedsError
from feeds.settings import Settings

APPLICATION = "feeds.web.worker:make_application"
"""What each worker loads: imports, where only a name will do, since it is imported there."""

_THREADS = 4
_CONNECTIONS = 1024


class PortTaken(FeedsError):
    """The port cannot be listened on."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"Port {port} on {host} cannot be used ({reason}); choose another with PORT=."
        )
        self.host = host
        self.port = port


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C; the list must have been read before.

    Raises:
        PortTaken: Somebody else listens there, or may.
    """
    _try_port(settings.host, settings.port)
    server = Granian(
        APPLICATION,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=_THREADS,
        backpressure=_CONNECTIONS,
        log_level=LogLevels.warning,
    )
    server.serve()


def end_with_parent(every: float = 0.5) -> None:
    """End this process when the one that started it is gone, even if it was killed.

    Otherwise a worker would go on holding the port. ``every`` is in seconds.
    """
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(every)
        os._exit(0)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def _try_port(host: str, port: int) -> None:
    """Find out in plain words what granian would tell in a traceback."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise PortTaken(host, port, error.strerror or str(error)) from error
