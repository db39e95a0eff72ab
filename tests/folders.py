"""Event lists taken apart, and written as folders of files."""

import re
from collections.abc import Mapping
from pathlib import Path

_TOP_LEVEL = re.compile(r"^(?=[a-z]+:)", re.MULTILINE)
_ITEM = re.compile(r"^(?=  - )", re.MULTILINE)


def parts_of(text: str) -> tuple[list[str], list[str]]:
    """Take a list apart: into its top-level keys other than events, and its events."""
    _, *parts = _TOP_LEVEL.split(text)
    heads = [part for part in parts if not part.startswith("events:")]
    (listed,) = (part for part in parts if part.startswith("events:"))
    opening, *events = _ITEM.split(listed)
    assert opening == "events:\n"
    return heads, events


def with_events(*events: str) -> str:
    """Write the part of a list that holds its events."""
    return "events:\n" + "".join(events)


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files of a list into a folder, which is made unless it is there."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder
