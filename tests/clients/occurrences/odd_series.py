"""Rules, exceptions and overrides of which clients have different opinions."""

from .examples import SERIES
from .oddity import Oddity
from .written import calendar

ZURICH = {"Europe/Zurich": "Europe/Zurich"}

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


ODD_SERIES = (
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
        name="every year on 30 May, and in February if there is such a day",
        calendar=calendar(
            "UID:a\nDTSTART;VALUE=DATE:20260530\nDTEND;VALUE=DATE:20260531\n"
            "RRULE:FREQ=YEARLY;BYMONTH=2,5;COUNT=3"
        ),
        rule=["2026-05-30/2026-05-31", "2027-05-30/2027-05-31", "2028-05-30/2028-05-31"],
        but=dict.fromkeys(
            ("icaljs", "thunderbird"),
            ("2026-05-30/2026-05-31", "2027-03-02/2027-03-03", "2027-05-30/2027-05-31"),
        ),
    ),
    Oddity(
        name="every other year on January's last day",
        calendar=calendar(
            "UID:a\nDTSTART;VALUE=DATE:20260131\nDTEND;VALUE=DATE:20260201\n"
            "RRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=-1;COUNT=2"
        ),
        rule=["2026-01-31/2026-02-01", "2028-01-31/2028-02-01"],
        but={
            "icaljs": ["2027-01-31/2027-02-01", "2029-01-31/2029-02-01"],
            "thunderbird": [
                "2026-01-31/2026-02-01",
                "2027-01-31/2027-02-01",
                "2029-01-31/2029-02-01",
            ],
        },
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
