"""A list that passed every check → the frozen model, once in each of its languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from feeds.model import (
    ROLES,
    Calendar,
    Colors,
    Contact,
    Event,
    Geo,
    Image,
    Link,
    Location,
    Organisation,
    Registration,
    Term,
    View,
    Views,
    Vocabulary,
)
from feeds.reading.moments import in_utc
from feeds.reading.parts import (
    ContactPart,
    LocationPart,
    OrganisationPart,
    RegistrationPart,
    TermPart,
)
from feeds.reading.scheduling import repeat_of, when_of
from feeds.reading.schema import GONE, CalendarPart, EventPart, ListPart, ViewPart
from feeds.reading.texts import in_language
from feeds.recurrence import order_of

_SPOKEN = ("title", "summary", "description", "note")


def build_calendar(content: ListPart) -> Calendar:
    """Make the calendar of a list, with its translations; events are ordered by date, then id."""
    head = content.calendar
    others = (language for language in head.languages if language != head.language)
    translations = tuple(_in_language(content, language) for language in dict.fromkeys(others))
    return replace(_in_language(content, head.language), translations=translations)


@dataclass(frozen=True, slots=True)
class _Language:
    """The language that a calendar is made in, and the list's own."""

    language: str
    own: str

    def __call__(self, texts: Mapping[str, str] | None) -> str:
        """Return a text in the language, or in the nearest to it that is given."""
        return in_language(texts, self.language, self.own)[0] if texts else ""

    def other(self, texts: Mapping[str, str] | None) -> str | None:
        """Return the language that a text comes in, if it is not this one."""
        found = in_language(texts, self.language, self.own)[1] if texts else self.language
        return found if found != self.language else None


def date_order(event: Event) -> tuple[Any, ...]:
    """Return what events of a calendar are ordered by; it is another for each."""
    return (*order_of(event.when), event.when.last, event.id)


def _in_language(content: ListPart, language: str) -> Calendar:
    head = content.calendar
    said = _Language(language, head.language)
    events = sorted(
        (_event(event, head, said) for event in content.events),
        key=date_order,
    )
    return Calendar(
        title=said(head.title),
        domain=head.domain,
        timezone=head.timezone,
        language=language,
        announced=_moment(head.announced, head),
        themes=_vocabulary(content.themes, said),
        regions=_vocabulary(content.regions, said),
        events=tuple(events),
        description=said(head.description),
        color=head.color,
        publisher=_organisation(head.publisher, said) if head.publisher else None,
        url=head.url,
        logo=Image(url=head.logo.url, alt=said(head.logo.alt)) if head.logo else None,
        colors=Colors(light=head.colors.light, dark=head.colors.dark) if head.colors else None,
        footer=said(head.footer),
        views=_views(content.views, said),
    )


def _views(views: Mapping[str, ViewPart], said: _Language) -> Views:
    return Views(
        named={
            name: View(name=name, title=said(view.title) or None, parameters=view.parameters)
            for name, view in views.items()
            if not view.retired
        },
        retired=_retired(views),
    )


def _retired(parts: Mapping[str, TermPart | ViewPart]) -> dict[str, str | None]:
    """Return what each that is retired gave way to, None where that is nothing."""
    return {
        name: None if part.retired == GONE else part.retired
        for name, part in parts.items()
        if part.retired
    }


def _vocabulary(terms: Mapping[str, TermPart], said: _Language) -> Vocabulary:
    return Vocabulary(
        terms={
            slug: Term(slug=slug, label=said(term.label), within=term.within, aliases=term.aliases)
            for slug, term in terms.items()
            if not term.retired
        },
        retired=_retired(terms),
    )


def _event(part: EventPart, head: CalendarPart, said: _Language) -> Event:
    when = when_of(part, head)
    return Event(
        id=part.id,
        title=said(part.title),
        when=when,
        repeat=repeat_of(part, when, said, lambda place: location_of(place, said)),
        summary=said(part.summary),
        description=said(part.description),
        status=part.status,
        location=location_of(part.location, said) if part.location else None,
        online=part.online,
        themes=part.themes,
        regions=part.regions or (),
        contact=_contact(part.contact, said) if part.contact else None,
        url=part.url,
        links=tuple(Link(url=each.url, label=said(each.label) or None) for each in part.links),
        image=Image(url=part.image.url, alt=said(part.image.alt)) if part.image else None,
        registration=_registration(part.registration) if part.registration else None,
        note=said(part.note),
        announced=_moment(part.announced, head),
        updated=_moment(part.updated, head),
        spoken=tuple(
            (name, other) for name in _SPOKEN if (other := said.other(getattr(part, name)))
        ),
        **{
            role: tuple(_organisation(each, said) for each in getattr(part, role)) for role in ROLES
        },
    )


def _moment(moment: datetime | None, head: CalendarPart) -> datetime | None:
    return in_utc(moment, head.timezone) if moment else None


def location_of(part: LocationPart, said: Callable[[Mapping[str, str] | None], str]) -> Location:
    """Return a place as it is called in a language."""
    return Location(
        name=said(part.name),
        address=said(part.address) or None,
        geo=Geo(latitude=part.geo[0], longitude=part.geo[1]) if part.geo else None,
    )


def _organisation(part: OrganisationPart, said: _Language) -> Organisation:
    return Organisation(name=said(part.name), short=said(part.short) or None, url=part.url)


def _contact(part: ContactPart, said: _Language) -> Contact:
    return Contact(name=said(part.name) or None, email=part.email, phone=part.phone)


def _registration(part: RegistrationPart) -> Registration:
    deadline: date | None = part.deadline
    return Registration(url=part.url, deadline=deadline)
