"""Where the values of a list, and their keys, stand in its files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import yaml

from feeds.reading.blocks import OPENING, Blocks
from feeds.reading.source import Source

Loc = tuple[int | str, ...]
"""The way to a value: keys and list positions from the top, as pydantic names them."""

MAXIMUM_DEPTH = 20
"""Levels; the deepest value of an event list stands at the sixth."""

_MISSING = frozenset({"", "~", "null", "Null", "NULL"})


class _Loader(yaml.CBaseLoader):
    """Composes nodes without tags, since no value is anything but text."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:  # noqa: ARG002 - as PyYAML calls it
        return ""

    def descend_resolver(self, parent: yaml.Node, index: int) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def compose(text: str) -> yaml.Node | None:
    """Return the root of a text's one document, None if there is none.

    Raises:
        YAMLError: The text is not YAML.
    """
    return yaml.compose(text, Loader=_Loader)


def is_plain(node: yaml.ScalarNode) -> bool:
    """Tell whether a scalar stands without quotes, and not as a block of text."""
    return not node.style


def is_missing(node: yaml.Node) -> bool:
    """Tell whether a node is an empty value, or a sign for one."""
    return isinstance(node, yaml.ScalarNode) and node.value in _MISSING and is_plain(node)


def is_merge_key(node: yaml.ScalarNode) -> bool:
    """Tell whether a key is the sign that other YAML merges mappings with."""
    return bool(node.value == "<<") and is_plain(node)


class Tree(Protocol):
    """Where the values of one text stand."""

    def index(self, loc: Loc, *, of_key: bool) -> int | None:
        """Return the index of a value, or of its key; for an empty value that of its key."""


class Nodes:
    """The places of a text whose nodes are at hand."""

    def __init__(self, root: yaml.Node) -> None:
        self._root = root
        self._pairs: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = {}

    def index(self, loc: Loc, *, of_key: bool) -> int | None:
        """Return the index of a value, or of its key; for an empty value that of its key."""
        key: yaml.Node | None = None
        node: yaml.Node | None = self._root
        for step in loc:
            key, node = self._step(node, step)
        if node is None or len(loc) > MAXIMUM_DEPTH + 1:
            return None
        is_empty = is_missing(node) or len(loc) > MAXIMUM_DEPTH
        found = key if of_key or (key and is_empty) else node
        return found.start_mark.index if found else None

    def _step(
        self, node: yaml.Node | None, step: int | str
    ) -> tuple[yaml.Node | None, yaml.Node | None]:
        """Return what a step from a node leads to, after its key if it has one."""
        if isinstance(node, yaml.MappingNode):
            return self._pairs_of(node).get(str(step), (None, None))
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            return None, next(iter(node.value[step : step + 1]), None)
        return None, None

    def _pairs_of(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        pairs = self._pairs.get(id(node))
        if pairs is None:
            pairs = self._pairs[id(node)] = {}
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and not is_merge_key(key):
                    pairs.setdefault(key.value, (key, value))
        return pairs


class Whole:
    """The places of a text that is composed again when one of them is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def index(self, loc: Loc, *, of_key: bool) -> int | None:
        """Return the index of a value, or of its key; for an empty value that of its key."""
        return self._nodes.index(loc, of_key=of_key)

    @cached_property
    def _nodes(self) -> Nodes:
        return _nodes_of(self._text)


class Pieces:
    """The places of a text in blocks, of which only the one that is asked for is composed again."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._last: tuple[int | str, Nodes] | None = None

    def index(self, loc: Loc, *, of_key: bool) -> int | None:
        """Return the index of a value, or of its key; for an empty value that of its key."""
        if loc[:1] != ("events",) or len(loc) == 1:
            return self._index_around(loc, of_key=of_key)
        place, blocks = loc[1], self._blocks
        if not isinstance(place, int) or place >= len(blocks):
            return None
        nodes = self._composed(place, lambda: OPENING + blocks[place])
        index = nodes.index(("events", 0, *loc[2:]), of_key=of_key)
        return None if index is None else index - len(OPENING) + blocks.starts[place]

    def _index_around(self, loc: Loc, *, of_key: bool) -> int | None:
        """Find a place outside the blocks in the text without any but the first."""
        blocks = self._blocks
        nodes = self._composed("around", lambda: blocks.head + blocks[0] + blocks.tail)
        index = nodes.index(loc, of_key=of_key)
        left_out = blocks.end - blocks.starts[0] - len(blocks[0])
        return index if index is None or index < blocks.end - left_out else index + left_out

    def _composed(self, piece: int | str, text: Callable[[], str]) -> Nodes:
        """Return the nodes of a piece, which are kept until another is asked for."""
        last = self._last
        if last is None or last[0] != piece:
            last = self._last = piece, _nodes_of(text())
        return last[1]


def _nodes_of(text: str) -> Nodes:
    """Compose a text that was composed before."""
    root = compose(text)
    if root is None:
        raise ValueError(text)
    return Nodes(root)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of a list, and where its values stand in it.

    ``blocks`` are those of its events, if it can be cut into them. Of several files, each has
    ``offsets`` of its top-level keys: how many items of the list's are before its own.
    """

    source: Source
    tree: Tree
    blocks: Blocks | None
    offsets: Mapping[str, int] | None = None

    def index(self, loc: Loc, *, of_key: bool) -> int | None:
        """Return the index of a value of the list, or of its key, if it stands in this file."""
        own = self._own(loc)
        return None if own is None else self.tree.index(own, of_key=of_key)

    def _own(self, loc: Loc) -> Loc | None:
        """Return the way within this file to a value of the list."""
        if self.offsets is None or not loc:
            return loc
        offset = self.offsets.get(str(loc[0]))
        if not offset:
            return None if offset is None else loc
        place = loc[1] if len(loc) > 1 else None
        if not isinstance(place, int) or place < offset:
            return None
        return loc[0], place - offset, *loc[2:]

    @classmethod
    def of(
        cls, source: Source, blocks: Blocks | None, offsets: Mapping[str, int] | None = None
    ) -> "Part":
        """Make the part of a file whose nodes are not at hand; they are composed if need be."""
        tree = Pieces(blocks) if blocks else Whole(source.text)
        return cls(source=source, tree=tree, blocks=blocks, offsets=offsets)

    def let_go(self) -> "Part":
        """Return the part without its nodes."""
        return Part.of(self.source, self.blocks, self.offsets)

    def after(self, count: int) -> "Part":
        """Return the part as it is where so many events stand in files before it."""
        if self.offsets is None or "events" not in self.offsets:
            return self
        return replace(self, offsets={**self.offsets, "events": count})
