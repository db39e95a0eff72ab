"""The manual of the format, made of the schema's own texts, and the list that each example is of."""

from collections.abc import Iterator
from typing import Any

from feeds.reading.examples import EXAMPLES
from feeds.reading.reference import groups_of, json_schema

JsonSchema = dict[str, Any]
Keys = dict[str, Any]

HEAD = """\
# The format, key by key

Every key that an event list can have. [The event list](event-list.md) leads through writing one;
`feeds check` tells what is wrong with yours, and `feeds schema` teaches a text editor to complete
and explain these keys.

An empty value counts as a key that is left out. A short name is made of small letters, digits
and single hyphens, at most 64. A day is year-month-day, a time hours:minutes. A text in several
languages is written `{en: Meeting, fr: Réunion}`.

This page is made by `make golden`, from what the program knows of each key.
"""
_HEADINGS = {"list": "List", "term": "Term", "occurrence": "Change of one occurrence"}
_YEAR = r"\d{4}"
_EMPTY: JsonSchema = {"type": "null"}


def document() -> str:
    """Return the page that tells every key."""
    schema = json_schema()
    groups = {group["title"]: group for group in groups_of(schema)}
    return HEAD + "".join(line for name in EXAMPLES for line in _section(groups[name], groups))


def example_of(group: str, key: str) -> str:
    """Return a list that holds the example of a key: as little as it needs beside it."""
    line = {key: EXAMPLES[group][key]}
    parts: Keys = {
        "calendar": {
            "title": "Meetings",
            "domain": "meetings.example.org",
            "timezone": "Europe/Zurich",
            "language": "en",
        },
        "themes": {"human-trafficking": "Human trafficking", "employers": "Employers"},
        "regions": {"europe": "Europe", "moldova": "Moldova"},
        "events": [_event(group, line)],
    }
    if group == "list":
        parts |= line
    elif group == "calendar":
        parts["calendar"] |= line
    elif group in {"logo", "colors"}:
        parts["calendar"][group] = _LOOKS[group] | line
    elif group == "term":
        parts["regions" if key == "within" else "themes"]["another"] = {"label": "Another"} | line
    elif group == "view":
        parts["views"] = {"a-view": line if key == "retired" else {"theme": "employers"} | line}
    return "\n".join(_lines(parts)) + "\n"


_LOOKS: dict[str, Keys] = {
    "logo": {"url": "https://www.example.org/mark.svg", "alt": "The mark"},
    "colors": {"light": '"#333333"', "dark": '"#cccccc"'},
}
"""How pages look, in other words than the examples."""


def _event(group: str, line: Keys) -> Keys:
    """Return an event that holds a line of a group, if the group is of events."""
    event: Keys = {
        "id": "meeting",
        "title": "Meeting",
        "start": "2026-03-04 09:30",
        "regions": "[]",
    }
    once = {"every": "week"}
    held: dict[str, Keys] = {
        "event": line,
        "repeat": {"repeat": line if "rrule" in line else once | line},
        "occurrence": {"repeat": once | {"changes": {"2026-03-11": line}}},
        "location": {"location": {"name": "Dushanbe"} | line},
        "organisation": {"organisers": [{"name": "Example Organisation"} | line]},
        "contact": {"contact": line},
        "registration": {"registration": {"url": "https://www.example.org/register"} | line},
        "link": {"links": [{"url": "https://www.example.org/programme"} | line]},
        "image": {"image": {"url": "https://www.example.org/hall.jpg", "alt": "The hall"} | line},
    }
    return event | held.get(group, {})


def _lines(value: Keys, indent: str = "") -> Iterator[str]:
    """Write keys as YAML, one a line; a text is YAML already."""
    for key, each in value.items():
        if isinstance(each, str):
            yield f"{indent}{key}: {each}"
            continue
        yield f"{indent}{key}:"
        inner = f"{indent}  "
        if isinstance(each, dict):
            yield from _lines(each, inner)
        for item in each if isinstance(each, list) else ():
            yield f"{inner}-"
            yield from _lines(item, f"{inner}  ")


def _section(group: JsonSchema, groups: dict[str, JsonSchema]) -> Iterator[str]:
    name = group["title"]
    yield f"\n## {_heading(name)}\n\n{group['description']}\n"
    if name != "list":
        yield f"\nUnder {_where(name, groups)}.\n"
    yield "\n| key | value | meaning | example |\n|---|---|---|---|\n"
    for key, value in group["properties"].items():
        cells = (
            f"`{key}`",
            _value(key, value, group),
            value["description"],
            f"`{key}: {EXAMPLES[name][key]}`",
        )
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _heading(name: str) -> str:
    return _HEADINGS.get(name, name.capitalize())


def _value(key: str, schema: JsonSchema, group: JsonSchema) -> str:
    """Say what kind of value a key has, and what is if it is left out."""
    kind = _kind(schema)
    if key in group.get("required", ()):
        return f"{kind}; **needed**"
    either = [each for choice in group.get("anyOf", ()) for each in choice["required"]]
    if key in either:
        other = " or ".join(f"`{each}`" for each in either if each != key)
        return f"{kind}; **needed** if there is no {other}"
    return f"{kind}; `{schema['default']}` if left out" if "default" in schema else kind


def _kind(schema: JsonSchema) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2].removesuffix("Part").lower()
        return f"keys of [{name}](#{_heading(name).lower().replace(' ', '-')})"
    if "title" in schema:
        return str(schema["title"])
    if "items" in schema:
        return f"list: {_kind(schema['items'])}"
    if "patternProperties" in schema:
        ((pattern, value),) = schema["patternProperties"].items()
        return f"by {'day' if _YEAR in pattern else 'short name'}: {_kind(value)}"
    return " or ".join(_kind(each) for each in schema["anyOf"] if each != _EMPTY)


def _where(name: str, groups: dict[str, JsonSchema]) -> str:
    """Name the keys whose value a group of keys is."""
    link = f"(#{_heading(name).lower().replace(' ', '-')})"
    keys = [
        f"`{key}`"
        for group in groups.values()
        for key, value in group["properties"].items()
        if link in _kind(value)
    ]
    *most, last = dict.fromkeys(keys)
    return f"{', '.join(most)} and {last}" if most else last
