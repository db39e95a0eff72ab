"""What an event list may hold: the document schema, and the format's reference.

Each field's text below it is what the manual and editors with completion show.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from feeds.reading import written
from feeds.reading.moments import Day, DayOrTime, End, Moment, Start, checked_end
from feeds.reading.parts import (
    ColorsPart,
    Contact,
    ImagePart,
    Link,
    Location,
    LogoPart,
    Organisation,
    Part,
    Registration,
    StatusWord,
    Term,
    one_of,
    refuse_empty,
)
from feeds.reading.rules import Every, Occasions, RuleText, Times
from feeds.reading.texts import LineText, ProseText
from feeds.reading.values import (
    BaseUrl,
    Color,
    Domain,
    Language,
    Slug,
    SlugKey,
    TermName,
    Timezone,
    Url,
    checked_line,
    fault,
)

GONE = "gone"
"""What a term is retired to that has no successor."""


class OccurrencePart(Part):
    """What is different about one occurrence of a series; the rest is as in the series."""

    start: DayOrTime | None = None
    """When it is held instead."""
    end: End | None = None
    """When it ends instead; left out, it lasts as long as the others."""
    title: LineText | None = None
    """What it is called instead."""
    summary: ProseText | None = None
    """What it is about instead."""
    status: StatusWord | None = None
    """Whether it is held: confirmed, tentative, postponed or cancelled."""
    location: Location | None = None
    """Where it is held instead."""
    note: ProseText | None = None
    """A word to readers on what is different."""

    @field_validator("end")
    @classmethod
    def _fits_start(cls, end: Any, info: ValidationInfo) -> Any:
        return checked_end(end, info.data.get("start"))

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        refuse_empty(self, "write what is different, such as “status: cancelled”")
        return self


class RepeatPart(Part):
    """How an event is held again and again: in words, or as a rule of iCalendar."""

    model_config = one_of("every", "rrule")

    every: Every | None = None
    """How often: `day`, `week`, `2 weeks`, `month`, `3 months`, `year` …"""
    on: Occasions | None = None
    """On which days: `monday and thursday`, `second tuesday`, `last friday`, `15`, `last day`."""
    until: Day | None = None
    """The last day that an occurrence may begin; a series without an end needs none."""
    times: Times | None = None
    """How many occurrences the rule gives, in place of `until`; those taken out count too."""
    rrule: RuleText | None = None
    """In place of all these: a rule as RFC 5545 has it, such as `FREQ=MONTHLY;BYMONTHDAY=-1`."""
    without: tuple[DayOrTime, ...] = Field(default=(), alias="except")
    """Days on which it is not held though the rule says so."""
    also: tuple[DayOrTime, ...] = ()
    """Days beyond the rule, with a time if it is another."""
    changes: Mapping[DayOrTime, OccurrencePart] = Field(default_factory=dict)
    """What is different about an occurrence, by the day that the rule gives it."""


class EventPart(Part):
    """One event, or a series of them."""

    id: Slug
    """Its name for ever, in every address and calendar; never change it once published."""
    title: LineText
    """What it is called."""
    start: Start
    """Its first day, with or without a time; what is known of it (`2026-09`, `2026`); or `tbc`."""
    end: End | None = None
    """Its last day, or the time it ends; left out for an event of one day."""
    timezone: Timezone | None = None
    """The zone of its times, if not that of its place or else the calendar's."""
    repeat: RepeatPart | None = None
    """How it is held again and again; start and end are then those of the first time."""
    summary: ProseText | None = None
    """What it is about, in a few sentences; after `>-` two empty lines begin a paragraph."""
    description: ProseText | None = None
    """More about it, in Markdown, after `|`: programme, speakers, how to get there."""
    status: StatusWord = "confirmed"
    """confirmed, tentative, postponed or cancelled."""
    location: Location | None = None
    """Where it is held, if that is known."""
    online: Url | None = None
    """The address of the meeting on the web, for those who join from afar."""
    themes: tuple[TermName, ...] = ()
    """The short names of its themes."""
    regions: tuple[TermName, ...] | None = None
    """The short names of its regions; `[]` says that it has none on purpose."""
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
    contact: Contact | None = None
    """Whom to ask."""
    registration: Registration | None = None
    """Where to register, and until when."""
    url: Url | None = None
    """Its own page on the web."""
    links: tuple[Link, ...] = ()
    """Other pages on the web: programme, papers, recordings."""
    image: ImagePart | None = None
    """A picture of it, with what it shows in words."""
    note: ProseText | None = None
    """A word to readers on what changed, such as why it was put off."""
    announced: Moment | None = None
    """When it was announced, if not when it came into the list."""
    updated: Moment | None = None
    """When it last changed in a way that followers should be told of."""

    @field_validator("end")
    @classmethod
    def _fits_start(cls, end: Any, info: ValidationInfo) -> Any:
        return checked_end(end, info.data.get("start"))


