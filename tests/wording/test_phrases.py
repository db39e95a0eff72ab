"""Sentences that wait until it is known to whom they are told."""

import pytest

from feeds.wording import Phrase, counted, phrase


def test_a_phrase_is_told_in_any_language_and_in_english_unasked() -> None:
    """With its fields in their places."""
    told = phrase("There is no theme “{name}”.", name="x")
    assert str(told) == f"{told}" == told.in_language("en-GB") == "There is no theme “x”."
    assert told.in_language("fr") == "Il n’existe pas de thème «\u00a0x\u00a0»."
    assert told.in_language("es-AR") == "No existe el tema «x»."
    assert told.in_language("de") == "There is no theme “x”."


def test_a_phrase_within_a_phrase_is_told_in_the_same_language() -> None:
    """Or a sentence would be half in another."""
    inner = phrase("A table holds all its rows; choose fewer with “limit”.")
    told = phrase("“{name}” cannot be used here. {otherwise}", name="page", otherwise=inner)
    assert told.in_language("es") == (
        "«page» no tiene sentido aquí. Una tabla contiene todas sus filas; elija menos con «limit»."
    )
    assert str(told).endswith("choose fewer with “limit”.")


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (1, "there is only one page.", "il n’y a qu’une page."),
        (2, "there are 2 pages.", "il y a 2 pages."),
    ],
)
def test_a_phrase_is_told_of_one_or_of_more(count: int, english: str, french: str) -> None:
    """As the language counts."""
    told = counted(
        "“page={page}” is past the end; there is only one page.",
        "“page={page}” is past the end; there are {count} pages.",
        page=9,
        count=count,
    )
    assert str(told).endswith(english)
    assert told.in_language("fr").endswith(french)


@pytest.mark.parametrize("text", ["{0}", "{name}", "%(name)s", "{", "}}"])
def test_what_was_asked_for_is_never_taken_for_a_field(text: str) -> None:
    """It is only ever put in a place."""
    assert str(phrase("There is no theme “{name}”.", name=text)) == f"There is no theme “{text}”."


def test_equal_phrases_are_equal() -> None:
    """They are values, and can stand where a value is looked up."""
    assert phrase("A {b}", b=1) == Phrase("A {b}", {"b": 1}) != phrase("A {b}", b=2)
    assert hash(phrase("A {b}", b=1)) == hash(Phrase("A {b}", {"b": 1}))
