"""Content lines: the bytes that icalendar writes of the same properties."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from making import make_envelope, zones_of

from feeds.formats import ics
from feeds.formats.contentlines import Component, duration, text, texts
from feeds.model import NO_WISHES, Entry, Wishes

from .awkward import TITLES, awkward_entry
from .everything import EVENTS, entry_of

ZURICH = ZoneInfo("Europe/Zurich")
LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\\^,;"))
ENTRIES = (
    *map(entry_of, EVENTS),
    *(awkward_entry(name, title) for name, title in TITLES.items() if "\\N" not in title),
)
WISHES = (NO_WISHES, Wishes(alarm="-P1W", busy=True, tbc=True, cancelled="show"))


def written(name: str, value: str) -> bytes:
    """Return the lines of one property, without those of its component."""
    component = Component("VEVENT")
    component.add(name, value)
    whole = component.to_ical()
    return whole.removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(b"END:VEVENT\r\n")


def by_icalendar(name: str, value: Any) -> bytes:
    """Return the lines of the same property, as icalendar writes it."""
    event = icalendar.Event()
    event.add(name, value)
    whole = bytes(event.to_ical())
    return whole.removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(b"END:VEVENT\r\n")


@given(LETTERS.map(lambda each: each.replace("\\N", "")))
@example("x" * 500)
@example("ü" * 100)
@example("x" * 36 + "😀" * 40)
@example(";" * 300)
@example("\\" * 300)
@example("x" * 65 + "\\\\\\\\" + "^" * 90)
def test_a_text_is_escaped_and_folded_as_by_icalendar(given: str) -> None:
    """Whatever it holds, but for what icalendar takes for a line break."""
    assert written("SUMMARY", text(given)) == by_icalendar("SUMMARY", given)


@given(LETTERS)
@example("C:\\New")
@example("x" * 64 + "\\N")
def test_a_text_comes_back_from_its_lines(given: str) -> None:
    """RFC 5545 §3.1 and §3.3.11: no line is longer than 75 octets, and none parts a letter."""
    lines = written("SUMMARY", text(given)).removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and line.decode() for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    whole = b"".join((lines[0], *(line[1:] for line in lines[1:]))).decode()
    said = whole.removeprefix("SUMMARY:").replace("\\\\", "\0").replace("\\n", "\n")
    assert said.replace("\\,", ",").replace("\\;", ";").replace("\0", "\\") == given


def test_line_breaks_of_every_system_are_one() -> None:
    """RFC 5545 §3.3.11."""
    assert text("a\r\nb\nc\rd") == "a\\nb\\nc\\nd"


def test_several_texts_are_one_value() -> None:
    """RFC 5545 §3.8.1.2: only commas between them divide."""
    assert written("CATEGORIES", texts(["a, b", "c"])) == by_icalendar("CATEGORIES", ["a, b", "c"])


@pytest.mark.parametrize(
    "moment",
    [
        date(2026, 3, 1),
        date(987, 3, 1),
        datetime(2026, 3, 1, 9, 5, 7, tzinfo=UTC),
        datetime(2026, 7, 1, 19, 30, tzinfo=ZURICH),
    ],
)
def test_a_moment_is_written_as_by_icalendar(moment: date | datetime) -> None:
    """A day, a time in UTC, a time of a zone."""
    component = Component("VEVENT")
    component.add_moment("DTSTART", moment)
    assert by_icalendar("DTSTART", moment) in component.to_ical()


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=1))])
def test_a_moment_of_no_zone_is_refused(zone: timezone | None) -> None:
    """No calendar would show it at the right time."""
    with pytest.raises(ValueError, match="zone"):
        Component("VEVENT").add_moment("DTSTART", datetime(2026, 3, 1, tzinfo=zone))


@given(st.integers(-100_000, 100_000).map(lambda count: timedelta(minutes=count)))
@example(timedelta())
@example(timedelta(days=-7))
def test_a_duration_is_written_as_by_icalendar(span: timedelta) -> None:
    """RFC 5545 §3.3.6."""
    value: Any = icalendar.vDuration(span)
    assert duration(span).encode() == value.to_ical()


def test_a_duration_with_seconds_is_refused() -> None:
    """Nothing of it is left out without a word."""
    with pytest.raises(ValueError, match="minutes"):
        duration(timedelta(seconds=-90))


@pytest.mark.parametrize("value", ["", "a:b", "a;b", "a,b", 'a"b', "a^b", "a\nb"])
def test_a_parameter_that_would_need_quotes_is_refused(value: str) -> None:
    """RFC 5545 §3.2 and RFC 6868: it would be read as something else."""
    with pytest.raises(ValueError, match="quotes"):
        Component("VEVENT").add("SUMMARY", "Talk", LANGUAGE=value)


@pytest.mark.parametrize("wishes", WISHES)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.event.id)
def test_a_calendar_is_what_icalendar_writes_of_it(entry: Entry, wishes: Wishes) -> None:
    """Each property in its place, each line folded where icalendar would, when it has read it."""
    head, tail = ics.render_envelope(make_envelope(), zones_of((entry,)))
    body = head + ics.render_item(entry, wishes) + tail
    assert icalendar.Calendar.from_ical(body).to_ical() == body
