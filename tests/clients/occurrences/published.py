"""Calendars on the web, for clients that take no others: on a loopback port, as they are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def published(calendars: Sequence[bytes]) -> Iterator[list[str]]:
    """Serve calendars while the block runs.

    Yields:
        The address of each.
    """
    paths = [f"/{number}.ics" for number in range(len(calendars))]
    documents = dict(zip(paths, calendars, strict=True))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Give a calendar."""
            body = documents.get(self.path)
            self.send_response(HTTPStatus.NOT_FOUND if body is None else HTTPStatus.OK)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            """Say nothing on the console."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield [f"http://127.0.0.1:{server.server_port}{path}" for path in paths]
        finally:
            server.shutdown()
            thread.join()
