"""The format of event lists as a JSON Schema, for editors with completion and for the manual.

Its texts are those that stand in `schema` and `parts` beside each key.
"""

import ast
from collections.abc import Iterator
from inspect import cleandoc, getsource
from itertools import pairwise
from typing import Any

import yaml
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import CoreSchema, ModelSchema

from feeds.reading.examples import EXAMPLES
from feeds.reading.schema import ListPart

JsonSchema = dict[str, Any]


def json_schema(*, whole: bool = True) -> JsonSchema:
    """Return the JSON Schema of an event list (draft 2020-12).

    Args:
        whole: Whether it is of a list in one file; otherwise of one file of a folder, where every
            part of the list can stand in another file.
    """
    schema = ListPart.model_json_schema(by_alias=True, schema_generator=_Generator)
    schema = {"$schema": GenerateJsonSchema.schema_dialect, **schema}
    if not whole:
        del schema["required"]
    for group in groups_of(schema):
        _complete(group)
    for each in _within(schema):
        if "patternProperties" in each:
            each["additionalProperties"] = False
    return schema


class _Generator(GenerateJsonSchema):
    """Titles a value by its kind, since its key would only be said twice, and says what it is."""

    def model_schema(self, schema: ModelSchema) -> JsonSchema:
        written, part = super().model_schema(schema), schema["cls"]
        texts = _texts_of(part)
        for name, field in part.model_fields.items():
            written["properties"][field.alias or name]["description"] = texts[name]
        return written

    def field_title_should_be_set(self, schema: CoreSchema | Any) -> bool:  # noqa: ARG002 - the library's name
        return False


def _texts_of(part: type) -> dict[str, str]:
    """Return the text below each field of a group of keys.

    Pydantic would look for them whenever the program starts, which takes a tenth of that.
    """
    (group,) = ast.parse(getsource(part)).body
    lines = group.body if isinstance(group, ast.ClassDef) else []
    return {
        ast.unparse(field.target): cleandoc(text.value.value)
        for field, text in pairwise(lines)
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr)
        if isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    }


def groups_of(schema: JsonSchema) -> tuple[JsonSchema, ...]:
    """Return the schemas of the groups of keys, the whole list first."""
    return schema, *schema["$defs"].values()


def _complete(group: JsonSchema) -> None:
    """Let every key that is not needed be empty, and give examples of texts."""
    needed = group.get("required", ())
    for key, value in group["properties"].items():
        if value.get("default") in (None, [], {}):
            value.pop("default", None)
        if key not in needed:
            group["properties"][key] = _or_nothing(value)
        example = yaml.load(EXAMPLES[group["title"]][key], yaml.CBaseLoader)  # noqa: S506 - texts alone
        if isinstance(example, str):
            group["properties"][key]["examples"] = [example]


def _or_nothing(schema: JsonSchema) -> JsonSchema:
    """Return a schema that an empty value fits too; its texts stay at its top."""
    kinds = schema.get("anyOf", ())
    if {"type": "null"} in kinds:
        return schema
    outside = {key: each for key, each in schema.items() if key in _OF_THE_KEY}
    inside = {key: each for key, each in schema.items() if key not in _OF_THE_KEY}
    return {"anyOf": [inside, {"type": "null"}], **outside}


_OF_THE_KEY = ("description", "default")


def _within(schema: Any) -> Iterator[JsonSchema]:
    """Give each schema within a schema, itself first."""
    if isinstance(schema, dict):
        yield schema
    each = (
        schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    )
    for inner in each:
        yield from _within(inner)
