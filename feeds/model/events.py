"""Events as an editor writes them: when, where, who, and whatever else is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from feeds.schedule import Rule, Settled, When

Status = Literal["confirmed", "tentative", "postponed", "cancelled"]
STATUSES: tuple[Status, ...] = get_args(Status)

Role = Literal["organisers", "hosts", "sponsors", "funders", "partners"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation as an event names it: full name, short form, link."""

    name: str
    short: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        """Write the name with its short form: "International Labour Organization (ILO)"."""
        return f"{self.name} ({self.short})" if self.short else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Geo:
    """A point on the Earth, in degrees north and east (WGS 84), as written."""

    latitude: str
    longitude: str

    def __str__(self) -> str:
        """Write the point as people paste it into a map: "46.2276, 6.1394"."""
        return f"{self.latitude}, {self.longitude}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an event is held, as far as it is known."""

    name: str
    address: str | None = None
    geo: Geo | None = None

    def __str__(self) -> str:
        """Write name and address on one line."""
        return f"{self.name}, {self.address}" if self.address else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask: a name, an address for mail, a telephone number, as far as they are known."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None

    def __str__(self) -> str:
        """Write all that is known on one line."""
        return ", ".join(filter(None, (self.name, self.email, self.phone)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page on the web, and what people read in place of its address."""

    url: str
    label: str | None = None

    def __str__(self) -> str:
        """Write label and address."""
        return f"{self.label}: {self.url}" if self.label else self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture, and what it shows in words."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Where to register, and until when."""

    url: str | None = None
    deadline: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceChange:
    """What is different about one occurrence of a series, known by its day in the rule.

    A text that is empty, and whatever is None, is as in the series.
    """

    day: date
    when: Settled | None = None
    title: str = ""
    summary: str = ""
    note: str = ""
    status: Status | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """How an event is held again and again: a rule, and what is other than it says.

    On the days ``without`` it is not held though the rule says so; ``also`` are dates beyond
    the rule.
    """

    rule: Rule
    without: tuple[date, ...] = ()
    also: tuple[Settled, ...] = ()
    changes: tuple[OccurrenceChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of the list, or a series of them: ``when`` is then the first.

    ``spoken`` names the texts that are in another language than the calendar's, with theirs.
    """

    id: str
    title: str
    when: When
    repeat: Repeat | None = None
    summary: str = ""
    description: str = ""
    status: Status = "confirmed"
    location: Location | None = None
    online: str | None = None
    themes: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    organisers: tuple[Organisation, ...] = ()
    hosts: tuple[Organisation, ...] = ()
    sponsors: tuple[Organisation, ...] = ()
    funders: tuple[Organisation, ...] = ()
    partners: tuple[Organisation, ...] = ()
    contact: Contact | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    image: Image | None = None
    registration: Registration | None = None
    note: str = ""
    announced: datetime | None = None
    updated: datetime | None = None
    spoken: tuple[tuple[str, str], ...] = ()

    def organisations(self) -> Iterator[tuple[Role, tuple[Organisation, ...]]]:
        """Give the organisations of each role that has any, in the order of ``ROLES``."""
        for role in ROLES:
            if named := getattr(self, role):
                yield role, named

    def language_of(self, text: str) -> str | None:
        """Return the language of a text, such as "title", if it is not the calendar's."""
        return dict(self.spoken).get(text)
