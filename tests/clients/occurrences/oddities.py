"""Calendars of which clients show different things, and what each is known to show.

`rule` is what RFC 5545 says, where it says something, else what most clients do. A publisher does
well to avoid what is here; a check that compares with clients must know it. Some of these
calendars are wrong: they tell whether a mistake would be seen in a client.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .examples import SERIES, calendar, timed
from .seen import Seen

Client = Literal["icaljs", "libical", "recurring", "evolution", "thunderbird"]
Spans = Sequence[str]
"""Starts and ends, with ``/`` between, as ISO 8601 writes an interval."""

ZURICH = {"Europe/Zurich": "Europe/Zurich"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """A calendar, what is to be seen of it, and what other things some clients show."""

    name: str
    calendar: bytes
    rule: Spans
    but: Mapping[Client, Spans] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name

    def shown_by(self, client: Client) -> tuple[str, ...]:
        """Return what a client is known to show."""
        return tuple(self.but.get(client, self.rule))


def spans(seen: Sequence[Seen]) -> tuple[str, ...]:
    """Return from when to when each occurrence is, in short and sorted."""
    return tuple(sorted(f"{each.start}/{each.end}" for each in seen))


def _repeated(start: str, end: str, rule: str) -> str:
    return timed("Europe/Zurich", start, end) + f"RRULE:{rule}"


_TUESDAYS = [
    "2026-01-13T08:30:00Z/2026-01-13T10:00:00Z",
    "2026-02-10T08:30:00Z/2026-02-10T10:00:00Z",
    "2026-04-14T07:30:00Z/2026-04-14T09:00:00Z",
    "2026-05-12T07:30:00Z/2026-05-12T09:00:00Z",
    "2026-06-09T07:30:00Z/2026-06-09T09:00:00Z",
    "2026-07-14T07:30:00Z/2026-07-14T09:00:00Z",
]
_WITH_MARCH = sorted([*_TUESDAYS, "2026-03-10T08:30:00Z/2026-03-10T10:00:00Z"])

_EXDATE = "EXDATE;TZID=Europe/Zurich:20260310T093000"
_UNTIL = "UNTIL=20260714T073000Z"
assert _EXDATE in SERIES
assert _UNTIL in SERIES


def _tuesdays(old: str, new: str) -> bytes:
    return calendar(SERIES.replace(old, new), zones=ZURICH)


ODDITIES = (
    # Zones
    Oddity(
        name="a VTIMEZONE with another zone's rules",  # §3.6.5: the file's word counts
        calendar=calendar(
            timed("Europe/Zurich", "20260304T093000", "20260304T110000"),
            zones={"Europe/Zurich": "America/New_York"},
        ),
        rule=["2026-03-04T14:30:00Z/2026-03-04T16:00:00Z"],
        but=dict.fromkeys(
            ("recurring", "evolution"), ("2026-03-04T08:30:00Z/2026-03-04T10:00:00Z",)
        ),
    ),
    Oddity(
        name="no VTIMEZONE",
        calendar=calendar(timed("Europe/Zurich", "20260304T093000", "20260304T110000")),
        rule=["2026-03-04T08:30:00Z/2026-03-04T10:00:00Z"],
        but={"icaljs": ["2026-03-04T09:30:00/2026-03-04T11:00:00"]},
    ),
    # The clock is changed
    Oddity(
        name="over a change of clocks, once",
        calendar=calendar(
            timed("Europe/Zurich", "20260328T220000", "20260329T060000"),
            timed("Europe/Zurich", "20261024T200000", "20261025T090000"),
            zones=ZURICH,
        ),
        rule=[
            "2026-03-28T21:00:00Z/2026-03-29T04:00:00Z",
            "2026-10-24T18:00:00Z/2026-10-25T08:00:00Z",
        ],
        but={
            "evolution": [  # adds the exact length by the clock
                "2026-03-28T21:00:00Z/2026-03-29T03:00:00Z",
                "2026-10-24T18:00:00Z/2026-10-25T09:00:00Z",
            ]
        },
    ),
    Oddity(
        # §3.8.5.3 wants all of them 13 hours long, so the second to end at 7:00 UTC; none does
        name="over a change of clocks, the second time",
        calendar=calendar(
            _repeated("20261017T200000", "20261018T090000", "FREQ=WEEKLY;COUNT=3"), zones=ZURICH
        ),
        rule=[
            "2026-10-17T18:00:00Z/2026-10-18T07:00:00Z",
            "2026-10-24T18:00:00Z/2026-10-25T08:00:00Z",
            "2026-10-31T19:00:00Z/2026-11-01T08:00:00Z",
        ],
    ),
    Oddity(
        # §3.8.5.3 wants all of them 14 hours long
        name="over a change of clocks, the first time",
        calendar=calendar(
            _repeated("20261024T200000", "20261025T090000", "FREQ=WEEKLY;COUNT=2"), zones=ZURICH
        ),
        rule=[
            "2026-10-24T18:00:00Z/2026-10-25T08:00:00Z",
            "2026-10-31T19:00:00Z/2026-11-01T09:00:00Z",
        ],
        but={
            **dict.fromkeys(
                ("libical", "recurring"),
                (
                    "2026-10-24T18:00:00Z/2026-10-25T08:00:00Z",
                    "2026-10-31T19:00:00Z/2026-11-01T08:00:00Z",
                ),
            ),
            **dict.fromkeys(
                ("icaljs", "evolution", "thunderbird"),
                (
                    "2026-10-24T18:00:00Z/2026-10-25T09:00:00Z",
                    "2026-10-31T19:00:00Z/2026-11-01T09:00:00Z",
                ),
            ),
        },
    ),
    Oddity(
        name="in an hour that there is twice",  # §3.3.5: it is the first
        calendar=calendar(
            _repeated("20261024T023000", "20261024T024500", "FREQ=DAILY;COUNT=2"), zones=ZURICH
        ),
        rule=[
            "2026-10-24T00:30:00Z/2026-10-24T00:45:00Z",
            "2026-10-25T00:30:00Z/2026-10-25T00:45:00Z",
        ],
        but=dict.fromkeys(
            ("icaljs", "libical", "evolution", "thunderbird"),
            (
                "2026-10-24T00:30:00Z/2026-10-24T00:45:00Z",
                "2026-10-25T01:30:00Z/2026-10-25T01:45:00Z",
            ),
        ),
    ),
    Oddity(
        name="in an hour that there is not",  # §3.3.10: it does not take place
        calendar=calendar(
            _repeated("20260328T023000", "20260328T024500", "FREQ=DAILY;UNTIL=20260330T003000Z"),
            zones=ZURICH,
        ),
        rule=[
            "2026-03-28T01:30:00Z/2026-03-28T01:45:00Z",
            "2026-03-30T00:30:00Z/2026-03-30T00:45:00Z",
        ],
        but={
            "recurring": [
                "2026-03-28T01:30:00Z/2026-03-28T01:45:00Z",
                "2026-03-29T01:30:00Z/2026-03-29T01:45:00Z",
                "2026-03-30T00:30:00Z/2026-03-30T00:45:00Z",
            ],
            **dict.fromkeys(
                ("icaljs", "thunderbird"),
                (
                    "2026-03-28T01:30:00Z/2026-03-28T01:45:00Z",
                    "2026-03-29T00:30:00Z/2026-03-29T00:45:00Z",
                    "2026-03-30T00:30:00Z/2026-03-30T00:45:00Z",
                ),
            ),
            **dict.fromkeys(
                ("libical", "evolution"),  # an hour later ever after, here too late
                (
                    "2026-03-28T01:30:00Z/2026-03-28T01:45:00Z",
                    "2026-03-29T01:30:00Z/2026-03-29T01:45:00Z",
                ),
            ),
        },
    ),
    # Rules
    Oddity(
        name="every year on 29 February",  # §3.3.10: only in leap years
        calendar=calendar(
            "UID:a\nDTSTART;VALUE=DATE:20280229\nDTEND;VALUE=DATE:20280301\n"
            "RRULE:FREQ=YEARLY;COUNT=3"
        ),
        rule=["2028-02-29/2028-03-01", "2032-02-29/2032-03-01", "2036-02-29/2036-03-01"],
        but=dict.fromkeys(
            ("icaljs", "thunderbird"),
            ("2028-02-29/2028-03-01", "2029-03-01/2029-03-02", "2030-03-01/2030-03-02"),
        ),
    ),
    Oddity(
        name="a first day that the rule does not name",  # §3.8.5.3: undefined
        calendar=calendar(
            "UID:a\nDTSTART;VALUE=DATE:20260107\nDTEND;VALUE=DATE:20260108\n"
            "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260119"
        ),
        rule=["2026-01-07/2026-01-08", "2026-01-12/2026-01-13", "2026-01-19/2026-01-20"],
        but={"icaljs": ["2026-01-12/2026-01-13", "2026-01-19/2026-01-20"]},
    ),
    Oddity(
        name="an UNTIL that is a day, of a series with times",  # §3.3.10 forbids it
        calendar=_tuesdays(_UNTIL, "UNTIL=20260714"),
        rule=_TUESDAYS[:-1],
        but={"evolution": _TUESDAYS},
    ),
    # Exceptions
    Oddity(
        name="an EXDATE that is the hour of the zone, said to be UTC's",
        calendar=_tuesdays(_EXDATE, "EXDATE:20260310T093000Z"),
        rule=_WITH_MARCH,
        but={"recurring": _TUESDAYS},
    ),
    Oddity(
        name="an EXDATE without a zone",
        calendar=_tuesdays(_EXDATE, "EXDATE:20260310T093000"),
        rule=_WITH_MARCH,
        but=dict.fromkeys(("recurring", "evolution"), _TUESDAYS),
    ),
    Oddity(
        name="an EXDATE that is a day, of a series with times",
        calendar=_tuesdays(_EXDATE, "EXDATE;VALUE=DATE:20260310"),
        rule=_TUESDAYS,
    ),
    Oddity(
        name="an EXDATE with a time, of a series of days",
        calendar=calendar(
            "UID:a\nDTSTART;VALUE=DATE:20260131\nDTEND;VALUE=DATE:20260201\n"
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3\nEXDATE:20260331T000000Z"
        ),
        rule=["2026-01-31/2026-02-01", "2026-02-28/2026-03-01"],
        but={
            "thunderbird": [
                "2026-01-31/2026-02-01",
                "2026-02-28/2026-03-01",
                "2026-03-31/2026-04-01",
            ]
        },
    ),
    Oddity(
        name="an EXDATE of nothing, before another",
        calendar=_tuesdays(_EXDATE, "EXDATE;TZID=Europe/Zurich:20260220T093000,20260310T093000"),
        rule=_TUESDAYS,
        but={"icaljs": _WITH_MARCH},  # takes one too few
    ),
    # Overrides
    Oddity(
        name="an override of nothing",
        calendar=calendar(
            "UID:a\nDTSTART;VALUE=DATE:20260105\nDTEND;VALUE=DATE:20260106\n"
            "RRULE:FREQ=WEEKLY;COUNT=2",
            "UID:a\nRECURRENCE-ID;VALUE=DATE:20260106\n"
            "DTSTART;VALUE=DATE:20260107\nDTEND;VALUE=DATE:20260108",
        ),
        rule=["2026-01-05/2026-01-06", "2026-01-07/2026-01-08", "2026-01-12/2026-01-13"],
        but={"icaljs": ["2026-01-05/2026-01-06", "2026-01-12/2026-01-13"]},
    ),
    Oddity(
        name="a RECURRENCE-ID that is a day, of a series with times",
        calendar=calendar(
            SERIES,
            "UID:second-tuesday\nRECURRENCE-ID;VALUE=DATE:20260414\n"
            "DTSTART:20260416T120000Z\nDTEND:20260416T130000Z",
            zones=ZURICH,
        ),
        rule=sorted([*_TUESDAYS, "2026-04-16T12:00:00Z/2026-04-16T13:00:00Z"]),
        but={"icaljs": _TUESDAYS},
    ),
    Oddity(
        name="only RDATEs",  # §3.8.5.2: besides DTSTART
        calendar=calendar(
            "UID:a\nDTSTART;VALUE=DATE:20260105\nDTEND;VALUE=DATE:20260106\n"
            "RDATE;VALUE=DATE:20260107,20260117"
        ),
        rule=["2026-01-05/2026-01-06", "2026-01-07/2026-01-08", "2026-01-17/2026-01-18"],
        but={"icaljs": ["2026-01-07/2026-01-08", "2026-01-17/2026-01-18"]},
    ),
)
