"""`feeds record`: the history of a list, without a server."""

import sys
from pathlib import Path

import click

from feeds.cli.opening import fail, open_or_end
from feeds.cli.options import EVENTS, settings_of
from feeds.history import HistoryError, read_history, tell
from feeds.publication import ListFiles


@click.command()
@EVENTS
def record(events: Path | None) -> None:
    """Record when each event was announced and changed, beside the list, without a server.

    Run it before you commit or copy the list to where it is served: then every server gives
    the same answers. Ends with 0 when the record is up to date.
    """
    settings = settings_of(events=events)
    try:
        known = read_history(ListFiles.beside(settings.events).history)
    except HistoryError as error:
        fail((error.problem,))
    state = open_or_end(settings, records=True)
    if any(problem.code.startswith("history-") for problem in state.health.problems):
        sys.exit(1)
    for line in tell(known, state.history, state.reading.calendar.language):
        click.echo(line)
