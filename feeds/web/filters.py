"""The ways from a selection to others: links with the number of events behind each, and a form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qsl

from feeds import wording
from feeds.model import STATUSES, Vocabulary
from feeds.publication import Snapshot, by_nesting
from feeds.schedule import Unsettled
from feeds.selection import VIEW, Choice, Selection, address, parse_bound, parts_of, query
from feeds.selection.bounds import Bound
from feeds.selection.selection import When
from feeds.wording import Phrase, phrase

MOST_YEARS = 12
"""How many years have a link of their own; the form has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterLink:
    """Something to filter by: where the link leads, and how many events stand there.

    ``value`` is what a field of the form has for it. A term may lie within others, ``depth`` deep.
    """

    value: str
    label: str
    address: str
    count: int
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterGroup:
    """What can be chosen of one kind, by links and, where it has a ``kind``, by fields of a form."""

    name: str
    heading: Phrase
    links: tuple[FilterLink, ...]
    kind: Literal["radio", "checkbox"] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayField:
    """One end of the span of days, as the form has it; a distance from today is kept as it is."""

    name: str
    label: Phrase
    value: str
    is_date: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """All ways to narrow, widen or change a selection.

    ``hidden`` fields of the form keep what it has no field for. ``matches_all`` tells whether all
    of several terms must apply, and is None where there are not several.
    """

    groups: tuple[FilterGroup, ...]
    words: str
    days: tuple[DayField, ...]
    hidden: tuple[tuple[str, str], ...]
    chosen: tuple[FilterLink, ...]
    matches_all: bool | None


def filters_of(snapshot: Snapshot, selection: Selection, now: datetime) -> Filters:
    """Return the ways on from a selection; none leads to an empty page."""
    first = replace(selection, page=1)
    groups = tuple(group for group in _groups(snapshot, first, now) if group.links)
    return Filters(
        groups=groups,
        words=" ".join(selection.words),
        days=(
            _day_field("from", phrase("From"), selection.since, is_end=False),
            _day_field("to", phrase("To"), selection.until, is_end=True),
        ),
        hidden=tuple(_hidden(first, {group.name for group in groups if group.kind})),
        chosen=(
            *(link for group in groups if group.kind for link in group.links if link.is_chosen),
            *_limits(snapshot, first, now),
        ),
        matches_all=selection.match_all if selection.has_several else None,
    )


def _groups(snapshot: Snapshot, selection: Selection, now: datetime) -> Iterator[FilterGroup]:
    calendar = snapshot.calendar
    found = {
        "when": (phrase("Time"), _times(snapshot, selection, now)),
        "theme": (phrase("Themes"), _terms("theme", calendar.themes, snapshot, selection, now)),
        "region": (phrase("Regions"), _terms("region", calendar.regions, snapshot, selection, now)),
        "year": (phrase("Years"), _years(snapshot, selection, now)),
        "status": (phrase("Status"), _statuses(snapshot, selection, now)),
    }
    for name, (heading, links) in found.items():
        yield FilterGroup(name=name, heading=heading, links=tuple(links), kind=_KINDS.get(name))


_KINDS: dict[str, Literal["radio", "checkbox"]] = {
    "when": "radio",
    "theme": "checkbox",
    "region": "checkbox",
    "status": "checkbox",
}
"""How the form asks for each: one of them, or several."""


def _link(  # noqa: PLR0913 - all of them facts of one link
    snapshot: Snapshot,
    now: datetime,
    value: str,
    label: str,
    *,
    narrowed: Selection,
    widened: Selection | None = None,
    depth: int = 0,
) -> FilterLink:
    """Make a link to what it narrows to; where that is chosen (``widened``), out of it again."""
    return FilterLink(
        value=value,
        label=label,
        address=address((widened or narrowed).settled()),
        count=_count(snapshot, narrowed, now),
        is_chosen=widened is not None,
        depth=depth,
    )


def _count(snapshot: Snapshot, selection: Selection, now: datetime) -> int:
    """Return how many events the page of a selection has, which only a limit makes hard to tell."""
    if selection.limit:
        return snapshot.page(selection, now)[1]
    return len(snapshot.select(selection, now, "start"))


