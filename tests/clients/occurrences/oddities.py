"""Calendars of which clients show different things, and what each is known to show.

`rule` is what RFC 5545 says, where it says something, else what most clients do. A publisher does
well to avoid what is here; a check that compares with clients must know it. Some of these
calendars are wrong: they tell whether a mistake would be seen in a client.
"""

from .odd_clocks import ODD_CLOCKS
from .odd_series import ODD_SERIES

ODDITIES = (*ODD_CLOCKS, *ODD_SERIES)
