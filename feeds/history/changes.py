"""What a list says now, held against what was recorded of it: the next history.

An editor only edits. Any visible change of an event raises ``modified`` and ``sequence``, so
that calendars take it (R29, R30). A change of its title, days, place or status moves
``updated`` too, so that readers show it again, and is remembered with what was before.

Everything here is a pure function of the record, the list and a moment. The moment of a change
is never earlier than a second after the last one, so a clock that jumps back lowers nothing.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from feeds.clocks import clocks_of
from feeds.history.plain import told_of
from feeds.history.records import History, Record
from feeds.model import NO_VIEWS, Calendar, Change, Event, Facts, Revision, Vocabulary
from feeds.schedule import plain_when

KEPT_CHANGES = 5
"""Significant changes that an event's record remembers."""
KEPT_EDITIONS = 8

_SECOND = timedelta(seconds=1)
_UNSEEN = frozenset({"id", "spoken"})  # an id is no content: so a renamed event can be told
_NO_TERMS = Vocabulary(terms={})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """A list as it was saved: when, and when the events are announced that say nothing of it."""

    calendar: Calendar
    moment: datetime
    announced: datetime
    now: datetime | None
    before: "Served | None" = None

    def is_as_served(self, record: Record, event: Event) -> bool:
        """Tell whether an event is the very one that a record was made of, in every language."""
        before = self.before
        if before is None or before.history.records.get(event.id) is not record:
            return False
        return all(
            now.by_id[event.id] is then.by_id.get(event.id)
            for now, then in zip(_each(self.calendar), _each(before.calendar), strict=True)
        )

    def dated(self, written: datetime | None) -> datetime | None:
        """Return a date that the list gives, at most now: a slip must not count for years."""
        return min(written, self.now) if written and self.now else written


@dataclass(frozen=True, slots=True)
class Served:
    """A list as it was served before, with the history that was made of it."""

    calendar: Calendar
    history: History

    def labels_as(self, calendar: Calendar) -> bool:
        """Tell whether another reading of the list has the same languages and labels."""
        return [_labels(each) for each in _each(self.calendar)] == [
            _labels(each) for each in _each(calendar)
        ]


def _each(calendar: Calendar) -> tuple[Calendar, ...]:
    return (calendar, *calendar.translations)


def _labels(calendar: Calendar) -> tuple[str, Vocabulary, Vocabulary]:
    return calendar.language, calendar.themes, calendar.regions


def advance(  # noqa: PLR0913 - all that decides
    known: History | None,
    calendar: Calendar,
    *,
    moment: datetime,
    edition: str,
    now: datetime | None = None,
    before: Served | None = None,
) -> History:
    """Return the history of a list as it stands now.

    Args:
        known: What was recorded, or None before the first recording.
        calendar: The list.
        moment: When it was last edited (UTC, whole seconds).
        edition: The hash of where and by what its documents are made (see `edition_of`);
            empty for an address that only this machine knows, which is not worth remembering.
        now: The latest that a date written in the list counts for; None lets all count.
        before: What was served last: events that are the same objects need no second look.
    """
    alike = before if before and before.labels_as(calendar) else None
    edit = _Edit(calendar=calendar, moment=moment, announced=moment, now=now, before=alike)
    if known is None:
        edit = replace(edit, announced=edit.dated(calendar.announced) or moment)
        known = _beginning(edit)
    else:
        moment = max(moment, known.latest + _SECOND)
        edit = replace(edit, moment=moment)
    records = dict(_records(known, edit))
    heading = _heading(calendar)
    headed = known.headed if heading == known.heading else max(moment, known.headed + _SECOND)
    return replace(
        _naming(known, calendar),
        heading=heading,
        headed=headed,
        editions=_editions(known, edition, moment),
        records=records,
    )


def edition_of(base_url: str, version: str) -> str:
    """Return the hash of the address and the program version that documents are made with."""
    return _hash([base_url, version])


