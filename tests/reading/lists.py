"""A small event list that is right, to be broken in one place by each test."""

import pytest

from feeds.model import Event
from feeds.problems import ListError, Problem
from feeds.reading import Reading, parse_list

PATH = "events.yaml"
LIST = """\
calendar:
  title: Meetings
  domain: meetings.example.org
  announced: 2026-11-24
  timezone: Europe/Zurich
  language: en
themes:
  human-trafficking: {label: Human trafficking, aliases: [trafficking]}
  trade-unions: Trade unions
regions:
  europe: Europe
  moldova: {label: Moldova, within: europe}
events:
  - id: autumn-meeting
    title: Autumn meeting
    start: 2008-11-25
    end: 2008-11-26
    themes: [human-trafficking]
    regions: [moldova]
"""

Place = tuple[int, int, str]
"""Where a problem stands and what it is: line, column and code."""


def edited(old: str, new: str) -> str:
    """Return the list with a text replaced that must stand in it once."""
    assert LIST.count(old) == 1, f"“{old}” stands {LIST.count(old)} times in the list"
    return LIST.replace(old, new)


def read(text: str) -> Reading:
    """Read a list that must be right."""
    return parse_list(text.encode(), PATH)


def only_event(text: str) -> Event:
    """Read a list that must be right and hold one event."""
    (event,) = read(text).calendar.events
    return event


def problems_of(data: str | bytes) -> tuple[Problem, ...]:
    """Read a list that must be refused, and return everything that is wrong with it."""
    with pytest.raises(ListError) as refused:
        parse_list(data.encode() if isinstance(data, str) else data, PATH)
    return refused.value.problems


def only_problem(data: str | bytes) -> Problem:
    """Read a list that must be refused for one reason."""
    problems = problems_of(data)
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def place_of(problem: Problem) -> Place:
    """Return where a problem stands and what it is."""
    return problem.line, problem.column, problem.code


def places_of(data: str | bytes) -> list[Place]:
    """Read a list that must be refused; return where all problems stand and what they are."""
    return [place_of(problem) for problem in problems_of(data)]
