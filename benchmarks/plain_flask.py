"""A plain Flask route that gives one file, as one writes it: what the program is held beside."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, Response, request

app = Flask(__name__, static_folder=None)
DOCUMENT = Path(os.environ["PLAIN_DOCUMENT"])
BODY = DOCUMENT.read_bytes()
CHANGED = datetime.fromtimestamp(DOCUMENT.stat().st_mtime, UTC)
ETAG = hashlib.blake2b(BODY, digest_size=16).hexdigest()


@app.get("/events.ics")
def events() -> Response:
    """Give the file, or say that it has not changed."""
    response = Response(BODY, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.set_etag(ETAG)
    response.last_modified = CHANGED
    response.make_conditional(request)
    return response
