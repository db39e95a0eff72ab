"""One address of each kind that the server answers."""

from typing import Any

from fetching import get_ok
from lxml import html

PAGES = (
    "/",
    "/theme/human-trafficking",
    "/event/one",
    "/theme/nonsense",
    "/?from=2030",
    "/addresses",
    "/feeds",
    "/subscribe",
    "/subscribe?theme=employers&alarm=-P1D",
    "/subscribe?link=/theme/employers.ics",
    "/subscribe?link=https://example.com/",
)
"""Pages of each kind: all, a part, one event, an error, nothing, help, feeds, how to subscribe.

See `address`.
"""


def address(server_url: str, page: str, prefix: str = "") -> str:
    """Return the full address of a page; ``/event/one`` is whichever event is listed first.

    A ``prefix``, such as "/fr", asks for it in another language.
    """
    path = first_event(server_url) if page == "/event/one" else page
    return server_url + prefix + path


def first_event(server_url: str) -> str:
    """Return the path of the event that the page lists first."""
    document: Any = html.document_fromstring(get_ok(f"{server_url}/").text)
    paths: list[str] = document.xpath("//a[contains(@href, '/event/')]/@href")
    first = next(path for path in paths if not path.endswith(".ics"))
    return first[first.index("/event/") :]


def stylesheets(server_url: str) -> list[str]:
    """Return the paths of the style sheets that the page asks for."""
    document: Any = html.document_fromstring(get_ok(f"{server_url}/").text)
    return [str(path) for path in document.xpath("//link[@rel='stylesheet']/@href")]
