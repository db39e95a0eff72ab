"""The publication: one list as it stands, and every document made of it."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_DNS, uuid5

import pytest
from making import ANNOUNCED, BASE, NOW, make_calendar, make_entry, make_event, make_snapshot
from serving import ROOT

from feeds.formats import FORMATS, render_single
from feeds.model import Entry, Organisation, Wishes
from feeds.problems import ListError
from feeds.publication import (
    Publication,
    Snapshot,
    advice,
)
from feeds.publication.advice import LARGE_CALENDAR, MANY_EVENTS
from feeds.reading import parse_list
from feeds.responses import Document
from feeds.selection import Refusal, Selection, Terms, address, parse_selection
from feeds.settings import Settings

LIST = "calendar:\n  title: T\n  domain: d.example.org\n  announced: 2026-11-24\n{}\nevents: []\n"
MONTH = timedelta(days=30)


def select(query: str, extension: str = "csv") -> Selection:
    """Read a query for one of the formats."""
    kind = FORMATS[extension]
    return parse_selection(
        query,
        Terms(calendar=make_calendar(), order=kind.order, presentation=kind.presentation),
    )


def feed(snapshot: Snapshot, query: str, extension: str, now: datetime = NOW) -> Document:
    """Return the feed that a query asks for."""
    return snapshot.feed(select(query, extension), FORMATS[extension], now)


def headers(document: Document) -> dict[str, str]:
    """Return the headers that a document alone has."""
    return dict(document.extra)


def open_list(folder: Path, text: str, base_url: str | None = None) -> Publication:
    """Open a list that a file holds."""
    path = folder / "events.yaml"
    path.write_text(text, "utf-8")
    given = Settings(events=path, base_url=base_url, port=8123)
    return Publication(given, clock=lambda: NOW)


def day_by_day(count: int) -> Snapshot:
    """Return a snapshot of events on successive days, one announced a month after another."""
    first = date(2008, 1, 1)
    events = (
        make_event(
            f"event-{number:03}",
            first + timedelta(days=number),
            announced=ANNOUNCED - MONTH * 2 * number,
        )
        for number in range(count)
    )
    return make_snapshot(*events)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["event-000", "event-001", "event-002", "event-003"]),
        ("limit=2", ["event-000", "event-001"]),
        ("order=-start&limit=2", ["event-003", "event-002"]),
        ("order=announced", ["event-000", "event-001", "event-002", "event-003"]),
        ("limit=9", ["event-000", "event-001", "event-002", "event-003"]),
        ("from=2008-01-03&limit=1", ["event-002"]),
    ],
)
def test_a_limit_takes_the_beginning_of_the_order(query: str, names: list[str]) -> None:
    """So order and limit together say which events there are."""
    found = day_by_day(4).select(select(query), NOW, "start")
    assert [entry.event.id for entry in found] == names


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2008, 11, 25, 22, 59, tzinfo=UTC), True),
        (datetime(2008, 11, 25, 23, 0, tzinfo=UTC), False),
    ],
)
def test_today_is_the_day_in_the_calendars_zone(now: datetime, *, expected: bool) -> None:
    """An event is to come until midnight there, not at the server."""
    snapshot = make_snapshot(make_event())
    assert bool(snapshot.select(select("when=upcoming"), now, "start")) is expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", datetime(2026, 11, 20, tzinfo=UTC)),
        ("from=2008", datetime(2026, 11, 20, tzinfo=UTC)),
        ("from=today", datetime(2026, 11, 23, 23, tzinfo=UTC)),
        ("to=-90d", datetime(2026, 11, 23, 23, tzinfo=UTC)),
        ("when=past", datetime(2026, 11, 23, 23, tzinfo=UTC)),
    ],
)
def test_what_depends_on_the_day_changes_at_midnight(query: str, expected: datetime) -> None:
    """R8: or a client that asks by date alone would be told that nothing did."""
    snapshot = replace(make_snapshot(make_event()), changed=datetime(2026, 11, 20, tzinfo=UTC))
    assert feed(snapshot, query, "ics").last_modified == expected


def test_a_list_that_changed_today_changed_later_than_midnight() -> None:
    """R8: the later of the two."""
    changed = datetime(2026, 11, 24, 10, tzinfo=UTC)
    snapshot = replace(make_snapshot(make_event()), changed=changed)
    assert feed(snapshot, "when=past", "ics").last_modified == changed


@pytest.mark.parametrize(
    ("query", "extension", "filename"),
    [
        ("", "ics", "events.ics"),
        ("theme=employers", "ics", "employers.ics"),
        ("theme=employers&region=mali&from=2008", "rss", "mali.rss"),
        ("theme=-employers", "csv", "events.csv"),
    ],
)
def test_a_feed_is_named_as_its_path_ends(query: str, extension: str, filename: str) -> None:
    """R2, R5, R13: shown in place, and open to any site, to one that isolates itself too."""
    given = headers(feed(make_snapshot(make_event()), query, extension))
    assert given == {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Content-Disposition": f'inline; filename="{filename}"',
    }


@pytest.mark.parametrize("extension", FORMATS)
def test_an_item_is_rendered_once(extension: str) -> None:
    """And taken from memory for every other feed that holds it."""
    rendered: list[str] = []
    kind = FORMATS[extension]

    def render(entry: Entry, wishes: Wishes) -> bytes:
        rendered.append(entry.event.id)
        return kind.render_item(entry, wishes)

    counting = replace(kind, render_item=render)
    snapshot = make_snapshot(make_event("one"), make_event("two"))
    for query in ("q=two", "", "from=2008", "q=one", ""):
        assert snapshot.feed(select(query, extension), counting, NOW).body
    assert sorted(rendered) == ["one", "two"]


def test_an_item_is_rendered_once_for_all_whose_wishes_it_answers_alike() -> None:
    """What is off sounds no alarm, and what stands is shown the same however the other is."""
    rendered: list[tuple[str, Wishes]] = []
    kind = FORMATS["ics"]

    def render(entry: Entry, wishes: Wishes) -> bytes:
        rendered.append((entry.event.id, wishes))
        return kind.render_item(entry, wishes)

    counting = replace(kind, render_item=render)
    snapshot = make_snapshot(make_event("off", status="cancelled"), make_event("on"))
    for query in ("", "tbc=1", "cancelled=drop", "alarm=-P1D", "alarm=-P1D&cancelled=show"):
        assert snapshot.feed(select(query, "ics"), counting, NOW).body
    assert set(rendered) == {
        ("off", Wishes()),
        ("off", Wishes(cancelled="show")),
        ("on", Wishes()),
        ("on", Wishes(alarm="-P1D")),
    }
    assert len(rendered) == 4


def test_a_long_feed_comes_in_pages_that_lead_to_one_another() -> None:
    """R48, RFC 5005 §3: by canonical addresses; every page is of the same feed."""
    snapshot = day_by_day(101)
    first, second, last = (feed(snapshot, f"page={number}", "json") for number in (1, 2, 3))
    assert f'"next_url":"{BASE}/events.json?page=2"'.encode() in first.body
    assert f'"next_url":"{BASE}/events.json?page=3"'.encode() in second.body
    assert b"next_url" not in last.body
    for page, count in ((first, 50), (second, 50), (last, 1)):
        assert page.body.count(b'"_event"') == count
        assert f'"home_page_url":"{BASE}/"'.encode() in page.body
        assert b'"description":"101 events."' in page.body
    atom = feed(snapshot, "page=2", "atom").body.decode()
    assert f'rel="previous" href="{BASE}/events.atom"' in atom
    assert f'rel="self" href="{BASE}/events.atom?page=2"' in atom


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_a_page_past_the_end_is_refused(extension: str) -> None:
    """Also of an empty feed."""
    with pytest.raises(Refusal, match="is past the end"):
        feed(make_snapshot(make_event()), "page=2", extension)


@pytest.mark.parametrize("extension", ["ics", "csv"])
def test_a_calendar_and_a_table_hold_everything(extension: str) -> None:
    """R25: nothing is cut, however long they grow."""
    body = feed(day_by_day(300), "", extension).body
    assert body.count(b"https://events.example.org/event/") >= 300


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("", "/"),
        ("theme=employers", "/theme/employers"),
        ("limit=5", "/?limit=5&order=updated"),
        ("limit=5&order=next", "/?limit=5"),
        ("order=start", "/?order=start"),
        ("from=2008&page=1", "/?from=2008"),
    ],
)
def test_a_feed_leads_to_the_page_of_the_same_events(query: str, page: str) -> None:
    """R54: a limit with its order, since both together say which events there are."""
    body = feed(day_by_day(60), query, "json").body.decode()
    assert f'"home_page_url":"{BASE}{page}"' in body


def test_a_selections_id_does_not_depend_on_page_or_format() -> None:
    """R24, R43: it is made of the domain and the canonical selection, for ever."""
    snapshot = day_by_day(60)
    domain = uuid5(NAMESPACE_DNS, "events.example.org")
    for query, canonical in (
        *(("", "/"), ("page=2", "/"), ("order=updated", "/")),
        ("from=2008", "/?from=2008"),
        ("theme=firms", "/theme/employers"),
    ):
        written = f"<id>urn:uuid:{uuid5(domain, canonical)}</id>"
        assert written in feed(snapshot, query, "atom").body.decode()


@pytest.mark.parametrize(
    ("query", "summary"),
    [
        ("", "About it. 2 events."),
        ("theme=employers", "About it. One event: Employers."),
        ("theme=recruitment&from=2008", "About it. No events: Recruitment, from 2008."),
    ],
)
def test_a_feed_says_in_words_what_it_holds(query: str, summary: str) -> None:
    """An empty one too, so that it never looks like a broken one."""
    events = (make_event(themes=("employers",)), make_event("two"))
    snapshot = make_snapshot(*events, description="About it.")
    assert f'"description":"{summary}"' in feed(snapshot, query, "json").body.decode()


def test_an_empty_feed_is_as_old_as_the_list() -> None:
    """R28: never now."""
    body = feed(make_snapshot(make_event()), "from=2030", "atom").body
    assert b"<updated>2026-11-24T08:30:00+00:00</updated>" in body


@pytest.mark.parametrize(
    ("publisher", "author"), [(None, "Events"), (Organisation(name="House"), "House")]
)
def test_whoever_publishes_the_list_is_its_author(
    publisher: Organisation | None, author: str
) -> None:
    """R43: the list itself, where nobody is named."""
    body = feed(make_snapshot(make_event(), publisher=publisher), "", "json").body.decode()
    assert f'"authors":[{{"name":"{author}"}}]' in body


def test_an_event_has_its_ids_and_addresses_of_the_list() -> None:
    """R27, R43: the year of the tag is the list's first, as its editor wrote it."""
    new_year = datetime(2025, 12, 31, 23, tzinfo=UTC)
    entry = make_snapshot(make_event(), announced=new_year).entries["one"]
    assert (entry.uid, entry.tag) == (
        "one@events.example.org",
        "tag:events.example.org,2026:one",
    )
    assert (entry.page, entry.ics) == (f"{BASE}/event/one", f"{BASE}/event/one.ics")


