"""A finished document → what is sent for it: coding, validators, conditional answers.

Pure functions of header values, after RFC 9110; nothing here knows a server or a framework.
"""

import gzip
import hashlib
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from http import HTTPStatus

import brotli

MAX_AGE = 300
"""Seconds that a copy may be used unasked (R52)."""

# Last-Modified is left out where there is an ETag (RFC 9110 §15.4.5).
_KEPT_BY_304 = frozenset({"Access-Control-Allow-Origin", "Cache-Control", "ETag", "Vary"})
_LONGEST_ACCEPTED = 1000
"""Characters of an Accept-Encoding that is read; one may send plain bytes all the same."""
_GZIP_LEVEL = 9
_BROTLI_QUALITY = 5
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
class Answer:
    """What goes to the client.

    ``line``, ``pairs`` and ``chunks`` are the same as WSGI has them; ``head`` is line and headers
    as HTTP/1.1 sends them, up to the empty line at the end (RFC 9112 §2.1).
    """

    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes
    line: str = field(init=False, compare=False)
    pairs: list[tuple[str, str]] = field(init=False, compare=False)
    chunks: list[bytes] = field(init=False, compare=False)
    head: bytes = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Write status and headers once, however often they are sent."""
        object.__setattr__(self, "line", f"{self.status} {self.status.phrase}")
        object.__setattr__(self, "pairs", list(self.headers.items()))
        object.__setattr__(self, "chunks", [self.body])
        lines = (
            f"HTTP/1.1 {self.line}",
            *(f"{name.lower()}: {value}" for name, value in self.pairs),
        )
        object.__setattr__(self, "head", "".join(f"{line}\r\n" for line in lines).encode("latin-1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """A document in one content coding: the whole of it, and the 304 that says it is the same."""

    etag: str
    last_modified: str
    whole: Answer
    unchanged: Answer


class Prepared:
    """A document that is ready to be answered with, in each coding once that is asked for.

    It may be asked from several threads: one codes, the others wait for what it makes.
    """

    __slots__ = ("_represented", "_turn", "document")

    def __init__(self, document: Document) -> None:
        self.document = document
        self._represented: dict[str, Representation] = {}
        self._turn = threading.Lock()

    def answer(
        self,
        accept_encoding: str | None = None,
        if_none_match: str | None = None,
        if_modified_since: str | None = None,
    ) -> Answer:
        """Answer a GET, by the values of three headers of the request.

        A HEAD is answered alike and sent without the body (RFC 9110 §9.3.2). The validators that
        were sent with this very representation are known at a look; others are read.
        """
        coding = self._coding(accept_encoding)
        found = self._represented.get(coding) or self._represent(coding)
        return self._fitting(found, if_none_match, if_modified_since)

    def answer_at_once(
        self,
        accept_encoding: str | None = None,
        if_none_match: str | None = None,
        if_modified_since: str | None = None,
    ) -> Answer | None:
        """Answer as `answer` does, but only if what the client takes need not be coded first."""
        found = self._represented.get(self._coding(accept_encoding))
        return self._fitting(found, if_none_match, if_modified_since) if found else None

    def _fitting(
        self, found: Representation, if_none_match: str | None, if_modified_since: str | None
    ) -> Answer:
        if if_none_match is None and if_modified_since is None:
            return found.whole
        if if_none_match == found.etag:
            return found.unchanged
        if if_none_match is None and if_modified_since == found.last_modified:
            return found.unchanged
        is_same = is_unchanged(
            etag=found.etag,
            last_modified=self.document.last_modified,
            if_none_match=if_none_match,
            if_modified_since=if_modified_since,
        )
        return found.unchanged if is_same else found.whole

    def _coding(self, accept_encoding: str | None) -> str:
        if not accept_encoding or len(accept_encoding) > _LONGEST_ACCEPTED:
            return "identity"
        if self.document.is_compressible:
            return choose_coding(accept_encoding)
        return "identity"

    def _represent(self, coding: str) -> Representation:
        with self._turn:
            if coding not in self._represented:
                self._represented[coding] = represent(self.document, coding)
        return self._represented[coding]


def answer(document: Document, request: Mapping[str, str]) -> Answer:
    """Answer a GET for a document once; ``request`` are the request's headers, in any case."""
    asked = {name.lower(): value for name, value in request.items()}
    names = ("accept-encoding", "if-none-match", "if-modified-since")
    return Prepared(document).answer(*map(asked.get, names))


@lru_cache(maxsize=512)
def choose_coding(accept_encoding: str) -> str:
    """Return the coding that a client takes most gladly, the one that saves most of several.

    An empty header asks for plain bytes; `q=0` shuts a coding out (RFC 9110 §12.5.3). `*` is
    whatever is not named, but for brotli, which whoever can read it names.
    """
    from werkzeug.datastructures import Accept
    from werkzeug.http import parse_accept_header

    accepted = parse_accept_header(accept_encoding, Accept)
    named = {coding.lower(): quality for coding, quality in accepted}
    other = named.get("*", 0)
    if "x-gzip" in named:  # what gzip was called once (§8.4.1.3)
        named.setdefault("gzip", named["x-gzip"])
    best, quality = "identity", named.get("identity", other)
    for coding in CODINGS:
        asked = named.get(coding, other if coding == "gzip" else 0)
        if asked > 0 and asked >= quality:
            best, quality = coding, asked
    return best


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, _GZIP_LEVEL, mtime=0)


def _brotli(body: bytes) -> bytes:
    coded: bytes = brotli.compress(body, quality=_BROTLI_QUALITY)
    return coded


CODINGS: dict[str, Callable[[bytes], bytes]] = {"gzip": _gzip, "br": _brotli}
"""The content codings, from the one that saves less to the one that saves more.

One fixed level each: the same document must be the same bytes wherever it is coded.
"""


def represent(document: Document, coding: str) -> Representation:
    """Encode a document; its ETag is a hash of the coded bytes, so it is strong."""
    code = CODINGS.get(coding)
    body = code(document.body) if code else document.body
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    last_modified = format_datetime(document.last_modified, usegmt=True)
    headers = {
        "Content-Type": document.media_type,
        "Content-Length": str(len(body)),
        "ETag": etag,
        "Last-Modified": last_modified,
        "Cache-Control": f"public, max-age={MAX_AGE}",
        "X-Content-Type-Options": "nosniff",
        **dict(document.extra),
    }
    if document.is_compressible:
        headers["Vary"] = "Accept-Encoding"
    if code:
        headers["Content-Encoding"] = coding
    kept = {name: value for name, value in headers.items() if name in _KEPT_BY_304}
    return Representation(
        etag=etag,
        last_modified=last_modified,
        whole=Answer(status=HTTPStatus.OK, headers=headers, body=body),
        unchanged=Answer(status=HTTPStatus.NOT_MODIFIED, headers=kept, body=b""),
    )


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
        from werkzeug.http import parse_etags

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
