"""A whole list in one language: its name, its vocabularies, its views, its events."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from feeds.model.events import Event, Image, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word of a vocabulary (a theme or a region), known by its slug for ever."""

    slug: str
    label: str
    within: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The themes, or the regions, of a calendar; its terms may lie within one another.

    ``retired`` are terms that were published once: what each gave way to, or None where it is
    gone without a successor.
    """

    terms: Mapping[str, Term]
    retired: Mapping[str, str | None] = field(default_factory=dict)

    def find(self, name: str) -> Term | None:
        """Return the term that a slug, an alias or a retired slug means, if there is one."""
        found = self.terms.get(self.retired.get(name) or name)
        return found or next((term for term in self.terms.values() if name in term.aliases), None)

    def is_gone(self, name: str) -> bool:
        """Tell whether a term was published once and has no successor."""
        return name in self.retired and self.retired[name] is None

    def lineage(self, slug: str) -> Iterator[str]:
        """Give a term's slug and those of all it lies within, innermost first."""
        current: str | None = slug
        while current is not None:
            yield current
            current = self.terms[current].within

    def closure(self, slugs: tuple[str, ...]) -> frozenset[str]:
        """Return these terms together with every term that one of them lies within."""
        return frozenset(each for slug in slugs for each in self.lineage(slug))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A selection with a name and address of its own, known by its name for ever.

    ``title`` is what people read in place of the selection in words. ``parameters`` are names
    and values as an address has them, in a fixed order.
    """

    name: str
    title: str | None = None
    parameters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """The views of a calendar, by name.

    ``retired`` are views that were published once: what each gave way to, or None where it is
    gone without a successor.
    """

    named: Mapping[str, View] = field(default_factory=dict)
    retired: Mapping[str, str | None] = field(default_factory=dict)

    def find(self, name: str) -> View | None:
        """Return the view that a name or a retired name means, if there is one."""
        return self.named.get(self.retired.get(name) or name)

    def is_gone(self, name: str) -> bool:
        """Tell whether a view was published once and has no successor."""
        return name in self.retired and self.retired[name] is None


NO_VIEWS = Views()


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """The colour of links and buttons on pages, in the light and in the dark, as #rrggbb."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A whole event list in one language: its name, vocabularies, views and events.

    ``logo``, ``colors`` and ``footer`` (Markdown) are how its pages look.

    ``translations`` are the same list in its other languages; ``by_id`` are the events again.
    """

    title: str
    domain: str
    timezone: str
    language: str
    announced: datetime | None = None
    themes: Vocabulary
    regions: Vocabulary
    events: tuple[Event, ...]
    description: str = ""
    color: str = "steelblue"
    publisher: Organisation | None = None
    url: str | None = None
    logo: Image | None = None
    colors: Colors | None = None
    footer: str = ""
    views: Views = NO_VIEWS
    translations: tuple["Calendar", ...] = ()
    by_id: Mapping[str, Event] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the events by their ids."""
        object.__setattr__(self, "by_id", {event.id: event for event in self.events})

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that the list can be had in, this one first."""
        return (self.language, *(other.language for other in self.translations))
