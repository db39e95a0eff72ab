"""The JSON Schema of event lists: what an editor's list may hold, and what help there is for it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from manual import example_of
from mistakes import FILES
from mistakes import LIST as MISTAKES_LIST
from pydantic import ValidationError

from feeds.cli import cli
from feeds.reading.examples import EXAMPLES
from feeds.reading.nodes import read_document
from feeds.reading.reference import groups_of, json_schema
from feeds.reading.schema import ListPart
from feeds.reading.source import read_source

from .lists import LIST
from .test_broken_copies import broken_copies, problems_in

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
GOOD = {
    "real": (ROOT / "events.yaml").read_text("utf-8"),
    "rich": (ROOT / "tests/reading/rich.yaml").read_text("utf-8"),
    "small": LIST,
    "mistakes": MISTAKES_LIST,
    **{
        f"{page.name}-{count}": block
        for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
        for count, block in enumerate(
            re.findall(r"^```yaml\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
        )
    },
}
KEYS = [(group, key) for group, keys in EXAMPLES.items() for key in keys]


class _Core(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2 (§10.3), where days stay texts."""


_Core.yaml_implicit_resolvers = {}
for kind, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"), first)


def as_text(text: str) -> Any:
    """Return a list's data as the program reads it: texts, lists and groups of keys."""
    return read_document(read_source(text.encode(), "events.yaml"))[0].data


def complaints(data: Any) -> list[str]:
    """Return what the schema says against data."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def within(schema: Any) -> Iterator[dict[str, Any]]:
    """Give each part of a schema that is a mapping."""
    if isinstance(schema, dict):
        yield schema
    inside = schema.values() if isinstance(schema, dict) else schema
    for each in inside if isinstance(schema, dict | list) else ():
        yield from within(each)


def test_the_schema_is_one() -> None:
    """Of the draft that it names."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in GOOD.items()])
def test_a_good_list_fits_the_schema(text: str) -> None:
    """As texts, and as an editor reads it, to whom some of them are numbers."""
    assert complaints(as_text(text)) == []
    assert complaints(yaml.load(text, _Core)) == []


@pytest.mark.parametrize(("group", "key"), KEYS, ids=map(".".join, KEYS))
def test_the_example_of_each_key_fits_the_schema(group: str, key: str) -> None:
    """Both as texts and as an editor reads it."""
    text = example_of(group, key)
    assert complaints(as_text(text)) == []
    assert complaints(yaml.load(text, _Core)) == []


def test_each_file_of_a_folder_fits_the_schema_of_a_part() -> None:
    """Which holds none of them for half a list, and refuses what is wrong all the same."""
    validator = Draft202012Validator(json_schema(whole=False))
    for text in FILES.values():
        assert not list(validator.iter_errors(as_text(text)))
        assert list(VALIDATOR.iter_errors(as_text(text)))
    assert list(validator.iter_errors({"event": []}))
    assert list(validator.iter_errors({"events": [{"id": "a"}]}))


@pytest.mark.parametrize("wrong", [[[]], {"no such key": {}}], ids=["list", "group"])
@pytest.mark.parametrize(("group", "key"), KEYS, ids=map(".".join, KEYS))
def test_a_value_of_the_wrong_kind_does_not_fit(group: str, key: str, wrong: Any) -> None:
    """Nor does the program take it."""
    data = as_text(example_of(group, key))
    _put(data, key, EXAMPLES[group][key], wrong)
    assert complaints(data)
    with pytest.raises(ValidationError):
        ListPart.model_validate(data, context={"languages": ("en", "fr")})


def _put(data: Any, key: str, example: str, wrong: Any) -> None:
    """Put a wrong value in the place of an example."""
    written = as_text(f"{key}: {example}")[key]
    places = [each for each in within(data) if each.get(key) == written]
    assert len(places) == 1, f"{len(places)} places have {key}: {example}"
    places[0][key] = wrong


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("start: 2008-11-25", "start: 25.11.2008"),
        ("start: 2008-11-25", "start: tomorrow"),
        ("start: 2008-11-25", "start:"),
        ("end: 2008-11-26", "end: later"),
        ("end: 2008-11-26", "status: canceled"),
        ("end: 2008-11-26", "repeat: {until: 2009-01-01}"),
        ("end: 2008-11-26", "repeat: {every: fortnight}"),
        ("end: 2008-11-26", "repeat: {every: week, times: 0}"),
        ("end: 2008-11-26", "contact: {email: info}"),
        ("end: 2008-11-26", "url: www.example.org"),
        ("end: 2008-11-26", "location: {address: Main Square}"),
        ("id: autumn-meeting", "id: Autumn meeting"),
        ("Europe/Zurich", "Zurich"),
        ("language: en", "color: teal"),
        ("language: en", "language: English language"),
        ("domain: meetings.example.org", "domain: https://meetings.example.org"),
        ("Trade unions", "{within: europe}"),
    ],
)
def test_what_the_program_refuses_at_sight_does_not_fit(old: str, new: str) -> None:
    """So that an editor underlines it while it is written."""
    assert LIST.count(old) == 1
    assert complaints(as_text(LIST.replace(old, new)))
    assert any(problem.is_error for problem in problems_in(LIST.replace(old, new).encode()))


def test_whatever_the_program_reads_fits() -> None:
    """Even a list that was broken, and is still one: an editor never underlines what is good."""
    read = 0
    for data in broken_copies(GOOD["rich"].encode(), 1_000):
        problems = problems_in(data)
        if not any(problem.is_error for problem in problems):
            read += 1
            assert complaints(as_text(data.decode())) == []
    assert read > 100


def test_no_key_is_taken_that_is_not_known() -> None:
    """Wherever keys can stand."""
    groups = [
        each for each in within(SCHEMA) if "properties" in each or "patternProperties" in each
    ]
    assert len(groups) > len(EXAMPLES)
    assert all(each["additionalProperties"] is False for each in groups)


def test_every_key_and_group_is_explained() -> None:
    """In sentences, and no key by its name alone."""
    for group in groups_of(SCHEMA):
        assert group["description"].endswith(".")
        for key, value in group["properties"].items():
            assert value["description"].endswith((".", "…")), key
            assert value.get("title", "").lower() != key or key in ("language", "status")


def test_the_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    """The whole of it, or that of one file of a folder."""
    for arguments, whole in (["schema"], True), (["schema", "--part"], False):
        cli(arguments, standalone_mode=False)
        assert json.loads(capsys.readouterr().out) == json_schema(whole=whole)
