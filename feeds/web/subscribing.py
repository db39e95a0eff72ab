"""Links that put a calendar into the programs people have (R16 to R19)."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_GOOGLE = "https://calendar.google.com/calendar/r"
_OUTLOOK = "https://outlook.{}/calendar/0/addfromweb?url={}&name={}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeLinks:
    """One calendar's address, and the ways into each program."""

    address: str
    apple: str
    google: str
    google_shortcut: str
    outlook: str
    outlook_work: str


def subscribe_links(address: str, name: str) -> SubscribeLinks:
    """Make the links for a calendar's absolute address; ``name`` is what Outlook calls it."""
    webcal = "webcal" + address.removeprefix(urlsplit(address).scheme)
    url, title = quote(address, safe=""), quote(name, safe="")
    return SubscribeLinks(
        address=address,
        apple=webcal,
        google=f"{_GOOGLE}/settings/addbyurl",
        google_shortcut=f"{_GOOGLE}?cid={quote(webcal, safe='')}",
        outlook=_OUTLOOK.format("live.com", url, title),
        outlook_work=_OUTLOOK.format("office.com", url, title),
    )
