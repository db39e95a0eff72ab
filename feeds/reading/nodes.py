"""Text → plain data of strings, lists and mappings, and where each of them stands.

YAML is read as text only: what looks like a number, a truth value or a time stays what the
editor wrote. An empty value, ``~`` and ``null`` are missing ones. Whatever makes a YAML file
mean something else than it shows (anchors, aliases, merge keys, tags, doubled keys) is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePath
from sys import intern
from typing import Any, cast

import yaml

from feeds.problems import ListError, Problem, Severity
from feeds.reading.blocks import OPENING, blocks_at_first_sight, blocks_of
from feeds.reading.places import (
    MAXIMUM_DEPTH,
    Loc,
    Nodes,
    Part,
    compose,
    is_merge_key,
    is_missing,
)
from feeds.reading.source import EMPTY_HINT, Source, shown
from feeds.reading.syntax import explain

_MAYBE_MARKED = re.compile(r"(?<![^\s\[{,:?-])[&*!]")  # after one of these, or at the beginning


Position = tuple[Source, int]
"""A character: the file it stands in, and its index there."""
Place = tuple[str, int]
"""A line: the path of its file, and its number."""


@dataclass(frozen=True)
class Document:
    """Plain data of one YAML document, or of several as one, and where its values and keys stand.

    ``sources`` are the files, in the order of their names, and ``parts`` what is known of each.
    """

    sources: tuple[Source, ...]
    data: Any = None
    parts: tuple[Part, ...] = field(default=(), repr=False, compare=False)

    def has_key(self, loc: Loc) -> bool:
        """Tell whether a key stands somewhere."""
        return self._found(loc, of_key=True) is not None

    def let_go(self) -> "Document":
        """Return the document without its nodes, which take more memory than all else."""
        return replace(self, parts=tuple(part.let_go() for part in self.parts))

    def problem(  # noqa: PLR0913 - what a problem is, and where
        self,
        loc: Loc,
        code: str,
        message: str,
        hint: str = "",
        severity: Severity = "error",
        *,
        of_key: bool = False,
    ) -> Problem:
        """Make a problem that points at a value, or at its key; at the parent of an absent one."""
        source, index = self._position(loc, of_key=of_key)
        return source.problem(index, code, message, hint, severity)

    def line_problem(self, loc: Loc, line: int, code: str, message: str, hint: str) -> Problem:
        """Make a warning that points at a line of a text, from 0.

        Only in a block that begins with “|” is a line of the text one of the file; a problem of
        any other points at where the text begins.
        """
        source, index = self._position(loc, of_key=False)
        if source.text[index : index + 1] == "|":
            number, _ = source.position(index)
            index = source.line_starts[number + line]
            index += len(source.line(number + line + 1)) - len(
                source.line(number + line + 1).lstrip()
            )
        return source.problem(index, code, message, hint, "warning")

    def end_of(self, loc: Loc, text: str) -> Position:
        """Return where a text ends that stands on one line without quotes; of others, a line's end."""
        source, index = self._position(loc, of_key=False)
        if source.text.startswith(text, index):
            return source, index + len(text)
        number, _ = source.position(index)
        return source, source.line_starts[number - 1] + len(source.line(number))

    def place(self, loc: Loc, *, of_key: bool = False) -> Place:
        """Return the path and the line of a value, or of its key; of an absent one's parent."""
        source, index = self._position(loc, of_key=of_key)
        return source.path, source.position(index)[0]

    def _position(self, loc: Loc, *, of_key: bool) -> Position:
        found = self._found(loc, of_key=of_key)
        while found is None and loc:
            loc = loc[:-1]
            found = self._found(loc, of_key=False)
        return found or (self.sources[0], 0)

    def _found(self, loc: Loc, *, of_key: bool) -> Position | None:
        """Find a value or key; an empty value in one file gives way to that in a later one."""
        for part in reversed(self.parts) if loc else self.parts:
            index = part.index(loc, of_key=of_key)
            if index is not None:
                return part.source, index
        return None


def line_seen_from(here: Place, there: Place) -> str:
    """Say which line is meant, with the name of its file where that is another than here."""
    path, line = there
    return f"line {line}" if path == here[0] else f"line {line} of {PurePath(path).name}"


def read_document(source: Source) -> tuple[Document, tuple[Problem, ...]]:
    """Read the one YAML document of a file.

    Returns:
        The document, and what was refused in it (the data is complete all the same, so that
        the rest of the file can be checked in the same run).

    Raises:
        ListError: The text is not YAML, or has marks that change what YAML means.
    """
    if marks := tuple(_forbidden_marks(source)):
        raise ListError(marks)
    if document := read_in_pieces(source):
        return document, ()
    return read_whole(source)


