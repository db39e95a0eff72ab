"""Terms that are no longer used: what may take their place, and where they still stand."""

import pytest

from .lists import LIST, Place, edited, only_problem, place_of, places_of, read

UNIONS = "  trade-unions: Trade unions\n"
OLD = "  trade-unions: Trade unions\n  unions: {retired: trade-unions}\n  press: {retired: gone}\n"
LIST_WITH_OLD = edited(UNIONS, OLD)


def broken(old: str, new: str) -> str:
    """Return the list with retired themes, with a text replaced that must stand in it once."""
    assert LIST_WITH_OLD.count(old) == 1
    return LIST_WITH_OLD.replace(old, new)


def test_a_retired_term_is_no_term() -> None:
    """It leads to another, or is gone; it has no feed and no label."""
    themes = read(LIST_WITH_OLD).calendar.themes
    assert set(themes.terms) == {"human-trafficking", "trade-unions"}
    assert themes.find("unions") == themes.terms["trade-unions"]
    assert (themes.find("press"), themes.is_gone("press")) == (None, True)
    assert not themes.is_gone("unions")
    assert not themes.is_gone("never-heard-of")


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (
            "[human-trafficking]",
            "[unions]",
            (20, 14, "retired"),
            "the theme `unions` is retired; write `trade-unions`",
        ),
        (
            "[human-trafficking]",
            "[press]",
            (20, 14, "retired"),
            "the theme `press` is retired; remove it",
        ),
        (
            "trade-unions: Trade unions",
            "trade-unions: {label: T, within: press}",
            (9, 36, "retired"),
            "the theme `press` is retired; remove it",
        ),
        (
            "trade-unions: Trade unions",
            "trade-unions: T\n  hiring: {label: H, within: unions}",
            (10, 30, "retired"),
            "the theme `unions` is retired; write `trade-unions`",
        ),
        (
            "{retired: gone}",
            "{retired: unions}",
            (11, 20, "retired"),
            "`unions` is retired itself; write `trade-unions`",
        ),
        (
            "{retired: trade-unions}",
            "{retired: press}",
            (10, 21, "retired"),
            "`press` is retired itself; write `gone`",
        ),
        (
            "{retired: trade-unions}",
            "{retired: unions}",
            (10, 21, "retired"),
            "`unions` is retired itself; name one in use, or write `gone`",
        ),
        (
            "{retired: trade-unions}",
            "{retired: trade-union}",
            (10, 21, "unknown-theme"),
            "there is no theme `trade-union`; did you mean `trade-unions`?",
        ),
        (
            "{retired: trade-unions}",
            "{retired: pres}",
            (10, 21, "unknown-theme"),
            "there is no theme `pres`; add it under “themes:”",
        ),
    ],
)
def test_where_a_retired_term_stands_is_told(old: str, new: str, place: Place, words: str) -> None:
    """With what to write instead, which is never a retired one."""
    problem = only_problem(broken(old, new))
    assert place_of(problem) == place
    assert words in str(problem)


def test_terms_that_are_retired_to_one_another_are_told() -> None:
    """Both of them."""
    text = broken("{retired: trade-unions}", "{retired: press}").replace("gone}", "unions}")
    assert places_of(text) == [(10, 21, "retired"), (11, 20, "retired")]


def test_a_good_list_needs_no_retired_terms() -> None:
    """They come with time."""
    assert not read(LIST).calendar.themes.retired
