"""Which entries a selection holds, against a second telling of the rules that is slow and plain."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ANNOUNCED, REGIONS, THEMES, make_calendar, make_event, make_snapshot

from feeds.model import (
    STATUSES,
    Entry,
    Event,
    Location,
    OccurrenceChange,
    Organisation,
    Repeat,
    Vocabulary,
)
from feeds.schedule import parse_rule
from feeds.selection import Choice, Index, Selection, by_date, in_order
from feeds.selection.bounds import Bound, parse_bound

from .strategies import choices, selections

EPOCH = date(2008, 6, 1)
WORDS = ("forced", "labour", "Labours", "trafficking", "Coca-Cola", "ILO", "Genève", "force")


def days() -> st.SearchStrategy[date]:
    """Invent a day near the others, so that spans touch."""
    return st.integers(-40, 40).map(lambda count: EPOCH + timedelta(days=count))


def moments() -> st.SearchStrategy[datetime]:
    """Invent a moment; several events often share one."""
    return st.integers(0, 3).map(lambda count: ANNOUNCED + timedelta(days=count))


def texts() -> st.SearchStrategy[str]:
    """Invent a text of a few words that come up again."""
    return st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)


def terms_of(vocabulary: Vocabulary) -> st.SearchStrategy[tuple[str, ...]]:
    """Invent the terms of an event."""
    slugs = st.sampled_from(sorted(vocabulary.terms))
    return st.lists(slugs, unique=True, max_size=3).map(tuple)


@st.composite
def events(draw: st.DrawFn, name: str) -> Event:
    """Invent an event."""
    start = draw(days())
    place, organiser = draw(texts()), draw(texts())
    return make_event(
        name,
        start,
        end=start + timedelta(days=draw(st.integers(0, 12))),
        title=draw(texts()) or "Untitled",
        summary=draw(texts()),
        status=draw(st.sampled_from(STATUSES)),
        location=Location(name=place) if place else None,
        organisers=(Organisation(name=organiser, short="GSEE"),) if organiser else (),
        themes=draw(terms_of(THEMES)),
        regions=draw(terms_of(REGIONS)),
        announced=draw(moments()),
        updated=draw(st.none() | moments()),
    )


@st.composite
def lists(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Invent the entries of a whole list, in the order of their days."""
    count = draw(st.integers(0, 8))
    drawn = [draw(events(f"event-{number}")) for number in range(count)]
    ordered = sorted(drawn, key=lambda event: (event.when.first, event.when.last, event.id))
    return tuple(make_snapshot(*ordered).entries.values())


@st.composite
def near_selections(draw: st.DrawFn) -> Selection:
    """Invent a selection that is likely to hold some of the events, and not others."""
    near = st.none() | st.one_of(
        days().map(str),
        days().map(lambda day: str(day)[:7]),
        st.sampled_from(["2007", "2008", "today", "-10d", "3w", "1m", "-1m"]),
    ).map(parse_bound)
    words = st.sampled_from(["force", "labour", "cola", "geneve", "gsee", "abour", "untitled"])
    return replace(
        draw(selections()),
        theme=draw(choices(tuple(THEMES.terms), most=2)),
        region=draw(choices(tuple(REGIONS.terms), most=2)),
        match_all=draw(st.booleans()),
        since=draw(near),
        until=draw(near),
        words=draw(st.just(()) | st.tuples(words)),
        status=draw(st.just(Choice()) | choices(STATUSES)),
    )


