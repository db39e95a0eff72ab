"""Calendars written by hand, and what is to be seen of each between two days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from .seen import Occurrences, Seen
from .written import calendar, timed

FIRST, LAST = date(2026, 1, 1), date(2046, 1, 1)

_ISO = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A calendar, and what is to be seen of it, sorted."""

    name: str
    calendar: bytes
    seen: Sequence[Seen]

    def __str__(self) -> str:
        return self.name


def look(occurrences: Occurrences, calendars: Sequence[bytes]) -> dict[bytes, list[Seen]]:
    """Have a client show calendars, and say what it shows of each."""
    shown = occurrences(calendars, FIRST, LAST)
    return dict(zip(calendars, shown, strict=True))


def _winter_and_summer(zone: str, winter: tuple[str, str], summer: tuple[str, str]) -> Example:
    """Two talks in a zone, from 9:30 to 11:00 on 14 January and on 15 July 2026."""
    days = ("20260114", "20260715")
    events = [timed(zone, f"{day}T093000", f"{day}T110000") for day in days]
    return Example(
        name=f"{zone} in winter and in summer",
        calendar=calendar(*events, zones={zone: zone}),
        seen=[
            Seen(f"{day}T093000", "Talk", "", f"{start}:00Z", f"{end}:00Z", "")
            for day, (start, end) in zip(days, (winter, summer), strict=True)
        ],
    )


SERIES = """
UID:second-tuesday
SUMMARY:Round table
LOCATION:Room 4
STATUS:CONFIRMED
DTSTART;TZID=Europe/Zurich:20260113T093000
DTEND;TZID=Europe/Zurich:20260113T110000
RRULE:FREQ=MONTHLY;BYDAY=2TU;UNTIL=20260714T073000Z
EXDATE;TZID=Europe/Zurich:20260310T093000
"""
_MOVED = """
UID:second-tuesday
SUMMARY:Round table with guests
LOCATION:Room 5
STATUS:CONFIRMED
RECURRENCE-ID;TZID=Europe/Zurich:20260414T093000
DTSTART;TZID=Europe/Zurich:20260416T140000
DTEND;TZID=Europe/Zurich:20260416T150000
"""
_CANCELLED = """
UID:second-tuesday
SUMMARY:Round table
LOCATION:Room 4
STATUS:CANCELLED
RECURRENCE-ID;TZID=Europe/Zurich:20260512T093000
DTSTART;TZID=Europe/Zurich:20260512T093000
DTEND;TZID=Europe/Zurich:20260512T110000
"""


def _round_table(start: str, end: str, status: str = "CONFIRMED") -> Seen:
    return Seen("second-tuesday", "Round table", "Room 4", start, end, status)


def _mondays_and_thursdays() -> list[Seen]:
    """List all until the last day, from 18:00 to 19:30 in Adelaide."""
    zone = ZoneInfo("Australia/Adelaide")
    days = (date(2026, 1, 5) + timedelta(days=number) for number in range(366 * 20))
    seen = []
    for day in days:
        if day < LAST and day.weekday() in {0, 3}:
            start = datetime(day.year, day.month, day.day, 18, tzinfo=zone).astimezone(UTC)
            end = start + timedelta(minutes=90)
            seen.append(Seen("choir", "Choir", "", f"{start:{_ISO}}", f"{end:{_ISO}}", ""))
    return seen


