"""recurring-ical-events: what it shows of calendars written by hand."""

import pytest

from . import recurring
from .examples import EXAMPLES, FIRST, LAST, Example, look
from .oddities import ODDITIES
from .oddity import Oddity, spans
from .seen import Seen, UnreadableError

ALL = [each.calendar for each in (*EXAMPLES, *ODDITIES)]


@pytest.fixture(scope="module")
def shown() -> dict[bytes, list[Seen]]:
    """Have it show all calendars at once."""
    return look(recurring.occurrences, ALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_recurring_shows_each_occurrence(shown: dict[bytes, list[Seen]], example: Example) -> None:
    """At its instant or on its days, with its words, once; and no other."""
    assert shown[example.calendar] == example.seen


@pytest.mark.parametrize("oddity", ODDITIES, ids=str)
def test_recurring_shows_an_oddity_as_it_is_known_to(
    shown: dict[bytes, list[Seen]], oddity: Oddity
) -> None:
    """A mistake is seen where it is known to be, and a disagreement is still one."""
    assert spans(shown[oddity.calendar]) == oddity.shown_by("recurring")


def test_recurring_says_which_calendar_it_cannot_show() -> None:
    """The check is able to fail."""
    calendars = [EXAMPLES[0].calendar, b"<html></html>"]
    with pytest.raises(UnreadableError, match="calendar 1"):
        recurring.occurrences(calendars, FIRST, LAST)
