"""`feeds show`: a feed, byte for byte as it is served."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

import click

from feeds.cli.opening import open_or_end
from feeds.cli.options import BASE_URL, EVENTS, settings_of
from feeds.formats import FORMATS
from feeds.publication import Snapshot, State, system_clock
from feeds.selection import PARAMETERS, Refusal, find_view, parse_selection

_Command = TypeVar("_Command", bound=Callable[..., Any])


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


@click.command()
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
@EVENTS
@BASE_URL
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
    snapshot = _in_language(open_or_end(settings_of(events=events, base_url=base_url)), language)
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
        f"This list is not available in the language “{language}”; it is in {', '.join(state.snapshots)}."
    )


def _told(refusal: Refusal) -> str:
    meant = f" Did you mean {refusal.meant}?" if refusal.meant else ""
    return f"{refusal.message}{meant}"
