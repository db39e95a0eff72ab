"""`feeds check`: everything that is wrong with a list."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from feeds.cli.opening import open_list, print_problems
from feeds.cli.options import settings_of
from feeds.problems import ListError, Problem
from feeds.publication import advice, system_clock
from feeds.settings import Settings

_STOPS_PUBLICATION = frozenset({"announced-in-future"})
"""Warnings that `check` takes as errors, while there is still time to mend them."""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
def check(files: tuple[Path, ...]) -> None:
    """Report everything that is wrong with a list, with file, line and column.

    A list is a file, or a folder of files. Without FILE, checks the list that FEEDS_EVENTS names,
    else events.yaml.
    Exits with 0 if it can be published, with 1 if it cannot.
    """
    settings = settings_of()
    failed = [path for path in files or (settings.events,) if not _check(path, settings)]
    sys.exit(1 if failed else 0)


def _check(path: Path, settings: Settings) -> bool:
    """Print the problems of one list; return whether it can be published."""
    try:
        state = open_list(replace(settings, events=path))
    except ListError as error:
        print_problems(error.problems)
        return False
    advised = advice(state.snapshot, state.reading, system_clock())
    found = dict.fromkeys((*state.health.problems, *advised))
    problems = [_as_checked(problem) for problem in found]
    print_problems(problems)
    if any(problem.is_error for problem in problems):
        return False
    calendar = state.reading.calendar
    held = (
        _counted(len(calendar.events), "event"),
        _counted(len(calendar.themes.terms), "theme"),
        _counted(len(calendar.regions.terms), "region"),
    )
    click.echo(f"{path}: good, {', '.join(held)}")
    return True


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else f'{noun}s'}"


def _as_checked(problem: Problem) -> Problem:
    return replace(problem, severity="error") if problem.code in _STOPS_PUBLICATION else problem
