"""Typical slips of an editor, and what `feeds check` says to each."""

import difflib
import os
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from click.testing import CliRunner

from feeds.cli import cli
from feeds.publication import Publication
from feeds.settings import Settings

LIST = """\
calendar:
  title: Meetings
  domain: meetings.example.org
  timezone: Europe/Zurich
  language: en
themes:
  human-trafficking: {label: Human trafficking, aliases: [trafficking]}
  trade-unions: Trade unions
  statistics: {retired: gone}
regions:
  europe: Europe
  moldova: {label: Moldova, within: europe}
events:
  - id: autumn-meeting
    title: Autumn meeting
    start: 2008-11-25
    end: 2008-11-26
    themes: [human-trafficking]
    regions: [moldova]
  - id: winter-meeting
    title: Winter meeting
    start: 2008-12-10
    themes: [trade-unions]
    regions: [europe]
views:
  unions: {title: Trade-union events, theme: trade-unions, from: 2008}
"""
"""A list that is good, and was published; each mistake is made in it once."""

_AUTUMN_END = "    end: 2008-11-26"
_WINTER_START = "    start: 2008-12-10"
_WINTER = LIST[LIST.index("  - id: winter") : LIST.index("views:")]
_WINTER_FILE = f"events:\n{_WINTER}"
FILES = {
    "events/autumn.yaml": LIST[LIST.index("events:") : LIST.index(_WINTER)],
    "events/calendar.yaml": LIST[: LIST.index("events:")] + LIST[LIST.index("views:") :],
    "events/winter.yaml": _WINTER_FILE,
}
"""The same list as a folder of files."""
_SAVED = 1_767_600_000

