"""The two hundred events in calcurse, as far as it knows their series."""

from pathlib import Path

import pytest

from .calcurse import Line, expected, look, without_unknown
from .conftest import ADDRESSES
from .expected import expected_at

LEFT_OUT = 38
"""How many events have a series, or a time, that calcurse does not know."""


@pytest.mark.parametrize("number", range(len(ADDRESSES)), ids=ADDRESSES)
def test_calcurse_shows_each_occurrence(
    calendars: list[bytes], tmp_path: Path, number: int
) -> None:
    """R26, R32, R34: imported without a complaint, each on its days or at its instants."""
    calendar, unknown = without_unknown(calendars[number])
    assert len(unknown) == LEFT_OUT
    wanted = expected(expected_at(ADDRESSES[number]), unknown)
    assert sorted(look(calendar, tmp_path / "home") ^ wanted) == []


def test_calcurse_shows_a_series_otherwise_that_it_does_not_know(
    calendars: list[bytes], tmp_path: Path
) -> None:
    """What is left out is left out for a reason, and the comparison is able to fail."""
    wanted = expected(expected_at(ADDRESSES[0]), set())
    shown: set[Line] = set()
    with pytest.raises(ValueError, match="import"):
        shown = look(calendars[0], tmp_path / "home")
    assert shown != wanted
