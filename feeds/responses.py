"""A finished document → what is sent for it: coding, validators, conditional answers.

Pure functions of header values, after RFC 9110; nothing here knows a server or a framework.
"""

import gzip
import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

MAX_AGE = 300
"""Seconds that a copy may be used unasked (R52)."""

# Last-Modified is left out where there is an ETag (RFC 9110 §15.4.5).
_KEPT_BY_304 = frozenset({"Access-Control-Allow-Origin", "Cache-Control", "ETag", "Vary"})
_GZIP_LEVEL = 9
_HTTP_DATES = ("%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %d %H:%M:%S %Y")
"""RFC 9110 §5.6.7: IMF-fixdate, and the two forms that it took the place of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A finished document: the same bytes for whoever asks, until the list changes.

    ``last_modified`` is in UTC, whole seconds. ``extra`` are headers of this document alone.
    """

    body: bytes
    media_type: str
    last_modified: datetime
    is_compressible: bool = True
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """A document in one content coding, with the headers that describe it."""

    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What goes to the client."""

    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes


def answer(document: Document, request: Mapping[str, str]) -> Answer:
    """Answer a GET for a document; ``request`` are the request's headers, in any case.

    A HEAD is answered alike and sent without the body (RFC 9110 §9.3.2).
    """
    asked = {name.lower(): value for name, value in request.items()}
    coding = choose_coding(asked.get("accept-encoding"), document)
    chosen = represent(document, coding)
    if is_unchanged(
        etag=chosen.headers["ETag"],
        last_modified=document.last_modified,
        if_none_match=asked.get("if-none-match"),
        if_modified_since=asked.get("if-modified-since"),
    ):
        kept = {name: value for name, value in chosen.headers.items() if name in _KEPT_BY_304}
        return Answer(status=HTTPStatus.NOT_MODIFIED, headers=kept, body=b"")
    return Answer(status=HTTPStatus.OK, headers=chosen.headers, body=chosen.body)


def choose_coding(accept_encoding: str | None, document: Document) -> str:
    """Return "gzip" where the client takes it at least as gladly as plain bytes.

    Absent or empty, the header asks for plain bytes; `q=0` shuts a coding out
    (RFC 9110 §12.5.3). `*` is whatever is not named.
    """
    if not accept_encoding or not document.is_compressible:
        return "identity"
    accepted = parse_accept_header(accept_encoding, Accept)
    named = {coding.lower(): quality for coding, quality in accepted}
    other = named.get("*", 0)
    gzipped = named.get("gzip", named.get("x-gzip", other))
    plain = named.get("identity", other)
    return "gzip" if gzipped > 0 and gzipped >= plain else "identity"


def represent(document: Document, coding: str) -> Representation:
    """Encode a document; its ETag is a hash of the coded bytes, so it is strong."""
    coded = coding == "gzip"
    body = gzip.compress(document.body, _GZIP_LEVEL, mtime=0) if coded else document.body
    headers = {
        "Content-Type": document.media_type,
        "Content-Length": str(len(body)),
        "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Last-Modified": format_datetime(document.last_modified, usegmt=True),
        "Cache-Control": f"public, max-age={MAX_AGE}",
        "X-Content-Type-Options": "nosniff",
        **dict(document.extra),
    }
    if document.is_compressible:
        headers["Vary"] = "Accept-Encoding"
    if coded:
        headers["Content-Encoding"] = coding
    return Representation(body=body, headers=headers)


def is_unchanged(
    *,
    etag: str,
    last_modified: datetime,
    if_none_match: str | None,
    if_modified_since: str | None,
) -> bool:
    """Tell whether a conditional GET is answered with 304 (RFC 9110 §13.2.2).

    Where there is an If-None-Match, a failed one shuts out If-Modified-Since (§13.1.3);
    ETags are compared weakly (§13.1.2), and ``*`` matches any document.
    """
    if if_none_match is not None:
        return parse_etags(if_none_match).contains_weak(etag.strip('"'))
    if if_modified_since is None:
        return False
    since = _http_date(if_modified_since)
    return since is not None and last_modified <= since


def _http_date(text: str) -> datetime | None:
    """Read a date; one in any other form, or a second one, is to be ignored (RFC 9110 §13.1.3)."""
    for form in _HTTP_DATES:
        with suppress(ValueError):
            return datetime.strptime(text, form).replace(tzinfo=UTC)
    return None
