"""The script that other sites load: its newest version, and each version for ever.

A version whose address carries its number is handed out with an integrity hash, and browsers
keep it for a year: once released, its bytes never change. So nothing takes its place either.
"""

import base64
import hashlib
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus

from flask import Blueprint, Response, abort

from feeds.publication import ANYWHERE
from feeds.responses import Document
from feeds.web.delivery import deliver
from feeds.web.static_files import FOLDER, MEDIA_TYPES

blueprint = Blueprint("scripts", __name__)

NEWEST = 1
VERSIONS = (1,)
MOVING_PATH = "/embed.js"
PINNED_PATH = f"/embed-{NEWEST}.js"
_DAY = 86400
_YEAR = 31536000


@blueprint.get(MOVING_PATH)
def newest_script() -> Response:
    """Give the newest version, which a browser asks for again each day."""
    return deliver(_script(NEWEST, f"public, max-age={_DAY}"))


@blueprint.get("/embed-<int:number>.js")
def pinned_script(number: int) -> Response:
    """Give a version that never changes."""
    if number not in VERSIONS:
        abort(HTTPStatus.NOT_FOUND)
    return deliver(_script(number, f"public, max-age={_YEAR}, immutable"))


@cache
def integrity() -> str:
    """Return the hash of the newest version, as browsers check it (Subresource Integrity §3.1)."""
    digest = hashlib.sha384((FOLDER / f"embed-{NEWEST}.js").read_bytes()).digest()
    return f"sha384-{base64.b64encode(digest).decode()}"


@cache
def _script(number: int, caching: str) -> Document:
    path = FOLDER / f"embed-{number}.js"
    return Document(
        body=path.read_bytes(),
        media_type=MEDIA_TYPES[path.suffix],
        last_modified=datetime.fromtimestamp(int(path.stat().st_mtime), UTC),
        extra=(*ANYWHERE, ("Cache-Control", caching)),
    )
