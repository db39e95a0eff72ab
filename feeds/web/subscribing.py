"""Links that put a calendar into the programs people have (R16 to R19)."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_GOOGLE = "https://calendar.google.com/calendar/r"
_OUTLOOK = "https://outlook.{}/calendar/0/addfromweb?url={}&name={}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeLinks:
    """One calendar's address, and the ways into each program.

    Google hides what is cancelled; ``google_address`` asks for it to be shown (R39).
    """

    address: str
    apple: str
    google: str
    google_address: str
    google_shortcut: str
    outlook: str
    outlook_work: str


def subscribe_links(address: str, name: str, google_address: str) -> SubscribeLinks:
    """Make the links for a calendar's absolute address, and its address for Google.

    ``name`` is what Outlook calls it.
    """
    url, title = quote(address, safe=""), quote(name, safe="")
    return SubscribeLinks(
        address=address,
        apple=_webcal(address),
        google=f"{_GOOGLE}/settings/addbyurl",
        google_address=google_address,
        google_shortcut=f"{_GOOGLE}?cid={quote(_webcal(google_address), safe='')}",
        outlook=_OUTLOOK.format("live.com", url, title),
        outlook_work=_OUTLOOK.format("office.com", url, title),
    )


def _webcal(address: str) -> str:
    return "webcal" + address.removeprefix(urlsplit(address).scheme)
