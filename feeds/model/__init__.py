"""The calendar world as values: calendars, events, terms, organisations, places.

Everything here is frozen and does no I/O. All texts are in one language, the calendar's; what
has been given in none of its words is in another, which is noted.
"""

from feeds.model.calendars import NO_VIEWS, Calendar, Colors, Term, View, Views, Vocabulary
from feeds.model.entries import Change, Entry, Facts, Revision
from feeds.model.events import (
    ROLES,
    STATUSES,
    Contact,
    Event,
    Geo,
    Image,
    Link,
    Location,
    OccurrenceChange,
    Organisation,
    Registration,
    Repeat,
    Role,
    Status,
)
from feeds.model.wishes import ALARMS, CANCELLED, NO_WISHES, Cancelled, Wishes

__all__ = [
    "ALARMS",
    "CANCELLED",
    "NO_VIEWS",
    "NO_WISHES",
    "ROLES",
    "STATUSES",
    "Calendar",
    "Cancelled",
    "Change",
    "Colors",
    "Contact",
    "Entry",
    "Event",
    "Facts",
    "Geo",
    "Image",
    "Link",
    "Location",
    "OccurrenceChange",
    "Organisation",
    "Registration",
    "Repeat",
    "Revision",
    "Role",
    "Status",
    "Term",
    "View",
    "Views",
    "Vocabulary",
    "Wishes",
]