@pytest.mark.parametrize(("days", "updated"), [(None, 0), (3, 3), (-3, 0)])
def test_an_event_was_updated_when_it_was_announced_or_later(
    days: int | None, updated: int
) -> None:
    """RFC 4287 §4.2.15: never before."""
    moment = None if days is None else ANNOUNCED + timedelta(days=days)
    revision = make_entry(make_event(updated=moment)).revision
    assert revision.announced == ANNOUNCED
    assert revision.updated == revision.modified == ANNOUNCED + timedelta(days=updated)


def test_one_event_is_a_file_of_its_own() -> None:
    """R2, R13, R51: named after it, of the length that feeds say it has."""
    snapshot = make_snapshot(make_event())
    document = snapshot.event_file(snapshot.entries["one"], NOW)
    assert document.body == render_single(snapshot.entries["one"])
    assert document.media_type == "text/calendar; charset=utf-8"
    assert headers(document)["Content-Disposition"] == 'inline; filename="one.ics"'


@pytest.mark.parametrize(
    ("setting", "line", "expected"),
    [
        ("https://set.example.org", "  url: https://list.example.org", "https://set.example.org"),
        (None, "  url: https://list.example.org/sub/", "https://list.example.org/sub"),
        (None, "", "http://localhost:8123"),
    ],
)
def test_absolute_addresses_begin_as_set_or_as_the_list_says(
    tmp_path: Path, setting: str | None, line: str, expected: str
) -> None:
    """R14: or as the server is reached by itself."""
    text = LIST.format(f"  timezone: Europe/Zurich\n  language: en\n{line}")
    snapshot = open_list(tmp_path, text, setting).snapshot
    assert snapshot.url("/events.ics") == f"{expected}/events.ics"


