"""Evolution's data server, under GNOME Calendar: follows a calendar for as long as it is asked.

Debian gives the data server's bindings to the system's Python alone, so this runs there, as a
program: the address and a name for the subscription as arguments, then for each line on
standard input a refresh, and a line of JSON with what the data server holds after it:
``{"error": …, "events": [[uid, title, first, end, status, description], …]}``.
"""

import importlib
import json
import sys
import time
from typing import Any
from urllib.parse import urlsplit

gi = importlib.import_module("gi")
for name, version in (("EDataServer", "1.2"), ("ECal", "2.0"), ("ICalGLib", "3.0")):
    gi.require_version(name, version)
EDataServer = importlib.import_module("gi.repository.EDataServer")
ECal = importlib.import_module("gi.repository.ECal")
GLib = importlib.import_module("gi.repository.GLib")
GObject = importlib.import_module("gi.repository.GObject")
ICal = importlib.import_module("gi.repository.ICalGLib")

EVERYTHING = "#t"
FINISHED = ""
"""What the data server says of its progress when a refresh is over."""

REFRESH_SECONDS = 20.0
QUIET_SECONDS = 0.3
POLL_SECONDS = 0.005
DO_NOT_WAIT = 0xFFFFFFFF  # to be connected: the first refresh connects
UID = "life"


def main() -> None:
    """Subscribe to the address given, and refresh whenever told to."""
    calendar = Calendar(subscribe(sys.argv[1]))
    for _ in sys.stdin:
        error = calendar.refresh()
        print(json.dumps({"error": error, "events": calendar.events()}), flush=True)


def subscribe(address: str) -> Any:
    """Add a calendar from the web to the data server, as GNOME Calendar does, and open it."""
    parts = urlsplit(address)
    source = EDataServer.Source.new_with_uid(UID, None)
    source.set_display_name("Life")
    source.set_parent("webcal-stub")
    source.get_extension("Calendar").set_backend_name("webcal")
    source.get_extension("Offline").set_stay_synchronized(True)
    source.get_extension("Security").set_method("none")
    source.get_extension("WebDAV Backend").set_resource_path(parts.path)
    server = source.get_extension("Authentication")
    server.set_host(parts.hostname)
    server.set_port(parts.port)
    server.set_method("none")
    registry = EDataServer.SourceRegistry.new_sync(None)
    registry.commit_source_sync(source, None)
    return ECal.Client.connect_sync(
        registry.ref_source(UID), ECal.ClientSourceType.EVENTS, DO_NOT_WAIT, None
    )


class Calendar:
    """A calendar that the data server keeps a copy of."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._progress: list[str] = []
        self._errors: list[str] = []
        _, self._view = client.get_view_sync(EVERYTHING, None)
        self._view.connect("progress", lambda _view, _percent, said: self._progress.append(said))
        GObject.Object.connect(
            client, "backend-error", lambda _client, said: self._errors.append(said)
        )
        self._view.start()
        while self._listen(QUIET_SECONDS):
            pass  # opening it makes the data server refresh it, too

    def refresh(self) -> str:
        """Have the copy refreshed, and wait until the data server says that it has done so.

        Returns:
            What went wrong, empty if nothing did.
        """
        while self._listen(0):
            pass
        self._progress.clear()
        self._errors.clear()
        self._client.refresh_sync(None)
        deadline = time.monotonic() + REFRESH_SECONDS
        while self._progress[-1:] != [FINISHED]:
            left = deadline - time.monotonic()
            if left < 0 or not self._listen(left):
                return f"the refresh does not end; {self._progress}, {self._errors}"
        return "; ".join(self._errors)

    def _listen(self, seconds: float) -> bool:
        """Take in what the data server says next; tell whether it said anything in time."""
        context = GLib.MainContext.default()
        deadline = time.monotonic() + seconds
        while not context.iteration(may_block=False):
            if time.monotonic() >= deadline:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def events(self) -> list[list[str]]:
        """List what the copy holds."""
        _, components = self._client.get_object_list_as_comps_sync(EVERYTHING, None)
        return [_plain(component.get_icalcomponent()) for component in components]


def _plain(event: Any) -> list[str]:
    status = event.get_first_property(ICal.PropertyKind.STATUS_PROPERTY)
    return [
        event.get_uid(),
        event.get_summary(),
        event.get_dtstart().as_ical_string(),
        event.get_dtend().as_ical_string(),
        status.get_value_as_string(),
        event.get_description(),
    ]


main()
