"""The `feeds` command: check a list, show a feed, record its history, compare edits, serve.

A command is read when it is called for: what watches over the server's worker need not know how a
feed is made.
"""

import gc
from importlib import import_module

import click

from feeds import __version__

_COMMANDS = {
    "check": "feeds.cli.check",
    "diff": "feeds.cli.diff",
    "record": "feeds.cli.record",
    "schema": "feeds.cli.schema",
    "serve": "feeds.cli.serve",
    "show": "feeds.cli.show",
}
"""The commands, and the modules that they stand in, under their own names."""


class _Commands(click.Group):
    """A group whose commands are read when they are called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click asks
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name]), cmd_name)
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="feeds")
def cli() -> None:
    """Publish a list of events, kept by hand in YAML, as calendars, feeds and pages."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command with these arguments, or the process's own.

    No garbage is looked for meanwhile: a command is over soon, and there is none.
    """
    gc.disable()
    cli(args=arguments, prog_name="feeds")
