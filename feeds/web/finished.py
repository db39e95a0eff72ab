"""Finished answers, in front of everything else: whoever asks again is answered from a table.

A hit reads no parameter and enters neither Flask nor Werkzeug. What was asked is known by its
path and query as they were sent; two spellings of one address share what they are answered with.
The table is emptied when the list changes, and with the day.
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from feeds.publication import Publication, State
from feeds.responses import Document, Prepared

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 64 * 2**20
"""How much the table may hold in all."""
MOST_SPELLINGS = 20_000
LONGEST_SPELLING = 500
"""Characters of a path and a query; a longer one is answered, and not remembered."""
_ANSWERED = "feeds.answered"
_TABLE = "feeds.table"
_NO_HOST = b"This request says nothing of a host.\n"

TARGET = "feeds.target"
"""Where the ASGI scope of a request has its target, byte for byte."""
Spelling = tuple[str, str] | bytes
"""A path and a query as they are asked for, or the target of the request that holds both."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A document that a request is to be answered with: of which state, at which address."""

    state: State
    address: str
    prepared: Prepared


class _Kept:
    """A document in the table, until it is let go: then nothing is ``prepared`` any more.

    ``is_wanted`` tells whether it was asked for since the table last made room.
    """

    __slots__ = ("is_wanted", "prepared", "size")

    def __init__(self, prepared: Prepared) -> None:
        self.prepared: Prepared | None = prepared
        self.is_wanted = False
        self.size = 2 * len(prepared.document.body) + 4096  # with its codings, and its headers


class _Spelled:
    """A way in which a document was asked for, and whether it was lately."""

    __slots__ = ("is_wanted", "kept")

    def __init__(self, kept: _Kept) -> None:
        self.kept = kept
        self.is_wanted = False


class Table:
    """The documents of one state of the list on one day, by address, bounded in bytes.

    What has not been asked for again goes first (CLOCK, the second chance), so that a flood of
    different addresses, or of spellings of one, pushes out its own.
    """

    def __init__(self, state: State, until: float, most_bytes: int = MOST_BYTES) -> None:
        self.state = state
        self.until = until
        self._most = most_bytes
        self.held = 0
        self._documents: dict[str, _Kept] = {}
        self._spellings: dict[Spelling, _Spelled] = {}
        self._making: dict[str, threading.Lock] = {}
        self._turn = threading.Lock()

    @property
    def spellings(self) -> int:
        """How many ways to ask are remembered."""
        return len(self._spellings)

    def find(self, spelling: Spelling) -> Prepared | None:
        """Return what a spelling was answered with, if that is still there."""
        spelled = self._spellings.get(spelling)
        if spelled is None:
            return None
        spelled.is_wanted = spelled.kept.is_wanted = True
        return spelled.kept.prepared

    def at(self, address: str) -> Prepared | None:
        """Return the document of a canonical address, if it is there."""
        kept = self._documents.get(address)
        if kept is None:
            return None
        kept.is_wanted = True
        return kept.prepared

    def made(self, address: str, make: Callable[[], Document]) -> Prepared:
        """Return the document of a canonical address, and keep it; it is made unless it is there.

        Whoever asks for it meanwhile waits: when a list has changed, many ask for one at once.
        """
        with self._turn:
            making = self._making.setdefault(address, threading.Lock())
        try:
            with making:
                prepared = self.at(address)
                if prepared is None:
                    prepared = Prepared(make())
                    with self._turn:
                        self._hold(address, prepared)
                        self._make_room()
                return prepared
        finally:
            self._making.pop(address, None)

    def keep(self, spelling: Spelling, address: str, prepared: Prepared) -> None:
        """Keep a document, and how it was asked for."""
        with self._turn:
            kept = self._hold(address, prepared)
            if kept and _length(spelling) <= LONGEST_SPELLING:
                self._spellings[spelling] = _Spelled(kept)
            self._make_room()

    def _hold(self, address: str, prepared: Prepared) -> _Kept | None:
        kept = self._documents.get(address) or _Kept(prepared)
        if kept.size > self._most:
            return None
        if address not in self._documents:
            self._documents[address] = kept
            self.held += kept.size
        return kept

    def _make_room(self) -> None:
        while self.held > self._most:
            let_go = _oldest_unwanted(self._documents)
            self.held -= let_go.size
            let_go.prepared = None
        while len(self._spellings) > MOST_SPELLINGS:
            _oldest_unwanted(self._spellings)


