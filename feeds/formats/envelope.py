"""What a feed says of itself, whatever its format."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The feed around the items: names, ids, addresses.

    Addresses are absolute. ``address`` is the feed's canonical one, ``page`` the page of the
    same selection; ``next_page`` and ``previous_page`` are feeds (RFC 5005 §3). ``updated`` is
    when an entry last changed in a way worth telling, ``modified`` in any way. ``count`` is the
    number of items in this document, ``total`` the number of events in the whole selection.
    """

    title: str
    summary: str
    author: str
    author_url: str | None
    uid: str
    language: str
    timezone: str
    color: str
    address: str
    page: str
    icon: str
    icon_small: str
    updated: datetime
    modified: datetime
    count: int
    total: int
    next_page: str | None = None
    previous_page: str | None = None
