"""A server that does everything wrong, to see that the checks see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PAGE = b"""<!doctype html>
<html lang="en"><title>Events</title>
<style>div { width: 2000px }</style>
<main><h1>Events</h1><img src="http://localhost:9/a.png"><div>Wide</div></main>
<script>console.error("something"); undefinedFunction()</script>
</html>
"""


class Careless(BaseHTTPRequestHandler):
    """Answers everything with a page full of faults, last changed on a day that there is not."""

    def do_GET(self) -> None:
        """Answer."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Last-Modified", "yesterday")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def careless_server() -> Iterator[str]:
    """Give the address of a careless server that runs while the block does."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Careless) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
