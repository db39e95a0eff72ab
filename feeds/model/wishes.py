"""What a reader wishes to get otherwise than it is offered."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

Cancelled = Literal["mark", "show", "drop"]
CANCELLED: tuple[Cancelled, ...] = get_args(Cancelled)

ALARMS = {
    "-PT15M": timedelta(minutes=-15),
    "-PT1H": timedelta(hours=-1),
    "-P1D": timedelta(days=-1),
    "-P2D": timedelta(days=-2),
    "-P1W": timedelta(weeks=-1),
}
"""When a calendar may sound, counted from the start of an event, by its text (RFC 5545 §3.3.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a reader wants to get otherwise: it changes what is delivered, never what a feed is.

    ``cancelled`` tells how a calendar has what is off (None is "mark"), ``alarm`` when it sounds
    before each event, one of `ALARMS`. With ``busy`` the days count as taken; with ``tbc`` events whose days are
    not settled are there too; without ``notices`` feeds tell no moves and cancellations.
    """

    cancelled: Cancelled | None = None
    alarm: str | None = None
    busy: bool = False
    tbc: bool = False
    notices: bool = True


NO_WISHES = Wishes()
"""What is delivered unasked."""
