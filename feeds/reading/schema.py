"""What an event list may hold: the document schema, and the format's reference.

Each field's text below it is what the manual and editors with completion show.
"""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationInfo,
    field_validator,
    model_validator,
)

from feeds.model import STATUSES, Status
from feeds.reading.source import shown
from feeds.reading.values import (
    BaseUrl,
    Color,
    Day,
    Domain,
    Language,
    Line,
    Moment,
    Prose,
    Slug,
    Timezone,
    Url,
    checked_line,
    fault,
    nearest,
)

GONE = "gone"
"""What a term is retired to that has no successor."""


class Part(BaseModel):
    """A group of keys; an empty value counts as a missing one, an unknown key is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    @model_validator(mode="wrap")
    @classmethod
    def _without_missing(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(data, dict):
            known = cls.model_fields
            data = {
                key: value for key, value in data.items() if value is not None or key not in known
            }
        return handler(data)


def _name_alone(key: str) -> BeforeValidator:
    """Let a plain text, or a missing one, stand for a group of keys that needs only the first."""

    def widen(value: Any) -> Any:
        return {key: value} if value is None or isinstance(value, str) else value

    return BeforeValidator(widen, json_schema_input_type=Any)


def _status(value: Any) -> Any:
    text = checked_line(value)
    if text not in STATUSES:
        hint = nearest(text, STATUSES) or f"write one of {', '.join(STATUSES)}"
        raise fault("status", f"there is no status “{shown(text)}”", hint)
    return text


class TermPart(Part):
    """A theme or region: a label, or a label with more."""

    label: Line
    """What people read, such as "Labour inspection"; a retired term needs none."""
    within: Line | None = None
    """The term that this one lies in; a filter by that one finds this one's events too."""
    aliases: tuple[Slug, ...] = ()
    """Other slugs that addresses may use for it, such as an earlier one."""
    retired: Line | None = None
    """Of a term no longer used: the term that took its place, or `gone`."""


class OrganisationPart(Part):
    """An organisation: its name, or its name with a short form and a link."""

    name: Line
    """The full name."""
    short: Line | None = None
    """The short form, such as "ILO"."""
    url: Url | None = None
    """Its website."""


class LocationPart(Part):
    """Where an event is held: a name, or a name with an address."""

    name: Line
    """The building or town, such as "Dushanbe"."""
    address: Line | None = None
    """The rest of the address, on one line."""


def _label_of_retired(value: Any) -> Any:
    """Let a retired term go without a label, which nobody will see."""
    if isinstance(value, dict) and value.get("retired") is not None:
        return {"label": "-", **{key: each for key, each in value.items() if each is not None}}
    return value


Term = Annotated[TermPart, BeforeValidator(_label_of_retired), _name_alone("label")]
Organisation = Annotated[OrganisationPart, _name_alone("name")]
Location = Annotated[LocationPart, _name_alone("name")]


class EventPart(Part):
    """One event."""

    id: Slug
    """Its name for ever, in every address and calendar; never change it once published."""
    title: Line
    """What it is called."""
    start: Day
    """Its first day, as year-month-day."""
    end: Day | None = None
    """Its last day; left out for an event of one day."""
    summary: Prose = ""
    """What it is about, in a few sentences; an empty line begins a paragraph."""
    status: Annotated[Status, BeforeValidator(_status)] = "confirmed"
    """confirmed, tentative, postponed or cancelled."""
    location: Location | None = None
    """Where it is held, if that is known."""
    themes: tuple[Line, ...] = ()
    """Slugs of themes."""
    regions: tuple[Line, ...] | None = None
    """Slugs of regions; `[]` says that it has none on purpose."""
    organisers: tuple[Organisation, ...] = ()
    """Who organises it."""
    hosts: tuple[Organisation, ...] = ()
    """Who provides the place."""
    sponsors: tuple[Organisation, ...] = ()
    """Who sponsors it."""
    funders: tuple[Organisation, ...] = ()
    """Who funds it, or the project it is part of."""
    partners: tuple[Organisation, ...] = ()
    """Who cooperates in it."""
    note: Prose = ""
    """A word to readers on what changed, such as why it was put off."""
    announced: Moment | None = None
    """When it was announced, if not when it came into the list."""
    updated: Moment | None = None
    """When it last changed in a way that followers should be told of."""

    @field_validator("end")
    @classmethod
    def _not_before_start(cls, end: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("start")
        if start is not None and end is not None and end < start:
            message = f"the event ends on {end}, before it starts on {start}"
            raise fault("end-before-start", message, "“end” is its last day")
        return end


class CalendarPart(Part):
    """What the whole list is called and counted by."""

    title: Line
    """The title of the list."""
    domain: Domain
    """Part of every id, for ever; not an address, and it need not exist."""
    timezone: Timezone
    """The zone whose days the list counts in, such as Europe/Zurich."""
    language: Language
    """The language of its texts, such as en."""
    announced: Moment | None = None
    """When the events were announced that were there at the first recording."""
    description: Prose = ""
    """A sentence on what the list holds."""
    color: Color = "steelblue"
    """The colour that calendars show it in: a CSS colour name."""
    publisher: Organisation | None = None
    """Who publishes the list."""
    url: BaseUrl | None = None
    """The address it is published at, without a path at its end for feeds."""


class ListPart(Part):
    """A whole event list."""

    calendar: CalendarPart
    """What the list is called."""
    themes: dict[Slug, Term] = {}
    """The vocabulary of subjects."""
    regions: dict[Slug, Term] = {}
    """The vocabulary of places."""
    events: tuple[EventPart, ...]
    """The events, in any order."""
