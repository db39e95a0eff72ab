"""The two hundred events as a list: it is good, and has every key many times."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from feeds.model import ROLES
from feeds.reading import parse_list
from feeds.reading.examples import EXAMPLES

from .listing import text_of
from .table import ROWS, ZONES

TEXT = text_of(ROWS)
ABOVE = ("calendar", "logo", "colors", "term", "view")
"""The groups of keys that are not of events."""
WARNINGS = {"skipped-time": 1, "repeated-time": 6, "short-months": 6}
"""What the list is warned of on purpose, and how often."""


def groups() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every group of keys of the list, with its name in the manual."""
    whole = yaml.load(TEXT, yaml.BaseLoader)
    yield "calendar", whole["calendar"]
    yield from ((name, whole["calendar"][name]) for name in ("logo", "colors"))
    yield from (("term", each) for name in ("themes", "regions") for each in whole[name].values())
    yield from (("view", each) for each in whole["views"].values())
    for event in whole["events"]:
        yield from _groups_of_event(event)


def _groups_of_event(event: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    repeat = event.get("repeat", {})
    yield from (("event", event), ("repeat", repeat), ("location", event.get("location", {})))
    for change in repeat.get("changes", {}).values():
        yield from (("occurrence", change), ("location", change.get("location", {})))
    yield from (("organisation", each) for role in ROLES for each in event.get(role, ()))
    yield from (("link", each) for each in event.get("links", ()))
    yield from ((name, event.get(name, {})) for name in ("contact", "registration", "image"))


KEYS = Counter((name, key) for name, group in groups() if isinstance(group, dict) for key in group)


def test_the_list_is_of_two_hundred_events_in_three_languages() -> None:
    """It is read, with no other warnings than those that are meant."""
    reading = parse_list(TEXT.encode(), "events.yaml")
    assert len({event.id for event in reading.calendar.events}) == 200
    assert reading.calendar.languages == ("en", "fr", "es")
    assert Counter(problem.code for problem in reading.warnings) == WARNINGS


def test_the_list_is_always_the_same() -> None:
    """A failure comes again."""
    assert text_of(ROWS) == TEXT


@pytest.mark.parametrize("name", set(EXAMPLES) - {"list"})
def test_every_key_is_used(name: str) -> None:
    """Each key of events ten times or more, each of the rest at least once."""
    most = 1 if name in ABOVE else 10
    assert {key: KEYS[name, key] for key in EXAMPLES[name] if KEYS[name, key] < most} == {}


@pytest.mark.parametrize("zone", ZONES)
def test_events_in_every_zone_repeat_and_do_not(zone: str) -> None:
    """On the clocks of each zone there are single events and series."""
    timed = [row for row in ROWS if row.is_timed and row.zone == zone]
    assert sum(row.series is None for row in timed) >= 4
    assert sum(row.series is not None for row in timed) >= 3
