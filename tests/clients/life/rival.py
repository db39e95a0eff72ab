"""A publisher that does less than is promised, to see that clients suffer from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from fetching import Answer


class Rival:
    """A server with one document, which can be changed."""

    def __init__(self, url: str, document: Answer) -> None:
        self.url = url
        self.media_type = document.header("Content-Type")
        self.text = document.text

    def replace(self, old: str, new: str) -> None:
        """Change the document, wherever it says something."""
        assert old in self.text
        self.text = self.text.replace(old, new)


@contextmanager
def rival_of(document: Answer) -> Iterator[Rival]:
    """Serve a copy of a document from elsewhere, as it was and as it is changed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Give the whole document, as it is now."""
            body = rival.text.encode()
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", rival.media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing on the console."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        rival = Rival(f"http://127.0.0.1:{server.server_port}/", document)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield rival
        finally:
            server.shutdown()
            thread.join()
