"""Zones and clocks of which clients have different opinions."""

from .oddity import Oddity
from .written import calendar, timed

ZURICH = {"Europe/Zurich": "Europe/Zurich"}


def _repeated(start: str, end: str, rule: str) -> str:
    return timed("Europe/Zurich", start, end) + f"RRULE:{rule}"


ODD_CLOCKS = (
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
    Oddity(
        name="a change of clocks by half an hour, after 2037",
        calendar=calendar(
            timed("Australia/Lord_Howe", "20371004T093000", "20371004T110000"),
            timed("Australia/Lord_Howe", "20381003T093000", "20381003T110000"),
            zones={"Australia/Lord_Howe": "Australia/Lord_Howe"},
        ),
        rule=[
            "2037-10-03T22:30:00Z/2037-10-04T00:00:00Z",
            "2038-10-02T22:30:00Z/2038-10-03T00:00:00Z",
        ],
        but={
            "evolution": [  # puts the change a day late
                "2037-10-03T22:30:00Z/2037-10-04T00:00:00Z",
                "2038-10-02T23:00:00Z/2038-10-03T00:30:00Z",
            ]
        },
    ),
    Oddity(
        name="at midnight, where clocks were put forward over it until 2024",
        calendar=calendar(
            timed("America/Asuncion", "20291007T003000", "20291007T004500"),
            timed("America/Asuncion", "20301005T003000", "20301005T004500")
            + "RRULE:FREQ=DAILY;COUNT=4",
            zones={"America/Asuncion": "America/Asuncion"},
        ),
        rule=[
            "2029-10-07T03:30:00Z/2029-10-07T03:45:00Z",
            "2030-10-05T03:30:00Z/2030-10-05T03:45:00Z",
            "2030-10-06T03:30:00Z/2030-10-06T03:45:00Z",
            "2030-10-07T03:30:00Z/2030-10-07T03:45:00Z",
            "2030-10-08T03:30:00Z/2030-10-08T03:45:00Z",
        ],
        but=dict.fromkeys(
            ("libical", "evolution"),  # where it looks for skipped times, they still are
            (
                "2029-10-07T03:30:00Z/2029-10-07T03:45:00Z",
                "2030-10-05T03:30:00Z/2030-10-05T03:45:00Z",
                "2030-10-06T04:30:00Z/2030-10-06T04:45:00Z",
                "2030-10-07T04:30:00Z/2030-10-07T04:45:00Z",
                "2030-10-08T03:30:00Z/2030-10-08T03:45:00Z",
            ),
        ),
    ),
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
    Oddity(
        name="in an hour that there is not on another day of the month",
        calendar=calendar(
            _repeated("20300228T023000", "20300228T024500", "FREQ=MONTHLY;BYDAY=4TH;COUNT=3"),
            zones=ZURICH,
        ),
        rule=[
            "2030-02-28T01:30:00Z/2030-02-28T01:45:00Z",
            "2030-03-28T01:30:00Z/2030-03-28T01:45:00Z",
            "2030-04-25T00:30:00Z/2030-04-25T00:45:00Z",
        ],
        but=dict.fromkeys(
            ("libical", "evolution"),  # on its way to the 28th it comes by the 31st
            (
                "2030-02-28T01:30:00Z/2030-02-28T01:45:00Z",
                "2030-03-28T02:30:00Z/2030-03-28T02:45:00Z",
                "2030-04-25T00:30:00Z/2030-04-25T00:45:00Z",
            ),
        ),
    ),
)
