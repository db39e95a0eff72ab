"""The live publication: one list as it stands, its history, and every document made of it.

`live` holds the state and follows the files, `keeping` the history and the last good list on
the disk (`lastgood` is its text), `continuity` what left the list, `snapshot` one reading of it
with its documents.
"""

from feeds.publication.advice import LARGE_CALENDAR, MANY_EVENTS, advice
from feeds.publication.catalogue import Catalogue, Offer, by_nesting, catalogue_of
from feeds.publication.clock import Clock, system_clock
from feeds.publication.continuity import departures
from feeds.publication.envelopes import count_of, summary_of
from feeds.publication.keeping import ListFiles
from feeds.publication.live import Health, Publication, State
from feeds.publication.snapshot import ANYWHERE, Snapshot
from feeds.publication.views import misread_views

__all__ = [
    "ANYWHERE",
    "LARGE_CALENDAR",
    "MANY_EVENTS",
    "Catalogue",
    "Clock",
    "Health",
    "ListFiles",
    "Offer",
    "Publication",
    "Snapshot",
    "State",
    "advice",
    "by_nesting",
    "catalogue_of",
    "count_of",
    "departures",
    "misread_views",
    "summary_of",
    "system_clock",
]
