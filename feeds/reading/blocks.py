"""A list's text in pieces: a head, one block for each event, and what follows them.

A block is whole lines, from the one with the event's hyphen to that of the next. Cut so, a text
can be held against an earlier one without being read; where it cannot be cut so that each event
stands in its own block for certain, there are no blocks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

import yaml

OPENING = "events:\n"
"""What makes a list file of blocks that stand alone."""

_BEGINNING = re.compile(r"^events:[ ]*(?:#.*)?\n(?:[ ]*(?:#.*)?\n)*(?=([ ]*- ))", re.MULTILINE)
_NEXT_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)
_DOCUMENT_MARKS = ("\n---", "\n...")
"""What ends a YAML document, even within a block (YAML 1.2.2 §9.1.2)."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Where the blocks of a text begin, and where the last of them ends.

    Each begins with ``mark``, which is the hyphen of its event with the blanks around it.
    """

    text: str
    starts: tuple[int, ...]
    end: int
    mark: str

    @property
    def head(self) -> str:
        """The text before all blocks."""
        return self.text[: self.starts[0]]

    @property
    def tail(self) -> str:
        """The text after all blocks."""
        return self.text[self.end :]

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[str]:
        for start, end in pairwise((*self.starts, self.end)):
            yield self.text[start:end]

    def __getitem__(self, place: int) -> str:
        end = self.starts[place + 1] if place + 1 < len(self.starts) else self.end
        return self.text[self.starts[place] : end]

    @property
    def lines(self) -> list[int]:
        """The numbers of the lines on which blocks begin, and of that after the last."""
        lengths = (block.count("\n") + (block[-1] != "\n") for block in self)
        return [*accumulate(lengths, initial=self.head.count("\n") + 1)]


def blocks_at_first_sight(text: str) -> Blocks | None:
    """Return what look like the blocks of a text; what they are is known when they were read."""
    begins = _BEGINNING.search(text)
    if begins is None:
        return None
    ends = _NEXT_KEY.search(text, begins.end())
    return _cut(text, begins.end(), ends.start() if ends else len(text), begins[1])


def blocks_of(root: yaml.Node, text: str) -> Blocks | None:
    """Return the blocks of a text, if its nodes show that each event stands in its own."""
    events, end = _events(root, len(text))
    if events is None:
        return None
    first = events.start_mark.index
    start = first - events.start_mark.column
    blocks = _cut(text, start, end, f"{text[start:first]}- ")
    return blocks if blocks and _fit(blocks, events) else None


def blocks_again(text: str, before: Blocks) -> Blocks | None:
    """Return the blocks of a text, if it is the same as one before but for its blocks.

    They are cut where each seems to begin: those that were not there before must be read to
    know that they are one event each.
    """
    start, end = before.starts[0], len(text) - len(before.tail)
    is_same = text.startswith(before.head) and text.endswith(before.tail)
    is_apart = not before.tail or text[end - 1 : end] == "\n"
    return _cut(text, start, end, before.mark) if is_same and is_apart else None


def _events(root: yaml.Node, end: int) -> tuple[yaml.SequenceNode | None, int]:
    """Return the node of the events, if they can be cut, and the index where they end."""
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    keys = [key for key, _ in pairs]
    for place, (key, value) in enumerate(pairs):
        is_block = isinstance(value, yaml.SequenceNode) and not value.flow_style
        if key.value == "events" and is_block and all(not each.start_mark.column for each in keys):
            after = keys[place + 1 : place + 2]
            return value, after[0].start_mark.index if after else end
    return None, end


def _cut(text: str, start: int, end: int, mark: str) -> Blocks | None:
    """Cut a part of a text wherever a line begins with a mark."""
    between = text[start:end] if start < end else ""
    is_usual = between.startswith(mark) and mark.strip(" ") == "-" and "\r" not in text
    if not is_usual or any(each in between for each in _DOCUMENT_MARKS):
        return None
    others = re.compile(re.escape(f"\n{mark}")).finditer(text, start + len(mark), end)
    starts = (start, *(each.start() + 1 for each in others))
    return Blocks(text, starts, end, mark)


def _fit(blocks: Blocks, events: yaml.SequenceNode) -> bool:
    """Tell whether each event begins in its own block, right after the hyphen."""
    indexes = [event.start_mark.index for event in events.value]
    return len(indexes) == len(blocks) and all(
        blocks.text[start:index].strip(" ") == "-"
        for start, index in zip(blocks.starts, indexes, strict=True)
    )
