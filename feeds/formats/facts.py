"""What else is known of an event: who organises it, where to join and register, whom to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from feeds import wording
from feeds.model import Contact, Entry, Event, Organisation, Registration


@dataclass(frozen=True, slots=True)
class Saying:
    """A text, and where it leads, if anywhere."""

    text: str
    url: str | None = None

    def __str__(self) -> str:
        """Write the text, with the address after it where that is another."""
        if self.url is None or self.url in {self.text, mail_link(self.text)}:
            return self.text
        return f"{self.text} ({self.url})"


def mail_link(address: str) -> str:
    """Return the link to a mailbox; a “?” in it would begin a subject (RFC 6068 §2)."""
    return f"mailto:{quote(address, safe='@')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of an event: its name, and what is known.

    Several ``are_alike`` where each is one of a kind, as organisations are, so that they are told
    in a row: "A, B and C".
    """

    name: str
    sayings: tuple[Saying, ...]
    are_alike: bool = False


def facts_of(entry: Entry) -> Iterator[Fact]:
    """Give all else that is known of an event, in the order that a reader needs it."""
    event, language = entry.event, entry.language
    yield from _joining(event, language)
    yield from _roles(event, language)
    yield from _more(event, language)


def _joining(event: Event, language: str) -> Iterator[Fact]:
    _ = wording.translation(language).gettext
    if event.online:
        yield Fact(name=_("Online"), sayings=(Saying(event.online, event.online),))
    if event.registration:
        yield Fact(
            name=_("Registration"), sayings=tuple(_registration(event.registration, language))
        )


def _registration(registration: Registration, language: str) -> Iterator[Saying]:
    _ = wording.translation(language).gettext
    if registration.url:
        yield Saying(registration.url, registration.url)
    if registration.deadline:
        day = wording.days(registration.deadline, registration.deadline, language)
        yield Saying(_("until {day}").format(day=day))


def _roles(event: Event, language: str) -> Iterator[Fact]:
    for role, named in event.organisations():
        yield Fact(
            name=wording.role_name(role, len(named), language),
            sayings=tuple(map(_organisation, named)),
            are_alike=True,
        )


def _organisation(named: Organisation) -> Saying:
    return Saying(str(named), named.url)


def _more(event: Event, language: str) -> Iterator[Fact]:
    _ = wording.translation(language).gettext
    if event.contact:
        yield Fact(name=_("Contact"), sayings=tuple(_contact(event.contact)))
    if event.url:
        yield Fact(name=_("Website"), sayings=(Saying(event.url, event.url),))
    if event.links:
        sayings = tuple(Saying(link.label or link.url, link.url) for link in event.links)
        yield Fact(name=_("Links"), sayings=sayings, are_alike=True)
    if event.location and event.location.geo:
        geo = str(event.location.geo)
        yield Fact(name=_("Coordinates"), sayings=(Saying(geo),))


def image_of(entry: Entry) -> Iterator[Fact]:
    """Give the picture as a fact, where it cannot be seen."""
    _ = wording.translation(entry.language).gettext
    if image := entry.event.image:
        yield Fact(name=_("Image"), sayings=(Saying(image.alt, image.url),))


def _contact(contact: Contact) -> Iterator[Saying]:
    if contact.name:
        yield Saying(contact.name)
    if contact.email:
        yield Saying(contact.email, mail_link(contact.email))
    if contact.phone:
        yield Saying(contact.phone)
