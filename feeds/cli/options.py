"""The options that several commands have, and the settings that they make."""

import os
from pathlib import Path

import click

from feeds.problems import FeedsError
from feeds.settings import Settings, read_settings

EVENTS = click.option(
    "--events",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The event list, a file or a folder  [default: FEEDS_EVENTS, else events.yaml]",
)
BASE_URL = click.option(
    "--base-url",
    metavar="URL",
    help="The address the list is published at  [default: FEEDS_BASE_URL, else the list's own]",
)

_VARIABLES = {
    "events": "FEEDS_EVENTS",
    "base_url": "FEEDS_BASE_URL",
    "host": "HOST",
    "port": "PORT",
    "preview": "FEEDS_PREVIEW",
}


def settings_of(**given: object) -> Settings:
    """Read the settings; what the command line gives wins, for the server's workers too.

    Raises:
        UsageError: One of them cannot be used.
    """
    for name, value in given.items():
        if value is not None:
            os.environ[_VARIABLES[name]] = str(value)
    try:
        return read_settings(os.environ)
    except FeedsError as error:
        raise click.UsageError(str(error)) from error
