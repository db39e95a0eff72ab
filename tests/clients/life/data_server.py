"""Evolution's data server, under GNOME Calendar, as its clients speak with it.

Debian gives the data server's bindings to the system's Python alone, so this is for programs
that run there, on a bus of their own.
"""

import importlib
import time
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


def add(address: str, name: str) -> None:
    """Add a calendar from the web to the data server, as GNOME Calendar does.

    All must be added before the first is opened: the process that opens them reads what there
    is when it starts, and learns of later ones at some time after.

    Args:
        address: Where it is.
        name: What the data server calls it, which is different for each calendar.
    """
    parts = urlsplit(address)
    source = EDataServer.Source.new_with_uid(name, None)
    source.set_display_name(name)
    source.set_parent("webcal-stub")
    source.get_extension("Calendar").set_backend_name("webcal")
    source.get_extension("Offline").set_stay_synchronized(True)
    source.get_extension("Security").set_method("none")
    source.get_extension("WebDAV Backend").set_resource_path(parts.path)
    server = source.get_extension("Authentication")
    server.set_host(parts.hostname)
    server.set_port(parts.port)
    server.set_method("none")
    EDataServer.SourceRegistry.new_sync(None).commit_source_sync(source, None)


class Calendar:
    """A calendar that the data server keeps a copy of.

    Args:
        name: What it was called when it was added.

    Attributes:
        client: The ``ECal.Client`` that it was opened with.
    """

    def __init__(self, name: str) -> None:
        source = EDataServer.SourceRegistry.new_sync(None).ref_source(name)
        client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, DO_NOT_WAIT, None)
        self.client = client
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
        self.client.refresh_sync(None)
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
