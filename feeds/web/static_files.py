"""The few files that pages use: read once, served like every other document.

A folder of the organisation's own may add files and take the place of others. The style sheet
has the colours of the list that is served.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, abort

from feeds.model import Colors
from feeds.responses import Document
from feeds.web.current import asked_query, current_snapshot
from feeds.web.delivery import deliver

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_COMPRESSIBLE = frozenset({".css", ".js", ".svg"})
STYLE, ICON = "style.css", "icon.svg"
_COLORS = """
:root, :root[data-scheme="light"] {{ --link: {light}; }}
@media (prefers-color-scheme: dark) {{ :root {{ --link: {dark}; }} }}
:root[data-scheme="dark"] {{ --link: {dark}; }}
"""
_ANYONE = ("Access-Control-Allow-Origin", "*")
_FOREVER = (_ANYONE, ("Cache-Control", "public, max-age=31536000, immutable"))
"""The headers of what is asked for by the mark of its content (RFC 8246)."""
_MOST_IN_A_PAGE = 2000
"""Bytes of an icon that stands in each page, which saves a request."""


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file that pages use, and a mark of its content for links to it."""

    document: Document
    mark: str


class StaticFiles:
    """All files that pages use, by name.

    Args:
        own: A folder of the organisation's, whose files come first; None where there is none.
    """

    def __init__(self, own: Path | None = None) -> None:
        folders = (FOLDER, *((own,) if own else ()))
        self._files: Mapping[str, StaticFile] = {
            path.name: _read(path)
            for folder in folders
            for path in sorted(folder.iterdir() if folder.is_dir() else ())
            if path.suffix in MEDIA_TYPES and path.is_file()
        }

    def find(self, name: str) -> StaticFile | None:
        """Return a file as the list that is served has it, or None where there is none."""
        colors = current_snapshot().calendar.colors
        found = self._files.get(name)
        return _colored(found, colors) if found and colors and name == STYLE else found

    def mark_of(self, name: str) -> str:
        """Return the mark of a file that there is."""
        found = self.find(name)
        return found.mark if found else ""

    def path_of(self, name: str) -> str:
        """Return the path of a file that there is, by the mark of its content."""
        return f"/static/{name}?v={self.mark_of(name)}"

    def icon_at(self, root: str) -> str:
        """Return the address of the icon of pages: the icon itself, if it is small.

        Args:
            root: What begins every path of the site.
        """
        file = self._files[ICON]
        if len(file.document.body) > _MOST_IN_A_PAGE:
            return f"{root}{self.path_of(ICON)}"
        return f"data:image/svg+xml,{quote(file.document.body, safe=_IN_DATA)}"


_IN_DATA = "!$&'()*+,-./:;=?@_~"
"""What stands in a data address as it is (RFC 2397), inside quotes of HTML."""


def static_blueprint(files: StaticFiles) -> Blueprint:
    """Make the routes that serve them."""
    blueprint = Blueprint("files", __name__)

    @blueprint.get("/static/<name>")
    def static_file(name: str) -> Response:
        """Give a file that pages use."""
        file = files.find(name)
        if file is None:
            abort(404)
        is_pinned = asked_query() == f"v={file.mark}"
        return deliver(replace(file.document, extra=_FOREVER) if is_pinned else file.document)

    return blueprint


def _read(path: Path) -> StaticFile:
    body = path.read_bytes()
    document = Document(
        body=body,
        media_type=MEDIA_TYPES[path.suffix],
        last_modified=datetime.fromtimestamp(int(path.stat().st_mtime), UTC),
        is_compressible=path.suffix in _COMPRESSIBLE,
        extra=(_ANYONE,),
    )
    return StaticFile(document, _mark(body))


@lru_cache(maxsize=8)
def _colored(file: StaticFile, colors: Colors) -> StaticFile:
    added = _COLORS.format(light=colors.light, dark=colors.dark)
    body = file.document.body + added.encode()
    return StaticFile(replace(file.document, body=body), _mark(body))


def _mark(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:8]