def content_of(event: Event, calendar: Calendar) -> str:
    """Return the hash of all that is visible of an event, its terms' labels included.

    Values that are left at their default count for nothing: so a key that the program learns
    later changes no event that does not use it. What another language says counts where it
    differs.
    """
    own = _seen(event, calendar)
    others = {
        other.language: seen
        for other in calendar.translations
        for seen in [_seen(other.by_id[event.id], other)]
        if seen != own
    }
    return _hash([*own, others] if others else own)


def _seen(event: Event, calendar: Calendar) -> list[Any]:
    """Return as plain data all that is visible of an event in one language."""
    said = {key: value for key, value in _said(event).items() if key not in _UNSEEN}
    when = said.pop("when", None) and plain_when(event.when)
    labels = {
        "themes": [calendar.themes.terms[slug].label for slug in event.themes],
        "regions": [calendar.regions.terms[slug].label for slug in event.regions],
    }
    clocks = clocks_of(event.when, event.repeat.rule) if event.repeat else ()
    return [said | when | ({"clocks": clocks} if clocks else {}), labels]


def facts_of(event: Event, calendar: Calendar) -> Facts:
    """Return what a subscriber would want to be told again when it changes."""
    titles = ((other.language, other.by_id[event.id].title) for other in calendar.translations)
    return Facts(
        title=event.title,
        when=event.when,
        repeat=told_of(event.repeat) if event.repeat else None,
        place=str(event.location) if event.location else "",
        status=event.status,
        titles=tuple((language, title) for language, title in titles if title != event.title),
    )


def _beginning(edit: _Edit) -> History:
    return History(
        domain=edit.calendar.domain,
        year=edit.announced.astimezone(ZoneInfo(edit.calendar.timezone)).year,
        beginning=edit.announced,
        heading=_heading(edit.calendar),
        headed=edit.moment,
    )


def _records(known: History, edit: _Edit) -> Iterator[tuple[str, Record]]:
    """Give every record that there is now, in the order of ids."""
    events = {event.id: event for event in edit.calendar.events}
    for name in sorted({*events, *known.records}):
        event, record = events.get(name), known.records.get(name)
        if event is None and record is not None:
            yield name, _withdrawn(record, edit.moment)
        elif event is not None and record is not None:
            yield name, _next(record, event, edit)
        elif event is not None:
            yield name, _first(event, edit)


def _first(event: Event, edit: _Edit) -> Record:
    announced = edit.dated(event.announced) or edit.announced
    updated = max(announced, edit.dated(event.updated) or announced)
    return Record(
        revision=Revision(announced=announced, modified=updated, updated=updated),
        content=content_of(event, edit.calendar),
        facts=facts_of(event, edit.calendar),
        touched=max(edit.moment, announced),
    )


def _next(record: Record, event: Event, edit: _Edit) -> Record:
    if record.gone is None and edit.is_as_served(record, event):
        return record
    content, facts = content_of(event, edit.calendar), facts_of(event, edit.calendar)
    if content == record.content and record.gone is None:
        return record
    at = max(edit.moment, record.touched + _SECOND)
    old = record.revision
    changes, updated = old.changes, old.updated
    if facts != record.facts:
        change = Change(at=at, sequence=old.sequence + 1, before=record.facts, after=facts)
        changes, updated = _kept((*changes, change)), at
    announced = edit.dated(event.announced) or old.announced
    return Record(
        revision=Revision(
            announced=announced,
            modified=at,
            updated=max(announced, edit.dated(event.updated) or updated),
            sequence=old.sequence + 1,
            changes=changes,
        ),
        content=content,
        facts=facts,
        touched=at,
    )


def _withdrawn(record: Record, moment: datetime) -> Record:
    if record.gone is not None:
        return record
    at = max(moment, record.touched + _SECOND)
    return replace(record, gone=at, touched=at)


