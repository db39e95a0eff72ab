"""Plain HTTP requests that follow, cache and decode nothing."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer as it came."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as UTF-8 text."""
        return self.body.decode("utf-8")

    def header(self, name: str) -> str:
        """Return a header's value, empty when it is absent."""
        return self.headers.get(name, "")


def get(url: str, *, method: str = "GET", **headers: str) -> Answer:
    """Ask for an address once.

    Args:
        url: An absolute http address.
        method: The request's method.
        headers: Request headers, with underscores for hyphens (``if_none_match='"x"'``).
    """
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_SECONDS)
    try:
        connection.request(
            method, target, headers={name.replace("_", "-"): text for name, text in headers.items()}
        )
        response = connection.getresponse()
        return Answer(status=response.status, headers=response.headers, body=response.read())
    finally:
        connection.close()


def get_ok(url: str) -> Answer:
    """Ask for an address that must answer 200 with something in it."""
    answer = get(url)
    assert answer.status == http.client.OK, f"{url} answers {answer.status}: {answer.body[:500]!r}"
    assert answer.body, f"{url} answers with nothing"
    return answer
