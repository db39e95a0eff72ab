"""Which events a feed holds, whatever its format."""

import csv
import io
import json
import re

from fetching import Answer


def events_in(answer: Answer, extension: str) -> list[str]:
    """Return the ids of the events that a feed holds, in its order."""
    text = answer.text
    if extension == "csv":
        return [row["id"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    if extension == "json":
        return [item["_event"]["uid"].partition("@")[0] for item in json.loads(text)["items"]]
    pattern = {
        "ics": r"^UID:(.+)@",
        "rss": r"<guid[^>]*>tag:[^:]+:([^<]+)<",
        "atom": r"<id>tag:[^:]+:([^<]+)<",
    }[extension]
    return re.findall(pattern, text.replace("\r\n ", ""), re.MULTILINE)