def _kept(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Keep the last changes, among them always the last of the days and the last of the status.

    What an event was moved from, and whether it is off, must not be forgotten for a title that
    is polished often.
    """
    moves = [change for change in changes if change.is_rescheduling]
    turns = [change for change in changes if change.is_turn]
    kept = {
        change.sequence: change for change in (*changes[-KEPT_CHANGES:], *moves[-1:], *turns[-1:])
    }
    return tuple(kept[sequence] for sequence in sorted(kept))


def newer(recorded: History, served: History) -> History:
    """Return what was recorded, and of each event of which more was served, that instead.

    Where both know an event alike, the record is the truth, so that all who read it agree.
    """
    records = {**recorded.records}
    for name, record in served.records.items():
        known = records.get(name)
        if known is None:
            records[name] = record
        elif _is_ahead(record, known):
            announced = min(record.revision.announced, known.revision.announced)
            revision = replace(record.revision, announced=announced)
            records[name] = replace(record, revision=revision)
    has_later_heading = served.heading != recorded.heading and served.headed > recorded.headed
    head = served if has_later_heading else recorded
    return replace(
        recorded,
        heading=head.heading,
        headed=head.headed,
        themes=tuple(sorted({*recorded.themes, *served.themes})),
        regions=tuple(sorted({*recorded.regions, *served.regions})),
        views=tuple(sorted({*recorded.views, *served.views})),
        records=dict(sorted(records.items())),
    )


def _is_ahead(served: Record, recorded: Record) -> bool:
    """Tell whether subscribers were given a later state of an event than was recorded."""
    if served.revision.sequence != recorded.revision.sequence:
        return served.revision.sequence > recorded.revision.sequence
    if (served.gone is None) != (recorded.gone is None):
        return served.gone is not None  # a withdrawal raises no sequence, coming back does
    return served.content != recorded.content


def _heading(calendar: Calendar) -> str:
    """Return the hash of what a list says of itself, its terms and views: they make feeds, too."""
    own = _headed(calendar)
    others = {other.language: _headed(other) for other in calendar.translations}
    return _hash([*own, others] if others else own)


def _headed(calendar: Calendar) -> list[Any]:
    bare = replace(calendar, events=(), themes=_NO_TERMS, regions=_NO_TERMS, views=NO_VIEWS)
    said = _said(replace(bare, url=None, translations=()))
    terms = [
        [(term.slug, term.label, term.within) for term in vocabulary.terms.values()]
        for vocabulary in (calendar.themes, calendar.regions)
    ]
    views = [(view.name, view.title, view.parameters) for view in calendar.views.named.values()]
    return [said, terms, *([sorted(views)] if views else ())]


def _naming(known: History, calendar: Calendar) -> History:
    """Return a history with all the names that addresses could have until now."""
    return replace(
        known,
        themes=_published(known.themes, calendar.themes),
        regions=_published(known.regions, calendar.regions),
        views=tuple(sorted({*known.views, *calendar.views.named, *calendar.views.retired})),
    )


def _published(known: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Add every name that an address can have now to those that one could have before."""
    aliases = (alias for term in vocabulary.terms.values() for alias in term.aliases)
    return tuple(sorted({*known, *vocabulary.terms, *aliases, *vocabulary.retired}))


def _editions(known: History, edition: str, moment: datetime) -> dict[str, datetime]:
    """Remember an edition from the moment it is first seen; the newest few are enough."""
    if not edition or edition in known.editions:
        return dict(known.editions)
    newest = sorted(known.editions.items(), key=lambda item: item[1])[-(KEPT_EDITIONS - 1) :]
    return dict(sorted([*newest, (edition, moment)]))


def _said(value: Any) -> Any:
    """Return as plain data what a value says, without whatever is left at its default."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return [_said(each) for each in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    given = ((name, getattr(value, name), default) for name, default in _compared(type(value)))
    return {name: _said(each) for name, each, default in given if each != default}


@cache
def _compared(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """Return the fields by which values of a kind are told apart, and their defaults."""
    return tuple((field.name, field.default) for field in fields(kind) if field.compare)


def _hash(value: Any) -> str:
    return hashlib.blake2b(_AS_TEXT.encode(value).encode(), digest_size=8).hexdigest()


_AS_TEXT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str)
