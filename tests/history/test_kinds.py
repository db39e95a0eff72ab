"""Events of every kind: remembered as they were, and what of an edit is a change, and what is news."""

import json
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import make_calendar, make_event

from feeds import clocks, wording
from feeds.formats.content import text_of
from feeds.formats.plain import plain_previous
from feeds.history import advance, format_history, parse_history, tell
from feeds.history.changes import content_of, facts_of
from feeds.history.plain import plain_facts
from feeds.model import (
    STATUSES,
    Change,
    Contact,
    Event,
    Facts,
    Geo,
    Image,
    Link,
    Location,
    OccurrenceChange,
    Organisation,
    Registration,
    Repeat,
    Revision,
)
from feeds.publication.snapshot import snapshots_of
from feeds.schedule import Days, Times, Unsettled, parse_rule, times

from .editing import LATER, START, begun, only_record, plain_event
from .editing import edited as edited_list
from .edits import TOLD
from .kinds import (
    BASE,
    DAY,
    EXCEPT,
    MONTH,
    SECOND,
    SERIES,
    TIMED,
    calendar_of,
    change_of,
    edit,
    edited,
    entry_of,
    notice_title,
    occurrence,
    recorded,
    records_of,
    snapshot_of,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = TEXTS.filter(bool)
DATES = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ZONES = st.sampled_from(sorted(zoneinfo.available_timezones() - {"localtime"}))
WHOLE_DAYS = st.builds(
    lambda first, more: Days(first=first, last=first + timedelta(more)),
    DATES,
    st.integers(0, 40),
)
TIMES = st.builds(
    lambda day, hours, minutes, zone: times(
        datetime.combine(day, hours.replace(second=0, microsecond=0)),
        datetime.combine(day, hours.replace(second=0, microsecond=0)) + timedelta(minutes=minutes),
        zone,
    ),
    DATES,
    st.times(time(0), time(23, 59)),
    st.integers(0, 5000),
    ZONES,
)
SETTLED = WHOLE_DAYS | TIMES
OPEN = st.builds(Unsettled, year=st.integers(1583, 9998), month=st.none() | st.integers(1, 12))
RULES = st.sampled_from(
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU",
        "FREQ=MONTHLY;BYDAY=-1FR;COUNT=7",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20301231",
        "FREQ=YEARLY;BYWEEKNO=-1,20;BYDAY=MO",
        "FREQ=YEARLY;BYYEARDAY=-1,100;BYMONTH=4,12",
        "FREQ=MONTHLY;BYMONTHDAY=-1,15",
    ]
).map(parse_rule)
OCCURRENCES = st.builds(
    OccurrenceChange,
    day=DATES,
    when=st.none() | SETTLED,
    title=TEXTS,
    status=st.none() | st.sampled_from(STATUSES),
    location=st.none() | st.builds(Location, name=NAMES),
).filter(lambda change: change != OccurrenceChange(day=change.day))
REPEATS = st.builds(
    Repeat,
    rule=RULES,
    without=st.lists(DATES, max_size=3).map(tuple),
    also=st.lists(SETTLED, max_size=2).map(tuple),
    changes=st.lists(OCCURRENCES, max_size=3).map(tuple),
)
FACTS = st.builds(
    Facts,
    title=TEXTS,
    when=SETTLED | OPEN | st.just(Unsettled()),
    repeat=st.none() | REPEATS,
    place=TEXTS,
    status=st.sampled_from(STATUSES),
    titles=st.dictionaries(st.sampled_from(["fr", "es", "pt-BR"]), TEXTS).map(
        lambda titles: tuple(sorted(titles.items()))  # their order means nothing
    ),
)


@given(FACTS, FACTS)
def test_whatever_an_event_was_and_became_is_read_as_it_was_written(
    before: Facts, after: Facts
) -> None:
    """Days, times with their distance from UTC, months, series, titles in every language."""
    history = begun(plain_event())
    record = only_record(history)
    change = Change(at=LATER, sequence=1, before=before, after=after)
    revision = Revision(announced=START, modified=LATER, updated=LATER, changes=(change,))
    records = {"one": replace(record, facts=after, revision=revision)}
    text = format_history(replace(history, records=records))
    (read,) = parse_history(text, Path("events.history")).records.values()
    (kept,) = read.revision.changes
    assert (kept, read.facts) == (change, after)
    assert (kept.before.titles, kept.after.titles) == (before.titles, after.titles)
    assert read.facts.titles == after.titles


