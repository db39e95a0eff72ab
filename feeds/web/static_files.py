"""The few files that pages use: read once, served like every other document."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, Response, abort

from feeds.responses import Document
from feeds.web.delivery import deliver

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file of the program's own, and a mark of its content for links to it."""

    document: Document
    mark: str


def read_static_files() -> dict[str, StaticFile]:
    """Read the files that stand beside this module."""
    paths = (path for path in sorted(FOLDER.iterdir()) if path.suffix in MEDIA_TYPES)
    return {path.name: _read(path) for path in paths}


def static_blueprint(files: dict[str, StaticFile]) -> Blueprint:
    """Make the routes that serve them."""
    blueprint = Blueprint("files", __name__)

    @blueprint.get("/static/<name>")
    def static_file(name: str) -> Response:
        """Give a file that pages use."""
        if name not in files:
            abort(404)
        return deliver(files[name].document)

    return blueprint


def _read(path: Path) -> StaticFile:
    body = path.read_bytes()
    document = Document(
        body=body,
        media_type=MEDIA_TYPES[path.suffix],
        last_modified=datetime.fromtimestamp(int(path.stat().st_mtime), UTC),
        is_compressible=path.suffix != ".png",
        extra=(("Access-Control-Allow-Origin", "*"),),
    )
    return StaticFile(document, hashlib.sha256(body).hexdigest()[:8])
