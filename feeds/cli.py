"""The `feeds` command: check a list, show a feed, record its history, compare edits, serve."""

import json
import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlencode

import click

from feeds import __version__
from feeds.formats import FORMATS
from feeds.history import HistoryError, advance, read_history, tell
from feeds.problems import FeedsError, ListError, Problem
from feeds.publication import (
    ListFiles,
    Publication,
    Snapshot,
    State,
    advice,
    departures,
    misread_views,
    system_clock,
)
from feeds.reading import Reading, parse_list, read_list
from feeds.reading.reference import json_schema
from feeds.selection import PARAMETERS, Refusal, find_view, parse_selection
from feeds.serving import serve as serve_settings
from feeds.settings import Settings, read_settings

_Command = TypeVar("_Command", bound=Callable[..., Any])
_EVENTS = click.option(
    "--events",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The event list, a file or a folder  [default: FEEDS_EVENTS, else events.yaml]",
)
_BASE_URL = click.option(
    "--base-url",
    metavar="URL",
    help="The address the list is published at  [default: FEEDS_BASE_URL, else the list's own]",
)
_STOPS_PUBLICATION = frozenset({"announced-in-future"})
"""Warnings that `check` takes as errors, while there is still time to mend them."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="feeds")
def cli() -> None:
    """Publish a list of events, kept by hand in YAML, as calendars, feeds and pages."""


@cli.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
def check(files: tuple[Path, ...]) -> None:
    """Say everything that is wrong with a list, with file, line and column.

    A list is a file, or a folder of files. Without FILE, checks the list that FEEDS_EVENTS names,
    else events.yaml.
    Ends with 0 if it can be published, with 1 if it cannot.
    """
    settings = _settings()
    failed = [path for path in files or (settings.events,) if not _check(path, settings)]
    sys.exit(1 if failed else 0)


def _check(path: Path, settings: Settings) -> bool:
    """Print the problems of one list; return whether it can be published."""
    try:
        state = _open_list(replace(settings, events=path))
    except ListError as error:
        _print_problems(error.problems)
        return False
    advised = advice(state.snapshot, state.reading, system_clock())
    found = dict.fromkeys((*state.health.problems, *advised))
    problems = [_as_checked(problem) for problem in found]
    _print_problems(problems)
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


def _selecting(command: _Command) -> _Command:
    """Give a command one option for each parameter of the address grammar."""
    for name, parameter in reversed(PARAMETERS.items()):
        command = click.option(
            f"--{name}",
            f"select_{name}",
            multiple=True,
            metavar=parameter.example.upper() if name == "q" else "VALUE",
            help=f"{parameter.meaning}  [example: {parameter.example}]",
        )(command)
    return command


@cli.command()
@_selecting
@click.option("--view", metavar="NAME", help="A view of the list, to which the others add.")
@click.option("--language", metavar="TAG", help="One of the list's languages  [default: its own]")
@click.option(
    "--format",
    "extension",
    type=click.Choice(list(FORMATS)),
    default="ics",
    show_default=True,
    help="The format to print.",
)
@_EVENTS
@_BASE_URL
def show(
    extension: str,
    view: str | None,
    language: str | None,
    events: Path | None,
    base_url: str | None,
    **chosen: tuple[str, ...],
) -> None:
    """Print a feed, byte for byte as it is served.

    The options are the parameters of an address: `feeds show --theme employers --from 2008-06`
    prints what /events.ics?theme=employers&from=2008-06 gives. With `--language fr` it prints what
    stands at the same address after /fr.
    """
    snapshot = _in_language(_open(_settings(events=events, base_url=base_url)), language)
    pairs = [
        (name.removeprefix("select_"), value) for name, values in chosen.items() for value in values
    ]
    query, kind = urlencode(pairs, errors="surrogateescape"), FORMATS[extension]
    try:
        base = find_view(view, snapshot.calendar) if view is not None else None
        selection = parse_selection(query, snapshot.terms(kind), view=base)
        document = snapshot.feed(selection, kind, system_clock())
    except Refusal as refusal:
        raise click.UsageError(_told(refusal)) from refusal
    sys.stdout.buffer.write(document.body)


def _in_language(state: State, language: str | None) -> Snapshot:
    """Return a list in one of its languages, its own unless named."""
    if language is None:
        return state.snapshot
    for tag, snapshot in state.snapshots.items():
        if tag.lower() == language.lower():
            return snapshot
    raise click.UsageError(
        f"This list is not in the language “{language}”; it is in {', '.join(state.snapshots)}."
    )


@cli.command()
@_EVENTS
def record(events: Path | None) -> None:
    """Record when each event was announced and changed, beside the list, without a server.

    Run it before you commit or copy the list to where it is served: then every server gives
    the same answers. Ends with 0 when the record is up to date.
    """
    settings = _settings(events=events)
    try:
        known = read_history(ListFiles.beside(settings.events).history)
    except HistoryError as error:
        _fail((error.problem,))
    state = _open(settings, records=True)
    if any(problem.code.startswith("history-") for problem in state.health.problems):
        sys.exit(1)
    for line in tell(known, state.history, state.reading.calendar.language):
        click.echo(line)


@cli.command()
@click.argument("old", type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.argument("new", type=click.Path(path_type=Path), required=False)
def diff(old: Path, new: Path | None) -> None:
    """Say what an edit would do to subscribers, before it is published.

    OLD is the list as it was, a file, a folder, or - for standard input (git show HEAD:events.yaml
    | feeds diff -); NEW is the list as it is, without it the one that FEEDS_EVENTS names. Ends
    with 1 if NEW cannot be published.
    """
    path = new or _settings().events
    try:
        before = _read_old(old)
        after = read_list(path)
    except ListError as error:
        _fail(error.problems)
    known = advance(None, before.calendar, moment=_LONG_AGO, edition="")
    problems = (*misread_views(after), *departures(after, known))
    _print_problems(problems)
    if any(problem.is_error for problem in problems):
        sys.exit(1)
    history = advance(known, after.calendar, moment=_LONG_AGO, edition="")
    lines = tuple(tell(known, history, after.calendar.language))
    click.echo("\n".join(lines) or "Subscribers would see no change.")


def _read_old(path: Path) -> Reading:
    if str(path) == "-":
        return parse_list(sys.stdin.buffer.read(), "<stdin>")
    return read_list(path)


@cli.command()
@click.option("--part", is_flag=True, help="Of one file of a list that is a folder.")
def schema(*, part: bool) -> None:
    """Print the JSON Schema of event lists, for text editors that complete and explain keys.

    Write it to a file beside the list, and name that in the list's first line:
    # yaml-language-server: $schema=events.schema.json
    """
    click.echo(json.dumps(json_schema(whole=not part), indent=2, ensure_ascii=False))


_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Some moment: what an edit does to subscribers does not depend on when."""


