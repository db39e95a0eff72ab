"""A “#” in a text without quotes: YAML takes the rest of the line for a comment."""

import pytest

from .lists import LIST, edited, place_of, read

CUT = (
    ("Autumn meeting", "Meeting #3 of autumn", (15, 20)),
    ("Autumn meeting", "Wages #FairPay", (15, 18)),
)


@pytest.mark.parametrize(("old", "new", "place"), CUT)
def test_what_a_comment_swallows_is_warned_of(old: str, new: str, place: tuple[int, int]) -> None:
    """The text is published as YAML has it; the warning says what nobody sees."""
    reading = read(edited(old, new))
    (warning,) = reading.warnings
    assert place_of(warning) == (*place, "comment")
    assert not warning.is_error
    title, comment = new.split(" #")
    assert reading.calendar.events[0].title == title
    assert warning.message == f"“#{comment}” is a comment, which nobody is shown"
    assert warning.hint.startswith("put quotes around the whole text")


@pytest.mark.parametrize(
    "old_new",
    [
        ("Autumn meeting", "Autumn meeting # to be told apart"),
        ("Autumn meeting", "Autumn meeting  #to be told apart"),
        ("Autumn meeting", '"Meeting #3 of autumn"'),
        ("Autumn meeting", "'Meeting #3' #quoted"),
        ("Autumn meeting", "Meeting#3"),
        ("Autumn meeting", "Autumn meeting ## told"),
        ("    start: 2008-11-25", "    start: 2008-11-25 #moved"),
        ("    start: 2008-11-25", "    #moved\n    start: 2008-11-25"),
        ("    start: 2008-11-25", "    summary: |\n      Room #5\n    start: 2008-11-25"),
        (
            "    start: 2008-11-25",
            "    description: |\n      title: Room #5\n    start: 2008-11-25",
        ),
        ("[human-trafficking]", "[human-trafficking] #all"),
    ],
)
def test_other_comments_are_nobodys_business(old_new: tuple[str, str]) -> None:
    """Nor is a “#” that begins none."""
    assert read(edited(*old_new)).warnings == ()


def test_a_text_of_a_language_and_a_label_are_looked_at_too() -> None:
    """Wherever people read it."""
    text = edited("title: Autumn meeting", "title:\n      en: Meeting #3")
    (warning,) = read(text).warnings
    assert place_of(warning) == (16, 19, "comment")
    text = LIST.replace("trade-unions: Trade unions", "trade-unions: Local #7")
    (warning,) = read(text).warnings
    assert warning.code == "comment"
