"""What an editor is told of that the finished feeds alone show: series cut short, large calendars."""

from datetime import UTC, datetime
from pathlib import Path
from textwrap import indent

import icalendar
import pytest

from feeds.formats import FORMATS
from feeds.formats.series import is_written_as_rule
from feeds.problems import Problem
from feeds.publication import Snapshot, advice
from feeds.publication.advice import MANY_EVENTS
from feeds.selection import Selection

from .desk import Desk

NOW = datetime(2026, 2, 1, tzinfo=UTC)
HEAD = """\
calendar: {title: Meetings, domain: meetings.example.org, timezone: Europe/Zurich, language: en}
themes: {}
regions: {}
events:
"""
DAY = "start: 2026-03-04"
CAIRO = "start: 2026-03-04 18:00\ntimezone: Africa/Cairo"
SKIPPED = "start: 2026-03-04 02:30"


def series(when: str, repeat: str, name: str = "one") -> str:
    """Write an event that repeats; its key `repeat` stands on the line after its dates."""
    event = f"title: A\nregions: []\n{when}\nrepeat: {{{repeat}}}\n"
    return f"- id: {name}\n{indent(event, '  ')}"


def published(folder: Path, *events: str) -> tuple[Snapshot, list[Problem]]:
    """Return what is published of a list, and what its editor is told besides."""
    desk = Desk(folder, HEAD + "".join(events))
    state = desk.open(records=False).state
    return state.snapshot, list(advice(state.snapshot, state.reading, NOW))


def days_given(snapshot: Snapshot) -> list[str]:
    """Return the day of each event in the whole calendar, in their order."""
    body = snapshot.feed(Selection(), FORMATS["ics"], NOW).body
    events = icalendar.Calendar.from_ical(body).events
    return sorted(f"{event.DTSTART:%Y%m%d}" for event in events)


@pytest.mark.parametrize(
    ("when", "repeat", "told", "reason"),
    [
        (
            *(CAIRO, "every: week", (618, "2037-12-30")),
            "the clocks of Africa/Cairo follow no yearly rule",
        ),
        (
            *(CAIRO, "every: day", (999, "2028-11-26")),
            "the clocks of Africa/Cairo follow no yearly rule",
        ),
        (
            *(DAY, "rrule: 'FREQ=YEARLY;BYWEEKNO=10;BYDAY=WE'", (12, "2037-03-04")),
            "its rule is beyond Outlook's",
        ),
        (
            *(DAY, "rrule: 'FREQ=DAILY;COUNT=1200'", (999, "2028-11-26")),
            "its rule is beyond Outlook's",
        ),
        (
            *("start: 1990-03-04 18:00", "every: week", (999, "2009-04-19")),
            "the clocks of Europe/Zurich follow a yearly rule only since 1995",
        ),
        (
            *(SKIPPED, "every: day", (999, "2028-11-26")),
            "clocks in Europe/Zurich are changed at its times of day",
        ),
    ],
)
def test_an_editor_is_told_of_a_series_that_calendars_get_in_part(
    tmp_path: Path, when: str, repeat: str, told: tuple[int, str], reason: str
) -> None:
    """R40: how many dates, until when, why, and the way out; as it is in the calendar."""
    snapshot, problems = published(tmp_path, series(when, repeat))
    problem, (count, last) = problems[0], told
    line = 8 + when.count("\n") + 1
    assert (problem.code, problem.line, problem.is_error) == ("series-cut", line, False)
    assert problem.message == (
        f"calendars get the first {count} dates of `one`, until {last}, since {reason}"
    )
    assert problem.hint == "give it an end before that with “until”"
    days = days_given(snapshot)
    assert (len(days), days[-1]) == (count, last.replace("-", ""))


@pytest.mark.parametrize(
    ("when", "repeat"),
    [
        (DAY, "every: day"),
        (DAY, "every: day, times: 999"),
        (CAIRO, "every: week, until: 2037-12-30"),
        (CAIRO, "every: day, times: 999"),
        (CAIRO, "every: week, times: 3"),
        (DAY, "rrule: 'FREQ=YEARLY;BYWEEKNO=10;BYDAY=WE;COUNT=4'"),
        (SKIPPED, "every: day, until: 2027-12-31"),
    ],
)
def test_a_series_that_calendars_get_whole_is_not_spoken_of(
    tmp_path: Path, when: str, repeat: str
) -> None:
    """Whether as a rule or one by one."""
    snapshot, problems = published(tmp_path, series(when, repeat))
    assert "series-cut" not in [problem.code for problem in problems]
    assert len(days_given(snapshot)) == 1 or not is_written_as_rule(snapshot.entries["one"].event)


def test_the_way_out_leads_out(tmp_path: Path) -> None:
    """Whoever follows the hint is told nothing more."""
    _, problems = published(tmp_path, series(CAIRO, "every: week"))
    assert [problem.code for problem in problems] == ["series-cut"]
    (tmp_path / "ended").mkdir()
    _, problems = published(tmp_path / "ended", series(CAIRO, "every: week, until: 2037-12-29"))
    assert problems == []


def test_dates_that_are_given_one_by_one_count_as_events(tmp_path: Path) -> None:
    """R25: a calendar of two hundred series can be too much for Google all the same."""
    quarter = MANY_EVENTS // 4
    some = [series(CAIRO, f"every: day, times: {quarter}", f"a{each}") for each in range(4)]
    snapshot, problems = published(tmp_path, *some)
    assert len(days_given(snapshot)) == MANY_EVENTS
    (problem,) = problems
    assert problem.code == "large-calendar"
    assert problem.message.startswith(f"the whole calendar has {MANY_EVENTS} events and ")
    (tmp_path / "fewer").mkdir()
    _, problems = published(tmp_path / "fewer", *some[:3])
    assert problems == []
