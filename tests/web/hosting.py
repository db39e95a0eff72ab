"""Somebody else's site, on a port of its own: whatever pages a test gives it, under any policy."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

MEDIA_TYPES = {"css": "text/css", "js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Held:
    """A page: what stands in its body, and the headers that it is sent with."""

    body: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Host:
    """A site that runs: where it is, its pages and files by path, to which a test adds its own."""

    url: str
    pages: dict[str, Held] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def put(self, path: str, body: str, policy: str = "", **headers: str) -> str:
        """Put a page on the site, and return its address.

        Args:
            path: Where it is.
            body: HTML, the main part of the page.
            policy: Its Content-Security-Policy; none unless given.
            headers: More headers, with underscores for hyphens.
        """
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if policy:
            sent["Content-Security-Policy"] = policy
        self.pages[path] = Held(body, sent)
        return self.url + path


def document(body: str) -> str:
    """Return a page with no more in it than a page must have."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title>'
        '<link rel="icon" href="data:,">'
        f"<main><h1>Host</h1>{body}</main></html>"
    )


@contextmanager
def hosting() -> Iterator[Host]:
    """Run a site while the block runs."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        host = Host(f"http://127.0.0.1:{server.server_port}")
        _HOSTS[server.server_port] = host
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
            del _HOSTS[server.server_port]


_HOSTS: dict[int, Host] = {}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Answer with a page or a file that was put there."""
        host = _HOSTS[self.server.server_address[1]]  # type: ignore[index]
        if page := host.pages.get(self.path):
            self._send(200, "text/html", document(page.body), page.headers)
        elif self.path in host.files:
            media_type = MEDIA_TYPES[self.path.rpartition(".")[2]]
            self._send(200, media_type, host.files[self.path], {})
        else:
            self._send(404, "text/plain", "", {})

    def _send(self, status: int, media_type: str, text: str, headers: Mapping[str, str]) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""
