"""Events, series and calendars invented by hypothesis, as the reading of a list lets them through.

Whatever is invented here could stand in a list: a series begins on a day of its rule, exceptions
and changes name days that the rule gives, additions are on other days, nothing ends before it
starts. Every strategy says what it makes; all of them can be narrowed by their arguments.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from hypothesis import strategies as st
from making import REGIONS, THEMES, make_calendar

from feeds.model import Calendar, Event, Location, OccurrenceChange, Repeat
from feeds.recurrence import HORIZON, rule_days
from feeds.schedule import WEEKDAYS, Days, Rule, Settled, Times, Unsettled, When, parse_rule, times

ZONES = (
    *("Europe/Zurich", "Europe/London", "Europe/Dublin", "Europe/Istanbul", "Europe/Athens"),
    *("Atlantic/Azores", "America/New_York", "America/St_Johns", "America/Los_Angeles"),
    *("America/Sao_Paulo", "America/Havana", "America/Asuncion", "America/Bogota"),
    *("Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Asia/Tehran", "Asia/Beirut"),
    *("Australia/Sydney", "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Auckland"),
    *("Pacific/Chatham", "Pacific/Kiritimati", "Antarctica/Troll", "Etc/GMT+12", "UTC"),
    *("Africa/Lagos", "Africa/Cairo", "Africa/Casablanca", "Asia/Jerusalem", "America/Santiago"),
    *("America/Nuuk", "Asia/Gaza"),
)
"""Zones with summer and winter time on both halves of the globe, by the hour, half an hour, at
midnight; without; and those that no yearly rules can say."""

FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
"""Between these days events begin, unless it is said otherwise."""

_MINUTES = (0, 5, 15, 30, 45)
_FOLLOWED = timedelta(days=12 * 366)
_STATUSES = ("confirmed", "confirmed", "tentative", "postponed", "cancelled")
_WORKDAYS = "BYDAY=MO,TU,WE,TH,FR"
_EVERY_DAY = "BYDAY=MO,TU,WE,TH,FR,SA,SU"
_IN_MONTHS = (
    *("BYMONTHDAY={day}", "BYMONTHDAY=-1", "BYDAY={nth}{weekday}", "BYDAY=-1{weekday}"),
    *(f"{_WORKDAYS};BYSETPOS=-1", "BYDAY=SA,SU;BYSETPOS=1", f"{_EVERY_DAY};BYSETPOS=2"),
)
_PATTERNS = {
    "DAILY": ("", "INTERVAL=2", "INTERVAL=10", _WORKDAYS, "BYMONTH=1,7"),
    "WEEKLY": (
        *("", "INTERVAL=2", "BYDAY={weekday}", "BYDAY=MO,{weekday}", "INTERVAL=3;BYDAY=SU"),
        *("INTERVAL=2;BYDAY=MO,{weekday},SU", "INTERVAL=2;BYDAY={weekday},SU;WKST=SU"),
    ),
    "MONTHLY": (
        *_IN_MONTHS,
        *(f"INTERVAL=2;{said}" for said in _IN_MONTHS),
        *("BYDAY=1{weekday},3{weekday}", "INTERVAL=12;BYMONTHDAY={day}", "BYMONTHDAY=13;BYDAY=FR"),
        *("BYMONTHDAY=30", "INTERVAL=3;BYMONTHDAY=31", f"{_EVERY_DAY};BYSETPOS=-1"),
    ),
    "YEARLY": (
        *(f"BYMONTH={{month}};{said}" for said in _IN_MONTHS),
        *(f"INTERVAL=2;BYMONTH={{month}};{said}" for said in _IN_MONTHS),
        *("BYWEEKNO=20;BYDAY={weekday}", "BYYEARDAY=100", "BYMONTH=2;BYMONTHDAY=29"),
        *("BYMONTH=2;BYMONTHDAY=-1", "BYMONTH={month},11;BYDAY={nth}{weekday}"),
        "INTERVAL=4;BYMONTH={month};BYMONTHDAY={day}",
    ),
}
"""What rules of each frequency say besides, as Outlook knows it and as it does not."""


def titles() -> st.SearchStrategy[str]:
    """Invent a title of one line."""
    words = st.sampled_from(["Seminar", "Réunion", "Talk; 1, 2", "C:\\New", "東京", "“Labour”"])
    return st.lists(words, min_size=1, max_size=3).map(" ".join)


def days(first: date = FIRST, last: date = LAST, longest: int = 5) -> st.SearchStrategy[Days]:
    """Invent whole days."""
    lengths = st.just(1) | st.integers(1, longest)
    return st.builds(
        lambda day, length: Days(first=day, last=day + timedelta(days=length - 1)),
        st.dates(first, last),
        lengths,
    )


@st.composite
def clock_times(
    draw: st.DrawFn,
    first: date = FIRST,
    last: date = LAST,
    zones: Sequence[str] = ZONES,
) -> Times:
    """Invent times by the clocks of a zone: any hour, also those that clocks skip or repeat."""
    at = time(draw(st.integers(0, 23)), draw(st.sampled_from(_MINUTES)))
    start = datetime.combine(draw(st.dates(first, last)), at)
    minutes = draw(st.sampled_from([0, 30, 60, 90, 180, 24 * 60]) | st.integers(1, 2000))
    return _lasting(start, minutes, draw(st.sampled_from(zones)))


def _lasting(start: datetime, minutes: int, zone: str) -> Times:
    """Return times that do not end before they start, though clocks skip the start."""
    held = times(start, start + timedelta(minutes=minutes), zone)
    return held if held.end >= held.start else replace(held, end=held.start)


def settled(
    first: date = FIRST, last: date = LAST, zones: Sequence[str] = ZONES
) -> st.SearchStrategy[Settled]:
    """Invent whole days, or times in a zone."""
    return st.one_of(days(first, last), clock_times(first, last, zones))


def unsettled() -> st.SearchStrategy[Unsettled]:
    """Invent a month, a year, or no date yet."""
    years = st.integers(FIRST.year, LAST.year)
    return st.one_of(
        st.just(Unsettled()),
        st.builds(lambda year: Unsettled(year=year), years),
        st.builds(lambda year, month: Unsettled(year=year, month=month), years, st.integers(1, 12)),
    )


@st.composite
def rules(draw: st.DrawFn, first: date) -> Rule:
    """Invent a rule for a series that begins about a day: Outlook's patterns, and others.

    The day need not be one of the rule's.
    """
    frequency = draw(st.sampled_from(sorted(_PATTERNS)))
    said = draw(st.sampled_from(_PATTERNS[frequency])).format(
        weekday=WEEKDAYS[first.weekday()],
        nth=(first.day - 1) // 7 + 1,
        day=first.day,
        month=first.month,
    )
    longest = 150 if frequency == "DAILY" else 3000  # nobody writes a thousand events one by one
    ends = st.one_of(
        st.integers(1, 60).map("COUNT={}".format),
        st.integers(0, longest).map(lambda count: f"UNTIL={first + timedelta(days=count):%Y%m%d}"),
    )
    if frequency != "DAILY" or "BY" not in said:
        ends |= st.just("")
    parts = (f"FREQ={frequency}", said, draw(ends))
    return parse_rule(";".join(filter(None, parts)))


@st.composite
def series(
    draw: st.DrawFn,
    first: date = FIRST,
    last: date = LAST,
    zones: Sequence[str] = ZONES,
) -> tuple[Settled, Repeat]:
    """Invent when a series is first held, and how it is held again."""
    held = draw(settled(first, last, zones))
    rule = draw(rules(held.first))
    begins = next(rule_days(rule, held.first, HORIZON), None)
    if begins is None:  # it ended before it began
        rule = replace(rule, until=None, count=2)
        begins = next(rule_days(rule, held.first))
    held = held.on(begins)
    known = list(islice(rule_days(rule, held.first, held.first + _FOLLOWED), 200))
    some = st.sampled_from(known)
    other = draw(st.lists(some, max_size=6, unique=True))
    cut = draw(st.integers(0, len(other)))
    also = tuple(
        each
        for each in draw(_additions(held))
        if not any(rule_days(rule, held.first, each.first, each.first))
    )
    named = sorted({*other[cut:], *(each.first for each in also[:1])})
    changes = tuple(draw(_changes(day, held.on(day))) for day in named)
    without = tuple(sorted(other[:cut]))
    return held, Repeat(rule=rule, without=without, also=also, changes=changes)


@st.composite
def _additions(draw: st.DrawFn, held: Settled) -> tuple[Settled, ...]:
    """Invent a few dates beyond a rule, on days that differ, up to two years on."""
    distances = draw(st.lists(st.integers(1, 700), max_size=3, unique=True))
    return tuple(held.on(held.first + timedelta(days=each)) for each in sorted(distances))


@st.composite
def _changes(draw: st.DrawFn, day: date, usual: Settled) -> OccurrenceChange:
    """Invent what is different about one occurrence."""
    shift = timedelta(days=draw(st.sampled_from([-40, -7, -1, 0, 0, 1, 2, 7, 45])))
    when: Settled | None = None
    if draw(st.booleans()):
        when = usual.on(usual.first + shift)
        if isinstance(when, Times):
            start = when.start.replace(tzinfo=None) + timedelta(minutes=draw(_SHIFTS))
            when = _lasting(start, 45, when.timezone)
    return OccurrenceChange(
        day=day,
        when=when,
        title=draw(st.just("") | titles()),
        note=draw(st.sampled_from(["", "In another hall."])),
        status=draw(st.none() | st.sampled_from(_STATUSES)),
        location=draw(st.none() | st.just(Location(name="Other hall"))),
    )


_SHIFTS = st.sampled_from([-90, 0, 0, 60, 300])


@st.composite
def events(
    draw: st.DrawFn,
    name: str = "one",
    whens: st.SearchStrategy[When] | None = None,
    zones: Sequence[str] = ZONES,
) -> Event:
    """Invent an event of any kind: held once, in a series, or not settled yet."""
    repeat = None
    if whens is None and draw(st.booleans()):
        when: When
        when, repeat = draw(series(zones=zones))
    else:
        when = draw(whens or st.one_of(settled(zones=zones), unsettled()))
    return Event(
        id=name,
        title=draw(titles()),
        when=when,
        repeat=repeat,
        summary=draw(st.just("") | titles()),
        description=draw(st.sampled_from(["", "Some **Markdown**."])),
        status=draw(st.sampled_from(_STATUSES)),
        location=draw(st.none() | st.just(Location(name="Hall", address="Main Square 1"))),
        online=draw(st.none() | st.just("https://meet.example.org/one")),
        themes=tuple(sorted(draw(st.sets(st.sampled_from(sorted(THEMES.terms)), max_size=2)))),
        regions=tuple(sorted(draw(st.sets(st.sampled_from(sorted(REGIONS.terms)), max_size=2)))),
    )


@st.composite
def calendars(draw: st.DrawFn, most: int = 5, zones: Sequence[str] = ZONES) -> Calendar:
    """Invent a calendar of a few events."""
    count = draw(st.integers(1, most))
    return make_calendar(*(draw(events(f"event-{place}", zones=zones)) for place in range(count)))
