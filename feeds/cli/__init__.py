"""The `feeds` command: check a list, show a feed, record its history, compare edits, serve.

A command is read when it is called for: what watches over the server's worker need not know how a
feed is made.
"""

import gc
import os
from importlib import import_module

import click

from feeds import __version__

_COMMANDS = ("check", "diff", "record", "schema", "serve", "show")
"""Each stands in the module of its name, under its name."""


class _Commands(click.Group):
    """A group whose commands are read when they are called for; until then it has their names."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click asks
        if cmd_name not in self.commands:
            return None
        command: click.Command = getattr(import_module(f"feeds.cli.{cmd_name}"), cmd_name)
        return command


@click.group(
    cls=_Commands,
    commands=list(map(click.Command, _COMMANDS)),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="feeds")
def cli() -> None:
    """Publish a list of events, kept by hand in YAML, as calendars, feeds and pages."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command with these arguments, or the process's own.

    No garbage is looked for meanwhile: a command is over soon, and there is none. Nor are plugins
    of pydantic, which takes a look at every package that is installed: a list has to read the same
    wherever it is read.
    """
    gc.disable()
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    cli(args=arguments, prog_name="feeds")
