"""The table of two hundred events as an event list, and what stands above the events."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from .rows import LANGUAGES, ZONE, Change, Place, Row, Series

DOMAIN = "hundreds.example.org"

_HEAD: dict[str, Any] = {
    "calendar": {
        "title": {"en": "Two hundred events", "fr": "Deux cents événements", "es": "Doscientos"},
        "description": {"en": "Every key; of each kind, many.", "fr": "Toutes les clés."},
        "domain": DOMAIN,
        "timezone": ZONE,
        "language": LANGUAGES[0],
        "languages": list(LANGUAGES),
        "announced": "2026-01-20",
        "color": "teal",
        "logo": {
            "url": "https://www.example.org/logo.svg",
            "alt": {"en": "Publisher", "fr": "Éditeur"},
        },
        "colors": {"light": "#1f5582", "dark": "#93c1e6"},
        "footer": {"en": "Made by hand.", "fr": "Fait à la main.", "es": "Hecho a mano."},
        "publisher": {"name": {"en": "Publisher", "fr": "Éditeur"}, "short": "P"},
        "url": "https://hundreds.example.org",
    },
    "themes": {
        "law": {"label": {"en": "Law, and practice", "fr": "Droit", "es": "Derecho"}},
        "labour-inspection": {"label": "Labour inspection", "aliases": ["inspection"]},
        "recruitment": {"label": {"en": "Recruitment", "fr": "Recrutement"}, "within": "law"},
        "children": {"label": {"es": "Niñez; y más"}},
        "business": {"retired": "law"},
        "statistics": {"retired": "gone"},
    },
    "regions": {
        "europe": {"label": {"en": "Europe", "fr": "Europe", "es": "Europa"}},
        "moldova": {"label": "Moldova", "within": "europe"},
        "africa": {"label": {"en": "Africa", "fr": "Afrique"}},
        "asia": "Asia",
    },
    "views": {
        "legal": {"title": {"en": "Law alone", "fr": "Droit"}, "theme": "law"},
        "coming": {
            "from": "today",
            "to": "12m",
            "region": ["europe", "africa", "-moldova"],
            "status": "-cancelled",
        },
        "found": {"q": "workshop", "when": "past", "theme": "law, children", "match": "any"},
        "old": {"retired": "legal"},
        "older": {"retired": "gone"},
    },
}
_ANNOUNCED = ("2025-11-03", "2026-01-20", "2025-06-02 09:30", "")
"""When the fifty first events were announced, the next fifty, and so on; that is long apart."""


class _Dumper(yaml.SafeDumper):
    """Writes texts as editors do, without quotes where they can do without."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML declares it

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - as PyYAML declares it
        """Write what comes again in full."""
        return True


def write(rows: Sequence[Row], path: Path) -> Path:
    """Write the list of some rows into a file."""
    path.write_text(text_of(rows), "utf-8")
    return path


def text_of(rows: Sequence[Row]) -> str:
    """Return the list of some rows."""
    events = [_event(row, number) for number, row in enumerate(rows)]
    whole = {**_HEAD, "events": events}
    return yaml.dump(whole, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=200)


def _event(row: Row, number: int) -> dict[str, Any]:
    keys = {
        "id": row.id,
        "title": _texts(row.title, number),
        "start": row.start,
        "end": row.end,
        "timezone": row.zone if row.zone_key == "timezone" else "",
        "repeat": _repeat(row.series) if row.series else "",
        "status": row.status if row.status != "confirmed" or number % 2 else "",
        "location": _location(row),
        "online": row.online,
        "announced": _ANNOUNCED[number // 50 % len(_ANNOUNCED)],
        **row.details,
    }
    return {key: value for key, value in keys.items() if value != ""}


def _texts(texts: Mapping[str, str], number: int = 1) -> Any:
    """Write texts by language; the list's own alone stands for itself every other time."""
    return texts["en"] if set(texts) == {"en"} and number % 2 == 0 else dict(texts)


def _location(row: Row) -> Any:
    if row.place is None:
        return ""
    zone = {"timezone": row.zone} if row.zone_key == "location" else {}
    return {**_place(row.place), **zone}


def _place(place: Place) -> dict[str, Any]:
    keys = {"name": dict(place.name), "address": place.address, "geo": place.geo}
    return {key: value for key, value in keys.items() if value}


def _repeat(series: Series) -> dict[str, Any]:
    keys = {
        **series.words,
        "except": list(series.without),
        "also": list(series.also),
        "changes": dict(map(_change, series.changes)),
    }
    return {key: value for key, value in keys.items() if value}


def _change(change: Change) -> tuple[str, dict[str, Any]]:
    keys = {
        "start": change.start,
        "end": change.end,
        "title": dict(change.title),
        "summary": dict(change.summary),
        "note": dict(change.note),
        "status": change.status,
        "location": _place(change.place) if change.place else "",
    }
    return change.day, {key: value for key, value in keys.items() if value}


def keys_of(value: Any) -> Iterator[str]:
    """Give every key in a list, as often as it is there, with the key above it."""
    if isinstance(value, list):
        for each in value:
            yield from keys_of(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from keys_of(each)
