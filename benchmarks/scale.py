"""What subscribers in millions cost, reckoned from what was measured: the tables of docs/scale.md.

Usage: python benchmarks/scale.py, which writes them anew from RESULTS.md
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from feeds.responses import MAX_AGE

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"
PAGE = HERE.parent / "docs" / "scale.md"

SUBSCRIBERS = (1_000_000, 10_000_000, 100_000_000)
ADDRESSES = 1_000
"""Different feeds that somebody follows: the whole list, its themes, regions and filters."""
PEAK = 5
"""How many times the mean the busiest seconds bring, for many programs ask on the hour."""
HANDSHAKE_BYTES = 5_000
"""What a new connection with TLS sends to the client besides the answer: certificates, above all."""
HANDSHAKES = 1_000
"""New connections with TLS a second and core, of the proxy."""
PLACES = 300
"""Where a CDN holds copies of its own."""
CODINGS = 2
"""In how many ways a document is asked for: gzip and brotli, hardly ever plain."""
_TABLE = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_ROW = re.compile(r"^\| ([^|]+?) +\| ([\d,.]+) ", re.MULTILINE)
_HOUR = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A kind of program that follows feeds.

    Attributes:
        name: What it is.
        share: How many of all subscribers use it, of 1.
        seconds: How often it asks.
        asks: For ``each`` subscriber, or once an ``address`` for all its users.
        why: Where that is from.
    """

    name: str
    share: float
    seconds: int
    asks: Literal["each", "address"]
    why: str

    def polls(self, subscribers: int) -> float:
        """Return how often it asks in a second, of so many subscribers in all."""
        copies = subscribers * self.share if self.asks == "each" else ADDRESSES
        return copies / self.seconds


