"""The two hundred events in the calendars that people have: each shows every occurrence."""

import pytest

from clients.occurrences import evolution, icaljs, libical, thunderbird
from clients.occurrences.seen import Occurrences

from .conftest import ADDRESSES
from .expected import FIRST, LAST, Shown, expected_at
from .seen import differences, shown

CLIENTS: dict[str, Occurrences] = {
    "ical.js": icaljs.occurrences,
    "libical": libical.occurrences,
    "Evolution": evolution.occurrences,
    "Thunderbird": thunderbird.occurrences,
}


@pytest.fixture(scope="module", params=CLIENTS)
def seen(request: pytest.FixtureRequest, calendars: list[bytes]) -> dict[str, list[Shown]]:
    """Have a client show the calendars, all at once."""
    found = CLIENTS[request.param](calendars, FIRST, LAST)
    return {address: shown(each) for address, each in zip(ADDRESSES, found, strict=True)}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_calendar_shows_each_occurrence(seen: dict[str, list[Shown]], address: str) -> None:
    """R27, R32, R34, R39, R40: with its words, at its days or instants, once; and no other."""
    assert differences(seen[address], expected_at(address)) == []
