"""Event lists of any length, the same at every run: what the benchmarks are made with.

The same meetings are also written as yaml2ics reads them, and given as plain facts.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

FIRST = date(2024, 1, 1)
THEMES = (
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
_WORDS = [
    "about",
    "access",
    "across",
    "agreement",
    "agriculture",
    "attention",
    "authorities",
    "bargaining",
    "cases",
    "child",
    "claims",
    "collective",
    "companies",
    "complaints",
    "conditions",
    "construction",
    "contracts",
    "convention",
    "countries",
    "courts",
    "debt",
    "decent",
    "detection",
    "discussion",
    "domestic",
    "due",
    "duties",
    "employment",
    "enforcement",
    "evidence",
    "examples",
    "experience",
    "fair",
    "farms",
    "fees",
    "fishing",
    "forced",
    "freedom",
    "garment",
    "guidance",
    "hearing",
    "hours",
    "identification",
    "income",
    "indicators",
    "informal",
    "inspectors",
    "interviews",
    "judges",
    "justice",
    "labour",
    "law",
    "legal",
    "licensing",
    "local",
    "measures",
    "methods",
    "migrants",
    "ministries",
    "monitoring",
    "national",
    "networks",
    "observers",
    "offices",
    "passports",
    "pay",
    "penalties",
    "persons",
    "pilot",
    "plans",
    "police",
    "policies",
    "practice",
    "prevention",
    "private",
    "prosecution",
    "protection",
    "protocol",
    "public",
    "purchase",
    "questions",
    "raw",
    "recovery",
    "referral",
    "region",
    "remedies",
    "report",
    "research",
    "rights",
    "risks",
    "rules",
    "seasonal",
    "services",
    "shelters",
    "social",
    "standards",
    "statistics",
    "study",
    "suppliers",
    "survivors",
    "sites",
    "trade",
    "training",
    "transport",
    "unions",
    "victims",
    "visits",
    "wages",
    "women",
    "work",
    "workers",
]
SMALL, MIDDLE = 8, 585
"""Of so many events a calendar has 6 KB, or 400."""
_PLACES = ("Geneva", "Turin", "Chisinau", "Nairobi", "Lima", "Amman")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What is known of a meeting; ``last`` is its last day."""

    id: str
    title: str
    first: date
    last: date
    place: str
    summary: str
    themes: tuple[str, ...]
    region: str

    @property
    def uid(self) -> str:
        """Its id in calendars."""
        return f"{self.id}@meetings.example.org"

    @property
    def page(self) -> str:
        """Its address."""
        return f"http://localhost:8000/event/{self.id}"


def write_list(path: Path, count: int) -> Path:
    """Write a list of so many events, spread over six years, at a path; return the path."""
    themes = "\n".join(f"  {slug}: {_label(slug)}" for slug in THEMES)
    regions = "\n".join(
        f"  {slug}: {{label: {_label(slug)}{f', within: {within}' if within else ''}}}"
        for slug, within in _REGIONS.items()
    )
    events = "\n".join(_event(each) for each in meetings(count))
    path.write_text(
        "calendar:\n  title: Meetings\n  domain: meetings.example.org\n"
        "  timezone: Europe/Zurich\n  language: en\n  announced: 2024-01-01\n"
        f"themes:\n{themes}\nregions:\n{regions}\nevents:\n{events}\n",
        "utf-8",
    )
    return path


def write_yaml2ics_list(path: Path, count: int) -> Path:
    """Write the same meetings as yaml2ics reads them at a path; return the path."""
    events = "\n".join(_yaml2ics_event(each) for each in meetings(count))
    path.write_text(f"name: Meetings\ntimezone: Europe/Zurich\nevents:\n{events}\n", "utf-8")
    return path


def meetings(count: int) -> list[Meeting]:
    """Return what is known of each of so many meetings."""
    return [_meeting(number, count) for number in range(count)]


def _meeting(number: int, count: int) -> Meeting:
    start = FIRST + timedelta(days=number * 2190 // max(count, 1))
    kind, place = _KINDS[number % len(_KINDS)], _PLACES[number % len(_PLACES)]
    themes = sorted({THEMES[number % len(THEMES)], THEMES[number * 3 % len(THEMES)]})
    about = _label(themes[0]).lower()
    return Meeting(
        id=f"meeting-{number}",
        title=f"{kind} {number} on {about}",
        first=start,
        last=start + timedelta(days=number % 3),
        place=place,
        summary=" ".join(random.Random(number).choices(_WORDS, k=20)).capitalize() + ".",
        themes=tuple(themes),
        region=list(_REGIONS)[number * 5 % len(_REGIONS)],
    )


def _event(meeting: Meeting) -> str:
    return (
        f"  - id: {meeting.id}\n"
        f"    title: {meeting.title}\n"
        f"    start: {meeting.first}\n"
        f"    end: {meeting.last}\n"
        f"    location: {meeting.place}\n"
        f"    summary: >-\n"
        f"      {meeting.summary}\n"
        f"    themes: [{', '.join(meeting.themes)}]\n"
        f"    regions: [{meeting.region}]"
    )


def _yaml2ics_event(meeting: Meeting) -> str:
    """Write a meeting; without an end, one is a whole day to yaml2ics, the only kind it has."""
    end = "" if meeting.last == meeting.first else f"    end: {meeting.last + timedelta(days=1)}\n"
    return (
        f"  - summary: {meeting.title}\n"
        f"    uid: {meeting.uid}\n"
        f"    begin: {meeting.first}\n"
        f"{end}"
        f"    location: {meeting.place}\n"
        f"    description: >-\n"
        f"      {meeting.summary}\n"
        f"    categories: [{', '.join(meeting.themes)}]\n"
        f"    url: {meeting.page}"
    )


def _label(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
