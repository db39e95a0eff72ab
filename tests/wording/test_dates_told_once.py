"""However an editor writes it, each date of a series is told of once, and truly."""

from datetime import date
from typing import Any

import pytest

from feeds.model import Facts, OccurrenceChange, Repeat
from feeds.schedule import Days, parse_rule
from feeds.wording.single_dates import single_dates

FIRST = date(2026, 12, 1)
RULE = parse_rule("FREQ=WEEKLY;COUNT=6")
EIGHTH = date(2026, 12, 8)


def on(day: int) -> Days:
    """Return a day of December 2026."""
    return Days(first=date(2026, 12, day), last=date(2026, 12, day))


def series(status: Any = "confirmed", **said: Any) -> Facts:
    """Return a series, each week from 1 December 2026, and what is said of its dates."""
    repeat = Repeat(rule=RULE, **said)
    when = Days(first=FIRST, last=FIRST)
    return Facts(title="S", when=when, repeat=repeat, place="", status=status)


def change(day: int = 8, **said: Any) -> tuple[OccurrenceChange, ...]:
    """Return a change of one occurrence."""
    return (OccurrenceChange(day=date(2026, 12, day), **said),)


OFF = {"changes": change(status="cancelled")}
MOVED = {"changes": change(when=on(9))}
OUT = {"without": (EIGHTH,)}
DETAILS = "Details changed for 8 December 2026."


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (OFF, OUT, DETAILS),
        (OUT, OFF, DETAILS),
        (MOVED, OUT, "Not on 9 December 2026."),
        (OUT, MOVED, "Also on 9 December 2026."),
        (MOVED, {**OUT, "also": (on(9),)}, "Details changed for 9 December 2026."),
        ({**OUT, "also": (on(9),)}, MOVED, "Details changed for 9 December 2026."),
        ({"changes": change(title="X")}, OUT, "Not on 8 December 2026."),
        (OUT, {"changes": change(title="X")}, "Held as planned on 8 December 2026."),
        ({"also": (on(10),), "changes": change(10, status="cancelled")}, {}, None),
        (
            {"also": (on(10),), "changes": change(10, when=on(11))},
            {},
            "Not on 11 December 2026.",
        ),
        (
            {"changes": change(15, status="cancelled", when=on(16))},
            {},
            "Held as planned on 15 December 2026.",
        ),
        (
            {**OUT, "also": (on(9),)},
            {},
            "Not on 9 December 2026. Held as planned on 8 December 2026.",
        ),
    ],
)
def test_each_date_is_told_of_once(
    before: dict[str, Any], after: dict[str, Any], told: str | None
) -> None:
    """What is taken out, whatever else was said of it; nothing is told that readers know."""
    sentences = [
        each.sentence for each in single_dates(series(**before), series(**after), "en", "en")
    ]
    assert " ".join(sentences) == (told or "Details changed for 10 December 2026.")


def test_one_date_of_a_cancelled_series_may_be_on() -> None:
    """That is told, and not the cancelling once more."""
    before, after = series("cancelled"), series("cancelled", changes=change(status="confirmed"))
    (told,) = single_dates(before, after, "en", "en")
    assert (told.prefix, told.sentence) == (
        "Going ahead again",
        "Held as planned on 8 December 2026.",
    )
