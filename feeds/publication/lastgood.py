"""The last good list as one file, so that it is replaced as a whole.

Of a folder it holds the texts of all files one after the other, each after a line that names it.
Such a line begins a YAML document, in whatever it stands (YAML 1.2.2 §9.1.2), and a list file is
one document: it could stand there only before all else, where a tab in it says the same.
"""

import re
from pathlib import Path

from feeds.reading import ListFile, Reading, read_files
from feeds.reading.source import MAXIMUM_SIZE

_MARK = re.compile(rb"^--- # (.+)\n", re.MULTILINE)
_OWN_MARK = re.compile("^--- #", re.MULTILINE)


def kept_text(reading: Reading) -> bytes:
    """Write a list as the text of one file."""
    texts = {file.path: _unmarked(file.text) for file in reading.files}
    if reading.path in texts:
        return texts[reading.path].encode()
    return "".join(f"--- # {Path(path).name}\n{text}\n" for path, text in texts.items()).encode()


def _unmarked(text: str) -> str:
    """Return a text in which no line begins as a mark does; nearly none does."""
    return _OWN_MARK.sub("---\t#", text) if "--- #" in text else text


def read_kept(path: Path) -> tuple[ListFile, ...]:
    """Read what `kept_text` wrote; files of a folder are called as if ``path`` were the folder.

    Raises:
        ListError: It cannot be read.
    """
    (whole,) = files = read_files(path)
    marks = list(_MARK.finditer(whole.data))
    if not marks or marks[0].start() or len(whole.data) > MAXIMUM_SIZE:
        return files
    ends = [*(mark.start() for mark in marks[1:]), len(whole.data)]
    return tuple(
        ListFile(
            path=str(path / mark[1].decode()),
            data=whole.data[mark.end() : end].removesuffix(b"\n"),
        )
        for mark, end in zip(marks, ends, strict=True)
    )
