"""The last good list as one file: what is taken apart again is what was put together."""

from pathlib import Path

import pytest
from folders import parts_of, with_events

from feeds.problems import ListError
from feeds.publication.lastgood import kept_text, read_kept
from feeds.reading import ListFile, Reading, parse_files, parse_list

from .desk import LIST

(CALENDAR, THEMES, REGIONS), (AUTUMN, WINTER) = parts_of(LIST)
HEAD = CALENDAR + THEMES + REGIONS
MARK = "--- # b.yaml"


def folder_of(**files: str | bytes) -> Reading:
    """Read a folder."""
    return parse_files(
        tuple(
            ListFile(
                path=f"list/{name}.yaml", data=data if isinstance(data, bytes) else data.encode()
            )
            for name, data in files.items()
        ),
        "list",
    )


def kept(reading: Reading, folder: Path) -> Reading:
    """Keep a list, and read it again."""
    path = folder / "list"
    path.write_bytes(kept_text(reading))
    return parse_files(read_kept(path), str(path))


def test_a_single_file_is_kept_as_it_is() -> None:
    """There is nothing to take apart."""
    assert kept_text(parse_list(LIST.encode(), "list.yaml")).decode() == LIST


def test_a_folder_is_kept_file_by_file() -> None:
    """Each after its name, in the order of names, so that a person can read it too."""
    reading = folder_of(b=with_events(AUTUMN, WINTER), a=HEAD)
    assert kept_text(reading).decode() == (
        f"--- # a.yaml\n{HEAD}\n--- # b.yaml\n{with_events(AUTUMN, WINTER)}\n"
    )


FOLDERS: list[dict[str, str | bytes]] = [
    {"a": LIST},
    {"a": HEAD, "b": with_events(AUTUMN), "c d": with_events(WINTER)},
    {"a": HEAD, "b": with_events(AUTUMN, WINTER).rstrip("\n")},
    {"a": HEAD.replace("\n", "\r"), "b": with_events(AUTUMN, WINTER).replace("\n", "\r\n")},
    {"a": b"\xef\xbb\xbf" + HEAD.encode(), "été": with_events(AUTUMN, WINTER)},
    {"a": HEAD + "\n\n\n", "b": "# no more\n\n" + with_events(AUTUMN, WINTER) + "# really\n"},
    {"a": HEAD, "b": with_events("  - title: T\n    start: 2008-11-25\n    id: |\n      last")},
    {
        "a": HEAD,
        "b": with_events("  - title: T\n    start: 2008-11-25\n    id: |-\n      last\n\n"),
    },
    {"a": f"{MARK}\n{HEAD}", "b": f"# c\n\n--- # a.yaml\n{with_events(AUTUMN, WINTER)}...\n"},
    {"a": f"# c\r{MARK}\r{HEAD}", "b": f"%YAML 1.1\n{MARK}\n{with_events(AUTUMN, WINTER)}"},
    {"a": HEAD, "b": with_events(AUTUMN, WINTER.replace("Winter", "A\u2028B\u0085C"))},
    {"a": HEAD, "b": with_events(AUTUMN.replace("We meet.", f"|\n      {MARK}\n\n      x"))},
    {"a": HEAD, "b": with_events(AUTUMN.replace("We meet.", "|\n      x\n\n      --- # c.yaml"))},
    {"a": HEAD, "b": with_events(AUTUMN) + "#--- # c.yaml\n# --- # c.yaml\n"},
]


@pytest.mark.parametrize("files", FOLDERS)
def test_a_folder_is_read_again_as_it_was(files: dict[str, str | bytes], tmp_path: Path) -> None:
    """The same events, the same places, the same said of them: files of any system, with any marks."""
    reading = folder_of(**files)
    again = kept(reading, tmp_path)
    assert again.calendar == reading.calendar
    assert [Path(file.path).name for file in again.files] == [f"{name}.yaml" for name in files]
    assert [
        (Path(each.path).name, each.line, each.column, each.message, each.text)
        for each in again.warnings
    ] == [
        (Path(each.path).name, each.line, each.column, each.message, each.text)
        for each in reading.warnings
    ]
    assert kept_text(again) == kept_text(reading)


def test_a_single_file_that_begins_with_such_a_line_is_no_folder(tmp_path: Path) -> None:
    """A tab instead of the blank says the same to YAML."""
    reading = parse_list(f"{MARK}\n{LIST}".encode(), "list.yaml")
    again = kept(reading, tmp_path)
    assert again.calendar == reading.calendar
    assert len(again.files) == 1
    assert again.files[0].text == f"---\t# b.yaml\n{LIST}"


PLACES = [
    "note: x",
    "note: x\n      y",
    "note: |\n      x",
    "note: |+\n      x\n",
    "note: |1\n     x",
    "note: >-\n      x",
    "note: |",
    "note: 'x",
    'note: "x',
    "note: [x,",
    "note: {x: y,",
    "note:",
    "? note",
    "# comment",
    "note: x\n...",
    "note: x\n...\n# comment",
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("place", PLACES)
def test_no_such_line_stands_anywhere_else_in_a_list(place: str, end: str) -> None:
    """It ends whatever it stands in, quotes and blocks of text too: a second document is refused."""
    for rest in ("", "\n'", '\n"', "\n]", "\n}", "\n    start: 2008-11-25", "\nevents: []"):
        text = f"{HEAD}{with_events(AUTUMN)}    {place}\n{MARK}{rest}\n"
        with pytest.raises(ListError):
            parse_list(text.replace("\n", end).encode(), "list.yaml")


@pytest.mark.parametrize("begin", ["---\n", "--- # a\n", "...\n", "--- |\n", "--- 'x\n", "--- [\n"])
def test_nor_after_a_list_has_begun(begin: str) -> None:
    """Of two such lines at the beginning, the first begins a document, and the second another."""
    with pytest.raises(ListError):
        parse_list(f"{begin}{MARK}\n{LIST}".encode(), "list.yaml")