OLD_FILE = """\
{"list": "events.example.org", "year": 2026, "beginning": "2026-11-23T23:00:00Z", \
"heading": "154e45419fd62366", "headed": "2026-11-24T20:22:18Z", "themes": [], "regions": [], \
"editions": {}}

{"id": "one", "announced": "2026-11-23T23:00:00Z", "modified": "2026-11-25T10:00:00Z", \
"updated": "2026-11-25T10:00:00Z", "sequence": 1, "content": "93c99fe04a88b053", \
"title": "Workshop", "start": "2008-05-22", "end": "2008-05-23", "place": "Bamako", \
"status": "confirmed", "touched": "2026-11-25T10:00:00Z", "changes": \
[{"at": "2026-11-25T10:00:00Z", "sequence": 1, "before": {"title": "Workshop", \
"start": "2008-05-21", "end": "2008-05-21", "place": "", "status": "tentative"}, \
"after": {"start": "2008-05-22", "end": "2008-05-23", "place": "Bamako", "status": "confirmed"}}]}
"""


def test_a_file_of_before_is_read_as_before_and_written_the_same() -> None:
    """It holds days alone, and says nothing of zones, series and languages."""
    history = parse_history(OLD_FILE, Path("events.history"))
    record = only_record(history)
    assert record.facts.when == Days(first=date(2008, 5, 22), last=date(2008, 5, 23))
    (change,) = record.revision.changes
    assert change.before.when == Days(first=date(2008, 5, 21), last=date(2008, 5, 21))
    assert (change.before.status, change.after.place) == ("tentative", "Bamako")
    assert (record.facts.repeat, record.facts.titles) == (None, ())
    assert format_history(history) == OLD_FILE


RICH = make_event(
    "two",
    date(2008, 11, 25),
    date(2008, 11, 26),
    title="Rich",
    announced=None,
    summary="We meet.",
    status="postponed",
    note="Soon.",
    location=Location(name="Bamako", address="Rue 1"),
    themes=("employers",),
    regions=("mali",),
    organisers=(Organisation(name="Alba", short="A", url="https://alba.example.org"),),
    partners=(Organisation(name="Brisa"),),
)


@pytest.mark.parametrize(
    ("event", "content"),
    [
        (make_event("one", title="Bare", announced=None), "6c14d4d732d43ce2"),
        (RICH, "9c83937ea11ad718"),
    ],
)
def test_an_event_that_uses_no_new_key_has_the_hash_it_always_had(
    event: Event, content: str
) -> None:
    """Or every event would count as changed on the day that the program is renewed."""
    assert content_of(event, make_calendar(event)) == content


RULE = parse_rule("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231")
MONDAY = date(2026, 11, 2)
ON = Days(first=MONDAY, last=MONDAY)
REPEAT = Repeat(rule=RULE)
FULL = plain_event(
    when=ON,
    repeat=replace(
        REPEAT,
        without=(date(2026, 11, 9),),
        also=(Days(first=date(2026, 11, 11), last=date(2026, 11, 11)),),
        changes=(OccurrenceChange(day=date(2026, 11, 16), title="Other", summary="A"),),
    ),
    description="*We* meet.",
    online="https://meet.example.org/a",
    location=Location(name="Bern", geo=Geo(latitude="46.9", longitude="7.4")),
    contact=Contact(name="Office", email="a@example.org", phone="+41 1"),
    url="https://www.example.org/",
    links=(Link(url="https://www.example.org/a", label="A"),),
    image=Image(url="https://www.example.org/a.png", alt="A"),
    registration=Registration(url="https://www.example.org/r", deadline=MONDAY),
)


def _clock(begins: int, ends: int) -> Times:
    start, end = (datetime.combine(MONDAY, time(hour)) for hour in (begins, ends))
    return times(start, end, "Europe/Zurich")


def _repeat(**changes: Any) -> dict[str, Any]:
    assert FULL.repeat
    return {"repeat": replace(FULL.repeat, **changes)}