def _length(spelling: Spelling) -> int:
    return len(spelling) if isinstance(spelling, bytes) else sum(map(len, spelling))


_Wanted = TypeVar("_Wanted", _Kept, _Spelled)


def _oldest_unwanted(held: dict[Any, _Wanted]) -> _Wanted:
    """Take out the oldest; one that was asked for meanwhile counts as new once more."""
    while True:
        key = next(iter(held))
        each = held.pop(key)
        if not each.is_wanted:
            return each
        each.is_wanted = False
        held[key] = each


class Finished:
    """A WSGI application that answers what it has answered before, and hands on the rest.

    Args:
        application: What makes documents; it says by `answer_with` which one a request is for.
        publication: Whose documents these are.
        clock: What seconds are counted by, since the epoch.
    """

    def __init__(
        self,
        application: "WSGIApplication",
        publication: Publication,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.application = application
        self._publication = publication
        self._clock = clock
        self.table = self.renew()
        publication.followers.append(self.renew)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        table, get = self.current(), environ.get
        if not get("HTTP_HOST") and environ["SERVER_PROTOCOL"] not in _WITHOUT_HOST:
            return _refused(start_response)
        target: bytes | None = get("asgi.scope", {}).get(TARGET)
        spelling = target or (environ["PATH_INFO"], environ["QUERY_STRING"])
        prepared, method = table.find(spelling), environ["REQUEST_METHOD"]
        if prepared is None or method not in _READING:
            made = self._made(environ, start_response, table, spelling)
            if not isinstance(made, Prepared):
                return made
            prepared = made
        answer = prepared.answer(
            get("HTTP_ACCEPT_ENCODING"), get("HTTP_IF_NONE_MATCH"), get("HTTP_IF_MODIFIED_SINCE")
        )
        start_response(answer.line, answer.pairs)
        return answer.chunks if method == "GET" else []

    def current(self) -> Table:
        """Return the table of the list as it is today."""
        table = self.table
        return table if self._clock() < table.until else self.renew()

    def renew(self) -> Table:
        """Begin with an empty table: the list has changed, or the day."""
        while True:
            state = self._publication.state
            until = state.snapshot.next_day(self._publication.clock()).timestamp()
            self.table = table = Table(state, until)
            if state is self._publication.state:  # else the list has changed meanwhile
                return table

    def _made(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        table: Table,
        spelling: Spelling,
    ) -> Prepared | Iterable[bytes]:
        """Have a request answered: return the document that it was answered with, and keep it.

        What is no document, such as a refusal, has been answered; then the body is returned.
        """
        environ[_TABLE] = table
        held: list[Any] = []
        body = self.application(environ, lambda *said: held.append(said))  # type: ignore[arg-type]
        del environ[_TABLE]  # Werkzeug's request holds the environment, which holds the request
        answered: Answered | None = environ.pop(_ANSWERED, None)
        if answered is None:
            start_response(*held[0])
            return body
        _closed(body)
        if answered.state is table.state:
            table.keep(spelling, answered.address, answered.prepared)
        return answered.prepared


_WITHOUT_HOST = frozenset({"HTTP/1.0"})
_READING = frozenset({"GET", "HEAD"})


def answer_with(
    environ: "WSGIEnvironment", state: State, address: str, make: Callable[[], Document]
) -> None:
    """Say which document a request is to be answered with; it is made unless it is at hand.

    Args:
        environ: The request.
        state: The list as the request sees it.
        address: The one address of the document.
        make: Makes it.
    """
    table: Table | None = environ.get(_TABLE)
    is_current = table is not None and table.state is state
    prepared = table.made(address, make) if table and is_current else Prepared(make())
    environ[_ANSWERED] = Answered(state, address, prepared)


def _refused(start_response: "StartResponse") -> Iterable[bytes]:
    """Answer a request without a host (RFC 9112 §3.2)."""
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(_NO_HOST))),
        ("Cache-Control", "no-store"),
    ]
    start_response("400 Bad Request", headers)
    return [_NO_HOST]


def _closed(body: Iterable[bytes]) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()
