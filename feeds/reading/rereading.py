"""A list read again of which little has changed: only the events that are new are read.

What comes of it is the same as if the whole list had been read, for whoever asks; but events
that are as they were before are the very same objects. Wherever that is not certain,
and wherever anything is wrong, only a whole reading will do: no other tells problems.

New events are read as a small list of their own, with the rest of the list as it was. What that
cannot show is whether an id is taken; all else that is checked of an event is in itself, or in
the calendar, the vocabularies and the views, which are the same, or the whole list is read.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from feeds.model import Calendar
from feeds.problems import ListError, Problem
from feeds.reading.blocks import OPENING, Blocks, blocks_again
from feeds.reading.building import build_calendar, date_order
from feeds.reading.files import ListFile
from feeds.reading.garbage import held_off
from feeds.reading.judging import in_order, judge
from feeds.reading.nodes import Document, read_document
from feeds.reading.places import Part
from feeds.reading.reading import Reading
from feeds.reading.source import MAXIMUM_SIZE, Source, read_source


class _OnlyWhole(Exception):
    """The list must be read as a whole."""


@held_off()
def reread(files: tuple[ListFile, ...], path: str, before: Reading) -> Reading | None:
    """Read a list again that was read before; ``path`` is the file, or the folder of the files.

    Returns:
        What `parse_files` would return, or None where only that can tell.
    """
    try:
        sources = _sources(files, path, before)
        document = before.document
        shares = zip(sources, document.parts, _shares(document), strict=True)
        pieces = tuple(_piece(source, part, events, before) for source, part, events in shares)
        return Reading(
            path=path,
            calendar=_calendar(before.calendar, pieces),
            document=_document(document, pieces),
            warnings=in_order(warning for piece in pieces for warning in piece.warnings),
        )
    except (_OnlyWhole, ListError):
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """One file as it is now: its part of the document, its events, and what is warned of there.

    ``new`` are the events that were not there before, as a calendar of their own.
    """

    part: Part
    events: list[dict[str, Any]]
    warnings: tuple[Problem, ...]
    new: Calendar | None = None


def _sources(files: tuple[ListFile, ...], path: str, before: Reading) -> tuple[Source, ...]:
    """Return the texts of files, if they have the names that they had."""
    files = tuple(sorted(files, key=lambda file: file.path))
    named, known = (file.path for file in files), (source.path for source in before.files)
    size = sum(len(file.data) for file in files)
    if (path, *named) != (before.path, *known) or size > MAXIMUM_SIZE:
        raise _OnlyWhole
    return tuple(read_source(file.data, file.path) for file in files)


def _shares(document: Document) -> list[list[dict[str, Any]]]:
    """Return the events of each part of a document."""
    events, end = document.data["events"], len(document.data["events"])
    shares = []
    for part in reversed(document.parts):
        start = 0 if part.offsets is None else part.offsets.get("events", end)
        shares.append(events[start:end])
        end = start
    return shares[::-1]


def _piece(source: Source, part: Part, events: list[dict[str, Any]], before: Reading) -> _Piece:
    """Hold one file against how it was before."""
    warned = tuple(warning for warning in before.warnings if warning.path == source.path)
    if source.text == part.source.text:
        return _Piece(part=part, events=events, warnings=warned)
    blocks = part.blocks and blocks_again(source.text, part.blocks)
    if part.blocks is None or blocks is None:
        raise _OnlyWhole
    known = {text: place for place, text in enumerate(part.blocks)}
    places = [known.get(text) for text in blocks]
    new = _read([text for text in blocks if text not in known], source.path, before)
    return _Piece(
        part=Part.of(source, blocks, part.offsets),
        events=_data(places, events, new),
        warnings=(*_kept(warned, part.blocks, blocks, places), *_told(new, blocks, places)),
        new=new.calendar if new else None,
    )


def _read(texts: list[str], path: str, before: Reading) -> Reading | None:
    """Read blocks as the events of a list that is otherwise as before."""
    if not texts:
        return None
    document, refused = read_document(Source(path, OPENING + "".join(texts)))
    is_cut = document.parts[0].blocks is not None
    if refused or not is_cut or document.data.keys() != {"events"}:
        raise _OnlyWhole
    document = replace(document, data={**before.document.data, **document.data})
    content, warnings = judge(document)
    return Reading(
        path=path, calendar=build_calendar(content), document=document, warnings=warnings
    )


def _data(
    places: list[int | None], events: list[dict[str, Any]], new: Reading | None
) -> list[dict[str, Any]]:
    """Return the plain data of events by where they were before; None stands for a new one."""
    others = iter(new.document.data["events"] if new else ())
    return [next(others) if place is None else events[place] for place in places]


def _kept(
    warnings: tuple[Problem, ...], before: Blocks, blocks: Blocks, places: list[int | None]
) -> Iterator[Problem]:
    """Give what is warned of in blocks that are still there."""
    kept = {old: place for place, old in enumerate(places) if old is not None}
    return _moved(warnings, before, blocks, kept)


def _told(new: Reading | None, blocks: Blocks, places: list[int | None]) -> Iterator[Problem]:
    """Give what is warned of in new blocks."""
    if new and (own := new.document.parts[0].blocks):
        added = (place for place, old in enumerate(places) if old is None)
        yield from _moved(new.warnings, own, blocks, dict(enumerate(added)))


def _moved(
    warnings: tuple[Problem, ...], before: Blocks, blocks: Blocks, places: Mapping[int, int]
) -> Iterator[Problem]:
    """Let warnings of one text point into another, where its blocks have these places."""
    if not warnings:
        return
    begin, begin_now = before.lines, blocks.lines
    for warning in warnings:
        place = bisect_right(begin, warning.line) - 1
        if not 0 <= place < len(before):
            raise _OnlyWhole
        if place in places:
            line = warning.line - begin[place] + begin_now[places[place]]
            yield replace(warning, line=line)


def _calendar(before: Calendar, pieces: tuple[_Piece, ...]) -> Calendar:
    """Return a calendar, in each of its languages, with the events of now."""
    new = [piece.new for piece in pieces if piece.new]
    added = {event.id for calendar in new for event in calendar.events}
    names = [event["id"] for piece in pieces for event in piece.events]
    kept = frozenset(names) - added
    if len(kept) + len(added) < len(names):
        raise _OnlyWhole  # an id is taken
    translations = tuple(
        _with_events(each, kept, [calendar.translations[place] for calendar in new])
        for place, each in enumerate(before.translations)
    )
    return replace(_with_events(before, kept, new), translations=translations)


def _with_events(before: Calendar, kept: frozenset[str], new: Iterable[Calendar]) -> Calendar:
    """Return a calendar in one language with those of its events that are kept, and new ones."""
    events = [event for event in before.events if event.id in kept]
    for calendar in new:
        for event in calendar.events:
            was = before.by_id.get(event.id)
            insort(events, was if was == event else event, key=date_order)
    return replace(before, events=tuple(events))


def _document(before: Document, pieces: tuple[_Piece, ...]) -> Document:
    """Return the document of all pieces."""
    events = [event for piece in pieces for event in piece.events]
    counts = accumulate((len(piece.events) for piece in pieces), initial=0)
    parts = tuple(piece.part.after(count) for piece, count in zip(pieces, counts, strict=False))
    sources = tuple(part.source for part in parts)
    return Document(sources, {**before.data, "events": events}, parts)