EXAMPLES = (
    Example(
        name="one day",
        calendar=calendar(
            "UID:a\nSUMMARY:Hearing\\, public\nLOCATION:Geneva\\; ILO\\, Room XI\n"
            "STATUS:TENTATIVE\nDTSTART;VALUE=DATE:20260304\nDTEND;VALUE=DATE:20260305"
        ),
        seen=[
            Seen(
                "a",
                "Hearing, public",
                "Geneva; ILO, Room XI",
                "2026-03-04",
                "2026-03-05",
                "TENTATIVE",
            )
        ],
    ),
    Example(
        name="several days, and a day whose end is not written",
        calendar=calendar(
            "UID:a\nSUMMARY:Course\nDTSTART;VALUE=DATE:20261230\nDTEND;VALUE=DATE:20270103",
            "UID:b\nSUMMARY:Party\nDTSTART;VALUE=DATE:20261231",
        ),
        seen=[
            Seen("a", "Course", "", "2026-12-30", "2027-01-03", ""),
            Seen("b", "Party", "", "2026-12-31", "2027-01-01", ""),
        ],
    ),
    Example(
        name="UTC, over midnight",
        calendar=calendar(
            "UID:a\nSUMMARY:Talk\nDTSTART:20260304T223000Z\nDTEND:20260305T013000Z",
        ),
        seen=[Seen("a", "Talk", "", "2026-03-04T22:30:00Z", "2026-03-05T01:30:00Z", "")],
    ),
    _winter_and_summer(
        "Europe/Zurich",
        ("2026-01-14T08:30", "2026-01-14T10:00"),
        ("2026-07-15T07:30", "2026-07-15T09:00"),
    ),
    _winter_and_summer(
        "America/New_York",
        ("2026-01-14T14:30", "2026-01-14T16:00"),
        ("2026-07-15T13:30", "2026-07-15T15:00"),
    ),
    _winter_and_summer(
        "Australia/Adelaide",
        ("2026-01-13T23:00", "2026-01-14T00:30"),
        ("2026-07-15T00:00", "2026-07-15T01:30"),
    ),
    _winter_and_summer(
        "Australia/Lord_Howe",
        ("2026-01-13T22:30", "2026-01-14T00:00"),
        ("2026-07-14T23:00", "2026-07-15T00:30"),
    ),
    _winter_and_summer(
        "Asia/Kathmandu",
        ("2026-01-14T03:45", "2026-01-14T05:15"),
        ("2026-07-15T03:45", "2026-07-15T05:15"),
    ),
    Example(
        name="a month's second Tuesday, with an exception and two overrides",
        calendar=calendar(SERIES, _MOVED, _CANCELLED, zones={"Europe/Zurich": "Europe/Zurich"}),
        seen=[
            _round_table("2026-01-13T08:30:00Z", "2026-01-13T10:00:00Z"),
            _round_table("2026-02-10T08:30:00Z", "2026-02-10T10:00:00Z"),
            _round_table("2026-05-12T07:30:00Z", "2026-05-12T09:00:00Z", "CANCELLED"),
            _round_table("2026-06-09T07:30:00Z", "2026-06-09T09:00:00Z"),
            _round_table("2026-07-14T07:30:00Z", "2026-07-14T09:00:00Z"),
            Seen(
                "second-tuesday",
                "Round table with guests",
                "Room 5",
                "2026-04-16T12:00:00Z",
                "2026-04-16T13:00:00Z",
                "CONFIRMED",
            ),
        ],
    ),
    Example(
        name="Mondays and Thursdays, without end",
        calendar=calendar(
            "UID:choir\nSUMMARY:Choir\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH\n"
            "DTSTART;TZID=Australia/Adelaide:20260105T180000\n"
            "DTEND;TZID=Australia/Adelaide:20260105T193000",
            zones={"Australia/Adelaide": "Australia/Adelaide"},
        ),
        seen=_mondays_and_thursdays(),
    ),
    Example(
        name="a month's last day, five times, but not in March",
        calendar=calendar(
            "UID:a\nSUMMARY:Pay day\nDTSTART;VALUE=DATE:20260131\nDTEND;VALUE=DATE:20260201\n"
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=5\nEXDATE;VALUE=DATE:20260331"
        ),
        seen=[
            Seen("a", "Pay day", "", "2026-01-31", "2026-02-01", ""),
            Seen("a", "Pay day", "", "2026-02-28", "2026-03-01", ""),
            Seen("a", "Pay day", "", "2026-04-30", "2026-05-01", ""),
            Seen("a", "Pay day", "", "2026-05-31", "2026-06-01", ""),
        ],
    ),
    Example(
        name="every year, without end",
        calendar=calendar(
            "UID:a\nSUMMARY:Fair\nRRULE:FREQ=YEARLY\n"
            "DTSTART;TZID=America/New_York:20260704T093000\n"
            "DTEND;TZID=America/New_York:20260704T103000",
            zones={"America/New_York": "America/New_York"},
        ),
        seen=[
            Seen("a", "Fair", "", f"{year}-07-04T13:30:00Z", f"{year}-07-04T14:30:00Z", "")
            for year in range(2026, 2046)
        ],
    ),
    Example(
        name="every New Year's morning, where the day is another than in UTC",
        calendar=calendar(
            timed("Australia/Adelaide", "20260101T093000", "20260101T110000") + "RRULE:FREQ=YEARLY",
            zones={"Australia/Adelaide": "Australia/Adelaide"},
        ),
        seen=[
            Seen(
                "20260101T093000",
                "Talk",
                "",
                f"{year}-12-31T23:00:00Z",
                f"{year + 1}-01-01T00:30:00Z",
                "",
            )
            for year in range(2026, 2046)
        ],
    ),
    Example(
        name="nothing between the days",
        calendar=calendar(
            "UID:a\nDTSTART;VALUE=DATE:20251231\nDTEND;VALUE=DATE:20260102",
            "UID:b\nDTSTART;VALUE=DATE:20460101\nDTEND;VALUE=DATE:20460102",
        ),
        seen=[],
    ),
)
