"""What feed readers must show of the two hundred events, and the pages of their feeds."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import feedparser
from fetching import get_ok

from .expected import occasion_of, title_of
from .listing import DOMAIN
from .rows import Row
from .table import ROWS

PLACES = {"en": "", "fr": "/fr", "es": "/es"}
"""Where the feeds of each language are."""

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_TO_COME = {"en": "date to be confirmed", "fr": "date à préciser", "es": "fecha por confirmar"}


class Item(NamedTuple):
    """An item as a reader shows it."""

    id: str
    title: str
    link: str


def pages(address: str) -> list[str]:
    """Follow a feed from page to page, and return the addresses of all."""
    found = [address]
    while following := _next_of(found[-1]):
        assert following not in found
        found.append(following)
    return found


def _next_of(address: str) -> str:
    text = get_ok(address).text
    if ".json" in address:
        return str(json.loads(text).get("next_url", ""))
    links = feedparser.parse(text).feed.links
    return next((str(link.href) for link in links if link.rel == "next"), "")


def faults(items: Sequence[Item], language: str) -> list[str]:
    """List what is wrong with the items of all pages in a language."""
    named = {item.id: item for item in items}
    found = [f"{len(items)} items, {len(named)} ids"] if len(named) != len(items) else []
    for row in ROWS:
        item = named.pop(f"tag:{DOMAIN},2026:{row.id}", None)
        title = plain(item.title) if item else "nothing"
        if not item or not item.link.endswith(f"{PLACES[language]}/event/{row.id}"):
            found.append(f"{row.id}: {item}")
        elif not _announces(title, row, language):
            found.append(f"{row.id}: {title}")
    return found + [f"and {item}" for item in named.values()]


def _announces(title: str, row: Row, language: str) -> bool:
    """Tell whether a title is an event's, with its date in the language, and its place (R46)."""
    place = f", {row.place.seen(language)}" if row.place else ""
    begin, end = plain(f"{title_of(row, language)} — "), plain(place)
    if not title.startswith(begin) or not title.endswith(end):
        return False
    dates = title[len(begin) : len(title) - len(end)]
    return all(each in dates for each in _dates(row, language))


def _dates(row: Row, language: str) -> Iterable[str]:
    """Give what must be told of the dates: the first day, of several days the last."""
    if row.start == "tbc":
        return [_TO_COME[language]]
    if not row.is_settled:
        year, _, month = row.start.partition("-")
        named = _MONTHS[language].split()[int(month) - 1] if month else ""
        return [year, named.lower() if language != "en" else named, _TO_COME[language]]
    first, last = occasion_of(row)
    return [day_in_words(first if row.is_timed or row.series else last, language)]


def day_in_words(day: date, language: str) -> str:
    """Write a day as people do in a language."""
    month = _MONTHS[language].split()[day.month - 1]
    number = "1er" if day.day == 1 and language == "fr" else day.day
    joint = " de " if language == "es" else " "
    return joint.join((str(number), month, str(day.year)))


def plain(text: str) -> str:
    """Make spaces of every kind alike, which readers do in their own ways."""
    return " ".join(text.split())
