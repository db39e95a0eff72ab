"""Changes of events as the history of an event tells them, news or not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from feeds import wording
from feeds.model import Change, Facts
from feeds.schedule import Days

NOVEMBER = Days(first=date(2008, 11, 25), last=date(2008, 11, 26))
DECEMBER = Days(first=date(2008, 12, 1), last=date(2008, 12, 1))
FACTS = Facts(title="Course", when=NOVEMBER, place="Basel", status="confirmed")


def changed(**fields: Any) -> Change:
    """Make a change of the facts to others; those that begin with `old_` are what they were."""
    old = {name.removeprefix("old_"): each for name, each in fields.items() if "old_" in name}
    new = {name: each for name, each in fields.items() if "old_" not in name}
    at = datetime(2026, 1, 5, tzinfo=UTC)
    return Change(at=at, sequence=1, before=replace(FACTS, **old), after=replace(FACTS, **new))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (changed(when=DECEMBER), "Moved from 25–26 November to 1 December 2008."),
        (changed(title="Talk"), "New title: “Talk” instead of “Course”."),
        (changed(place="Bern"), "New place: Bern instead of Basel."),
        (changed(old_place=""), "The place is set: Basel."),
        (changed(place=""), "The place is no longer set; it was Basel."),
        (changed(status="tentative"), "Tentative."),
        (changed(old_status="tentative"), "Confirmed."),
        (changed(status="cancelled"), "Cancelled. It was to be held on 25–26 November 2008."),
        (
            changed(when=DECEMBER, title="Talk", place="Bern"),
            (
                "Moved from 25–26 November to 1 December 2008. "
                "New title: “Talk” instead of “Course”. New place: Bern instead of Basel."
            ),
        ),
    ],
)
def test_everything_about_a_change_is_told(change: Change, expected: str) -> None:
    """What followers got a notice of first."""
    assert wording.remembered(change, "en") == expected


def test_a_title_is_told_in_the_language_of_the_reader() -> None:
    """If it is another in that one."""
    change = changed(
        title="Talk", titles=(("es", "Charla"), ("fr", "Cours")), old_titles=(("fr", "Cours"),)
    )
    assert wording.remembered(change, "en") == "New title: “Talk” instead of “Course”."
    assert "Charla" in wording.remembered(change, "es")
    assert wording.remembered(change, "fr") == ""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        *(("en", "en_US"), ("en-GB", "en_GB"), ("fr", "fr_FR"), ("fr-CH", "fr_CH")),
        *(("es", "es_ES"), ("pt-BR", "pt_BR"), ("zh-Hant", "zh_TW"), ("sr-Latn", "sr_RS")),
        *(("es-419", ""), ("eo", "")),
    ],
)
def test_a_language_has_a_country_where_one_is_likely(language: str, expected: str) -> None:
    """As Open Graph wants it; a continent or the world is none."""
    assert wording.open_graph_locale(language) == expected