def read_whole(source: Source) -> tuple[Document, tuple[Problem, ...]]:
    """Read the document of a file all at once.

    Raises:
        ListError: The text is not YAML.
    """
    try:
        root = compose(source.text)
    except yaml.YAMLError as error:
        raise ListError((explain(error, source),)) from None
    if root is None:
        raise ListError((source.problem(0, "empty", "the file holds only comments", EMPTY_HINT),))
    reader = _Reader(source)
    part = Part(source=source, tree=Nodes(root), blocks=blocks_of(root, source.text))
    return Document((source,), reader.convert(root, 0), (part,)), tuple(reader.problems)


def read_in_pieces(source: Source, at_once: int = 200) -> Document | None:
    """Read a long document some events at a time, so that few nodes are in memory at once.

    Args:
        source: The file.
        at_once: How many events. A list that has no more is read as a whole.

    Returns:
        The document, or None where it is not certain that this is the same as that of the whole, and
        wherever something is refused.
    """
    blocks = blocks_at_first_sight(source.text)
    if blocks is None or len(blocks) <= at_once:
        return None
    reader, texts, events = _Reader(source), iter(blocks), []
    try:
        data = _read_piece(blocks.head, [blocks[0]], blocks.tail, reader)
        while data and (batch := list(islice(texts, at_once))):
            piece = _read_piece(OPENING, batch, "", reader)
            if piece is None or piece.keys() != {"events"}:
                return None
            events += piece["events"]
    except yaml.YAMLError:
        return None
    if data is None or reader.problems:
        return None
    part = Part.of(source, blocks)
    return Document((source,), {**data, "events": events}, (part,))


def _read_piece(head: str, texts: list[str], tail: str, reader: "_Reader") -> dict[str, Any] | None:
    """Return the data of some blocks between a head and a tail, if each of them is one event."""
    text = "".join((head, *texts, tail))
    root = compose(text)
    blocks = blocks_of(root, text) if root else None
    if root is None or blocks is None:
        return None
    if (blocks.head, list(blocks), blocks.tail) != (head, texts, tail):
        return None
    data: dict[str, Any] = reader.convert(root, 0)
    return data


def _forbidden_marks(source: Source) -> Iterator[Problem]:
    """Find anchors, aliases and tags, which the composed nodes no longer show."""
    if not _MAYBE_MARKED.search(source.text):
        return
    try:
        for event in yaml.parse(source.text, Loader=yaml.CBaseLoader):
            yield from _marks_of(event, source)
    except yaml.YAMLError:
        return  # composing says what is wrong, and where


def _marks_of(event: yaml.Event, source: Source) -> Iterator[Problem]:
    if isinstance(event, yaml.AliasEvent):
        yield _mark(source, event, "alias", f"“*{shown(str(event.anchor))}” is a YAML alias")
    elif isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        yield _mark(source, event, "anchor", f"“&{shown(event.anchor)}” is a YAML anchor")
    if getattr(event, "tag", None) is not None:
        yield _mark(source, event, "tag", "text that begins with “!” is a YAML tag")


def _mark(source: Source, event: yaml.Event, code: str, what: str) -> Problem:
    mark = cast("yaml.Mark", event.start_mark)
    hint = "put quotes around a text that begins with &, * or !, and write repeated parts in full"
    return source.problem(mark.index, code, f"{what}, which is not used here", hint)


class _Reader:
    """Turns nodes into data, noting what is refused."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def convert(self, node: yaml.Node, depth: int) -> Any:
        if depth > MAXIMUM_DEPTH:
            self._refuse(node, "too-deep", "this is nested too deeply for an event list")
            return None
        if isinstance(node, yaml.ScalarNode):
            return None if is_missing(node) else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(child, depth + 1) for child in node.value]
        return self._mapping(node, depth)

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            if key in data:
                self._duplicate(key_node, node)
            else:
                data[key] = self.convert(value_node, depth + 1)
        return data

    def _key(self, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode):
            self._refuse(
                node, "key", "a key must be a plain word", "is a quote or bracket missing?"
            )
            return None
        if is_merge_key(node):
            message = "“<<” is a YAML merge key, which is not used here"
            self._refuse(node, "merge-key", message, "write repeated parts in full")
            return None
        return intern(node.value)  # every event has the same few

    def _duplicate(self, key: yaml.ScalarNode, mapping: yaml.Node) -> None:
        first = Nodes(mapping).index((key.value,), of_key=True) or 0
        line, _ = self.source.position(first)
        self._refuse(
            key,
            "duplicate-key",
            f"“{shown(key.value)}” appears here a second time",
            f"the first is on line {line}; keep one of them",
        )

    def _refuse(self, node: yaml.Node, code: str, message: str, hint: str = "") -> None:
        self.problems.append(self.source.problem(node.start_mark.index, code, message, hint))