def _change(**changes: Any) -> dict[str, Any]:
    assert FULL.repeat
    return _repeat(changes=(replace(FULL.repeat.changes[0], **changes),))


EDITS: tuple[dict[str, Any], ...] = (
    {"description": "We meet."},
    {"description": ""},
    {"online": "https://meet.example.org/b"},
    {"online": None},
    {"location": Location(name="Bern")},
    {"location": Location(name="Bern", geo=Geo(latitude="46.9", longitude="7.5"))},
    {"contact": Contact(name="Office", email="a@example.org")},
    {"contact": Contact(name="Office", email="b@example.org", phone="+41 1")},
    {"contact": None},
    {"url": "https://www.example.org/b"},
    {"url": None},
    {"links": ()},
    {"links": (Link(url="https://www.example.org/a"),)},
    {"links": (*FULL.links, Link(url="https://www.example.org/b"))},
    {"image": None},
    {"image": Image(url="https://www.example.org/a.png", alt="B")},
    {"image": Image(url="https://www.example.org/b.png", alt="A")},
    {"registration": None},
    {"registration": Registration(url="https://www.example.org/r")},
    {"registration": Registration(url="https://www.example.org/r", deadline=date(2026, 11, 3))},
    _change(summary="B"),
    _change(note="B"),
)
"""Edits of what is visible and no news."""

MOVES: tuple[dict[str, Any], ...] = (
    {"when": Days(first=MONDAY, last=date(2026, 11, 3))},
    {"when": _clock(10, 11)},
    {"when": Unsettled(year=2026, month=11)},
    {"repeat": None},
    _repeat(rule=replace(RULE, until=date(2027, 12, 31))),
    _repeat(without=()),
    _repeat(without=(date(2026, 11, 9), date(2026, 11, 23))),
    _repeat(also=()),
    _repeat(also=(Days(first=date(2026, 11, 12), last=date(2026, 11, 12)),)),
    _repeat(changes=()),
    _change(title="Another"),
    _change(status="cancelled"),
    _change(location=Location(name="Basel")),
    _change(when=Days(first=date(2026, 11, 17), last=date(2026, 11, 17))),
)
"""Edits that are news."""


@pytest.mark.parametrize("changes", EDITS)
def test_a_visible_change_of_any_key_reaches_calendars_and_is_no_news(
    changes: dict[str, Any],
) -> None:
    """R29, R30: later and with a higher sequence, without a word to readers."""
    before = begun(FULL)
    old = only_record(before).revision
    new = only_record(edited_list(before, replace(FULL, **changes))).revision
    assert (new.sequence, new.modified) == (old.sequence + 1, LATER)
    assert (new.updated, new.changes) == (old.updated, ())


@pytest.mark.parametrize("changes", MOVES)
def test_what_moves_an_event_or_an_occurrence_is_news(changes: dict[str, Any]) -> None:
    """R47: calendars and readers get it, and there is a notice that says something."""
    before = begun(FULL)
    new = only_record(edited_list(before, replace(FULL, **changes))).revision
    (change,) = new.changes
    assert (new.sequence, new.modified, new.updated) == (1, LATER, LATER)
    assert change.is_move
    assert change.is_news
    for language in ("en", "fr", "es"):
        said = wording.change(change, language)
        assert said.prefix
        assert said.dates
        assert said.sentence.endswith(".")
        assert "{" not in said.sentence + said.dates


def test_in_which_language_a_text_is_shows_nowhere_by_itself() -> None:
    """It marks up a page; the texts are the same."""
    before = begun(FULL)
    spoken = replace(FULL, spoken=(("title", "fr"),))
    assert edited_list(before, spoken) == replace(before, headed=before.headed)


TRANSLATED = "title: {en: Seminar, fr: Séminaire}\nstart: 2026-11-25\n"


