"""Thunderbird: what it shows of calendars written by hand."""

import pytest

from . import thunderbird
from .examples import EXAMPLES, FIRST, LAST, Example, look
from .oddities import ODDITIES
from .oddity import Oddity, spans
from .seen import Seen

ALL = [each.calendar for each in (*EXAMPLES, *ODDITIES)]


@pytest.fixture(scope="module")
def shown() -> dict[bytes, list[Seen]]:
    """Have it show all calendars at once."""
    return look(thunderbird.occurrences, ALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_thunderbird_shows_each_occurrence(
    shown: dict[bytes, list[Seen]], example: Example
) -> None:
    """At its instant or on its days, with its words, once; and no other."""
    assert shown[example.calendar] == example.seen


@pytest.mark.parametrize("oddity", ODDITIES, ids=str)
def test_thunderbird_shows_an_oddity_as_it_is_known_to(
    shown: dict[bytes, list[Seen]], oddity: Oddity
) -> None:
    """A mistake is seen where it is known to be, and a disagreement is still one."""
    assert spans(shown[oddity.calendar]) == oddity.shown_by("thunderbird")


def test_thunderbird_takes_what_is_no_calendar_for_an_empty_one() -> None:
    """It says nothing of a web page, so a comparison with nothing proves nothing."""
    calendars = [EXAMPLES[0].calendar, b"<html></html>"]
    shown = thunderbird.occurrences(calendars, FIRST, LAST)
    assert shown == [EXAMPLES[0].seen, []]
