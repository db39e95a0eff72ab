"""The table of two hundred events, always the same."""

from collections.abc import Iterator
from dataclasses import replace

from . import words
from .rows import ZONE, Change, Row, Series
from .series import IN_RULES, IN_WORDS, Pattern, befallen

ZONES = (
    "Europe/Zurich",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Africa/Cairo",
    "America/St_Johns",
    "Asia/Tokyo",
    "UTC",
)
_DAYS = (
    ("2026-01-01", ""),
    ("2026-02-28", ""),
    ("2026-03-29", ""),
    ("2026-10-25", ""),
    ("2026-12-31", ""),
    ("2027-02-28", ""),
    ("2027-06-15", "2027-06-15"),
    ("2028-02-29", ""),
    ("2028-12-31", ""),
    ("2025-12-31", ""),
    ("2026-01-30", "2026-02-02"),
    ("2026-02-28", "2026-03-01"),
    ("2026-03-28", "2026-03-30"),
    ("2026-06-30", "2026-07-01"),
    ("2026-10-24", "2026-10-26"),
    ("2026-12-30", "2027-01-02"),
    ("2027-01-01", "2027-12-31"),
    ("2027-05-03", "2027-05-07"),
    ("2027-09-27", "2027-10-03"),
    ("2028-02-28", "2028-03-01"),
    ("2028-08-01", "2028-08-31"),
    ("2028-12-24", "2029-01-06"),
    ("2026-02-09", "2026-02-13"),
    ("2026-04-25", "2026-04-26"),
    ("2026-08-01", ""),
    ("2026-11-11", "2026-11-12"),
    ("2027-03-31", "2027-04-01"),
    ("2027-07-31", "2027-08-31"),
    ("2028-01-31", ""),
)
_HOURS = (
    ("2026-01-14 09:30", "11:00"),
    ("2026-07-15 18:15", "2026-07-15 19:45"),
    ("2027-11-30 23:00", "24:00"),
)
_NIGHTS = (
    ("2026-05-01 22:00", "2026-05-02 02:00"),
    ("2026-12-31 20:00", "2027-01-01 05:30"),
    ("2027-06-10 09:00", "2027-06-13 12:00"),
)
_MOMENTS = (
    ("2026-03-01 00:00", "Europe/Zurich"),
    ("2026-04-05 12:00", "America/New_York"),
    ("2026-07-31 23:59", "Australia/Lord_Howe"),
    ("2026-09-09 09:09", "Asia/Kathmandu"),
    ("2026-11-11 11:11", "UTC"),
    ("2027-01-01 00:00", "Pacific/Auckland"),
    ("2027-02-14 19:00", "America/St_Johns"),
    ("2027-08-20 06:30", "Africa/Cairo"),
    ("2028-02-29 18:00", "Asia/Kolkata"),
    ("2028-10-10 10:10", "America/Sao_Paulo"),
)
_CHANGES_OF_CLOCKS = (  # events during which, or at whose times, clocks are put forward or back
    ("2026-03-28 22:00", "2026-03-29 06:00", "Europe/Zurich"),
    ("2026-10-24 20:00", "2026-10-25 09:00", "Europe/Zurich"),
    ("2026-10-25 02:30", "2026-10-25 02:45", "Europe/Zurich"),
    ("2026-03-29 02:30", "2026-03-29 03:45", "Europe/Zurich"),
    ("2026-11-01 01:15", "2026-11-01 03:00", "America/New_York"),
    ("2026-04-05 01:45", "2026-04-05 02:15", "Australia/Lord_Howe"),
    ("2026-10-04 01:00", "2026-10-04 04:00", "Australia/Adelaide"),
    ("2027-04-04 02:30", "2027-04-04 02:30", "Pacific/Auckland"),
    ("2026-04-23 22:00", "2026-04-24 03:00", "Africa/Cairo"),
    ("2027-03-14 00:30", "2027-03-14 04:00", "America/St_Johns"),
)
_UNSETTLED = (
    *("2026-01", "2026-09", "2027-02", "2027-12", "2028-06", "2028-08", "2026-09"),
    *("2026", "2027", "2028", "2027"),
    *("tbc", "tbc", "tbc", "tbc"),
)
_TIMES = ("09:30", "18:15", "14:00", "07:20", "20:45")
_LENGTHS = ("11:00", "19:45", "17:30", "", "24:00")
_ODD_SERIES = (  # whose occurrences, or what befalls them, meet changes of clocks
    (Pattern("2026-10-17", {"every": "week", "times": "4"}, "FREQ=WEEKLY;COUNT=4"), "20:00", "2026-10-18 09:00", "Europe/Zurich"),
    (Pattern("2026-10-24", {"every": "day", "times": "9"}, "FREQ=DAILY;COUNT=9"), "02:30", "02:45", "Europe/Zurich"),
    (Pattern("2026-03-27", {"every": "day", "times": "9"}, "FREQ=DAILY;COUNT=9"), "02:30", "04:45", "Europe/Zurich"),
    (Pattern("2026-10-31", {"every": "week", "times": "8"}, "FREQ=WEEKLY;COUNT=8"), "22:00", "2026-11-01 03:00", "America/New_York"),
    (Pattern("2026-04-02", {"every": "day", "times": "9"}, "FREQ=DAILY;COUNT=9"), "01:40", "01:50", "Australia/Lord_Howe"),
    (Pattern("2026-04-20", {"every": "2 days", "times": "9"}, "FREQ=DAILY;INTERVAL=2;COUNT=9"), "19:00", "2026-04-21 01:00", "Africa/Cairo"),
    (Pattern("2026-01-04", {"every": "month", "on": "first sunday", "times": "15"}, "FREQ=MONTHLY;BYDAY=1SU;COUNT=15"), "00:00", "24:00", "America/Sao_Paulo"),
)  # fmt: skip
_MOVED_TO_A_CHANGE_OF_CLOCKS = Series(
    words={"every": "week"},
    rule="FREQ=WEEKLY",
    changes=(
        Change(day="2026-10-19", start="2026-10-25 02:30"),
        Change(day="2026-11-02", start="2026-10-31 23:00", end="2026-11-01 01:00"),
        Change(day="2027-03-22", start="2027-03-27 23:30", end="2027-03-28 03:30"),
    ),
)