def test_a_translation_that_is_added_is_no_news() -> None:
    """Calendars in that language take it; `updated` stays, and nobody gets a notice."""
    old, new = records_of(DAY, TRANSLATED, "en", "fr")
    assert new.revision.sequence == old.revision.sequence + 1
    assert (new.revision.updated, new.revision.changes) == (old.revision.updated, ())
    assert new.facts.title_in("fr") == "Séminaire"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TRANSLATED, edit(TRANSLATED, ("Séminaire", "Colloque"))),
        (TRANSLATED, f"{TRANSLATED}summary: {{fr: Un texte.}}\n"),
        (
            f"{TRANSLATED}summary: {{en: Text., fr: Texte.}}\n",
            f"{TRANSLATED}summary: {{en: Text., fr: Textes.}}\n",
        ),
        (
            f"{TRANSLATED}description: {{en: Text., fr: Texte.}}\n",
            f"{TRANSLATED}description: {{en: Text., fr: Textes.}}\n",
        ),
        (
            f"{TRANSLATED}organisers: [{{name: {{en: A, fr: B}}}}]\n",
            f"{TRANSLATED}organisers: [{{name: {{en: A, fr: C}}}}]\n",
        ),
    ],
)
def test_what_another_language_says_counts(before: str, after: str) -> None:
    """Its subscribers would keep the old text otherwise; it is no news either."""
    old, new = records_of(before, after, "en", "fr")
    assert new.revision.sequence == old.revision.sequence + 1
    assert new.revision.updated == old.revision.updated


def test_another_title_in_the_lists_own_language_is_worth_showing_again() -> None:
    """Readers show it once more; there is no notice."""
    after = edit(TRANSLATED, ("en: Seminar", "en: Colloquium"))
    old, new = records_of(TRANSLATED, after, "en", "fr")
    assert new.revision.updated > old.revision.updated
    (change,) = new.revision.changes
    assert not change.is_news


def test_a_notice_has_the_title_in_the_readers_language() -> None:
    """As it was when the event moved."""
    moved = edit(TRANSLATED, ("11-25", "11-26"))
    french = snapshot_of(TRANSLATED, moved, "en", "fr")["fr"].entries["one"]
    assert french.revision.changes[-1].after.title_in(french.language) == "Séminaire"


@pytest.mark.parametrize(
    ("before", "after", "title", "sentence"),
    [each[1:] for each in TOLD],
    ids=[each[0] for each in TOLD],
)
def test_an_edit_is_told_plainly_wherever_it_is_told(
    before: str, after: str, title: str, sentence: str
) -> None:
    """To the editor, in the notice, and on top of the event's own text."""
    assert change_of(before, after).is_news
    assert notice_title(before, after) == title
    assert text_of(entry_of(before, after)).startswith(f"{sentence}\n\n")
    old, new = edited(before, after)
    (line,) = tell(old, new, "en")
    begins = f"one: {sentence[0].lower()}{sentence[1:].removesuffix('.')}: "
    assert line.startswith(f"{begins}calendars ")
    assert line.endswith(", readers show it again")


@pytest.mark.parametrize(
    ("before", "after", "does"),
    [
        (MONTH, edit(MONTH, ("09", "09-14")), "show it"),
        (DAY, edit(DAY, ("2026-11-25", "tbc")), "drop it until its date is set"),
        (MONTH, edit(MONTH, ("09", "10")), "show nothing while its date is open"),
        (MONTH, f"{MONTH}status: cancelled\n", "show nothing while its date is open"),
        (SERIES, EXCEPT, "change it"),
        (SERIES, edit(SERIES, ("09:30", "10:00")), "move it"),
    ],
)
def test_what_calendars_do_of_it_is_told(before: str, after: str, does: str) -> None:
    """An event without a date is in no calendar that did not ask for such."""
    (line,) = tell(*edited(before, after), "en")
    assert f": calendars {does}, readers show it again" in line


def test_a_new_event_without_a_date_is_told() -> None:
    """An editor must not look for it in a calendar."""
    _, new = edited(MONTH, MONTH)
    assert list(tell(None, new, "en")) == [
        "one: new, September 2026, date to be confirmed: readers show it, calendars once its date is set"
    ]


@pytest.mark.parametrize("part", ["note: Bring a pen.", "summary: Of pens."])
def test_a_text_of_one_occurrence_is_no_news(part: str) -> None:
    """As it is none of an event; calendars take it."""
    old, new = records_of(SERIES, occurrence("2026-10-13", part))
    assert new.revision.sequence == old.revision.sequence + 1
    assert (new.revision.updated, new.revision.changes) == (old.revision.updated, ())


