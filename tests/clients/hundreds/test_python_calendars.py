"""The two hundred events in Python's icalendar with recurring-ical-events."""

import re

import pytest

from clients.occurrences import recurring

from .conftest import ADDRESSES
from .expected import FIRST, LAST, Shown, expected_at
from .seen import differences, shown
from .table import ROWS


@pytest.fixture(scope="module")
def seen(calendars: list[bytes]) -> dict[str, list[Shown]]:
    """Have it show the calendars."""
    found = recurring.occurrences(calendars, FIRST, LAST)
    return {address: shown(each) for address, each in zip(ADDRESSES, found, strict=True)}


@pytest.mark.parametrize("address", ADDRESSES)
def test_recurring_ical_events_shows_each_occurrence(
    seen: dict[str, list[Shown]], address: str
) -> None:
    """R27, R32, R34, R39, R40: with its words, at its days or instants, once; and no other."""
    assert differences(seen[address], expected_at(address)) == []


def test_a_difference_is_seen(calendars: list[bytes]) -> None:
    """The comparison is able to fail: over an hour, a letter, a word, one too many."""
    broken = calendars[0]
    for old, new in (
        (b"DTSTART;TZID=Asia/Tokyo:20260114T093000", b"DTSTART;TZID=Asia/Tokyo:20260114T103000"),
        (b"Training: domestic work (13)", b"Training: Domestic work (13)"),
        (b"RRULE:FREQ=DAILY;COUNT=20", b"RRULE:FREQ=DAILY;COUNT=21"),
        (b"STATUS:TENTATIVE", b"STATUS:CONFIRMED"),
    ):
        assert old in broken
        broken = broken.replace(old, new, 1)
    (found,) = recurring.occurrences([broken], FIRST, LAST)
    told = "".join(differences(shown(found), expected_at(ADDRESSES[0])))
    assert len(set(re.findall("event='([^']+)'", told))) == 4


def test_a_calendar_names_an_occurrence_alike_in_all_languages(calendars: list[bytes]) -> None:
    """R27: whoever changes from one language to another keeps the events."""
    uids = [sorted(re.findall(rb"^UID:.*", each, re.MULTILINE)) for each in calendars[:3]]
    assert uids[0] == uids[1] == uids[2]
    assert len(uids[0]) > len(ROWS)
