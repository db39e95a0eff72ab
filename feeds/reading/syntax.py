"""What the YAML parser complains of, said in an editor's words."""

import re

import yaml

from feeds.problems import Problem
from feeds.reading.source import Source

_TAB_IN_INDENTATION = re.compile(" *\t")
_PLAIN_WORDS: tuple[tuple[str, str, str, str], ...] = (
    # what the parser says, code, what is told, how to put it right
    (
        r"mapping values are not allowed|found unexpected ':'",
        "colon",
        "there is a colon where none is allowed",
        "put quotes around a text that holds “: ”, and indent keys of one event alike",
    ),
    (
        r"found a tab",
        "tab",
        "there is a tab here",
        "indent with spaces",
    ),
    (
        r"(block sequence entries|mapping keys) are not allowed",
        "character",
        "“- ” or “? ” is not allowed here",
        "put quotes around a text that begins so; begin a list on the next line; close brackets",
    ),
    (
        r"scanning an (alias|anchor)|(scanning|parsing) a tag|tag handle",
        "character",
        "a text cannot begin with &, * or !",
        "put quotes around the text",
    ),
    (
        r"cannot start any token",
        "character",
        "a text cannot begin with this character",
        "put quotes around the text",
    ),
    (
        r"unexpected end of stream|unexpected document indicator|did not find expected .*stream end",
        "unfinished",
        "a quote or bracket that was opened is never closed",
        "close it",
    ),
    (
        r"exceeded maximum nesting depth|exceeded max depth",
        "too-deep",
        "this is nested too deeply for an event list",
        "are brackets left open?",
    ),
    (
        r"could not find expected ':'",
        "key",
        "this line has no colon",
        "write “key: value”, or indent the line under the text it continues",
    ),
    (
        r"did not find expected '-' indicator|block collection",
        "indentation",
        "this line does not fit the list around it",
        "begin each item with “- ”, all in the same column",
    ),
    (
        r"did not find expected key|block mapping",
        "indentation",
        "this line does not fit the lines around it",
        "indent the keys of one event alike; put quotes around a text that begins with a quote or bracket",
    ),
    (
        r"expected ',' or '}' on its line",
        "braces",
        "a comma is missing before this, or quotes around a text that holds “: ”",
        "write {key: value, key: 'a: b'}",
    ),
    (
        r"expected ',' or '}'",
        "braces",
        "a group of keys in braces is not closed",
        "write {key: value, key: value}",
    ),
    (
        r"did not find expected ',' or",
        "brackets",
        "a list in brackets is not closed, or lacks a comma",
        "write [one, two]",
    ),
    (
        r"expected node content",
        "value",
        "a value is missing here, or a bracket is one too many",
        "write the value, or put quotes around a text that begins with a bracket",
    ),
    (
        r"expected <document start>",
        "indentation",
        "this line begins further left than the ones above it",
        "begin all top-level keys in the first column",
    ),
    (
        r"expected a single document",
        "documents",
        "a second document begins here",
        "keep one list a file: no line “---” or “...” in the middle",
    ),
    (
        r"escape|hexdecimal",  # the parser's own spelling
        "escape",
        "a backslash inside double quotes begins a special character, and this one is unknown",
        "use single quotes around the text",
    ),
    (
        r"block scalar",
        "block-text",
        "after “|” or “>” nothing may follow on the same line",
        "begin the text on the next line, further right",
    ),
    (r"directive", "directive", "a line cannot begin with “%”", "put quotes around the text"),
)


def explain(error: yaml.YAMLError, source: Source) -> Problem:
    """Turn a parser's error into a problem with a position inside the file."""
    said = " ".join(
        str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part
    )
    if "'}'" in said and _is_on_one_line(error):
        said += " on its line"
    index = _index(error, said, source)
    tab = _tab(said, index, source)
    if tab is not None:
        said, index = "found a tab", tab
    for pattern, code, message, hint in _PLAIN_WORDS:
        if re.search(pattern, said):
            return source.problem(index, code, message, hint)
    return source.problem(
        index, "yaml", f"this is not YAML ({said or error})", "compare the lines above"
    )


def _is_on_one_line(error: yaml.YAMLError) -> bool:
    """Tell whether the parser stopped on the line on which that begins which it was about."""
    marks = (getattr(error, name, None) for name in ("context_mark", "problem_mark"))
    return len({mark and mark.line for mark in marks}) == 1


def _index(error: yaml.YAMLError, said: str, source: Source) -> int:
    """Return where the trouble is; of what lacks its end (a quote, a key), where it begins."""
    problem = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if problem is None:
        return 0
    if said.endswith("on its line"):
        return int(problem.index)
    unended = re.search("flow|document indicator|not find expected ':'", said)
    if context is not None and (unended or problem.index >= source.end):
        return int(context.index)
    return int(problem.index)


def _tab(said: str, index: int, source: Source) -> int | None:
    """Return where the tab is that made the trouble: at its place, or before a key that moved."""
    if source.text.startswith("\t", index):
        return index
    if "mapping values" in said:
        line, _ = source.position(index)
        found = _TAB_IN_INDENTATION.match(source.text, source.line_starts[line - 1], index)
        return found.end() - 1 if found else None
    return None