def ancestors(slug: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Give a term and all it lies in."""
    yield slug
    if within := vocabulary.terms[slug].within:
        yield from ancestors(within, vocabulary)


def fits(choice: Choice, slugs: tuple[str, ...], vocabulary: Vocabulary, *, every: bool) -> bool:
    """Tell whether an event with these terms is chosen."""
    carried = {each for slug in slugs for each in ancestors(slug, vocabulary)}
    if any(slug in carried for slug in choice.unwanted):
        return False
    if not choice.wanted:
        return True
    return (all if every else any)(slug in carried for slug in choice.wanted)


def in_time(event: Event, selection: Selection, today: date) -> bool:
    """Tell whether an event has a day in the span, and is past or to come as asked."""
    first, last = event.when.first, event.when.last
    held = {first + timedelta(days=n) for n in range((last - first).days + 1)}
    since = selection.since.begins(today) if selection.since else date.min
    until = selection.until.ends(today) if selection.until else date.max
    overlaps = any(since <= day for day in held) and any(day <= until for day in held)
    is_past = all(day < today for day in held)
    return overlaps and selection.when in (None, "past" if is_past else "upcoming")


def speaks_of(event: Event, words: tuple[str, ...]) -> bool:
    """Tell whether each word begins a word of the event's texts, which are of simple letters."""
    said = [event.title, event.summary, event.location.name if event.location else ""]
    said += [f"{each.name} {each.short}" for each in event.organisers]
    spoken = re.split(r"[^a-z]+", " ".join(said).lower().replace("è", "e"))
    return all(any(each.startswith(word) for each in spoken) for word in words)


def is_selected(event: Event, selection: Selection, today: date) -> bool:
    """Tell whether a person reading the list would pick the event."""
    every = selection.match_all
    return (
        fits(selection.theme, event.themes, THEMES, every=every)
        and fits(selection.region, event.regions, REGIONS, every=every)
        and event.status not in selection.status.unwanted
        and event.status in (selection.status.wanted or STATUSES)
        and in_time(event, selection, today)
        and speaks_of(event, selection.words)
    )


@settings(max_examples=100, deadline=None)
@given(entries=lists(), selection=near_selections(), today=days())
def test_a_selection_holds_what_a_reader_of_the_list_would_pick(
    entries: tuple[Entry, ...], selection: Selection, today: date
) -> None:
    """Each of the rules, and all of them together; the order of the list is kept."""
    expected = [entry for entry in entries if is_selected(entry.event, selection, today)]
    assert list(Index(make_calendar(), entries).select(selection, today)) == expected


@settings(max_examples=60, deadline=None)
@given(entries=lists(), today=days())
def test_entries_are_put_in_order(entries: tuple[Entry, ...], today: date) -> None:
    """By date, or by what is new; what is alike in that by date, then id, so never by chance."""
    by_day = [(entry.event.when.first, entry.event.when.last, entry.event.id) for entry in entries]
    assert in_order(by_date(reversed(entries)), "start", today) == entries
    assert in_order(entries, "-start", today) == tuple(reversed(entries))
    near = in_order(entries, "next", today)
    coming = tuple(entry for entry in entries if entry.event.when.last >= today)
    past = tuple(entry for entry in reversed(entries) if entry.event.when.last < today)
    assert near == (*coming, *past)
    for order in ("announced", "updated"):
        moments = [getattr(entry.revision, order) for entry in entries]
        newest_last = sorted(zip(moments, by_day, strict=True))
        names = [entry.event.id for entry in in_order(entries, order, today)]
        assert names == [days[2] for _, days in reversed(newest_last)]


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        ("2008-11-24", None, True),
        ("2008-11-26", None, True),
        ("2008-11-27", None, False),
        (None, "2008-11-25", True),
        (None, "2008-11-24", False),
        ("2008-11-26", "2008-11-26", True),
        ("2008-11", "2008-11", True),
        ("2008", "2008", True),
        ("2009", None, False),
        (None, "2008-10", False),
    ],
)
def test_a_span_holds_an_event_that_has_a_day_in_it(
    since: str | None, until: str | None, *, held: bool
) -> None:
    """An event of two days counts on either; both ends of a span are in it."""
    (entry,) = make_snapshot(make_event(end=date(2008, 11, 26))).entries.values()

    def bound(text: str | None) -> Bound | None:
        return parse_bound(text) if text else None

    selection = Selection(since=bound(since), until=bound(until))
    assert bool(Index(make_calendar(), (entry,)).select(selection, EPOCH)) is held


@pytest.mark.parametrize(
    ("today", "when"),
    [
        (date(2008, 11, 24), "upcoming"),
        (date(2008, 11, 25), "upcoming"),
        (date(2008, 11, 26), "upcoming"),
        (date(2008, 11, 27), "past"),
    ],
)
def test_an_event_is_to_come_until_its_last_day_is_over(today: date, when: str) -> None:
    """And past from the day after; never both, never neither."""
    (entry,) = make_snapshot(make_event(end=date(2008, 11, 26))).entries.values()
    index = Index(make_calendar(), (entry,))
    found = {
        each
        for each, asked in (
            ("upcoming", Selection(when="upcoming")),
            ("past", Selection(when="past")),
        )
        if index.select(asked, today)
    }
    assert found == {when}


@pytest.mark.parametrize("role", ["organisers", "hosts", "sponsors", "funders", "partners"])
def test_words_are_looked_for_in_organisations_of_every_role(role: str) -> None:
    """By their names and by their short forms."""
    named = Organisation(name="International Labour Organization", short="ILO")
    fields: dict[str, Any] = {role: (named,)}
    (entry,) = make_snapshot(make_event(**fields)).entries.values()
    index = Index(make_calendar(), (entry,))
    for word, found in (("organiz", True), ("ilo", True), ("undp", False)):
        assert bool(index.select(Selection(words=(word,)), EPOCH)) is found


def test_words_are_looked_for_in_descriptions_and_in_what_is_other_about_a_date() -> None:
    """Its title, its summary and its place."""
    change = OccurrenceChange(
        day=EPOCH, title="Excursion", summary="By tram.", location=Location(name="Harbour")
    )
    repeat = Repeat(rule=parse_rule("FREQ=DAILY;COUNT=3"), changes=(change,))
    event = make_event(start=EPOCH, repeat=repeat, description="The **programme**.")
    (entry,) = make_snapshot(event).entries.values()
    index = Index(make_calendar(), (entry,))
    for word in ("excursion", "tram", "harbour", "programme"):
        assert index.select(Selection(words=(word,)), EPOCH), word
    assert not index.select(Selection(words=("bus",)), EPOCH)