@pytest.fixture
def set_cairo_to(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Let a newer tz database be installed, in which Cairo has the clocks of another zone."""
    paths = zoneinfo.TZPATH
    newer = tmp_path / "Africa/Cairo"

    def install(zone: str) -> None:
        newer.parent.mkdir()
        folder = next(Path(each) for each in paths if Path(each, zone).is_file())
        newer.write_bytes((folder / zone).read_bytes())
        _read_zones_from(str(tmp_path), *paths)

    yield install
    _read_zones_from(*paths)


def _read_zones_from(*paths: str) -> None:
    zoneinfo.reset_tzpath(paths)
    zoneinfo.ZoneInfo.clear_cache()
    clocks.clocks_of.cache_clear()


CAIRO = f"{TIMED}timezone: Africa/Cairo\n"
EVENINGS = f"{CAIRO}repeat: {{every: month, on: first friday}}\n"


def test_a_tz_database_that_moves_a_moment_is_news(set_cairo_to: Callable[[str], None]) -> None:
    """R34: clocks show the same, and the rest of the world has another time."""
    known = recorded(CAIRO)
    set_cairo_to("Europe/Zurich")
    following = advance(known, calendar_of(CAIRO), moment=SECOND, edition="")
    (change,) = only_record(following).revision.changes
    assert change.is_news
    assert plain_facts(change.before)["start"] == "2026-12-04T19:30+02:00"
    assert plain_facts(change.after)["start"] == "2026-12-04T19:30+01:00"
    said = wording.change(change, "en")
    assert (said.prefix, said.sentence) == (
        "Clocks changed",
        (
            "The clock rules there have changed; in local time it is still "
            "4 December 2026, 19:30–21:00 (Cairo time)."
        ),
    )


def test_a_tz_database_that_moves_a_later_occurrence_reaches_calendars(
    set_cairo_to: Callable[[str], None],
) -> None:
    """R30, R34: those that are given each occurrence in UTC would keep the old time otherwise."""
    known = recorded(EVENINGS)
    set_cairo_to("Europe/Athens")  # the same in December, and summer time three weeks earlier
    following = advance(known, calendar_of(EVENINGS), moment=SECOND, edition="")
    revision = only_record(following).revision
    assert (revision.sequence, revision.modified, revision.changes) == (1, SECOND, ())
    assert revision.updated < SECOND


def test_a_record_holds_what_it_says_and_no_more() -> None:
    """As a person reads it in the file."""
    facts = facts_of(FULL, make_calendar(FULL))
    text = format_history(begun(FULL)).splitlines()[-1]
    assert json.loads(text)["repeat"] == {
        "rule": "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231",
        "without": ["2026-11-09"],
        "also": [{"start": "2026-11-11", "end": "2026-11-11"}],
        "changes": [{"day": "2026-11-16", "title": "Other"}],
    }
    assert facts.place == "Bern"


PUT_OFF = f"{SERIES}status: postponed\n"


@pytest.mark.parametrize(
    ("after", "is_off"),
    [
        (f"{EXCEPT}status: postponed\n", True),
        (edit(PUT_OFF, ("2027-06-30", "2027-12-31")), False),
    ],
)
def test_a_series_that_was_put_off_is_on_again_by_new_dates_alone(after: str, is_off: bool) -> None:  # noqa: FBT001 - what is expected
    """R39: that one of its dates is taken out gives it no others."""
    _, history = edited(SERIES, PUT_OFF)
    following = advance(history, calendar_of(after), moment=SECOND + timedelta(hours=1), edition="")
    entry = snapshots_of(calendar_of(after), following, BASE, SECOND)["en"].entries["one"]
    assert entry.is_off is is_off


def test_an_event_that_was_put_off_without_any_date_is_off() -> None:
    """R39: its title goes on to say so."""
    entry = entry_of(DAY, edit(DAY, ("2026-11-25", "tbc")) + "status: postponed\n")
    assert entry.is_off
    assert not entry.is_rescheduled


def test_a_change_of_one_date_is_no_date_that_was_before() -> None:
    """R50: what machines are told as the previous start is that of the whole event."""
    assert plain_previous(entry_of(SERIES, EXCEPT)) == {}
    assert plain_previous(entry_of(DAY, edit(DAY, ("11-25", "11-26")))) == {
        "start": "2026-11-25",
        "end": "2026-11-25",
    }
