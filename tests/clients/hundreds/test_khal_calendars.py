"""The two hundred events in khal, of the copies that vdirsyncer makes."""

import pytest
from serving import Server

from .conftest import ADDRESSES
from .expected import FIRST, LAST, between, expected_at
from .khal import MONTH, ByName, copy, expanded, expected, listed
from .seen import differences

FOLLOWED = {"english": ADDRESSES[0], "spanish": ADDRESSES[2], "french": ADDRESSES[3]}
"""Where khal follows the list; in French with what has no days yet."""


@pytest.fixture(scope="module")
def seen(site: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[ByName, ByName]:
    """Have the calendars copied and expanded, a month listed, and what was found in all read."""
    home = tmp_path_factory.mktemp("khal")
    copy({name: site.url + address for name, address in FOLLOWED.items()}, home)
    return listed(home), expanded(home)


@pytest.mark.parametrize("name", FOLLOWED)
def test_khal_lists_each_occurrence_of_a_month(seen: tuple[ByName, ByName], name: str) -> None:
    """R27, R32, R34, R39, R40: with its words, at its days or instants, once; and no other."""
    month, _ = seen
    wanted = between(expected(expected_at(FOLLOWED[name])), *MONTH)
    assert differences(between(month[name], *MONTH), wanted) == []


@pytest.mark.parametrize("name", FOLLOWED)
def test_khal_finds_each_occurrence_of_three_years(seen: tuple[ByName, ByName], name: str) -> None:
    """The same, as its database has it."""
    _, found = seen
    shown = between(found[name], FIRST.isoformat(), LAST.isoformat())
    assert differences(shown, expected(expected_at(FOLLOWED[name]))) == []
