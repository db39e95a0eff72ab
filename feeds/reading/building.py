"""A list that passed every check → the frozen model."""

from datetime import datetime

from feeds.model import ROLES, Calendar, Event, Location, Organisation, Term, Vocabulary
from feeds.reading.schema import (
    GONE,
    CalendarPart,
    EventPart,
    ListPart,
    LocationPart,
    OrganisationPart,
    TermPart,
)
from feeds.reading.values import in_utc


def build_calendar(content: ListPart) -> Calendar:
    """Make the calendar of a list; events are ordered by their days, then by id."""
    head = content.calendar
    events = sorted(
        (_event(event, head) for event in content.events),
        key=lambda event: (event.start, event.end, event.id),
    )
    return Calendar(
        title=head.title,
        domain=head.domain,
        timezone=head.timezone,
        language=head.language,
        announced=_moment(head.announced, head),
        themes=_vocabulary(content.themes),
        regions=_vocabulary(content.regions),
        events=tuple(events),
        description=head.description,
        color=head.color,
        publisher=_organisation(head.publisher) if head.publisher else None,
        url=head.url,
    )


def _vocabulary(terms: dict[str, TermPart]) -> Vocabulary:
    return Vocabulary(
        terms={
            slug: Term(slug=slug, label=term.label, within=term.within, aliases=term.aliases)
            for slug, term in terms.items()
            if not term.retired
        },
        retired={
            slug: None if term.retired == GONE else term.retired
            for slug, term in terms.items()
            if term.retired
        },
    )


def _event(part: EventPart, head: CalendarPart) -> Event:
    return Event(
        id=part.id,
        title=part.title,
        start=part.start,
        end=part.end or part.start,
        summary=part.summary,
        status=part.status,
        location=_location(part.location) if part.location else None,
        themes=part.themes,
        regions=part.regions or (),
        note=part.note,
        announced=_moment(part.announced, head),
        updated=_moment(part.updated, head),
        **{role: tuple(map(_organisation, getattr(part, role))) for role in ROLES},
    )


def _moment(moment: datetime | None, head: CalendarPart) -> datetime | None:
    return in_utc(moment, head.timezone) if moment else None


def _location(part: LocationPart) -> Location:
    return Location(name=part.name, address=part.address)


def _organisation(part: OrganisationPart) -> Organisation:
    return Organisation(name=part.name, short=part.short, url=part.url)
