"""What holds for every format: a feed is an envelope around items that never change."""

from datetime import date, timedelta

import pytest
from making import NOW, make_calendar, make_envelope, make_event, make_snapshot

from feeds.formats import FORMATS, Format
from feeds.model import NO_WISHES, Entry, Event
from feeds.selection import Terms, parse_selection

from .awkward import BARE, ENTRIES

KINDS = pytest.mark.parametrize("kind", FORMATS.values(), ids=FORMATS)
QUERIES = (
    "",
    "theme=employers",
    "region=africa",
    "from=2008-12",
    "q=event",
    "status=-cancelled",
)


def event(number: int) -> Event:
    """Make one of many events that differ in what filters look at."""
    return make_event(
        f"event-{number}",
        date(2008, 11, 25) + timedelta(days=number),
        themes=("employers",) if number % 2 else ("ilo-standards",),
        regions=("mali",) if number % 3 else (),
        status="cancelled" if number % 5 == 0 else "confirmed",
    )


@KINDS
def test_an_item_is_the_same_bytes_in_every_feed_that_holds_it(kind: Format) -> None:
    """So a client never sees a change where there is none."""
    snapshot = make_snapshot(*(event(number) for number in range(1, 13)))
    held = 0
    for query in QUERIES:
        selection = parse_selection(query, Terms(calendar=make_calendar()))
        body = snapshot.feed(selection, kind, NOW).body
        for entry in snapshot.select(selection, NOW, kind.order):
            assert kind.render_item(entry, NO_WISHES) in body
            held += 1
    assert held > len(snapshot.entries)


@KINDS
def test_a_feed_is_head_items_and_tail(kind: Format) -> None:
    """Joined by the format's separator, in the format's own order."""
    snapshot = make_snapshot(event(1), event(2))
    selection = parse_selection("", Terms(calendar=make_calendar()))
    body = snapshot.feed(selection, kind, NOW).body
    entries = snapshot.select(selection, NOW, kind.order)
    items = kind.separator.join(kind.render_item(entry, NO_WISHES) for entry in entries)
    head, found, tail = body.partition(items)
    assert found
    assert head
    assert kind.render_item(entries[0], NO_WISHES) not in head + tail


@KINDS
@pytest.mark.parametrize("entry", [*ENTRIES, BARE], ids=lambda entry: entry.event.id)
def test_rendering_again_gives_the_same_bytes(kind: Format, entry: Entry) -> None:
    """No clock, no chance and no memory has a part in it."""
    assert kind.render_item(entry, NO_WISHES) == kind.render_item(entry, NO_WISHES)
    envelope = make_envelope()
    assert kind.render_envelope(envelope, ()) == kind.render_envelope(envelope, ())


@KINDS
def test_everything_is_utf_8_without_a_byte_order_mark(kind: Format) -> None:
    """Where the text says another encoding, or none."""
    head, tail = kind.render_envelope(make_envelope(title="Été 🎉", summary="Été 🎉"), ())
    whole = (
        head + kind.separator.join(kind.render_item(entry, NO_WISHES) for entry in ENTRIES) + tail
    )
    assert not whole.decode().startswith("\ufeff")
    assert "🧑🏽‍🏭" in whole.decode().replace("\r\n ", "")


def test_the_table_of_formats_is_keyed_by_extension() -> None:
    """As addresses end."""
    assert {name: kind.extension for name, kind in FORMATS.items()} == {
        name: name for name in ("ics", "rss", "atom", "json", "csv")
    }
