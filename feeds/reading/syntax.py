"""What the YAML parser complains of, said in an editor's words."""

import re

import yaml

from feeds.problems import Problem
from feeds.reading.source import Source

_PLAIN_WORDS: tuple[tuple[str, str, str, str], ...] = (
    # what the parser says, code, what is told, how to put it right
    (
        r"mapping values are not allowed",
        "colon",
        "a colon stands where none can",
        "put quotes around a text that holds “: ”, and indent keys of one event alike",
    ),
    (
        r"character '\\t'|character that cannot start any token.*\t|found a tab",
        "tab",
        "a tab stands here",
        "indent with spaces",
    ),
    (
        r"cannot start any token",
        "character",
        "a text cannot begin with this character",
        "put quotes around the text",
    ),
    (
        r"unexpected end of stream|did not find expected .*stream end",
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
        "a line here has no colon",
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
        "indent the keys of one event alike; put quotes around a text that holds quotes or “#”",
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
        r"escape",
        "escape",
        "a backslash inside double quotes begins a special character, and this one is unknown",
        "use single quotes around the text",
    ),
    (r"block scalar", "block-text", "after “|” or “>” nothing may stand on the line", ""),
    (r"directive", "directive", "a line cannot begin with “%”", "put quotes around the text"),
)


def explain(error: yaml.YAMLError, source: Source) -> Problem:
    """Turn a parser's error into a problem with a position inside the file."""
    said = " ".join(
        str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", "")) if part
    )
    index = _index(error, source)
    if _stands_on_tab(source, index):
        said = "found a tab"
    for pattern, code, message, hint in _PLAIN_WORDS:
        if re.search(pattern, said):
            return source.problem(index, code, message, hint)
    return source.problem(
        index, "yaml", f"this is not YAML ({said or error})", "compare the lines above"
    )


def _index(error: yaml.YAMLError, source: Source) -> int:
    """Return where the trouble is; of an unclosed quote or bracket, where it was opened."""
    problem = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if problem is None:
        return 0
    opened = "flow" in (getattr(error, "context", None) or "")
    if context is not None and (opened or problem.index >= len(source.text.rstrip())):
        return int(context.index)
    return int(problem.index)


def _stands_on_tab(source: Source, index: int) -> bool:
    """Tell whether the line's indentation up to an index holds a tab."""
    line, _ = source.position(index)
    start = source.line_starts[line - 1]
    indentation = re.match(r"[ \t]*", source.text[start:])
    return indentation is not None and "\t" in indentation[0]