Edit = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A slip: what it is, and what becomes what in the list."""

    name: str
    edits: tuple[Edit, ...]
    encoding: str = "utf-8"
    file: str = "events.yaml"

    def good(self) -> str:
        """Return the file without the mistake: the list, or one of the files of its folder."""
        return FILES.get(self.file, LIST)

    def text(self) -> str:
        """Return the file with the mistake."""
        text = self.good()
        for old, new in self.edits:
            assert text.count(old) == 1, f"“{old}” stands {text.count(old)} times in {self.file}"
            text = text.replace(old, new)
        return text


def _slip(name: str, *edits: Edit, encoding: str = "utf-8") -> Mistake:
    return Mistake(name, edits, encoding)


def _series(name: str, repeat: str, start: str = "2008-12-10") -> Mistake:
    """Make a series of the winter meeting, which is on a Wednesday."""
    return _slip(name, (_WINTER_START, f"    start: {start}\n    repeat: {repeat}"))


def _slip_in_folder(name: str, *edits: Edit) -> Mistake:
    return Mistake(name, edits, file="events/winter.yaml")


MISTAKES: dict[str, tuple[Mistake, ...]] = {
    "Writing": (
        _slip("A colon in a title", ("Autumn meeting", "Meeting: Autumn")),
        _slip("A quote that is not closed", ("Autumn meeting", '"Autumn meeting')),
        _slip("Quotes around half a text", ("Autumn meeting", '"Autumn" meeting')),
        _slip("A bracket that is not closed", ("[moldova]", "[moldova")),
        _slip("A brace that is not closed", ("within: europe}", "within: europe")),
        _slip("A colon in a text in braces", ("label: Moldova,", "label: Moldova: all,")),
        _slip("A tab", (_AUTUMN_END, "\tend: 2008-11-26")),
        _slip("A line too far left", (_AUTUMN_END, "   end: 2008-11-26")),
        _slip("A line without a colon", ("title: Autumn", "title Autumn")),
        _slip("A text that begins with a special letter", ("Autumn m", "@ the m")),
        _slip("A number sign in a text", ("Autumn meeting", "Meeting #3 of autumn")),
        _slip("Another encoding", ("Autumn meeting", "Réunion"), encoding="latin-1"),
    ),
    "Keys": (
        _slip("A mistyped key", ("title: Autumn", "tilte: Autumn")),
        _slip("A key that is not known", (_AUTUMN_END, "    venue: Dushanbe")),
        _slip("A key that is missing", ("    title: Autumn meeting\n", "")),
        _slip("A value that is missing", ("title: Autumn meeting", "title:")),
        _slip("A key twice", (_AUTUMN_END, "    start: 2008-11-26")),
        _slip("An event without its hyphen", ("  - id: winter", "    id: winter")),
    ),
    "Dates": (
        _slip("A day that there is not", ("2008-11-26", "2008-11-31")),
        _slip("Day, month, year", ("2008-11-26", "26.11.2008")),
        _slip("A date in words", ("2008-11-26", "26 November 2008")),
        _slip("An end before the start", ("2008-11-26", "2008-11-24")),
    ),
    "Times and series": (
        _slip("A time with a dot", (_WINTER_START, f"{_WINTER_START} 9.30")),
        _slip("A time at the start alone", ("2008-11-25", "2008-11-25 09:30")),
        _slip(
            "An end on the next morning", (_WINTER_START, f"{_WINTER_START} 22:00\n    end: 02:00")
        ),
        _slip("A date to come in words", (_WINTER_START, "    start: autumn 2009")),
        _slip("An end of what is to come", ("2008-11-25", "2008-11")),
        _slip("A time that clocks skip", (_WINTER_START, "    start: 2009-03-29 02:30")),
        _slip("A time that clocks show twice", (_WINTER_START, "    start: 2009-10-25 02:30")),
        _slip("A zone for whole days", (_AUTUMN_END, "    timezone: Europe/Athens")),
        _series("A series in one word", "weekly"),
        _series("A series in other words", "{every: two weeks}"),
        _series("A mistyped weekday", "{every: week, on: wensday}"),
        _series("A weekday that the first day is not", "{every: week, on: monday}"),
        _series("A weekday of which a month has several", "{every: month, on: wednesday}"),
        _series("A day that not every month has", "{every: month}", start="2008-12-31"),
        _series("An end before the first day", "{every: week, until: 2008-12-01}"),
        _series("An exception that matches nothing", "{every: week, except: [2008-12-18]}"),
        _series("A second time on one day", "{every: week, also: [2008-12-17]}"),
        _series("A change in one word", "{every: week, changes: {2008-12-17: cancelled}}"),
    ),
    "Languages": (
        _slip(
            "A language that the list is not in",
            ("title: Winter meeting", "title: {en: Winter meeting, fr: Hiver}"),
        ),
        _slip("HTML in a description", (_AUTUMN_END, "    description: |\n      All <b>day</b>.")),
        _slip(
            "A link that leads nowhere",
            (_AUTUMN_END, "    description: See [below](#programme)."),
        ),
    ),
    "Short names": (
        _slip("A mistyped theme", ("[human-trafficking]", "[human-traficking]")),
        _slip("A label for a name", ("[trade-unions]", "[Trade unions]")),
        _slip("An alias in an event", ("[human-trafficking]", "[trafficking]")),
        _slip("A region that is not defined", ("[moldova]", "[ukraine]")),
        _slip("A theme that is retired", ("[trade-unions]", "[statistics]")),
        _slip("A name twice", ("[moldova]", "[moldova, moldova]")),
        _slip("A region within itself", ("within: europe", "within: moldova")),
        _slip("An id that is taken", ("id: winter-", "id: autumn-")),
        _slip("An id with capitals and blanks", ("id: winter-meeting", "id: Winter Day")),
    ),
    "Other values": (
        _slip("A text for a list", ("[human-trafficking]", "human-trafficking")),
        _slip("A mistyped status", (_AUTUMN_END, "    status: canceled")),
        _slip("A city for a time zone", ("Europe/Zurich", "Zurich")),
        _slip("A language in words", ("language: en", "language: English")),
        _slip("An address without https", ("e: en", "e: en\n  url: www.example.org")),
        _slip(
            "A point on the map without quotes",
            (_AUTUMN_END, "    location: {name: Geneva, geo: 46.2, 6.1}"),
        ),
        _slip("A picture without words", (_AUTUMN_END, "    image: https://example.org/hall.jpg")),
        _slip("An event without a region", ("    regions: [moldova]\n", "")),
    ),
    "A folder of files": (
        _slip_in_folder(
            "A part of the list in a second file",
            ("events:\n", "themes:\n  strikes: Strikes\nevents:\n"),
        ),
        _slip_in_folder("An id that another file has", ("id: winter-", "id: autumn-")),
        _slip_in_folder("A file that begins with no key", ("events:\n", "")),
        _slip_in_folder("A file of comments alone", (_WINTER_FILE, "# nothing in winter\n")),
    ),
    "Views": (
        _slip("A mistyped theme in a view", ("theme: trade-unions,", "theme: trade-union,")),
        _slip("A parameter that is not known", ("from: 2008}", "since: 2008}")),
        _slip("A date that is none", ("from: 2008}", "from: last year}")),
        _slip("A view of nothing", (", theme: trade-unions, from: 2008}", "}")),
    ),
    "What was published before": (
        _slip(
            "A theme that was renamed",
            ("  trade-unions: ", "  unions: "),
            ("[trade-unions]", "[unions]"),
            ("theme: trade-unions", "theme: unions"),
        ),
        _slip("An alias that was taken out", (", aliases: [trafficking]", "")),
        _slip("An id that was changed", ("id: autumn-meeting", "id: autumn")),
        _slip("A domain that was changed", ("domain: meetings", "domain: news")),
        _slip("An event that was taken out", (_WINTER, "")),
        _slip("A view that was renamed", ("  unions: {", "  our-events: {")),
        _slip(
            "An announcement to come",
            (_AUTUMN_END, "    announced: 2999-11-26"),
        ),
    ),
}
"""Each by its kind."""


@cache
def answer_to(mistake: Mistake) -> str:
    """Make a mistake in a list that was published; return what `feeds check` says to it."""
    published = _history()
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("events.history").write_bytes(published)
        if mistake.file in FILES:
            Path("events").mkdir()
            for path, text in FILES.items():
                _save(text.encode(), path)
        _save(mistake.text().encode(mistake.encoding), mistake.file)
        checked = "events" if mistake.file in FILES else mistake.file
        return CliRunner().invoke(cli, ["check", checked]).stderr


@cache
def _history() -> bytes:
    """Publish the list as it was before."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        _save(LIST.encode())
        Publication(Settings(events=Path("events.yaml")), records=True)
        return Path("events.history").read_bytes()


