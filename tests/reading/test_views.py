"""Views as they are written in a list, and what is said of those that are written wrong."""

import pytest

from feeds.model import NO_VIEWS, View

from .lists import LIST, Place, only_problem, place_of, places_of, read

VIEWS = """\
views:
  unions: {title: Trade-union events, theme: trade-unions}
  this-year: {q: training, to: 12m, from: today, region: "europe,moldova"}
  many:
    theme: [trade-unions, -trafficking]
    match: all
    status: [confirmed]
    when: past
  old-unions: {retired: unions}
  campaign: {title: A campaign, theme: trade-unions, retired: gone}
"""
LIST_WITH_VIEWS = LIST + VIEWS


def broken(old: str, new: str) -> str:
    """Return the list with views, with a text replaced that must stand in it once."""
    assert LIST_WITH_VIEWS.count(old) == 1
    return LIST_WITH_VIEWS.replace(old, new)


def test_a_view_has_the_parameters_of_an_address() -> None:
    """As texts, in a fixed order whatever the order they are written in."""
    views = read(LIST_WITH_VIEWS).calendar.views
    assert views.named == {
        "unions": View(
            name="unions", title="Trade-union events", parameters=(("theme", "trade-unions"),)
        ),
        "this-year": View(
            name="this-year",
            parameters=(
                ("region", "europe,moldova"),
                ("from", "today"),
                ("to", "12m"),
                ("q", "training"),
            ),
        ),
        "many": View(
            name="many",
            parameters=(
                ("theme", "trade-unions,-trafficking"),
                ("match", "all"),
                ("when", "past"),
                ("status", "confirmed"),
            ),
        ),
    }


def test_a_retired_view_is_no_view() -> None:
    """It leads to another, or is gone."""
    views = read(LIST_WITH_VIEWS).calendar.views
    assert views.find("old-unions") == views.named["unions"]
    assert (views.find("campaign"), views.is_gone("campaign")) == (None, True)
    assert not views.is_gone("old-unions")
    assert (views.find("never"), views.is_gone("never")) == (None, False)


@pytest.mark.parametrize("text", [LIST, f"{LIST}views:\n", f"{LIST}views: {{}}\n"])
def test_a_list_needs_no_views(text: str) -> None:
    """None are the default, so that they count for nothing."""
    assert read(text).calendar.views == NO_VIEWS


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (
            "{title: Trade-union events, theme: trade-unions}",
            "{title: Trade-union events}",
            (21, 11, "empty-view"),
            "this view does not say which events it is of; write “theme: …”",
        ),
        (
            "{title: Trade-union events, theme: trade-unions}",
            "{title: Trade-union events, match: all}",
            (21, 11, "empty-view"),
            "this view does not say which events it is of; write “theme: …”",
        ),
        ("from: today", "fron: today", (22, 37, "unknown-key"), "did you mean `from`?"),
        ("from: today", "since: today", (22, 37, "unknown-key"), "valid keys: title, retired, "),
        ("from: today", "limit: 5", (22, 37, "unknown-key"), "region, match, from, to, when, q,"),
        ("[confirmed]", "[]", (26, 13, "empty"), "the list is empty; write what is wanted"),
        ("[confirmed]", "{a: b}", (26, 13, "type"), "a group of keys stands where text is needed"),
        ("[confirmed]", "[[a]]", (26, 13, "type"), "a list stands where text is needed"),
        ("  unions:", "  Unions:", (21, 3, "slug"), "write `unions`"),
        ("title: Trade-union events", 'title: " "', (21, 19, "empty"), "the text is empty"),
        (
            "retired: unions",
            "retired: union",
            (28, 25, "unknown-view"),
            "there is no view `union`; did you mean `unions`?",
        ),
        (
            "retired: unions",
            "retired: campaign",
            (28, 25, "retired"),
            "`campaign` is retired itself; write `gone`",
        ),
    ],
)
def test_a_view_that_is_written_wrong_is_told(old: str, new: str, place: Place, words: str) -> None:
    """With the place, and what to write."""
    text = broken(old, new).replace("{retired: unions}", "{retired: gone}")
    problem = only_problem(text)
    assert place_of(problem) == place
    assert words in str(problem)


@pytest.mark.parametrize("value", ["[a]", "unions"])
def test_views_are_a_group(value: str) -> None:
    """A list or a text is none."""
    problem = only_problem(f"{LIST}views: {value}\n")
    assert place_of(problem) == (20, 8, "type")
    assert "a group of views is needed here; write “name: {theme: …}” lines" in str(problem)


def test_a_view_is_a_group_too() -> None:
    """Not the name of a theme alone."""
    assert places_of(f"{LIST}views:\n  a: trade-unions\n  b: [c]\n") == [
        (21, 6, "type"),
        (22, 6, "type"),
    ]