@cli.command()
@_EVENTS
@_BASE_URL
@click.option("--host", metavar="ADDRESS", help="Where to listen  [default: HOST, else 127.0.0.1]")
@click.option("--port", metavar="NUMBER", help="The port  [default: PORT, else 8000]")
@click.option(
    "--preview/--no-preview",
    default=None,
    help="Tell what is wrong with the list on its pages, and record nothing.",
)
def serve(**given: str | Path | bool | None) -> None:
    """Serve the list until Ctrl-C or SIGTERM; an edit is live within a second.

    Every setting is also an environment variable: FEEDS_EVENTS, FEEDS_BASE_URL, HOST, PORT,
    FEEDS_PREVIEW.
    """
    settings = _settings(**given)
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as apart:
        greeting, problems = apart.submit(_look_at, settings).result()
    if problems:
        _fail(problems)
    try:
        serve_settings(settings, ready=lambda: click.echo(greeting))
    except FeedsError as error:
        raise click.ClickException(str(error)) from error


def _look_at(settings: Settings) -> tuple[str, tuple[Problem, ...]]:
    """Read the list before it is served: return what is said at the start, or what is wrong.

    It is read in a process of its own, since that which watches over the workers need not hold it.
    """
    try:
        calendar = Publication(settings).state.reading.calendar
    except ListError as error:
        return "", error.problems
    counted = _counted(len(calendar.events), "event")
    greeting = f"Serving “{calendar.title}” ({counted}) at {settings.own_url}/ (Ctrl-C ends it)"
    return greeting, ()


_VARIABLES = {
    "events": "FEEDS_EVENTS",
    "base_url": "FEEDS_BASE_URL",
    "host": "HOST",
    "port": "PORT",
    "preview": "FEEDS_PREVIEW",
}


def _settings(**given: object) -> Settings:
    """Read the settings; what the command line gives wins, for the server's workers too."""
    for name, value in given.items():
        if value is not None:
            os.environ[_VARIABLES[name]] = str(value)
    try:
        return read_settings(os.environ)
    except FeedsError as error:
        raise click.UsageError(str(error)) from error


def _open(settings: Settings, *, records: bool = False) -> State:
    """Read a list and its history, print what is wrong, and end if it cannot be published."""
    try:
        state = _open_list(settings, records=records)
    except ListError as error:
        _fail(error.problems)
    _print_problems(state.health.problems)
    return state


def _open_list(settings: Settings, *, records: bool = False) -> State:
    """Read a list and its history; here the last good list is no help.

    Raises:
        ListError: The list cannot be published.
    """
    state = Publication(settings, records=records).state
    if state.health.is_stale:
        raise ListError(state.health.problems)
    return state


def _fail(problems: Iterable[Problem]) -> NoReturn:
    _print_problems(problems)
    sys.exit(1)


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


def _told(refusal: Refusal) -> str:
    meant = f" Did you mean {refusal.meant}?" if refusal.meant else ""
    return f"{refusal.message}{meant}"


def main(arguments: list[str] | None = None) -> None:
    """Run the command with these arguments, or the process's own."""
    cli(args=arguments, prog_name="feeds")


if __name__ == "__main__":
    main()