CLIENTS = (
    Client(
        name="Google Calendar",
        share=0.35,
        seconds=8 * _HOUR,
        asks="address",
        why="8 to 24 h, one copy for all its users",
    ),
    Client(
        name="Apple Calendar",
        share=0.35,
        seconds=_HOUR,
        asks="each",
        why="the person's own setting; assumed",
    ),
    Client(
        name="Outlook",
        share=0.15,
        seconds=_HOUR,
        asks="each",
        why="the classic one heeds the hint of an hour; assumed of the others",
    ),
    Client(
        name="Thunderbird",
        share=0.03,
        seconds=_HOUR // 2,
        asks="each",
        why="its default",
    ),
    Client(
        name="ICSx5",
        share=0.02,
        seconds=_HOUR,
        asks="each",
        why="the person's own setting; assumed",
    ),
    Client(
        name="feed readers",
        share=0.05,
        seconds=_HOUR,
        asks="each",
        why="the hint of the feeds (`ttl`)",
    ),
    Client(
        name="services that read feeds",
        share=0.05,
        seconds=_HOUR,
        asks="address",
        why="one copy for all their users; assumed",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was measured: answers a second of one core, and bytes of answers with their heads."""

    unchanged_rate: float
    changed_rate: float
    unchanged_bytes: float
    changed_bytes: float


def read_figures(results: str) -> Figures:
    """Read the figures from the table of RESULTS.md."""
    rows = {name: float(text.replace(",", "")) for name, text in reversed(_ROW.findall(results))}
    return Figures(
        unchanged_rate=rows["304 of a feed"],
        changed_rate=rows["200 of 400 KB as gzip"],
        unchanged_bytes=rows["bytes of a 304"],
        changed_bytes=rows["bytes of a 200 of 400 KB as gzip"],
    )


def polls(subscribers: int) -> float:
    """Return how often all of so many subscribers ask in a second, on average."""
    return sum(client.polls(subscribers) for client in CLIENTS)


def copies(subscribers: int) -> float:
    """Return how many copies of feeds are kept: so often a changed one is fetched."""
    return sum(client.polls(subscribers) * client.seconds for client in CLIENTS)


def at_origin(subscribers: int, places: int) -> float:
    """Return how often a CDN asks in a second at most: once a place, document and max-age."""
    return min(polls(subscribers), places * ADDRESSES * CODINGS / MAX_AGE)


def _measured(figures: Figures) -> Iterable[tuple[str, ...]]:
    yield "measured", "figure"
    yield "304s a second, one core", f"{figures.unchanged_rate:,.0f}"
    yield "bytes of a 304, with its head", f"{figures.unchanged_bytes:,.0f}"
    yield "a changed feed of 400 KB as gzip, a second, one core", f"{figures.changed_rate:,.0f}"
    yield "bytes of that, with its head", f"{figures.changed_bytes:,.0f}"


def _assumed(_: Figures) -> Iterable[tuple[str, ...]]:
    yield "assumed", "figure"
    yield "different addresses that are followed", f"{ADDRESSES:,}"
    yield "the busiest seconds, times the mean", f"{PEAK}"
    yield "bytes of a new connection with TLS", f"{HANDSHAKE_BYTES:,}"
    yield "new connections with TLS a second, one core of the proxy", f"{HANDSHAKES:,}"
    yield "places where a CDN holds copies", f"{PLACES:,}"
    yield "codings that are asked for", f"{CODINGS}"


def _clients(_: Figures) -> Iterable[tuple[str, ...]]:
    yield "program", "share", "asks every", "for", "polls a second of a million", "why"
    for client in CLIENTS:
        whom = "each subscriber" if client.asks == "each" else "each address"
        yield (
            client.name,
            f"{client.share:.0%}",
            f"{client.seconds // 60} min"
            if client.seconds <= _HOUR
            else f"{client.seconds // _HOUR} h",
            whom,
            f"{client.polls(1_000_000):,.2f}",
            client.why,
        )
    yield "all", "100%", "", "", f"{polls(1_000_000):,.2f}", ""


def _direct(figures: Figures) -> Iterable[tuple[str, ...]]:
    yield "without a CDN", *map(_millions, SUBSCRIBERS)
    yield _line("polls a second", polls)
    yield _line(f"polls a second, busiest ({PEAK} ×)", _busiest)
    yield _line("cores of the program, busiest", lambda n: _busiest(n) / figures.unchanged_rate, 2)
    yield _line("cores of the proxy for TLS, busiest", lambda n: _busiest(n) / HANDSHAKES, 2)
    each = figures.unchanged_bytes
    yield _line("Mbit/s of 304s, busiest", lambda n: _megabits(_busiest(n) * each), 1)
    yield _line(
        "Mbit/s with new connections, busiest",
        lambda n: _megabits(_busiest(n) * (each + HANDSHAKE_BYTES)),
        1,
    )
    yield _line(
        "GB a day without an edit", lambda n: polls(n) * 86400 * (each + HANDSHAKE_BYTES) / 1e9
    )


def _edited(figures: Figures) -> Iterable[tuple[str, ...]]:
    size = figures.changed_bytes
    yield "after an edit, without a CDN", *map(_millions, SUBSCRIBERS)
    yield _line("copies that fetch the feed anew", copies)
    yield _line("GB for it", lambda n: copies(n) * size / 1e9)
    yield _line("Mbit/s, mean of the first half hour", lambda n: _megabits(polls(n) * size))
    yield _line("Mbit/s, busiest", lambda n: _megabits(_busiest(n) * size))
    yield _line("cores of the program, busiest", lambda n: _busiest(n) / figures.changed_rate, 2)


def _cdn(figures: Figures) -> Iterable[tuple[str, ...]]:
    yield "with a CDN, at the program", *map(_millions, SUBSCRIBERS)
    yield from _kept_in(PLACES, f"{PLACES} places", figures)
    yield from _kept_in(1, "a shield before them", figures)


def _kept_in(places: int, name: str, figures: Figures) -> Iterable[tuple[str, ...]]:
    def asked(subscribers: int) -> float:
        return at_origin(subscribers, places)

    def gigabytes(subscribers: int) -> float:
        fetched = min(copies(subscribers), places * ADDRESSES * CODINGS)
        return fetched * figures.changed_bytes / 1e9

    size = figures.unchanged_bytes
    yield _line(f"polls a second at most, {name}", asked, 1)
    yield _line(f"Mbit/s of 304s, {name}", lambda n: _megabits(asked(n) * size), 2)
    yield _line(f"cores, {name}", lambda n: asked(n) / figures.unchanged_rate, 4)
    yield _line(f"GB after an edit at most, {name}", gigabytes, 1)


def _busiest(subscribers: int) -> float:
    return polls(subscribers) * PEAK


def _megabits(size: float) -> float:
    return size * 8 / 1e6


def _millions(subscribers: int) -> str:
    return f"{subscribers // 1_000_000} million"


def _line(name: str, of: Callable[[int], float], digits: int = 0) -> tuple[str, ...]:
    return name, *(f"{of(each):,.{digits}f}" for each in SUBSCRIBERS)


TABLES: Mapping[str, Callable[[Figures], Iterable[tuple[str, ...]]]] = {
    "measured": _measured,
    "assumed": _assumed,
    "clients": _clients,
    "direct": _direct,
    "edited": _edited,
    "cdn": _cdn,
}
"""The tables of the page, by the names of the comments before them."""


def renewed(page: str, figures: Figures) -> str:
    """Return the page with its tables reckoned anew."""
    return _TABLE.sub(
        lambda found: f"{found[1]}{_table(TABLES[found[2]](figures))}{found[3]}", page
    )


def _table(rows: Iterable[tuple[str, ...]]) -> str:
    head, *rest = (f"| {' | '.join(row)} |" for row in rows)
    rule = "|---|" + "---|" * (head.count(" | "))
    return "\n".join([head, rule, *rest, ""])


def renew() -> None:
    """Write the tables of the page anew."""
    figures = read_figures(RESULTS.read_text("utf-8"))
    PAGE.write_text(renewed(PAGE.read_text("utf-8"), figures), "utf-8")


if __name__ == "__main__":
    renew()
