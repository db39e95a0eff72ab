"""The publication that the running application serves, and what it is asked."""

from datetime import datetime
from urllib.parse import quote

from flask import current_app, g, request

from feeds.publication import Publication, Snapshot, State

_KEY = "feeds.publication"
_QUERY_MARKS = "!$%&'()*+,-./:;=?@_~"
"""What stands in a query as it is (RFC 3986 §3.4), and the mark of what is encoded."""


def keep_publication(config: dict[str, object], publication: Publication) -> None:
    """Hand a publication to an application's configuration."""
    config[_KEY] = publication


def current_publication() -> Publication:
    """Return the publication that the current request is about."""
    publication: Publication = current_app.config[_KEY]
    return publication


def current_state() -> State:
    """Return what is served, the same throughout a request whatever is reloaded meanwhile."""
    if "state" not in g:
        g.state = current_publication().state
    state: State = g.state
    return state


def current_snapshot() -> Snapshot:
    """Return the list as the current request sees it, in the language of its address."""
    state, prefix = current_state(), request.script_root.rpartition("/")[2]
    named = (each for tag, each in state.snapshots.items() if tag.lower() == prefix)
    return next(named, state.snapshot)


def now() -> datetime:
    """Return the time by the publication's clock."""
    return current_publication().clock()


def asked_query() -> str:
    """Return the query that is asked for, with what a client left bare percent-encoded."""
    return quote(request.query_string, safe=_QUERY_MARKS)
