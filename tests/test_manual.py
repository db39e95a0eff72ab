"""The manual of the format is true and whole, and each of its examples runs."""

import pytest
from manual import document, example_of
from renew_format import PAGE

from feeds.publication import misread_views
from feeds.reading import parse_list
from feeds.reading.examples import EXAMPLES
from feeds.reading.reference import groups_of, json_schema

KEYS = [(group, key) for group, keys in EXAMPLES.items() for key in keys]


@pytest.mark.parametrize(("group", "key"), KEYS, ids=map(".".join, KEYS))
def test_each_example_of_the_manual_runs(group: str, key: str) -> None:
    """In a list that says little else, and nothing is to be said of it."""
    text = example_of(group, key)
    assert f"{key}: " in text
    reading = parse_list(text.encode(), "example.yaml")
    assert [str(problem) for problem in (*reading.warnings, *misread_views(reading))] == []


def test_every_key_has_an_example() -> None:
    """And there is none of a key that is not there."""
    groups = groups_of(json_schema())
    assert {group["title"]: set(group["properties"]) for group in groups} == {
        group: set(keys) for group, keys in EXAMPLES.items()
    }


def test_the_manual_of_the_format_is_true() -> None:
    """If this fails, say `make golden` and read the difference."""
    assert PAGE.read_text("utf-8") == document()