def _bare() -> Iterator[Row]:
    """Give all rows without what every event has."""
    for start, end in _DAYS:
        yield _row("days", start=start, end=end)
    for zone in ZONES:
        for start, end in _HOURS:
            yield _row("hours", start=start, end=end, zone=zone)
    for number, zone in enumerate(ZONES):
        start, end = _NIGHTS[number % len(_NIGHTS)]
        yield _row("night", start=start, end=end, zone=zone)
    for start, zone in _MOMENTS:
        yield _row("moment", start=start, zone=zone)
    for start, end, zone in _CHANGES_OF_CLOCKS:
        yield _row("clocks", start=start, end=end, zone=zone)
    for start in _UNSETTLED:
        yield _row("unsettled", start=start)
    yield from _series()


def _series() -> Iterator[Row]:
    patterns = (*IN_WORDS, *IN_RULES)
    for number, pattern in enumerate(patterns):
        yield _row("series", start=pattern.first, series=befallen(pattern, number))
    for number, pattern in enumerate(patterns):
        turn = number % len(_TIMES)
        series = befallen(pattern, number + 4, _TIMES[turn])
        start, zone = f"{pattern.first} {_TIMES[turn]}", ZONES[number % len(ZONES)]
        yield _row("series", start=start, end=_LENGTHS[turn], zone=zone, series=series)
    for number, (pattern, time, end, zone) in enumerate(_ODD_SERIES):
        series = befallen(pattern, number, time)
        yield _row("series", start=f"{pattern.first} {time}", end=end, zone=zone, series=series)
    yield _row("series", start="2026-09-07 10:00", end="11:00", series=_MOVED_TO_A_CHANGE_OF_CLOCKS)


def _row(kind: str, **fields: object) -> Row:
    return Row(id=kind, title={}, **fields)  # type: ignore[arg-type]


def _whole(row: Row, number: int) -> Row:
    """Give a row its id, its words and all its other keys."""
    zone_key = "timezone"
    place = words.place(number)
    if row.zone == ZONE or not row.is_timed:
        zone_key = ""
    elif place and number % 2:
        zone_key = "location"
    return replace(
        row,
        id=f"{row.id}-{number}",
        title=words.title(number),
        status=words.status(number),
        place=place,
        online=f"https://meet.example.org/{number}?a=1,2" if number % 6 in {1, 3} else "",
        zone_key=zone_key,
        details=words.details(number),
    )


ROWS = tuple(_whole(row, number) for number, row in enumerate(_bare()))
