"""REDbot as a program: addresses in, as JSON each one's notes out.

REDbot keeps its event loop for the whole process, so it gets one of its own. All addresses are
examined at once; each is asked for several times over (HEAD aside: without and with coding, by
tag, by date, in part).
"""

import json
import sys
from collections.abc import Iterator
from configparser import ConfigParser, SectionProxy
from typing import Any

import thor
from redbot.resource import HttpResource


def main(addresses: list[str]) -> None:
    """Examine addresses and print ``{address: {"status": …, "notes": [[level, text], …]}}``."""
    examined = [_start(address) for address in addresses]
    waiting = set(addresses)

    def done(address: str) -> None:
        waiting.discard(address)
        if not waiting:
            thor.stop()

    for address, resource in zip(addresses, examined, strict=True):
        resource.on("check_done", lambda address=address: done(address))
        resource.check()
    if waiting:
        thor.run()
    answers = {
        address: {
            "status": resource.response.status_code,
            "error": str(resource.fetch_error or ""),
            "notes": sorted(_notes(resource)),
        }
        for address, resource in zip(addresses, examined, strict=True)
    }
    print(json.dumps(answers))


def _config() -> SectionProxy:
    parser = ConfigParser()
    parser.read_dict({"redbot": {"enable_local_access": "True"}})  # or it refuses loopback
    return parser["redbot"]


def _start(address: str) -> Any:
    resource = HttpResource(_config())
    resource.set_request(address)
    return resource


def _notes(resource: Any) -> set[tuple[str, str]]:
    """Return what was noted of the answer, and of the answers to the requests that probed it."""
    found = set(_flat(resource.response.notes))
    for name, probe in resource.subreqs.items():
        found |= {(level, f"{text} ({name})") for level, text in _flat(probe.response.notes)}
    return found


def _flat(notes: Any) -> Iterator[tuple[str, str]]:
    for note in notes:
        yield note.level.value, f"{note.subject}: {note.summary}"
        yield from _flat(note.subnotes)


main(sys.argv[1:])
