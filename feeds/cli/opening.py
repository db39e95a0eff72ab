"""Reading a list for a command, and printing what is wrong with it."""

import sys
from collections.abc import Iterable
from typing import NoReturn

import click

from feeds.problems import ListError, Problem
from feeds.publication import Publication, State
from feeds.settings import Settings


def open_or_end(settings: Settings, *, records: bool = False) -> State:
    """Read a list and its history, print what is wrong, and end with 1 if it cannot be published."""
    try:
        state = open_list(settings, records=records)
    except ListError as error:
        fail(error.problems)
    print_problems(state.health.problems)
    return state


def open_list(settings: Settings, *, records: bool = False) -> State:
    """Read a list and its history; here the last good list is no help.

    Raises:
        ListError: The list cannot be published.
    """
    state = Publication(settings, records=records).state
    if state.health.is_stale:
        raise ListError(state.health.problems)
    return state


def fail(problems: Iterable[Problem]) -> NoReturn:
    """Print what is wrong, and end with 1."""
    print_problems(problems)
    sys.exit(1)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print what is wrong, one line each."""
    for problem in problems:
        click.echo(str(problem), err=True)
