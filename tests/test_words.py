"""Texts as words to search by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.words import has_word, haystack, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Employers' Organisations", ("employers", "organisations")),
        ("Employers’ Organizations", ("employers", "organizations")),
        ("“Coca-Cola” – ILO’s", ("coca", "cola", "ilo", "s")),
        ("GENÈVE, Zürich; Straße", ("geneve", "zurich", "strasse")),
        ("Łódź Ørsted Đà Nẵng ıspanak", ("lodz", "orsted", "da", "nang", "ispanak")),
        ("Œuvre ÆTHER Þór Ðe", ("oeuvre", "aether", "thor", "de")),
        ("ﬁnance № ５ ² 𝐀 ℡", ("finance", "no", "5", "2", "a", "tel")),
        ("ΣΊΣΥΦΟΣ Конференция", ("σισυφοσ", "конференция")),
        ("İstanbul", ("istanbul",)),
        ("snake_case 2008-11-25", ("snake", "case", "2008", "11", "25")),
        ("… — ! 🎉", ()),
        ("", ()),
    ],
)
def test_words_are_blind_to_case_accents_and_marks(text: str, words: tuple[str, ...]) -> None:
    """Kinds of quotes, dashes, digits and letters that mean the same are the same."""
    assert words_of(text) == words


@settings(deadline=None)
@given(st.text())
def test_folding_words_again_changes_nothing(text: str) -> None:
    """So a word in an address is looked for as it was looked for when it was first written."""
    words = words_of(text)
    assert words_of(" ".join(words)) == words


@settings(deadline=None)
@given(st.text())
def test_every_text_is_found_by_each_beginning_of_its_words(text: str) -> None:
    """And in whatever company it stands."""
    stack = haystack(("Before", text, "after"))
    for word in words_of(text):
        assert has_word(word, stack)
        assert has_word(word[:1], stack)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("train", True),
        ("training", True),
        ("raining", False),
        ("trainings", False),
        ("geneva", True),
    ],
)
def test_a_word_is_found_by_its_beginning_alone(word: str, *, found: bool) -> None:
    """Neither inside another word, nor across two texts."""
    assert has_word(word, haystack(("On training", "Geneva"))) is found


def test_words_do_not_run_on_from_one_text_into_the_next() -> None:
    """The end of a title and the beginning of a place make no word together."""
    assert not has_word("forcedlabour", haystack(("forced", "labour")))
