"""An event as schema.org has it: for search engines and other programs that read pages.

Every fact that is known, and none that is not:

- `endDate` is the last day; an event without a settled date is nothing here.
- A series is an `EventSeries` with a `Schedule`, and then has no dates of its own, as schema.org
  asks for. Where no schedule can say its rule ("the last day of a month") it has its dates instead.
- A host is a contributor in that role, not an organiser: schema.org has no hosts. So is a partner.
- Whom to ask belongs to an organisation there; of several, or of none, it is not known to which.
- To register is an `RsvpAction`: an `Offer` would sell something, and a `RegisterAction` makes
  somebody the user of a service.
- `inLanguage` is said of the page alone: of an event it is the language that is spoken there.
"""

from collections.abc import Iterator
from datetime import time

from feeds import markdown, wording
from feeds.formats.content import labels
from feeds.formats.plain import uri_of
from feeds.formats.schemaorg_schedule import Data, dates_of_series, stated
from feeds.model import Contact, Entry, Event, Image, Link, Location, Organisation, Role
from feeds.recurrence import Occurrence, exceptional, on_occasion, order_of
from feeds.schedule import Days, Settled, Times, Unsettled, When

VOCABULARY = "https://schema.org"


def event_of(entry: Entry, shown: tuple[Entry, ...] = ()) -> Data:
    """Return an event in JSON-LD, or nothing where its days are not settled.

    Args:
        entry: The event.
        shown: Of a series the dates that its page shows, each as it is on that occasion. Those
            that are other than its rule says are told too.
    """
    event = entry.event
    if isinstance(event.when, Unsettled):
        return {}
    known = {
        "@type": "EventSeries" if event.repeat else "Event",
        "name": event.title,
        **_status(entry, _previous(entry)),
        **(dates_of_series(event) if event.repeat else _dates(event.when)),
        **_where(event, entry.language),
        "description": _described(event.note, event.summary, event.description),
        "url": entry.page,
        "identifier": entry.tag,
        "sameAs": event.url and uri_of(event.url),
        "image": event.image and _image(event.image),
        "keywords": list(labels(entry)),
        **_organisations(event, entry.language),
        "potentialAction": _registration(event, entry.language),
        "subEvent": list(_occasions(entry, shown)),
        "mainEntityOfPage": _page(entry),
    }
    return {"@context": VOCABULARY, **stated(known)}


def _dates(when: Settled) -> Data:
    """Return when an event is held; what ends as it begins has no end that is known."""
    has_end = isinstance(when, Days) or when.end != when.start
    return {"startDate": _start(when), "endDate": _end(when) if has_end else None}


def _start(when: Settled) -> str:
    return when.first.isoformat() if isinstance(when, Days) else when.start.isoformat()


def _end(when: Settled) -> str:
    return when.last.isoformat() if isinstance(when, Days) else when.end.isoformat()


def _status(held: Entry, previous: Settled | None) -> Data:
    """Say whether it is on, and when it was to be held before (R39)."""
    name = "EventRescheduled" if previous else "EventScheduled"
    if held.event.status == "cancelled":
        name = "EventCancelled"
    elif held.is_off and not isinstance(held.event.when, Unsettled):
        name, previous = "EventPostponed", held.event.when  # which stand until there are others
    return {
        "eventStatus": f"{VOCABULARY}/{name}",
        "previousStartDate": previous and _start(previous),
    }


def _previous(entry: Entry) -> Settled | None:
    """Return when an event was to begin before it was moved, as far as that is remembered."""
    for change in reversed(entry.revision.changes):
        before = change.before.when
        if isinstance(before, Unsettled) or not change.is_rescheduling:
            continue
        if _begins_otherwise(before, entry.event.when):
            return before
    return None


def _begins_otherwise(before: Settled, now: When) -> bool:
    """Tell whether it begins on another day or at another time; setting a time is no such thing."""
    if before.first != now.first:
        return True
    if not isinstance(before, Times) or not isinstance(now, Times):
        return False
    return _clock(before) != _clock(now)


def _clock(when: Times) -> tuple[time, str]:
    return when.start.time(), when.timezone


def _where(event: Event, language: str) -> Data:
    """Say where it is held and how one takes part, as far as place and link say so."""
    place, link, name = event.location, event.online, ""
    if place is not None and _is_online(place, language):
        name, place = place.name, None
    virtual = {"@type": "VirtualLocation", "name": name, "url": link and uri_of(link)}
    places = [_place(place)] if place else []
    places += [stated(virtual)] if link or name else []
    modes = {(True, False): "Offline", (False, True): "Online", (True, True): "Mixed"}
    mode = modes.get((place is not None, bool(link or name)))
    return {
        "location": places,
        "eventAttendanceMode": mode and f"{VOCABULARY}/{mode}EventAttendanceMode",
    }