def test_a_list_changed_when_its_file_did_but_never_in_the_future(tmp_path: Path) -> None:
    """R7: in whole seconds; a file from a machine whose clock is ahead changed now."""
    text = LIST.format("  timezone: Europe/Zurich\n  language: en")
    changed = open_list(tmp_path, text).snapshot.changed
    assert changed <= NOW
    for age, expected in ((3.7, NOW - timedelta(seconds=4)), (-9, NOW)):
        moment = NOW.timestamp() - age
        os.utime(tmp_path / "events.yaml", (moment, moment))
        given = Settings(events=tmp_path / "events.yaml")
        assert Publication(given, clock=lambda: NOW).snapshot.changed == expected


def test_a_list_that_cannot_be_published_is_told_with_its_problems(tmp_path: Path) -> None:
    """Before anything is served."""
    with pytest.raises(ListError) as caught:
        open_list(tmp_path, "calendar: {}\nevents: []\n")
    assert all(problem.line for problem in caught.value.problems)


def advised(*events: str) -> list[str]:
    """Return the codes of what an editor of some events, written as YAML, is warned of."""
    head = LIST.format("  timezone: Europe/Zurich\n  language: en").removesuffix(" []\n")
    reading = parse_list(f"{head}\n{''.join(events)}".encode(), "events.yaml")
    snapshot = make_snapshot(*reading.calendar.events)
    return [problem.code for problem in advice(snapshot, reading, NOW)]


