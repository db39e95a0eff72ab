"""What an edit raises: sequence and modified always, updated with what is news."""

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import REGIONS, THEMES, make_calendar

from feeds.history import Record, advance, content_of, edition_of, newer
from feeds.history.changes import KEPT_CHANGES, KEPT_EDITIONS
from feeds.model import (
    Contact,
    Event,
    Image,
    Link,
    Location,
    Organisation,
    Registration,
    Repeat,
    Term,
    View,
    Views,
    Vocabulary,
)
from feeds.schedule import Days, Rule

from .editing import LATER, START, begun, edited, only_record, plain_event

SECOND = timedelta(seconds=1)
ORGANISATION = (Organisation(name="Example Organisation"),)
VIEW = View(name="v", parameters=(("theme", "employers"),))

NEWS: dict[str, Any] = {
    "title": "Another title",
    "when": Days(first=date(2008, 11, 24), last=date(2008, 11, 26)),
    "repeat": Repeat(rule=Rule(frequency="WEEKLY", by_day=((0, 1),))),
    "status": "tentative",
    "location": Location(name="Bamako"),
}
"""Another value of each field whose change is told again."""

CORRECTIONS: dict[str, Any] = {
    "summary": "Another summary.",
    "note": "A word on it.",
    "description": "More on it.",
    "online": "https://example.org/room",
    "themes": ("employers",),
    "regions": ("europe",),
    "contact": Contact(email="info@example.org"),
    "url": "https://example.org/event",
    "links": (Link(url="https://example.org/programme"),),
    "image": Image(url="https://example.org/picture.png", alt="A picture"),
    "registration": Registration(deadline=date(2008, 11, 1)),
    **dict.fromkeys(("organisers", "hosts", "sponsors", "funders", "partners"), ORGANISATION),
}
"""Another value of each field whose change calendars take, and readers are not notified of."""


def days(first: int, last: int) -> Days:
    """Return days of November 2008."""
    return Days(first=date(2008, 11, first), last=date(2008, 11, last))


def moments(record: Record) -> tuple[datetime, datetime, int]:
    """Return what subscribers go by."""
    revision = record.revision
    return revision.modified, revision.updated, revision.sequence


def only_edited(event: Event, **changes: Any) -> Record:
    """Return the record of an event after it was changed once."""
    return only_record(edited(begun(event), replace(event, **changes)))


def test_every_field_of_an_event_is_held_to_one_rule() -> None:
    """A new one must be sorted into what is news and what is not."""
    ruled = {*NEWS, *CORRECTIONS, "id", "announced", "updated", "spoken"}
    assert {field.name for field in fields(Event)} == ruled


@pytest.mark.parametrize("name", CORRECTIONS)
def test_a_correction_raises_modified_and_sequence_only(name: str) -> None:
    """R29, R30: so that calendars take it, and readers show nothing again."""
    record = only_edited(plain_event(), **{name: CORRECTIONS[name]})
    assert moments(record) == (LATER, START, 1)
    assert (record.revision.announced, record.revision.changes) == (START, ())


@pytest.mark.parametrize("name", NEWS)
def test_news_raises_updated_too(name: str) -> None:
    """With what was before and what is now."""
    event = plain_event()
    record = only_edited(event, **{name: NEWS[name]})
    assert moments(record) == (LATER, LATER, 1)
    assert record.revision.announced == START
    (change,) = record.revision.changes
    assert (change.at, change.sequence) == (LATER, 1)
    assert (change.before, change.after) == (only_record(begun(event)).facts, record.facts)
    assert change.before != change.after


def test_the_address_of_a_place_is_news_as_its_name_is() -> None:
    """Whoever has written down the one must be told of the other."""
    event = plain_event(location=Location(name="Bamako"))
    record = only_edited(event, location=Location(name="Bamako", address="Rue 14"))
    assert record.revision.updated == LATER
    assert record.revision.changes[-1].after.place == "Bamako, Rue 14"


@pytest.mark.parametrize(
    ("changes", "is_move", "is_turn", "is_news"),
    [
        ({"title": "Another title"}, False, False, False),
        ({"location": Location(name="Bamako")}, False, False, False),
        ({"status": "tentative"}, False, True, False),
        ({"status": "cancelled"}, False, True, True),
        ({"status": "postponed"}, False, True, True),
        ({"when": days(25, 26)}, True, False, True),
        ({"when": days(25, 26), "status": "postponed"}, True, True, True),
    ],
)
def test_new_days_and_going_off_are_worth_a_notice(
    changes: dict[str, Any], *, is_move: bool, is_turn: bool, is_news: bool
) -> None:
    """R47: a title or a place is shown again in its own entry, and no more."""
    (change,) = only_edited(plain_event(), **changes).revision.changes
    assert (change.is_move, change.is_turn, change.is_news) == (is_move, is_turn, is_news)