class CalendarPart(Part):
    """What the whole list is called and counted by."""

    model_config = one_of("language", "languages")

    title: LineText
    """The title of the list."""
    domain: Domain
    """Part of every id, for ever; not an address, and it need not exist."""
    timezone: Timezone
    """The zone whose days the list counts in, such as Europe/Zurich."""
    language: Language
    """The language of its texts, such as en; with `languages`, the first of them if left out."""
    languages: tuple[Language, ...] = ()
    """The languages that its texts are given in, such as `[en, fr, es]`."""
    announced: Moment | None = None
    """When the events were announced that were there at the first recording."""
    description: ProseText | None = None
    """A sentence on what the list holds."""
    color: Color = "steelblue"
    """The colour that calendars show it in: a CSS colour name."""
    publisher: Organisation | None = None
    """Who publishes the list."""
    url: BaseUrl | None = None
    """The address it is published at, without a path at its end for feeds."""
    logo: LogoPart | None = None
    """A picture beside the title on pages."""
    colors: ColorsPart | None = None
    """The colour of links and buttons on pages; what cannot be read on them is an error."""
    footer: ProseText | None = None
    """What stands at the end of every page, in Markdown."""

    @model_validator(mode="before")
    @classmethod
    def _own_language(cls, data: Any) -> Any:
        """Take the first of several languages for the list's own."""
        if isinstance(data, dict) and data.get("language") is None:
            languages = data.get("languages")
            if isinstance(languages, list) and languages:
                return {**data, "language": languages[0]}
        return data


def _parameter(value: Any) -> str:
    """Read a parameter of a view: a text as in an address, or a list of such texts."""
    if not isinstance(value, list):
        return checked_line(value)
    if not value:
        raise fault("empty", "the list is empty", "write what is wanted, or leave the key out")
    return ",".join(map(checked_line, value))


Parameter = Annotated[
    str, BeforeValidator(_parameter, json_schema_input_type=written.TEXT | list[written.TEXT])
]


class ViewPart(Part):
    """A selection of events with a name and an address of its own, as its parameters say."""

    title: LineText | None = None
    """What people read in place of the parameters in words."""
    retired: TermName | None = None
    """Of a view no longer used: the view that took its place, or `gone`."""
    theme: Parameter | None = None
    """Short names of themes; a hyphen before one shuts it out."""
    region: Parameter | None = None
    """Short names of regions; a hyphen before one shuts it out."""
    match: Parameter | None = None
    """all or any: whether all of several themes, or several regions, must apply."""
    since: Parameter | None = Field(default=None, alias="from")
    """Events that last until then or later: a date, today, -90d."""
    to: Parameter | None = None
    """Events that begin then or earlier."""
    when: Parameter | None = None
    """upcoming or past."""
    q: Parameter | None = None
    """Words to look for."""
    status: Parameter | None = None
    """Statuses; a hyphen before one shuts it out."""

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The parameters of an address that the view stands for, names and values."""
        given = self.model_dump(by_alias=True, exclude={"title", "retired"}, exclude_none=True)
        return tuple(given.items())

    @model_validator(mode="after")
    def _chooses(self) -> Self:
        if self.retired is None and not dict(self.parameters).keys() - {"match"}:
            hint = "write “theme: …”, “region: …”, “from: …” or another parameter"
            raise fault("empty-view", "this view does not say which events it is of", hint)
        return self


def _grouped(value: Any) -> Any:
    if not isinstance(value, dict):
        hint = "write “name: {theme: …}” lines, indented"
        raise fault("type", "a group of views is needed here", hint)
    return value


class ListPart(Part):
    """A whole event list."""

    calendar: CalendarPart
    """What the list is called."""
    themes: Mapping[SlugKey, Term] = Field(default_factory=dict)
    """The vocabulary of subjects."""
    regions: Mapping[SlugKey, Term] = Field(default_factory=dict)
    """The vocabulary of places."""
    views: Annotated[
        Mapping[SlugKey, ViewPart],
        BeforeValidator(_grouped, json_schema_input_type=dict[SlugKey, ViewPart]),
    ] = Field(default_factory=dict)
    """Selections that have a name and an address of their own."""
    events: tuple[EventPart, ...]
    """The events, in any order."""
