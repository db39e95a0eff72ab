"""Event lists of any length, the same at every run: what the benchmarks are made with."""

from datetime import date, timedelta
from pathlib import Path

FIRST = date(2024, 1, 1)
_THEMES = (
    "employers",
    "trade-unions",
    "labour-inspection",
    "human-trafficking",
    "child-labour",
    "recruitment",
    "supply-chains",
    "migration",
)
_REGIONS = {
    "africa": None,
    "europe": None,
    "asia": None,
    "americas": None,
    "moldova": "europe",
    "ukraine": "europe",
    "jordan": "asia",
    "peru": "americas",
}
_KINDS = ("Workshop", "Conference", "Training", "Round table", "Seminar")
_PLACES = ("Geneva", "Turin", "Chisinau", "Nairobi", "Lima", "Amman")


def write_list(path: Path, count: int) -> Path:
    """Write a list of so many events, spread over six years, at a path; return the path."""
    themes = "\n".join(f"  {slug}: {_label(slug)}" for slug in _THEMES)
    regions = "\n".join(
        f"  {slug}: {{label: {_label(slug)}{f', within: {within}' if within else ''}}}"
        for slug, within in _REGIONS.items()
    )
    events = "\n".join(_event(number, count) for number in range(count))
    path.write_text(
        "calendar:\n  title: Meetings\n  domain: meetings.example.org\n"
        "  timezone: Europe/Zurich\n  language: en\n  announced: 2024-01-01\n"
        f"themes:\n{themes}\nregions:\n{regions}\nevents:\n{events}\n",
        "utf-8",
    )
    return path


def _event(number: int, count: int) -> str:
    start = FIRST + timedelta(days=number * 2190 // max(count, 1))
    end = start + timedelta(days=number % 3)
    kind, place = _KINDS[number % len(_KINDS)], _PLACES[number % len(_PLACES)]
    themes = {_THEMES[number % len(_THEMES)], _THEMES[number * 3 % len(_THEMES)]}
    region = list(_REGIONS)[number * 5 % len(_REGIONS)]
    about = _label(min(themes)).lower()
    return (
        f"  - id: meeting-{number}\n"
        f"    title: {kind} {number} on {about}\n"
        f"    start: {start}\n"
        f"    end: {end}\n"
        f"    location: {place}\n"
        f"    summary: >-\n"
        f"      {kind} for about {20 + number % 80} persons on {about}, held in {place} with the"
        f" partners of the project and open to observers.\n"
        f"    themes: [{', '.join(sorted(themes))}]\n"
        f"    regions: [{region}]"
    )


def _label(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
