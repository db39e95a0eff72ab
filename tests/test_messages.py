"""What is said to an editor's mistakes, and that the page which lists it is true."""

import re

import pytest
from mistakes import FILES, LIST, MISTAKES, Mistake, answer_to, document
from renew_mistakes import PAGE

from feeds.reading import ListFile, parse_files, parse_list

ALL = [mistake for group in MISTAKES.values() for mistake in group]
CERTAIN = ("Writing", "Keys", "Dates", "Short names", "Other values", "A folder of files")


def test_the_list_that_mistakes_are_made_in_is_good() -> None:
    """Nothing is to be said of it."""
    reading = parse_list(LIST.encode(), "events.yaml")
    files = (ListFile(path=path, data=text.encode()) for path, text in FILES.items())
    again = parse_files(tuple(files), "events")
    assert reading.calendar == again.calendar
    assert reading.warnings == again.warnings == ()
    assert len(ALL) == len({mistake.name for mistake in ALL}) > 20


@pytest.mark.parametrize("mistake", ALL, ids=lambda mistake: mistake.name)
def test_a_mistake_is_answered_with_its_place_and_the_way_out(mistake: Mistake) -> None:
    """In lines that editors can jump to: what is wrong, and how to put it right."""
    lines = answer_to(mistake).splitlines()
    assert lines
    for line in lines:
        place = rf"{re.escape(mistake.file)}:(\d+):(\d+)"
        found = re.fullmatch(rf"{place}: (error|warning): ([^;]+); (.+)", line)
        assert found is not None, line
        assert int(found[1]) <= len(mistake.text().splitlines())


@pytest.mark.parametrize(
    "mistake",
    [mistake for group in CERTAIN for mistake in MISTAKES[group]],
    ids=lambda mistake: mistake.name,
)
def test_a_mistake_is_told_at_the_line_where_it_was_made(mistake: Mistake) -> None:
    """Wherever the number of lines is still the same, so that there is no doubt of it."""
    before, after = mistake.good().splitlines(), mistake.text().splitlines()
    changed = [
        number for number, (a, b) in enumerate(zip(before, after, strict=False), 1) if a != b
    ]
    if len(before) == len(after):
        assert answer_to(mistake).startswith(f"{mistake.file}:{changed[0]}:")


def test_the_page_of_mistakes_is_true() -> None:
    """If this fails, say `make golden` and read the difference."""
    assert PAGE.read_text("utf-8") == document()
