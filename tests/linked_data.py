"""JSON-LD as a processor reads it that knows schema.org's vocabulary, and nothing of this program."""

import json
from typing import Any

from pyld import jsonld

TERM = "https://schema.org/"


def _load(url: str, _options: object) -> dict[str, Any]:
    """Answer schema.org's context: every name is a term of its vocabulary."""
    assert url == "https://schema.org"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": {"@vocab": TERM}},
    }


def read(data: dict[str, Any]) -> dict[str, Any]:
    """Read JSON-LD as a program does that knows the vocabulary, and nothing of this one."""
    (node,) = jsonld.expand(json.loads(json.dumps(data)), {"documentLoader": _load})
    plain: dict[str, Any] = _plain(node)
    return plain


def _plain(node: Any) -> Any:
    """Return what a node says: what has one value as that, what has more as a list."""
    if "@value" in node:
        return node["@value"]
    said = {}
    for name, values in node.items():
        if name == "@type":
            said[name] = values[0].removeprefix(TERM)
        elif name == "@id":
            said[name] = values
        else:
            read_ = [_plain(each) for each in values]
            said[name.removeprefix(TERM)] = read_[0] if len(read_) == 1 else read_
    return said


def rows(value: Any) -> list[Any]:
    """Return a value as a list, as a reader takes one of many."""
    return value if isinstance(value, list) else [value]