def _save(data: bytes, path: str = "events.yaml") -> None:
    """Save a file as of long ago, so that nothing waits for it to come to rest."""
    Path(path).write_bytes(data)
    os.utime(path, (_SAVED, _SAVED))


def document() -> str:
    """Return the page that lists all mistakes."""
    return _HEAD + "".join(
        line for group, mistakes in MISTAKES.items() for line in _section(group, mistakes)
    )


_HEAD = """\
# What the program says about mistakes

Typical slips, and what `feeds check` says to each. A server says the same in its log, in
`/healthz` and, as `feeds serve --preview`, on its pages; subscribers see nothing of it: they keep
the list as it was before. A warning is no error, and the list is published all the same; so is one
that is announced in the future, which only `feeds check` takes for an error while there is time.

This page is made by `make golden`, from what the program says.
"""


def _section(group: str, mistakes: tuple[Mistake, ...]) -> Iterator[str]:
    yield f"\n## {group}\n"
    for mistake in mistakes:
        changes = "\n".join(_changes(mistake))
        where = f", in `{mistake.file}`" if mistake.file in FILES else ""
        yield f"\n**{mistake.name}**{where}\n\n```diff\n{changes}\n```\n\n"
        yield f"```text\n{answer_to(mistake)}```\n"


def _changes(mistake: Mistake) -> Iterator[str]:
    """Give the lines that differ from the good file, as a patch has them."""
    for line in difflib.ndiff(mistake.good().splitlines(), mistake.text().splitlines()):
        if line[0] in "+-":
            yield line[0] + line[2:]
