"""`feeds diff`: what an edit would do to subscribers."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from feeds.cli.opening import fail, print_problems
from feeds.cli.options import settings_of
from feeds.history import advance, tell
from feeds.problems import ListError
from feeds.publication import departures, misread_views
from feeds.reading import Reading, parse_list, read_list

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Some moment: what an edit does to subscribers does not depend on when."""


@click.command()
@click.argument("old", type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
def diff(old: Path, new: Path | None) -> None:
    """Say what an edit would do to subscribers, before it is published.

    OLD is the list as it was, a file, a folder, or - for standard input (git show HEAD:events.yaml
    | feeds diff -); NEW is the list as it is, without it the one that FEEDS_EVENTS names. Ends
    with 1 if NEW cannot be published.
    """
    path = new or settings_of().events
    try:
        before = _read_old(old)
        after = read_list(path)
    except ListError as error:
        fail(error.problems)
    known = advance(None, before.calendar, moment=_LONG_AGO, edition="")
    problems = (*misread_views(after), *departures(after, known))
    print_problems(problems)
    if any(problem.is_error for problem in problems):
        sys.exit(1)
    history = advance(known, after.calendar, moment=_LONG_AGO, edition="")
    lines = tuple(tell(known, history, after.calendar.language))
    click.echo("\n".join(lines) or "Subscribers would see no change.")


def _read_old(path: Path) -> Reading:
    if str(path) == "-":
        return parse_list(sys.stdin.buffer.read(), "<stdin>")
    return read_list(path)
