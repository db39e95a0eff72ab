"""What an edit does to subscribers, in words, before it is published."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from making import THEMES

from feeds.history import tell
from feeds.model import Event, Location, Term, Vocabulary
from feeds.schedule import Days

from .editing import LATER, START, begun, edited, plain_event

EVENT = plain_event(start=date(2008, 11, 25), end=date(2008, 11, 26), location=Location(name="A"))
MOVED: dict[str, Any] = {"when": Days(first=date(2008, 12, 2), last=date(2008, 12, 3))}


def told(*after: Event, before: tuple[Event, ...] = (EVENT,), **of: Any) -> list[str]:
    """Return what is told of an edit."""
    history = begun(*before)
    return list(tell(history, edited(history, *after, **of), "en"))


@pytest.mark.parametrize(
    ("changes", "said", "does"),
    [
        (MOVED, "moved from 25–26 November to 2–3 December 2008", "move it"),
        (
            {"status": "postponed"},
            "postponed. New dates will follow; it was to be held on 25–26 November 2008",
            "mark it as off",
        ),
        (
            {"status": "postponed", **MOVED},
            "postponed from 25–26 November to 2–3 December 2008",
            "move it",
        ),
        (
            {"status": "cancelled"},
            "cancelled. It was to be held on 25–26 November 2008",
            "mark it as off",
        ),
        (
            {"status": "cancelled", **MOVED},
            "cancelled. It was to be held on 2–3 December 2008",
            "mark it as off",
        ),
        ({"status": "tentative"}, "confirmed becomes tentative", "change it"),
        ({"title": "B"}, "title “Event one” becomes “B”", "change it"),
        ({"location": None}, "place “A” becomes “none”", "change it"),
        (
            {"title": "B", **MOVED},
            "moved from 25–26 November to 2–3 December 2008; title “Event one” becomes “B”",
            "move it",
        ),
    ],
)
def test_news_is_told_with_what_it_does(changes: dict[str, Any], said: str, does: str) -> None:
    """In words that an editor can hold against what was meant."""
    line = f"one: {said}: calendars {does}, readers show it again"
    assert told(replace(EVENT, **changes)) == [line]


@pytest.mark.parametrize(
    ("changes", "does"),
    [
        ({"summary": "B"}, "are not notified"),
        ({"updated": START}, "are not notified"),
        ({"updated": LATER}, "show it again"),
    ],
)
def test_a_correction_is_told_with_what_it_does(changes: dict[str, Any], does: str) -> None:
    """Readers are told of it only where the editor says so."""
    line = f"one: other text: calendars take it, readers {does}"
    assert told(replace(EVENT, **changes)) == [line]


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_an_event_that_is_on_again_is_told(status: str) -> None:
    """Whoever has crossed it out must hear of it."""
    off = plain_event(status=status)
    assert told(plain_event(), before=(off,)) == [
        "one: going ahead again, on 25 November 2008: calendars change it, readers show it again"
    ]


def test_what_comes_and_goes_is_told() -> None:
    """In the order of ids; what stays as it is is not spoken of."""
    assert told(
        plain_event("stays"), plain_event("comes"), before=(EVENT, plain_event("stays"))
    ) == [
        "comes: new, 25 November 2008: calendars and readers show it",
        "one: leaves the list: most calendars drop it, some keep it; its page says so",
    ]
    assert told(plain_event("stays"), before=(plain_event("stays"),)) == []


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "is back on the list: calendars show it again"),
        ({"summary": "B"}, "is back on the list: calendars show it again"),
        (
            {"title": "B"},
            "title “Event one” becomes “B”: calendars change it, readers show it again",
        ),
    ],
)
def test_an_event_that_comes_back_is_told(changes: dict[str, Any], line: str) -> None:
    """With what has become other meanwhile."""
    gone = edited(begun(EVENT))
    assert list(tell(gone, edited(gone, replace(EVENT, **changes)), "en")) == [f"one: {line}"]
    assert list(tell(gone, edited(gone), "en")) == []


def test_the_first_recording_tells_of_everything() -> None:
    """There was nothing before."""
    assert list(tell(None, begun(EVENT), "en")) == [
        "one: new, 25–26 November 2008: calendars and readers show it"
    ]


@pytest.mark.parametrize(
    "of",
    [
        {"title": "Other events"},
        {"themes": Vocabulary(terms={**THEMES.terms, "new": Term(slug="new", label="New")})},
    ],
)
def test_what_the_list_says_of_itself_is_told_too(of: dict[str, Any]) -> None:
    """Its name stands in every calendar; a new theme makes new feeds."""
    assert told(EVENT, **of) == [
        "the list: its title, description, terms or views change; readers get no notice of that"
    ]


def test_the_days_are_written_in_the_language_of_the_list() -> None:
    """As in the notices that followers get."""
    history = begun(EVENT)
    (line,) = tell(history, edited(history, replace(EVENT, **MOVED)), "fr")
    assert "25–26 novembre" in line
    assert "2–3 décembre 2008" in line
