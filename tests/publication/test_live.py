"""The live list: swapped in as a whole, or left as it was with the reason why."""

import logging
import re
import threading
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from making import make_event, make_snapshot

from feeds.formats import FORMATS
from feeds.model import NO_WISHES
from feeds.problems import ListError
from feeds.publication import Publication, Snapshot, system_clock
from feeds.schedule import times
from feeds.selection import Selection
from feeds.settings import Settings

from .desk import FIRST_EDIT, LIST, Desk, codes_of

BROKEN = LIST.replace("2008-12-10", "2008-12-32")
NOW = FIRST_EDIT + timedelta(days=1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Lay out a list that nobody has published yet."""
    return Desk(tmp_path)


def documents_of(publication: Publication) -> dict[str, bytes]:
    """Return the whole list in every format."""
    snapshot = publication.snapshot
    return {
        extension: snapshot.feed(Selection(), kind, NOW).body for extension, kind in FORMATS.items()
    }


def test_an_edit_is_served(desk: Desk) -> None:
    """In every format."""
    publication = desk.open()
    before = documents_of(publication)
    desk.edit("Autumn meeting", "Late meeting")
    publication.reload()
    for extension, body in documents_of(publication).items():
        assert b"Late meeting" in body, extension
        assert body != before[extension]


def test_a_broken_edit_changes_nothing_for_subscribers(desk: Desk) -> None:
    """The problem is told with its place; the same snapshot serves on, until the list is mended."""
    publication = desk.open()
    before, documents = publication.state, documents_of(publication)
    desk.save(BROKEN)
    publication.reload()
    assert publication.snapshot is before.snapshot
    assert publication.health.is_stale
    (problem,) = publication.health.problems
    assert (problem.path, problem.line, problem.code) == (str(desk.files.events), 22, "date")
    assert problem.text == "    start: 2008-12-32"
    desk.save(LIST)
    publication.reload()
    assert not publication.health.is_stale
    assert documents_of(publication) == documents


def test_a_broken_list_is_stale_since_the_first_broken_edit(desk: Desk) -> None:
    """Whatever is broken in it next; then it is good since it was mended."""
    ticks = count()
    start = system_clock()
    publication = Publication(
        Settings(events=desk.files.events), lambda: start + timedelta(seconds=next(ticks))
    )
    desk.save(BROKEN)
    publication.reload()
    since = publication.health.since
    desk.save(BROKEN.replace("2008-12-32", "soon"))
    publication.reload()
    assert codes_of(publication) == ["date"]
    assert "soon" in publication.health.problems[0].message
    assert publication.health.since == since
    desk.save(LIST)
    publication.reload()
    good = publication.health.since
    assert good > since
    publication.reload()
    assert publication.health.since == good


def test_a_start_with_a_broken_list_serves_the_last_good_one(desk: Desk) -> None:
    """R9: byte for byte, and says what is wrong with the list itself."""
    documents = documents_of(desk.open())
    desk.save(BROKEN)
    publication = desk.open()
    assert publication.health.is_stale
    assert publication.health.problems[0].path == str(desk.files.events)
    assert documents_of(publication) == documents


def test_a_list_mended_to_what_it_was_is_called_by_its_own_name(desk: Desk) -> None:
    """Not by that of the last good one, which was served in its stead and has the same text."""
    desk.save(LIST.replace("    regions: [europe]\n", ""))
    good = desk.text
    desk.open()
    desk.save(BROKEN)
    publication = desk.open()
    desk.save(good)
    publication.reload()
    (warning,) = publication.health.problems
    assert (warning.code, warning.path) == ("no-region", str(desk.files.events))


def test_a_first_start_with_a_broken_list_fails(desk: Desk) -> None:
    """There is nothing good to serve; with a broken last good one neither."""
    desk.save(BROKEN)
    with pytest.raises(ListError):
        desk.open()
    desk.files.last_good.write_text("calendar: x", "utf-8")
    with pytest.raises(ListError, match="2008-12-32"):
        desk.open()


def test_warnings_are_no_reason_to_be_stale(desk: Desk) -> None:
    """They are told, and the edit is served."""
    publication = desk.open()
    desk.edit("    regions: [europe]\n", "")
    publication.reload()
    assert codes_of(publication) == ["no-region"]
    assert not publication.health.is_stale


def test_what_is_wrong_is_logged_once(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """As errors or warnings, in the form that editors can jump to; and that it is good again."""
    caplog.set_level(logging.INFO, "feeds")
    publication = desk.open()
    desk.edit("    regions: [europe]\n", "")
    publication.reload()
    publication.reload()
    desk.save(BROKEN)
    publication.reload()
    publication.reload()
    desk.save(LIST)
    publication.reload()
    path = desk.files.events
    assert [(record.levelname, record.message.partition("; ")[0]) for record in caplog.records] == [
        ("WARNING", f"{path}:20:5: warning: the event `winter` has no region"),
        ("ERROR", f"{path}:22:12: error: 2008-12-32 is not a day of the calendar"),
        ("ERROR", "The list has errors"),
        ("INFO", "The list is good again, and served."),
    ]


def test_what_is_wrong_at_the_start_is_logged_when_asked_for(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """By the process that serves, not by the one that only looks first."""
    desk.open()
    desk.save(BROKEN)
    publication = desk.open()
    assert not caplog.records
    publication.report()
    assert "2008-12-32 is not a day" in caplog.text
    assert "the last good one is still served" in caplog.text


def test_an_event_that_is_put_off_again_is_off_again(desk: Desk) -> None:
    """R39: the new days of an earlier postponement revive it no more."""
    publication = desk.open()
    off = []
    for start, status in [
        ("2008-12-10", "postponed"),
        ("2009-01-05", "postponed"),
        ("2009-01-05", "confirmed"),
        ("2009-01-05", "postponed"),
        ("2009-02-02", "postponed"),
    ]:
        desk.save(LIST.replace("start: 2008-12-10", f"start: {start}\n    status: {status}"))
        publication.reload()
        off.append(publication.snapshot.entries["winter"].is_off)
    assert off == [True, False, False, True, False]


def test_an_item_is_rendered_again_only_where_its_event_changed(desk: Desk) -> None:
    """The others are taken over, as the very same bytes."""
    publication = desk.open()
    documents_of(publication)
    before = publication.snapshot.items
    desk.edit("Autumn meeting", "Late meeting")
    publication.reload()
    assert {name for kept in publication.snapshot.items.values() for name in kept} == {"winter"}
    assert all(
        before[sort][name] is item
        for sort, kept in publication.snapshot.items.items()
        for name, item in kept.items()
    )


def test_the_zones_of_a_calendar_follow_an_edit() -> None:
    """Of events that are as they were they are known; one that moved has those of now."""
    hour = datetime(2026, 12, 4, 9)  # noqa: DTZ001 - by the clocks of a zone
    here, there = (times(hour, hour, zone) for zone in ("Europe/Zurich", "America/Lima"))
    before = make_snapshot(make_event("one", when=here), make_event("two", when=there))
    assert zones_told(before) == ["America/Lima", "Europe/Zurich"]
    after = make_snapshot(make_event("one", when=here), make_event("two", when=here))
    after.inherit(before)
    assert zones_told(after) == ["Europe/Zurich"]
    assert after.zones["ics"] == {"one": "Europe/Zurich", "two": "Europe/Zurich"}


def zones_told(snapshot: Snapshot) -> list[str]:
    """Return the time zones whose rules stand in the whole calendar."""
    body = snapshot.feed(Selection(), FORMATS["ics"], NOW).body.decode()
    return re.findall(r"\r\nTZID:(.*)\r\n", body)


def test_requests_may_render_while_a_list_is_taken_up() -> None:
    """The table of items grows under the hands of whoever takes it over."""
    before = make_snapshot(*(make_event(f"event-{number}") for number in range(50)))
    is_over = threading.Event()

    def render() -> None:
        for number in count():
            if is_over.is_set():
                return
            before.items["ics", number, NO_WISHES, ()][f"event-{number % 50}"] = b""
            if number % 50_000 == 0:
                before.items.clear()

    rendering = threading.Thread(target=render)
    rendering.start()
    try:
        for _ in range(50):
            after = make_snapshot(*(make_event(f"event-{number}") for number in range(50)))
            after.inherit(before)
    finally:
        is_over.set()
        rendering.join()


def test_no_date_is_later_than_now(desk: Desk) -> None:
    """A file from the future, or a clock that went back, gives no Last-Modified to come."""
    early = FIRST_EDIT - timedelta(days=10)
    publication = Publication(Settings(events=desk.files.events), lambda: early)
    snapshot = publication.snapshot
    assert snapshot.changed == early
    assert snapshot.last_modified(Selection(), early - timedelta(days=1)) == early - timedelta(
        days=1
    )


def test_another_address_makes_every_document_younger(desk: Desk) -> None:
    """Its links are others, though nobody has edited the list; coming back is no change."""

    def changed_at(address: str) -> datetime:
        settings = Settings(events=desk.files.events, base_url=address)
        return Publication(settings, records=True).snapshot.changed

    old = changed_at("https://old.example.org")
    assert changed_at("https://new.example.org") > old
    assert changed_at("https://old.example.org") == old
