"""Five clients see of invented calendars what the model has, each occurrence over twenty years.

The calendars are the same at each run, but for `make test-long`, which draws many more and says
from which number they were drawn. Evolution and Thunderbird, which take long for one, are shown
some of them, several in one.
"""

import os
import random
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from inventing import ZONES, calendars
from making import make_calendar, make_event

from feeds.model import Calendar, Event, OccurrenceChange
from feeds.schedule import FREQUENCIES, Days, Times, Unsettled

from .comparing import Difference, differences, expect
from .simpler import smallest

BATCH = 25
"""How many calendars a client is shown at once."""
SAMPLED = 40
"""How many calendars Evolution and Thunderbird are shown at least; of many, one in `BATCH`."""
JOINED = 4
"""How many calendars are one for them."""

USUALLY = 200
IS_LONG = "FEEDS_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("FEEDS_EXAMPLES", USUALLY))
SEED = int(os.environ.get("FEEDS_SEED", random.randrange(10**9) if IS_LONG else 0))
NUMBERS = range(SEED, SEED + EXAMPLES)
"""What calendars are drawn from."""

QUICK = ("ical.js", "libical", "recurring-ical-events")
SLOW = ("Evolution", "Thunderbird")


@cache
def invented(number: int) -> Calendar:
    """Invent a calendar, in three zones; the number stands in the ids of its events.

    Each is drawn by itself: of many hypothesis makes half by altering others.
    """
    found: list[Calendar] = []
    zones = [ZONES[(number * step + step) % len(ZONES)] for step in (1, 5, 13)]

    @seed(number)
    @settings(
        max_examples=2,  # the first is always the simplest
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(calendars(zones=zones))
    def collect(calendar: Calendar) -> None:
        found.append(calendar)

    collect()
    return make_calendar(
        *(replace(event, id=f"{event.id}-of-{number}") for event in found[-1].events)
    )


def joined(numbers: Iterable[int]) -> Calendar:
    """Make one calendar of several."""
    return make_calendar(*(event for number in numbers for event in invented(number).events))


@pytest.mark.parametrize("first", NUMBERS[::BATCH])
def test_clients_see_what_the_model_has(first: int) -> None:
    """The same instants, days, titles, places, states and occurrences."""
    check(QUICK, [invented(number) for number in range(first, first + BATCH) if number in NUMBERS])


@pytest.mark.parametrize("client", SLOW)
def test_slow_clients_see_what_the_model_has(client: str) -> None:
    """The same instants, days, titles, places, states and occurrences."""
    numbers = NUMBERS[: max(SAMPLED, EXAMPLES // BATCH)]
    check([client], [joined(numbers[first : first + JOINED]) for first in numbers[::JOINED]])


def test_what_is_invented_is_of_all_kinds() -> None:
    """Days and times, held once and in series, in all zones; else the comparison proves little."""
    events = joined(range(SEED, SEED + max(EXAMPLES, USUALLY))).events
    assert {type(event.when) for event in events} == {Days, Times, Unsettled}
    zones = {event.when.timezone for event in events if isinstance(event.when, Times)}
    assert zones == {*ZONES}
    repeats = [event.repeat for event in events if event.repeat]
    assert {repeat.rule.frequency for repeat in repeats} == {*FREQUENCIES}
    assert any(repeat.without for repeat in repeats)
    assert any(repeat.also for repeat in repeats)
    assert any(change.when for repeat in repeats for change in repeat.changes)


def check(clients: Iterable[str], calendars: Sequence[Calendar]) -> None:
    """Have clients show calendars; of one that is shown otherwise, say what is smallest in it."""
    expected = [expect(calendar) for calendar in calendars]
    with ThreadPoolExecutor() as pool:
        found = [each for each in pool.map(lambda one: differences(one, expected), clients) if each]
    if found:
        again = (
            f"all again: make test-long FEEDS_EXAMPLES={EXAMPLES} FEEDS_SEED={SEED}\n"
            "one again: make test-long FEEDS_EXAMPLES=1 FEEDS_SEED=…, the number in its ids"
        )
        pytest.fail("\n".join((again, *(reduced(each[0]) for each in found))), pytrace=False)


def reduced(difference: Difference) -> str:
    """Say of a calendar that a client shows otherwise what is smallest in it."""

    def differing(calendars: Sequence[Calendar]) -> list[Calendar]:
        expected = [expect(calendar) for calendar in calendars]
        return [each.expected.calendar for each in differences(difference.client, expected)]

    least = smallest(difference.expected.calendar, differing)
    return "\n".join(map(str, differences(difference.client, [expect(least)])))


def test_a_calendar_that_is_shown_otherwise_is_told() -> None:
    """The check is able to fail, and says what is seen, what is meant, and of what."""
    event = make_event("seminar", date(2026, 3, 4), title="Seminar")
    expected = expect(make_calendar(event))
    tampered = replace(expected, file=expected.file.replace(b"20260304", b"20260303"))
    assert differences("ical.js", [expected]) == []
    (difference,) = differences("ical.js", [expected, tampered])
    assert "1 occurrences are meant, 1 are seen" in str(difference)
    assert "start='2026-03-04'" in str(difference)
    assert "start='2026-03-03'" in str(difference)
    assert "DTSTART;VALUE=DATE:20260303" in str(difference)


def test_a_calendar_that_no_client_could_show_is_told() -> None:
    """Those beside it are shown all the same."""
    expected = expect(make_calendar(make_event(start=date(2026, 3, 4))))
    broken = replace(expected, file=b"<html></html>")
    (difference,) = differences("libical", [expected, broken])
    assert "not a calendar" in str(difference)


def test_what_differs_is_made_small() -> None:
    """Of all invented calendars in one, what is left is an event with the change of a place."""

    def is_elsewhere(event: Event) -> bool:
        return any(change.location for change in event.repeat.changes) if event.repeat else False

    def elsewhere(calendars: Sequence[Calendar]) -> list[Calendar]:
        return [each for each in calendars if any(map(is_elsewhere, each.events))]

    (event,) = smallest(joined(range(20)), elsewhere).events
    assert event.repeat is not None
    (change,) = event.repeat.changes
    assert change == OccurrenceChange(day=change.day, when=change.when, location=change.location)
    assert event.repeat.without == ()
    plain = make_event(event.id, title="Title", when=event.when, repeat=event.repeat)
    assert replace(event, announced=plain.announced) == plain