def _leading_on(links: Iterable[FilterLink]) -> Iterator[FilterLink]:
    """Leave out what leads to an empty page; what is chosen leads out of it."""
    return (link for link in links if link.count or link.is_chosen)


def _times(snapshot: Snapshot, selection: Selection, now: datetime) -> Iterator[FilterLink]:
    """Give what is to come and what is past, where there are both."""
    language = snapshot.calendar.language
    links = [
        _link(
            snapshot,
            now,
            when,
            label.in_language(language),
            narrowed=replace(selection, when=when),
            widened=replace(selection, when=None) if selection.when == when else None,
        )
        for when, label in _TIMES.items()
    ]
    if all(link.count for link in links) or selection.when:
        yield from _leading_on(links)


_TIMES: dict[When, Phrase] = {"upcoming": phrase("Upcoming"), "past": phrase("Past")}


def _terms(
    name: str, terms: Vocabulary, snapshot: Snapshot, selection: Selection, now: datetime
) -> Iterator[FilterLink]:
    """Give the terms that lead to events, and those chosen, each under what it lies within."""
    chosen: Choice = getattr(selection, name)
    yield from _leading_on(
        _link(
            snapshot,
            now,
            term.slug,
            term.label,
            narrowed=selection.choosing(name, Choice((term.slug,))),
            widened=selection.choosing(name, chosen.without(term.slug))
            if term.slug in chosen.wanted
            else None,
            depth=depth,
        )
        for term, depth in by_nesting(terms)
    )


def _years(snapshot: Snapshot, selection: Selection, now: datetime) -> Iterator[FilterLink]:
    """Give the last years of a list that spans several, and the one that is chosen."""
    anytime = replace(selection, since=None, until=None)
    known = [entry.event.when for entry in snapshot.select(anytime, now, "start")]
    begun = {when.first.year for when in known if not _is_open(when)}
    for year in sorted(begun, reverse=True)[:MOST_YEARS] if len(begun) > 1 else ():
        bound = parse_bound(f"{year:04}")
        is_chosen = selection.since == selection.until == bound
        yield _link(
            snapshot,
            now,
            str(year),
            bound.text,
            narrowed=replace(selection, since=bound, until=bound),
            widened=anytime if is_chosen else None,
        )


def _is_open(when: object) -> bool:
    return isinstance(when, Unsettled) and when.year is None


def _statuses(snapshot: Snapshot, selection: Selection, now: datetime) -> Iterator[FilterLink]:
    """Give the statuses, where events have several."""
    chosen, language = selection.status, snapshot.calendar.language
    links = tuple(
        _leading_on(
            _link(
                snapshot,
                now,
                status,
                wording.status_name(status, language),
                narrowed=replace(selection, status=Choice((status,))),
                widened=replace(selection, status=chosen.without(status))
                if status in chosen.wanted
                else None,
            )
            for status in STATUSES
        )
    )
    if len(links) > 1 or chosen:
        yield from links


def _limits(snapshot: Snapshot, selection: Selection, now: datetime) -> Iterator[FilterLink]:
    """Give the words and the span of days that are asked for, to be taken out again."""
    limits = (
        (Selection(words=selection.words), replace(selection, words=())),
        (
            Selection(since=selection.since, until=selection.until),
            replace(selection, since=None, until=None),
        ),
    )
    for limit, without in limits:
        if label := ", ".join(parts_of(limit, snapshot.calendar)):
            yield _link(snapshot, now, "", label, narrowed=selection, widened=without)


def _day_field(name: str, label: Phrase, bound: Bound | None, *, is_end: bool) -> DayField:
    if bound is None:
        return DayField(name=name, label=label, value="", is_date=True)
    day = bound.last if is_end else bound.first
    return DayField(name=name, label=label, value=str(day or bound.text), is_date=day is not None)


def _hidden(selection: Selection, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give what the form keeps as it is: exclusions, match, order, limit, the view."""
    if selection.held_view:
        yield VIEW, selection.held_view.view.name
    own = {*fields, "from", "to", "q", "match"}
    for name, value in parse_qsl(query(replace(selection, view=None))):
        if name not in own:
            yield name, value
    for name in ("theme", "region", "status"):
        choice: Choice = getattr(selection, name)
        if name in own and choice.unwanted:
            yield name, str(Choice((), choice.unwanted))
