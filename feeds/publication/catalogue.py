"""What there is to follow: the whole list, each theme, region and view, with its addresses.

A catalogue is one snapshot in its own language, as values; the pages and documents that show it
are made of nothing else. A term without events stays in it, since it may get some.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from feeds.formats import FORMATS
from feeds.model import Calendar, Term, Vocabulary
from feeds.publication.envelopes import summary_of
from feeds.publication.snapshot import Snapshot
from feeds.selection import Choice, Selection, address, base_of, joined, name_of, parts_of, query
from feeds.wording import as_sentence, translation
from feeds.words import words_of

OfferKind = Literal["all", "theme", "region", "view"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One selection to follow.

    ``slug`` is that of a theme or region, or a view's name; the whole list has none. ``label`` is
    what it is called within the list, ``name`` what its feeds are called, ``summary`` what they
    say they hold. ``within`` is the slug of the term around it, at whose ``depth`` + 1 it stands.
    ``count`` is the number of its events. ``path`` is its page without a language, ``follow`` the
    one that tells how to subscribe to it, ``page`` the first as an absolute address;
    ``feeds`` are the absolute addresses of each format, by extension.
    """

    kind: OfferKind
    slug: str | None = None
    label: str
    name: str
    summary: str
    within: str | None = None
    depth: int = 0
    count: int
    path: str
    follow: str
    page: str
    feeds: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that there is to follow of a list, in the order of pages.

    ``changed`` is when the list last changed (UTC), ``last_modified`` when the catalogue did: with
    the list or, where a view goes by the day, with the day (R8).
    """

    calendar: Calendar
    offers: tuple[Offer, ...]
    changed: datetime
    last_modified: datetime

    def of_kind(self, kind: OfferKind) -> tuple[Offer, ...]:
        """Return the offers of a kind."""
        return tuple(offer for offer in self.offers if offer.kind == kind)


def catalogue_of(snapshot: Snapshot, now: datetime) -> Catalogue:
    """Return the catalogue of a snapshot, with its numbers of events at a moment (UTC)."""
    selections = dict(_selections(snapshot.calendar))
    offers = (_offer(snapshot, each, chosen, now) for each, chosen in selections.items())
    modified = (snapshot.last_modified(chosen, now) for chosen in selections.values())
    return Catalogue(
        calendar=snapshot.calendar,
        offers=tuple(offers),
        changed=snapshot.changed,
        last_modified=max(modified),
    )


def paths_of(calendar: Calendar) -> Iterator[str]:
    """Give the path of the page of each offer, without a language."""
    return (address(selection) for _, selection in _selections(calendar))


def by_nesting(
    terms: Vocabulary, parent: str | None = None, depth: int = 0
) -> Iterator[tuple[Term, int]]:
    """Give the terms of a vocabulary by name, each before those within it, and how deep it lies."""
    children = (term for term in terms.terms.values() if term.within == parent)
    for term in sorted(children, key=lambda term: (words_of(term.label), term.label)):
        yield term, depth
        yield from by_nesting(terms, term.slug, depth + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What an offer is called, and where it stands."""

    kind: OfferKind
    slug: str | None = None
    label: str
    within: str | None = None
    depth: int = 0


def _selections(calendar: Calendar) -> Iterator[tuple[_Named, Selection]]:
    """Give every selection that has a name, in the order of pages."""
    everything = translation(calendar.language).gettext("All events")
    yield _Named(kind="all", label=everything), Selection()
    yield from _of_terms("theme", calendar.themes)
    yield from _of_terms("region", calendar.regions)
    for name, view in sorted(calendar.views.named.items()):
        base = base_of(view, calendar)
        selection = replace(base.selection, view=base).settled()
        label = as_sentence(", ".join(parts_of(selection, calendar)))
        yield _Named(kind="view", slug=name, label=label), selection


def _of_terms(
    kind: Literal["theme", "region"], terms: Vocabulary
) -> Iterator[tuple[_Named, Selection]]:
    for term, depth in by_nesting(terms):
        named = _Named(kind=kind, slug=term.slug, label=term.label, within=term.within, depth=depth)
        yield named, Selection().choosing(kind, Choice((term.slug,)))


def _offer(snapshot: Snapshot, named: _Named, selection: Selection, now: datetime) -> Offer:
    calendar, path = snapshot.calendar, address(selection)
    count = len(snapshot.select(selection, now, "start"))
    return Offer(
        kind=named.kind,
        slug=named.slug,
        label=named.label,
        name=name_of(selection, calendar),
        summary=summary_of(selection, calendar, count),
        within=named.within,
        depth=named.depth,
        count=count,
        path=path,
        follow=joined("/subscribe", query(selection)),
        page=snapshot.url(path),
        feeds={name: snapshot.url(address(selection, name)) for name in FORMATS},
    )
