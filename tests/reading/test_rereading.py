"""A list that is read again is as if it had been read anew; what did not change is the same."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from feeds.problems import ListError
from feeds.reading import ListFile, Reading, parse_files, parse_list, reread

from .lists import LIST, PATH, read
from .rewriting import EVENTS, HEADS, ODD, as_files, edits, indented, lists
from .test_broken_copies import broken_copies
from .test_places import places_of

ROOT = Path(__file__).resolve().parents[2]


def parsed(files: tuple[ListFile, ...]) -> Reading | None:
    """Read a list as a whole; None if it is refused."""
    try:
        return parse_files(files, "list")
    except ListError:
        return None


def assert_same(again: Reading, whole: Reading) -> None:
    """Hold a list that was read again against the same list, read as a whole."""
    assert again == whole
    assert list(again.document.data) == list(whole.document.data)
    assert again.calendar.translations == whole.calendar.translations
    assert [dict(each.by_id) for each in calendars_of(again)] == [
        dict(each.by_id) for each in calendars_of(whole)
    ]
    assert places_of(again.document) == places_of(whole.document)
    cut = [(part.source, part.blocks, part.offsets) for part in again.document.parts]
    assert cut == [(part.source, part.blocks, part.offsets) for part in whole.document.parts]


def calendars_of(reading: Reading) -> tuple[Any, ...]:
    """Return a list in each of its languages."""
    return reading.calendar, *reading.calendar.translations


def again_and_whole(texts: tuple[str, ...], before: Reading) -> tuple[Reading | None, ...]:
    """Read a list again, and as a whole; hold the two against one another."""
    files = as_files(texts)
    again, whole = reread(files, "list", before), parsed(files)
    if again is not None:
        assert whole is not None, "a list that is refused was read"
        assert_same(again, whole)
    return again, whole


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_whatever_is_edited_it_is_read_as_if_anew(data: st.DataObject) -> None:
    """Edit after edit, good or not: or it is left to a whole reading, as is all that is refused."""
    texts = data.draw(lists())
    before = parsed(as_files(texts)) or reject()
    for _ in range(data.draw(st.integers(1, 5))):
        texts = data.draw(edits(texts))
        again, whole = again_and_whole(texts, before)
        before = again or whole or before


@pytest.mark.parametrize(
    ("path", "copies"), [("events.yaml", 40), ("tests/reading/rich.yaml", 400)]
)
def test_broken_copies_of_a_list_are_left_to_a_whole_reading(path: str, copies: int) -> None:
    """Those that are good all the same are read as if anew."""
    data = (ROOT / path).read_bytes()
    before = parse_list(data, PATH)
    count = 0
    for copy in broken_copies(data, copies):
        again = reread((ListFile(path=PATH, data=copy),), PATH, before)
        if again is not None:
            assert_same(again, parse_list(copy, PATH))
            count += 1
    assert count > copies / 10


def with_events(*events: str, indentation: str = "  ", tail: str = "") -> tuple[str]:
    """Write a list of these events, in one file."""
    return ("".join(HEADS[:-1]) + with_lines(*events, indentation=indentation)[0] + tail,)


def with_lines(*events: str, indentation: str = "  ") -> tuple[str]:
    """Write a file of these events alone."""
    return (f"events:\n{indented(events, indentation)}",)


def read_again(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[Reading, Reading]:
    """Read a list, and after an edit again, which must be possible; return both readings."""
    before = parse_files(as_files(old), "list")
    again, _ = again_and_whole(new, before)
    assert again is not None
    return before, again


def assert_untouched(before: Reading, again: Reading, *changed: str) -> None:
    """Hold which events have changed; all others are the same objects, in every language."""
    for old, new in zip(calendars_of(before), calendars_of(again), strict=True):
        others = [event for event in new.events if event != old.by_id.get(event.id)]
        assert {event.id for event in others} <= set(changed)
        assert all(event is old.by_id[event.id] for event in new.events if event not in others)
    known = before.calendar.by_id
    assert {event.id for event in again.calendar.events if event is not known.get(event.id)} == set(
        changed
    )


A, B, C, D, *MORE = EVENTS
OTHER_B = B.replace("In braces", "In other braces").replace("2026-04-01", "2025-04-01")
END = "views: {soon: {q: x}}\n"
PLAIN = {
    "a title": ((A, OTHER_B, C, D, *MORE), ["in-braces"]),
    "one more at the beginning": ((B, A, C, D, *MORE), ["in-braces"]),
    "one more at the end": ((A, C, D, *MORE, B), ["in-braces"]),
    "one fewer": ((A, C, *MORE), []),
    "another order": ((*MORE[::-1], D, C, B, A), []),
    "nothing": ((A, B, C, D, *MORE), []),
    "a remark": ((A, f"{B}# so\n", C, D, *MORE), []),
    "two at once": ((A, OTHER_B, C, D.replace("one", "on"), *MORE), ["in-braces", "described"]),
    "all but one": ((OTHER_B, A), ["in-braces"]),
}


@pytest.mark.parametrize("tail", ["", "\n# The end.\n", "# More.\nviews: {old: {retired: gone}}\n"])
@pytest.mark.parametrize("indentation", ["", "  ", "     "])
@pytest.mark.parametrize("edit", PLAIN)
def test_only_what_is_new_is_read(edit: str, indentation: str, tail: str) -> None:
    """An event that is edited, added, taken out or moved leaves all others the same objects."""
    events, changed = PLAIN[edit]
    heads = "".join(HEADS[:-1])
    is_added = edit.startswith("one more")
    old = f"{heads}events:\n{indented((A, *(() if is_added else (B,)), C, D, *MORE), indentation)}"
    new = f"{heads}events:\n{indented(events, indentation)}"
    before, again = read_again((old + tail,), (new + tail,))
    assert_untouched(before, again, *changed)
    assert [event["id"] for event in again.document.data["events"]] == [
        str(parse_list((heads + "events:\n" + event).encode(), "").calendar.events[0].id)
        for event in events
    ]


def test_a_real_list_is_read_again() -> None:
    """In three languages, each event with many texts."""
    text = (ROOT / "events.yaml").read_text("utf-8")
    before, again = read_again((text,), (text.replace("id: engaging-business", "id: engaged"),))
    assert_untouched(before, again, "engaged")
    assert len(again.calendar.events) == 10


def test_files_of_a_folder_are_read_again_each() -> None:
    """One with more events than before moves those of the files after it."""
    old = ("".join(HEADS), *with_lines(A, C), *with_lines(D, *MORE))
    new = (old[0], *with_lines(OTHER_B, C, A), old[2].replace("Wide\n", "Wider\n"))
    before, again = read_again(old, new)
    assert_untouched(before, again, "in-braces", "wide")
    before, again = read_again(new, old)
    assert_untouched(before, again, "wide")


def test_a_list_is_read_again_and_again() -> None:
    """Each time by what was read the last time, which may have been little of it."""
    before = parse_files(as_files(with_events(A, B)), "list")
    for events in ((A, OTHER_B), (C, A, OTHER_B), (OTHER_B, C), (OTHER_B, D, C), (D, C, A)):
        again, _ = again_and_whole(with_events(*events), before)
        assert again is not None
        before = again


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (with_events(A, B), with_events(A, B, indentation="   ")),
        (with_events(A, B), (with_events(A, B)[0].replace("Meetings", "Meeting"),)),
        (with_events(A, B), (with_events(A, B)[0].replace("\n", "\r\n"),)),
        (with_events(A, B), (with_events(A, B)[0].replace("Plain", "Plain \r"),)),
        (with_events(A, B), with_events(A, B, tail="...\n")),
        (with_events(A, B, tail="...\n"), with_events(A, B, C, tail="...\n")),
        (with_events(A), with_events(A, B, tail=END)),
        (with_events(A), with_events(A, B, tail="themes: {unions: U}\n")),
        (with_events(A, B, tail=END), with_events(A, B[:-1] + "  # and more ", tail=END)),
        (with_events(A, B, tail=END), with_events(A, C.rstrip(), tail=END)),
        (with_events(A), with_events(A, ODD[0])),
        (with_events(A), with_events(A, ODD[1])),
        (with_events(A), with_events(A, ODD[2])),
        (with_events(A, ODD[0]), with_events(B, ODD[0])),
        (with_events(A, ODD[1]), with_events(B, ODD[1])),
        (("".join(HEADS) + "events: []\n",), with_events(A)),
        (("".join(HEADS) + "events: [{id: a, title: A, start: 2026}]\n",), with_events(A)),
        (with_events(A), ("".join(HEADS) + "events: []\n",)),
        (with_events(A, B), ("".join(HEADS), f"events:\n{A}{B}")),
    ],
)
def test_what_is_unusual_is_left_to_a_whole_reading(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    """Whether it is good or not."""
    before = parse_files(as_files(old), "list")
    assert again_and_whole(new, before)[0] is None


@pytest.mark.parametrize(
    "events",
    [
        (A, B, A),
        (A, B.replace("in-braces", "plain")),
        (B.replace("in-braces", "plain"), A),
        (A, B.replace("2026-04-01", "2026-04-31")),
        (A, B.replace("moldova", "moldavia")),
        (A, B.replace("title: In braces", "title: [a")),
        (A, B.replace("In braces", "&a In braces")),
        (A, B.replace("title:", "titel:")),
        (A, B.replace("title:", "title: x, title:")),
        (A, B + "  - nothing\n"),
        (A, "- nothing\n", B),
        (A, "-\n", B),
        (A, "...\n", B),
        (A, "---\n", B),
        (A, D.replace("start: 2026-03-29 02:30", "start: 2026-03-29 12:30")),
    ],
)
def test_what_is_wrong_is_left_to_a_whole_reading(events: tuple[str, ...]) -> None:
    """Which tells it as ever."""
    before = parse_files(as_files(with_events(A, B)), "list")
    again, whole = again_and_whole(with_events(*events), before)
    assert again is whole is None


def test_a_list_elsewhere_is_another() -> None:
    """Its problems must bear the names of its own files."""
    before = read(LIST)
    file = ListFile(path=PATH, data=LIST.encode())
    assert reread((file,), PATH, before) is not None
    assert reread((file,), "elsewhere", before) is None
    assert reread((ListFile(path="elsewhere", data=file.data),), PATH, before) is None
