"""The publication that the running application serves."""

from datetime import datetime

from flask import current_app

from feeds.publication import Publication, Snapshot

_KEY = "feeds.publication"


def keep_publication(config: dict[str, object], publication: Publication) -> None:
    """Hand a publication to an application's configuration."""
    config[_KEY] = publication


def current_publication() -> Publication:
    """Return the publication that the current request is about."""
    publication: Publication = current_app.config[_KEY]
    return publication


def current_snapshot() -> Snapshot:
    """Return the list as it stands at this moment."""
    return current_publication().snapshot


def now() -> datetime:
    """Return the time by the publication's clock."""
    return current_publication().clock()
