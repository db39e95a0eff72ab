"""What clients show in the life of the list, written down by hand.

It is what subscribers are promised: each event once, in its newest form, and in feed readers
a notice of each change that matters.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple


class Shown(NamedTuple):
    """An event as a calendar shows it; ``text`` is its description without the page's address.

    Its last day is a day of the event.
    """

    uid: str
    title: str
    first: str
    last: str
    status: str
    text: str


def shown(told: Sequence[str]) -> Shown:
    """Make alike what programs tell of an event.

    Args:
        told: UID, title, first day, the day after the last (R32), status, description.
    """
    uid, title, start, end, status, description = told
    first = date.fromisoformat(start)
    last = date.fromisoformat(end) - timedelta(days=1)
    return Shown(uid, title, first.isoformat(), last.isoformat(), status, text_of(description))


def text_of(description: str) -> str:
    """Return a description without its last line, the address of the event's page (R36)."""
    text, _, address = description.rpartition("\n\n")
    assert address.startswith("http"), f"it does not end with an address: {description}"
    return text


class Item(NamedTuple):
    """An item as a feed reader shows it."""

    id: str
    title: str


def uid_of(page: str) -> str:
    """Return the UID of the event that a page is about."""
    return _uid(page.rpartition("/event/")[2])


def _uid(name: str) -> str:
    return f"{name}@life.example.org"


def _tag(name: str) -> str:
    return f"tag:life.example.org,2025:{name}"


# Each event as calendars show it, from its announcement to the end

WORKSHOP = Shown(
    uid=_uid("workshop"),
    title="Workshop on fair recruitment",
    first="2027-03-09",
    last="2027-03-11",
    status="CONFIRMED",
    text="Recruiters and unions meet for three dyas.",
)
WORKSHOP_MOVED = WORKSHOP._replace(
    first="2027-03-16",
    last="2027-03-18",
    text="Moved from 9–11 March to 16–18 March 2027.\n\nRecruiters and unions meet for three dyas.",
)
WORKSHOP_CORRECTED = WORKSHOP_MOVED._replace(
    text="Moved from 9–11 March to 16–18 March 2027.\n\nRecruiters and unions meet for three days.",
)

CONFERENCE = Shown(
    uid=_uid("conference"),
    title="Conference on forced labour",
    first="2027-05-20",
    last="2027-05-21",
    status="CONFIRMED",
    text="Researchers report on their work.",
)
CONFERENCE_RENAMED = CONFERENCE._replace(title="Conference on forced labour and trafficking")
CONFERENCE_POSTPONED = CONFERENCE._replace(
    title="Postponed: Conference on forced labour and trafficking",
    status="CANCELLED",
    text="Postponed. New dates will follow; it was to be held on 20–21 May 2027."
    " The hall is not ready.\n\nResearchers report on their work.",
)
CONFERENCE_REVIVED = CONFERENCE_RENAMED._replace(
    first="2027-10-06",
    last="2027-10-07",
    text="Moved from 20–21 May to 6–7 October 2027.\n\nResearchers report on their work.",
)

HEARING = Shown(
    uid=_uid("hearing"),
    title="Public hearing",
    first="2027-06-14",
    last="2027-06-14",
    status="CONFIRMED",
    text="Everyone may speak.",
)

TRAINING = Shown(
    uid=_uid("training"),
    title="Training of labour inspectors",
    first="2027-09-08",
    last="2027-09-10",
    status="CONFIRMED",
    text="Inspectors learn to see what is hidden.",
)
TRAINING_CANCELLED = TRAINING._replace(
    title="Cancelled: Training of labour inspectors",
    status="CANCELLED",
    text="Cancelled. It was to be held on 8–10 September 2027."
    " Too few have registered.\n\nInspectors learn to see what is hidden.",
)
TRAINING_ON_AGAIN = TRAINING._replace(
    text="Going ahead again, on 8–10 September 2027.\n\nInspectors learn to see what is hidden.",
)

ASSEMBLY = Shown(
    uid=_uid("assembly"),
    title="Yearly assembly",
    first="2027-11-16",
    last="2027-11-16",
    status="CONFIRMED",
    text="Members elect the board.",
)

# The same as feed readers show it: each event's own item, and the notices of its changes

WORKSHOP_ITEM = Item(_tag("workshop"), "Workshop on fair recruitment — 9–11 March 2027")
WORKSHOP_ITEM_MOVED = Item(_tag("workshop"), "Workshop on fair recruitment — 16–18 March 2027")
MOVED = Item(
    _tag("workshop/1"), "Moved: Workshop on fair recruitment — from 9–11 March to 16–18 March 2027"
)

CONFERENCE_ITEM = Item(_tag("conference"), "Conference on forced labour — 20–21 May 2027")
CONFERENCE_ITEM_RENAMED = Item(
    _tag("conference"), "Conference on forced labour and trafficking — 20–21 May 2027"
)
CONFERENCE_ITEM_POSTPONED = Item(
    _tag("conference"), "Postponed: Conference on forced labour and trafficking — 20–21 May 2027"
)
CONFERENCE_ITEM_REVIVED = Item(
    _tag("conference"), "Conference on forced labour and trafficking — 6–7 October 2027"
)
POSTPONED = Item(
    _tag("conference/2"), "Postponed: Conference on forced labour and trafficking — 20–21 May 2027"
)
NEW_DATES = Item(
    _tag("conference/3"),
    "Moved: Conference on forced labour and trafficking — from 20–21 May to 6–7 October 2027",
)

HEARING_ITEM = Item(_tag("hearing"), "Public hearing — 14 June 2027")

TRAINING_ITEM = Item(_tag("training"), "Training of labour inspectors — 8–10 September 2027")
TRAINING_ITEM_CANCELLED = Item(
    _tag("training"), "Cancelled: Training of labour inspectors — 8–10 September 2027"
)
CANCELLED = Item(
    _tag("training/1"), "Cancelled: Training of labour inspectors — 8–10 September 2027"
)
ON_AGAIN = Item(
    _tag("training/2"), "Going ahead again: Training of labour inspectors — 8–10 September 2027"
)

ASSEMBLY_ITEM = Item(_tag("assembly"), "Yearly assembly — 16 November 2027")