def _is_online(place: Location, language: str) -> bool:
    """Tell whether "Online" is written in the place of a place."""
    words = {"online", wording.translation(language).gettext("Online").casefold()}
    return place.name.casefold() in words and not (place.address or place.geo)


def _place(place: Location) -> Data:
    geo = place.geo and {
        "@type": "GeoCoordinates",
        "latitude": place.geo.latitude,
        "longitude": place.geo.longitude,
    }
    return stated({"@type": "Place", "name": place.name, "address": place.address, "geo": geo})


def _described(note: str, summary: str, description: str) -> str:
    text = markdown.text_of(description) if description else ""
    return "\n\n".join(filter(None, (note, summary, text)))


def _image(image: Image) -> Data:
    known = {"@type": "ImageObject", "url": uri_of(image.url), "description": image.alt}
    return stated(known)


_PROPERTIES: dict[Role, str] = {
    "organisers": "organizer",
    "hosts": "contributor",
    "sponsors": "sponsor",
    "funders": "funder",
    "partners": "contributor",
}


def _organisations(event: Event, language: str) -> Data:
    known: dict[str, list[Data]] = {}
    for role, named in event.organisations():
        property_ = _PROPERTIES[role]
        held = [_organisation(each) for each in named]
        if property_ == "contributor":
            name = wording.role_name(role, 1, language)
            held = [{"@type": "Role", "roleName": name, property_: each} for each in held]
        known.setdefault(property_, []).extend(held)
    if event.contact and len(event.organisers) == 1:
        known["organizer"][0]["contactPoint"] = _contact(event.contact)
    return known


def _organisation(named: Organisation) -> Data:
    return stated(
        {
            "@type": "Organization",
            "name": named.name,
            "alternateName": named.short,
            "url": named.url and uri_of(named.url),
        }
    )


def _contact(contact: Contact) -> Data:
    known = {"name": contact.name, "email": contact.email, "telephone": contact.phone}
    return stated({"@type": "ContactPoint", **known})


def _registration(event: Event, language: str) -> Data:
    """Say where to register; until when is told in words, as an action has no deadline."""
    _ = wording.translation(language).gettext
    if event.registration is None:
        return {}
    url, deadline = event.registration.url, event.registration.deadline
    until = deadline and _("until {day}").format(day=wording.days(deadline, deadline, language))
    action = {"name": _("Registration"), "description": until, "target": url and uri_of(url)}
    return stated({"@type": "RsvpAction", **action})


def _page(entry: Entry) -> Data:
    """Return the page as what tells of the event: its language, when it changed, where it leads."""

    def address(link: Link) -> str:
        return uri_of(link.url)

    known = {
        "@id": entry.page,
        "inLanguage": entry.language,
        "datePublished": entry.revision.announced.isoformat(),
        "dateModified": entry.revision.modified.isoformat(),
        "relatedLink": list(map(address, entry.event.links)),
    }
    return stated({"@type": "WebPage", **known})


def _occasions(entry: Entry, shown: tuple[Entry, ...]) -> Iterator[Data]:
    """Give the dates that are shown, and those that are other than the rule says, by date."""
    named = {on_occasion(entry, each): _usual(entry, each) for each in exceptional(entry.event)}
    once = dict.fromkeys((*named, *shown))
    for held in sorted(once, key=lambda held: order_of(held.event.when)):
        yield _occasion(held, entry.event, named.get(held))


def _usual(entry: Entry, occurrence: Occurrence) -> Settled | None:
    """Return when an occurrence would be held if its editor had said nothing more of it."""
    when, repeat = entry.event.when, entry.event.repeat
    if repeat is None or isinstance(when, Unsettled):
        return None
    extra = {each.first: each for each in repeat.also}
    return extra[occurrence.day] if occurrence.is_extra else when.on(occurrence.day)


def _occasion(held: Entry, series: Event, usual: Settled | None) -> Data:
    event = held.event
    if isinstance(event.when, Unsettled):
        raise TypeError(held)
    is_moved = usual is not None and _begins_otherwise(usual, event.when)
    note = event.note if event.note != series.note else ""
    summary = event.summary if event.summary != series.summary else ""
    return stated(
        {
            "@type": "Event",
            "name": event.title,
            **_status(held, usual if is_moved else None),
            **_dates(event.when),
            **_where(event, held.language),
            "description": _described(note, summary, ""),
            "url": held.page,
        }
    )
