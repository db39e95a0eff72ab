"""The server process: granian, one worker, the port opened only when a list is loaded."""

import logging
import os
import signal
import socket
import threading
import time

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from feeds.problems import FeedsError
from feeds.settings import Settings

APPLICATION = "feeds.web.worker:start"
"""What each worker loads: imports, where only a name will do, since it is imported there."""

REFUSED = 65
"""What a worker ends with that has said why it cannot serve (EX_DATAERR of sysexits.h)."""

GRACE = 3
"""Seconds that requests have to finish when the server is told to end."""

_THREADS = 4
_CONNECTIONS = 1024


class AddressTaken(FeedsError):
    """The address cannot be listened on."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"Cannot listen on port {port} of {host} ({reason}); choose others with HOST= and PORT=."
        )
        self.host = host
        self.port = port


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or Ctrl-C.

    The worker reads the list, and opens the port if it can be published: this process need not hold
    it.

    Args:
        settings: Where to listen; the worker reads the rest from the environment.

    Raises:
        AddressTaken: Somebody else listens there, or nobody can.
        SystemExit: The worker has ended, with 1.
    """
    address = _free_address(settings.host, settings.port)
    server = Granian(
        APPLICATION,
        address=address,
        port=settings.port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=1,
        blocking_threads=_THREADS,
        backpressure=_CONNECTIONS,
        workers_kill_timeout=GRACE,  # a client that never finishes its request ends too
        log_level=LogLevels.error,  # it warns of killing workers that have just ended
    )
    _let_workers_end()
    # One that has said why it cannot serve needs no second word.
    logging.getLogger("_granian").addFilter(
        lambda _: all(getattr(each.inner, "exitcode", None) != REFUSED for each in server.wrks)
    )
    try:
        server.serve()
    except SystemExit:
        if not server.interrupt_signal:  # a worker that hears it first is no failure
            raise


def _let_workers_end() -> None:
    """Let a worker end that is told to while it still reads its list; granian hears it only later.

    Whatever it is told between its birth and that is not lost.
    """
    told = {signal.SIGTERM}

    def listen() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, told)

    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, told),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, told),
        after_in_child=listen,
    )


def end_with_parent(every: float = 0.5) -> None:
    """End this worker when the process that started it says so, or is gone.

    A worker whose parent was killed would go on holding the port. Ctrl-C in a terminal reaches
    both at once; a worker that also hears it itself, beside the parent's word, can hang in
    granian, so it does not listen. ``every`` is in seconds.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(every)
        os._exit(0)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


def _free_address(host: str, port: int) -> str:
    """Return a host's numeric address, or tell in plain words what granian would in a traceback."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise AddressTaken(host, port, error.strerror or str(error)) from error
    return str(address[0])