def written(name: str, more: str = "") -> str:
    """Write an event as YAML."""
    return f"- {{id: {name}, title: T, start: 2008-11-25{more}}}\n"


def test_an_editor_is_warned_of_what_only_finished_feeds_show() -> None:
    """R25, R45: news from the future, and a calendar that Google gives up on."""
    assert advised(written("one")) == []
    assert advised(written("one", ", announced: 2026-12-24")) == ["announced-in-future"]
    assert advised(written("one", ", announced: 2026-11-24")) == []
    assert advised(written("one", f", summary: {'x' * LARGE_CALENDAR}")) == ["large-calendar"]
    many = (written(f"event-{number}") for number in range(MANY_EVENTS))
    assert advised(*many) == ["large-calendar"]


def test_every_address_of_the_real_list_gives_every_format() -> None:
    """Each term that the list knows, alone, in each format, read back from its address."""
    snapshot = Publication(Settings(events=ROOT / "events.yaml", base_url=BASE)).snapshot
    vocabularies = {"theme": snapshot.calendar.themes, "region": snapshot.calendar.regions}
    for name, vocabulary in vocabularies.items():
        for slug in vocabulary.terms:
            selection = parse_selection(f"{name}={slug}", Terms(calendar=snapshot.calendar))
            for extension, kind in FORMATS.items():
                assert address(selection, extension) == f"/{name}/{slug}.{extension}"
                assert snapshot.feed(selection, kind, NOW).body
