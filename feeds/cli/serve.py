"""`feeds serve`: the list over HTTP."""

from pathlib import Path

import click

from feeds.cli.opening import fail
from feeds.cli.options import BASE_URL, EVENTS, settings_of
from feeds.problems import ListError, TemplateFault
from feeds.publication import Publication
from feeds.serving import AddressTaken
from feeds.serving import serve as serve_settings
from feeds.settings import Settings


@click.command()
@EVENTS
@BASE_URL
@click.option("--host", metavar="ADDRESS", help="Where to listen  [default: HOST, else 127.0.0.1]")
@click.option("--port", metavar="NUMBER", help="The port  [default: PORT, else 8000]")
@click.option(
    "--preview/--no-preview",
    default=None,
    help="Show what is wrong with the list on its pages, and record nothing.",
)
def serve(**given: str | Path | bool | None) -> None:
    """Serve the list until Ctrl-C or SIGTERM; an edit is live within a second.

    Every setting is also an environment variable: FEEDS_EVENTS, FEEDS_BASE_URL, HOST, PORT,
    FEEDS_PREVIEW.
    """
    settings = settings_of(**given)
    try:
        serve_settings(settings)
    except ListError as error:
        fail(error.problems)
    except AddressTaken as error:
        _end_if_broken(settings)
        raise click.ClickException(str(error)) from error
    except TemplateFault as error:
        raise click.ClickException(f"A template cannot be used: {error}") from error


def _end_if_broken(settings: Settings) -> None:
    """Say what is wrong with a list that cannot be served: it has to be mended in any case."""
    try:
        Publication(settings)
    except ListError as error:
        fail(error.problems)