def test_a_list_that_stays_as_it_is_raises_nothing() -> None:
    """However often it is saved."""
    history = begun(plain_event(), plain_event("two"))
    assert edited(history, plain_event("two"), plain_event()) == history


def test_a_label_touches_only_what_carries_it() -> None:
    """The events of the theme are taken anew by calendars; the others are as they were."""
    events = (plain_event("carries", themes=("employers",)), plain_event("does-not"))
    before = begun(*events)
    terms = {**THEMES.terms, "employers": Term(slug="employers", label="Business")}
    after = edited(before, *events, themes=Vocabulary(terms=terms))
    assert moments(after.records["carries"]) == (LATER, START, 1)
    assert after.records["does-not"] == before.records["does-not"]
    assert after.headed == LATER


@pytest.mark.parametrize(
    "of",
    [
        {"title": "Other events"},
        {"description": "A word on them."},
        {"color": "teal"},
        {"publisher": ORGANISATION[0]},
        {
            "regions": replace(
                REGIONS, terms={**REGIONS.terms, "asia": Term(slug="asia", label="Asia")}
            )
        },
        {
            "regions": replace(
                REGIONS,
                terms={**REGIONS.terms, "mali": Term(slug="mali", label="Mali", within=None)},
            )
        },
        {"views": Views(named={"v": VIEW})},
    ],
)
def test_what_the_list_says_of_itself_touches_no_event(of: dict[str, Any]) -> None:
    """It only makes every document younger: Last-Modified rises."""
    before = begun(plain_event())
    after = edited(before, plain_event(), **of)
    assert after.records == before.records
    assert (before.modified(""), after.modified("")) == (START, LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LaterEvent(Event):
    """An event as a later version of the program may have it."""

    audience: str = ""
    seats: tuple[int, int] | None = None
    is_free: bool = False
    sign_language: str = "none"


def test_a_key_that_is_learnt_later_changes_nothing_where_it_is_not_used() -> None:
    """Whatever its default is; where it is used, the event has changed."""
    event, calendar = plain_event(status="tentative"), make_calendar()
    given = {field.name: getattr(event, field.name) for field in fields(Event)}
    later = _LaterEvent(**given)
    assert content_of(later, calendar) == content_of(event, calendar)
    assert content_of(replace(later, is_free=True), calendar) != content_of(event, calendar)


def test_an_id_is_no_content() -> None:
    """So an event that was only renamed can be recognised."""
    calendar = make_calendar()
    same = replace(plain_event(), id="two")
    assert content_of(same, calendar) == content_of(plain_event(), calendar)


def test_events_known_at_the_first_recording_take_the_date_of_the_list() -> None:
    """R45: the list says when it was announced; later ones, when they came."""
    announced = datetime(2026, 1, 1, tzinfo=UTC)
    history = begun(plain_event(), announced=announced)
    assert only_record(history).revision.announced == announced
    assert moments(only_record(history)) == (announced, announced, 0)
    assert history.beginning == announced
    later = edited(history, plain_event(), plain_event("two"), announced=announced)
    assert moments(later.records["two"]) == (LATER, LATER, 0)


def test_the_year_of_ids_is_that_of_the_first_recording() -> None:
    """R43: in the zone of the list; a new year changes no id."""
    eve = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    history = edited(None, plain_event(), at=eve)
    assert history.year == 2027
    assert edited(history, at=eve + timedelta(days=800)).year == 2027


def test_dates_in_the_list_win() -> None:
    """An editor who knows better is believed, and the edit is taken by calendars."""
    announced, updated = START - timedelta(days=30), START - timedelta(days=3)
    event = plain_event(announced=announced, updated=updated)
    assert moments(only_record(begun(event))) == (updated, updated, 0)
    moved = replace(event, when=days(20, 20))
    assert moments(only_record(edited(begun(event), moved))) == (LATER, updated, 1)
    record = only_edited(plain_event(), announced=announced, updated=updated)
    assert (moments(record), record.revision.announced) == ((LATER, updated, 1), announced)


def test_updated_is_never_before_announced() -> None:
    """An entry is not changed before it is there."""
    record = only_record(begun(plain_event(updated=START - timedelta(days=3))))
    assert record.revision.updated == START


@pytest.mark.parametrize("name", ["announced", "updated"])
def test_a_date_in_the_future_counts_as_now(name: str) -> None:
    """R45: else a slip of the year would stand above all news for years, even when mended."""
    dates: dict[str, Any] = {name: START + timedelta(days=36500)}
    slip = plain_event(**dates)
    history = begun(slip, now=START + SECOND)
    revision = only_record(history).revision
    assert max(revision.announced, revision.updated) == START + SECOND
    mended = only_record(edited(history, plain_event(), now=LATER))
    assert moments(mended) == (LATER, START + SECOND, 1)


def test_a_clock_that_jumps_back_lowers_nothing() -> None:
    """A change is never less than a second after the one before."""
    past = START - timedelta(days=365)
    event = plain_event()
    first = edited(begun(event), replace(event, title="Moved"), at=past)
    assert moments(only_record(first)) == (START + SECOND, START + SECOND, 1)
    second = edited(first, event, at=past, title="Other events")
    assert moments(only_record(second)) == (START + 2 * SECOND, START + 2 * SECOND, 2)
    assert second.headed == START + 2 * SECOND


def test_two_edits_in_one_second_are_told_apart() -> None:
    """By sequence and by time, which has no fractions."""
    event = plain_event()
    one = edited(begun(event), replace(event, summary="A"), at=LATER)
    two = edited(one, replace(event, summary="B"), at=LATER)
    assert moments(only_record(two)) == (LATER + SECOND, START, 2)


def test_there_and_back_is_two_changes() -> None:
    """A → B → A: who has taken B must take A again."""
    event = plain_event()
    history = edited(begun(event), replace(event, title="B"))
    back = only_record(edited(history, event, at=LATER + timedelta(hours=1)))
    assert moments(back) == (LATER + timedelta(hours=1), LATER + timedelta(hours=1), 2)
    assert [change.after.title for change in back.revision.changes] == ["B", event.title]


def test_a_withdrawn_event_is_remembered() -> None:
    """Its page says since when; it is the list that has changed, not the event."""
    event = plain_event()
    gone = edited(begun(event))
    record = only_record(gone)
    assert (record.gone, record.touched) == (LATER, LATER)
    assert record.revision == only_record(begun(event)).revision
    assert gone.modified("") == LATER
    assert edited(gone, at=LATER + timedelta(days=9)) == gone


@pytest.mark.parametrize(
    ("changes", "updated", "told"),
    [({}, START, 0), ({"summary": "Again."}, START, 0), ({"title": "Again"}, None, 1)],
)
def test_an_event_that_comes_back_goes_on_with_its_sequence(
    changes: dict[str, Any], updated: datetime | None, told: int
) -> None:
    """Readers are told of what has changed meanwhile, and not that it was away."""
    event, at = plain_event(), LATER + timedelta(days=1)
    back = edited(edited(begun(event)), replace(event, **changes), at=at)
    record = only_record(back)
    assert record.gone is None
    assert moments(record) == (at, updated or at, 1)
    assert record.revision.announced == START
    assert len(record.revision.changes) == told


def test_pruning_keeps_the_last_move_and_the_last_turn() -> None:
    """What it was moved from, and that it is off, outlast any number of other titles."""
    event = plain_event()
    history = edited(begun(event), replace(event, when=days(25, 30)))
    event = replace(event, when=days(25, 30), status="cancelled")
    history = edited(history, event)
    for number in range(30):
        history = edited(history, replace(event, title=f"Version {number}"))
    revision = only_record(history).revision
    assert [change.sequence for change in revision.changes] == [1, 2, 28, 29, 30, 31, 32]
    assert len(revision.changes) == KEPT_CHANGES + 2
    assert revision.last_move == revision.changes[0]
    assert revision.last_turn == revision.last_news == revision.changes[1]


def test_a_list_without_events_is_followed_too() -> None:
    """At an address that only this machine knows, nothing but the list itself has a date."""
    empty = advance(None, make_calendar(announced=None), moment=START, edition="")
    renamed = make_calendar(announced=None, title="Other meetings")
    assert advance(empty, renamed, moment=LATER, edition="").headed == LATER


def test_the_newest_editions_are_kept() -> None:
    """An address or a version that is new makes every document younger than any before."""
    history = begun(plain_event())
    calendar = make_calendar(plain_event(), announced=None)
    for number in range(20):
        history = advance(history, calendar, moment=START, edition=str(number))
    assert list(history.editions) == [*map(str, range(20 - KEPT_EDITIONS, 20))]
    assert history.modified("19") == START + 20 * SECOND
    assert advance(history, calendar, moment=LATER, edition="19") == history
    assert edition_of("https://a.example.org", "1") != edition_of("https://a.example.org", "2")


def test_every_name_that_an_address_could_have_is_remembered() -> None:
    """Slugs, aliases and retired names: people follow them all."""
    before = begun()
    assert {"employers", "business", "firms"} <= {*before.themes}
    retired = Vocabulary(terms={}, retired={"old": None})
    assert edited(before, themes=retired).themes == (*sorted({*before.themes, "old"}),)


def test_every_name_that_a_view_had_is_remembered() -> None:
    """Whether it was recorded or only served."""
    before = begun(views=Views(named={"v": VIEW}, retired={"old": "v"}))
    assert before.views == ("old", "v")
    after = edited(before, views=Views(retired={"v": None, "older": None}))
    assert after.views == ("old", "older", "v")
    assert newer(before, after).views == after.views


@pytest.mark.parametrize("other", [{"title": "V"}, {"parameters": (("theme", "firms"),)}])
def test_what_a_view_is_makes_feeds(other: dict[str, Any]) -> None:
    """So they are younger for it; that one is retired, or the order of views, makes none other."""
    views = {"v": VIEW, "w": replace(VIEW, name="w")}
    before = begun(views=Views(named=views))
    changed = Views(named=views | {"v": replace(VIEW, **other)})
    assert edited(before, views=changed).headed == LATER
    turned = Views(named=dict(reversed(views.items())), retired={"old": "v"})
    assert edited(before, views=turned).headed == START


def test_a_list_without_views_says_what_it_said_before_there_were_any() -> None:
    """The hash is that of a version that knew no views, which records keep."""
    assert begun(plain_event()).heading == "ae58d369c11ca61b"


def test_what_was_served_and_not_recorded_counts() -> None:
    """Of each event the later state: a record that was put back takes nothing back."""
    event, other = plain_event(), plain_event("two")
    recorded = begun(event, other)
    served = edited(recorded, replace(event, title="B"), other, plain_event("three"))
    merged = newer(recorded, served)
    assert merged.records == served.records
    ahead = edited(served, replace(event, title="C"), at=LATER + timedelta(days=1))
    assert newer(ahead, served) == ahead


def test_where_both_know_an_event_alike_the_record_is_the_truth() -> None:
    """Whoever counted in memory comes back to what all others read."""
    event = plain_event()
    begin = begun(event)
    changed = replace(event, summary="Corrected.")
    recorded = edited(begin, changed, at=LATER)
    served = edited(begin, changed, at=LATER + timedelta(minutes=1))
    assert newer(recorded, served) == recorded
    from_nothing = edited(None, event, at=LATER + timedelta(days=1))
    assert newer(begin, from_nothing).records == begin.records
    assert newer(begin, from_nothing).year == begin.year


@pytest.mark.parametrize("is_gone_in_record", [False, True])
def test_a_withdrawal_is_later_than_what_was_withdrawn(*, is_gone_in_record: bool) -> None:
    """It raises no sequence, so it decides where sequences are equal."""
    here, gone = begun(plain_event()), edited(begun(plain_event()))
    both = (gone, here) if is_gone_in_record else (here, gone)
    assert newer(*both).records == gone.records


def test_equal_sequences_of_other_content_are_followed_by_a_higher_one() -> None:
    """As after two branches: what was served must be replaced in every calendar."""
    event = plain_event()
    begin = begun(event)
    theirs, ours = replace(event, title="Theirs"), replace(event, title="Ours")
    merged = newer(edited(begin, theirs), edited(begin, ours, at=LATER + SECOND))
    assert only_record(edited(merged, theirs)).revision.sequence == 2


EVENTS = st.lists(
    st.builds(
        plain_event,
        st.sampled_from(["one", "two", "three"]),
        title=st.sampled_from(["A", "B"]),
        end=st.sampled_from([date(2008, 11, 25), date(2008, 11, 26)]),
        status=st.sampled_from(["confirmed", "postponed", "cancelled"]),
        summary=st.sampled_from(["", "A text."]),
        themes=st.sampled_from([(), ("employers",)]),
    ),
    unique_by=lambda event: event.id,
    max_size=3,
)
EDITS = st.lists(st.tuples(EVENTS, st.integers(-100, 100)), min_size=2, max_size=12)
"""Lists as they are saved one after the other, and how far the clock goes each time."""


@given(EDITS)
def test_whatever_is_edited_nothing_falls(edits: list[tuple[list[Event], int]]) -> None:
    """Whichever way the clock goes; and a list that is saved again changes nothing."""
    history, at = None, START
    histories = []
    for events, seconds in edits:
        at += timedelta(seconds=seconds)
        history = edited(history, *events, at=at)
        assert edited(history, *events, at=at + timedelta(days=1)) == history
        histories.append((history, {event.id: event for event in events}))
    for (before, _), (after, events_now) in pairwise(histories):
        assert before.modified("") <= after.modified("")
        for name, old in before.records.items():
            new = after.records[name]
            assert old.revision.modified <= new.revision.modified
            assert old.revision.updated <= new.revision.updated
            assert new.revision.announced == old.revision.announced
            assert (new.gone is None) == (name in events_now)
            is_raised = new.gone is None and (old.gone is not None or old.content != new.content)
            assert new.revision.sequence == old.revision.sequence + is_raised
            assert (new.revision.updated > old.revision.updated) == (old.facts != new.facts)
            assert len(new.revision.changes) <= KEPT_CHANGES + 2
