"""`feeds schema`: the JSON Schema of event lists."""

import json

import click

from feeds.reading.reference import json_schema


@click.command()
@click.option("--part", is_flag=True, help="Of one file of a list that is a folder.")
def schema(*, part: bool) -> None:
    """Print the JSON Schema of event lists, for text editors that complete and explain keys.

    Write it to a file beside the list, and name that in the list's first line:
    # yaml-language-server: $schema=events.schema.json
    """
    click.echo(json.dumps(json_schema(whole=not part), indent=2, ensure_ascii=False))
