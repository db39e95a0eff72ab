"""The smaller groups of keys that an event list is made of: places, organisations, links."""

import re
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationInfo,
    model_validator,
)

from feeds.model import STATUSES, Status
from feeds.reading import written
from feeds.reading.moments import Day
from feeds.reading.source import shown
from feeds.reading.texts import LineText, is_in_languages
from feeds.reading.values import (
    DarkColor,
    Email,
    Geo,
    LightColor,
    Line,
    OwnUrl,
    Slug,
    TermName,
    Timezone,
    Url,
    checked_line,
    fault,
    nearest,
)


class Part(BaseModel):
    """A group of keys; an empty value counts as a missing one, an unknown key is refused."""

    model_config = ConfigDict(
        defer_build=True,
        extra="forbid",
        frozen=True,
        model_title_generator=lambda part: part.__name__.removesuffix("Part").lower(),
    )

    @model_validator(mode="wrap")
    @classmethod
    def _without_missing(cls, data: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(data, dict) and None in data.values():
            known = keys_of(cls)
            data = {
                key: value for key, value in data.items() if value is not None or key not in known
            }
        return handler(data)


def keys_of(part: type[BaseModel]) -> list[str]:
    """Return the keys that a group can have, as they are written."""
    return [field.alias or name for name, field in part.model_fields.items()]


def refuse_empty(part: Part, hint: str) -> None:
    """Refuse a group of keys that has none of them.

    Raises:
        PydanticCustomError: With the hint and what else can be done.
    """
    if not part.model_fields_set:
        raise fault("empty", "this group of keys is empty", f"{hint}, or remove it")


def one_of(*keys: str) -> ConfigDict:
    """Say in the JSON Schema of a group that it needs one of some keys, whichever."""

    def needing(schema: dict[str, Any]) -> None:
        required = [key for key in schema.pop("required", ()) if key not in keys]
        schema.update({"required": required} if required else {})
        schema["anyOf"] = [{"required": [key]} for key in keys]

    return ConfigDict(json_schema_extra=needing)


def _alone(key: str, part: type[Part], alone: Any) -> BeforeValidator:
    """Let a plain text, or a missing one, stand for a group of keys that needs only the first."""

    def widen(value: Any) -> Any:
        return {key: value} if value is None or isinstance(value, str) else value

    return BeforeValidator(widen, json_schema_input_type=alone | part)


def _name_alone(key: str, part: type[Part]) -> BeforeValidator:
    """Let a text, in one language or in several, stand for a group of keys that needs only it."""

    def widen(value: Any, info: ValidationInfo) -> Any:
        if value is None or isinstance(value, str) or is_in_languages(value, info):
            return {key: value}
        return value

    return BeforeValidator(widen, json_schema_input_type=written.TEXT | written.TEXTS | part)


def _status(value: Any) -> Any:
    text = checked_line(value)
    if text not in STATUSES:
        hint = nearest(text, STATUSES) or f"write one of {', '.join(STATUSES)}"
        raise fault("status", f"there is no status “{shown(text)}”", hint)
    return text


class TermPart(Part):
    """A theme or region: a label, or a label with more."""

    model_config = one_of("label", "retired")

    label: LineText
    """What people read, such as "Labour inspection"; a retired term needs none."""
    within: TermName | None = None
    """The term that this one lies in; a filter by that one finds this one's events too."""
    aliases: tuple[Slug, ...] = ()
    """Other short names that addresses may use for it, such as an earlier one."""
    retired: TermName | None = None
    """Of a term no longer used: the term that took its place, or `gone`."""


class OrganisationPart(Part):
    """An organisation: its name, or its name with a short form and a link."""

    name: LineText
    """The full name."""
    short: LineText | None = None
    """The short form, such as "ILO"."""
    url: Url | None = None
    """Its website."""


class LocationPart(Part):
    """Where an event is held: a name, or a name with more."""

    name: LineText
    """The building or town, such as "Dushanbe"."""
    address: LineText | None = None
    """The rest of the address, on one line."""
    geo: Geo | None = None
    """Its place on a map: degrees north and degrees east, such as `46.2276, 6.1394`."""
    timezone: Timezone | None = None
    """The zone whose clocks hang there, if not the calendar's."""


class ContactPart(Part):
    """Whom to ask: an address for mail or a name, or both with a telephone number."""

    name: LineText | None = None
    """A person or an office."""
    email: Email | None = None
    """An address for mail."""
    phone: Line | None = None
    """A telephone number, with the country's code."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        refuse_empty(self, "write “name: …”, “email: …” or “phone: …”")
        return self


class LinkPart(Part):
    """A page on the web: its address, or its address with a label."""

    url: Url
    """The whole address, with https://."""
    label: LineText | None = None
    """What people read in place of the address."""


class ImagePart(Part):
    """A picture."""

    url: Url
    """The whole address of the file."""
    alt: LineText
    """What it shows, for those who do not see it."""


class LogoPart(Part):
    """A picture beside the title of every page."""

    url: OwnUrl
    """The whole address of the file, or `/static/…` for one of your templates' folder."""
    alt: LineText
    """What it shows, such as the name of the organisation."""


class ColorsPart(Part):
    """The colour of links and buttons, as `#rrggbb`."""

    light: LightColor
    """On light paper."""
    dark: DarkColor
    """On dark paper, for readers whose system is dark."""


class RegistrationPart(Part):
    """How to register: an address, or an address with a deadline."""

    url: Url | None = None
    """The page to register at."""
    deadline: Day | None = None
    """The last day to register."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        refuse_empty(self, "write “url: …” or “deadline: …”")
        return self


def _label_of_retired(value: Any) -> Any:
    """Let a retired term go without a label, which nobody will see."""
    if isinstance(value, dict) and value.get("retired") is not None:
        return {"label": "-", **{key: each for key, each in value.items() if each is not None}}
    return value


def _contact_alone(value: Any) -> Any:
    """Let a plain text stand for the address for mail, or for the name."""
    if not isinstance(value, str):
        return value
    is_address = "@" in value and not re.search(r"\s", value.strip())
    return {"email" if is_address else "name": value}


StatusWord = Annotated[Status, BeforeValidator(_status, json_schema_input_type=written.STATUS)]
Term = Annotated[TermPart, BeforeValidator(_label_of_retired), _name_alone("label", TermPart)]
Organisation = Annotated[OrganisationPart, _name_alone("name", OrganisationPart)]
Location = Annotated[LocationPart, _name_alone("name", LocationPart)]
Contact = Annotated[
    ContactPart,
    BeforeValidator(_contact_alone, json_schema_input_type=written.TEXT | ContactPart),
]
Link = Annotated[LinkPart, _alone("url", LinkPart, written.URL)]
Registration = Annotated[RegistrationPart, _alone("url", RegistrationPart, written.URL)]
