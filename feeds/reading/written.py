"""How each kind of value is written, for editors with completion: what JSON Schema says of it.

Such an editor reads YAML 1.2, to which `2028` is a number and `true` a truth value, whereas to
this program both are texts; so wherever a text may stand, they may. Its patterns know no
capitals from small letters (ECMA-262 without flags), so a pattern has to name both.

A title is what the manual calls the value. What is refused here is refused by the program too;
that a day is in the calendar, or a theme in the list, is for the program to tell.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

import webcolors
from pydantic import GetJsonSchemaHandler, WithJsonSchema

from feeds.model import STATUSES
from feeds.recurrence import MOST_OCCURRENCES
from feeds.timezones import zone_names

JsonSchema = dict[str, Any]


class _Listed:
    """A value of a long list, which is made when the schema is asked for."""

    def __init__(self, schema: Callable[[], JsonSchema]) -> None:
        self._schema = schema

    def __get_pydantic_json_schema__(
        self, _core: Mapping[str, Any], _handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        return self._schema()


def _kind(title: str, **schema: Any) -> Any:
    return Annotated[Any, WithJsonSchema({"title": title, **schema})]


def _matching(title: str, pattern: str, kind: str | list[str] = "string") -> Any:
    return _kind(title, type=kind, pattern=rf"^\s*(?:{pattern})\s*$")


def _any_case(word: str) -> str:
    """Return a pattern of a word in small letters or capitals."""
    return "".join(f"[{each.upper()}{each}]" for each in word)


def _one_of(*words: str) -> str:
    return "|".join(map(_any_case, words))


_PLAIN = ["string", "number", "boolean"]
_DAY = r"\d{4}-\d{2}-\d{2}"
_TIME = r"\d{1,2}:\d{2}"
_DAY_AND_TIME = rf"{_DAY}(?:[ \xa0T]{_TIME})?"
_START = rf"{_DAY_AND_TIME}|\d{{4}}(?:-\d{{2}})?|{_one_of('tbc', 'tba', 'tbd')}"
_SLUG = r"(?=.{1,64}$)[a-z0-9]+(?:-[a-z0-9]+)*"
_LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
_UNIT = rf"(?:{_one_of('day', 'week', 'month', 'year')}){_any_case('s')}?"
_ADVERB = _one_of("daily", "weekly", "monthly", "yearly")
_EVERY = rf"(?:{_any_case('every')} +)?(?:(?:\d{{1,3}} +)?{_UNIT}|{_ADVERB})"
_DEGREES = r"[+-]?\d+(?:\.\d+)?"
_OFFERED = ["day", "week", "2 weeks", "month", "2 months", "3 months", "year"]

TEXT = _kind("text", type=_PLAIN, pattern=r"\S")
TEXTS = _kind(
    "`{en: …, fr: …}`",
    type="object",
    patternProperties={f"^{_LANGUAGE}$": {"type": [*_PLAIN, "null"]}},
    additionalProperties=False,
    minProperties=1,
)
TERM = _kind("short name", type=_PLAIN, pattern=r"\S")
"""A short name that stands elsewhere in the list."""
SLUG = _kind("short name", type=["string", "integer"], pattern=f"^{_SLUG}$")
NAME = _kind("short name", type="string", pattern=f"^{_SLUG}$")
"""A short name that is a key."""
DAY = _matching("day", _DAY)
DAY_OR_TIME = _matching("day, or day and time", _DAY_AND_TIME)
START = _matching("day, day and time, month, year or `tbc`", _START, ["string", "integer"])
END = _matching("day, day and time, or time", rf"{_DAY_AND_TIME}|{_TIME}")
MOMENT = _matching("day, or day and time", rf"{_DAY}(?:.\d{{2}}.*)?")
GEO = _kind(
    "degrees north and east",
    type=["string", "array"],
    pattern=rf"^\s*{_DEGREES}\s*[,;\s]\s*{_DEGREES}\s*$",
    items={"type": ["number", "string"]},
    minItems=2,
    maxItems=2,
)
EMAIL = _matching("address for mail", r"[^\s@]+@[^\s@]+")
DOMAIN = _matching("domain name", r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
LANGUAGE = _matching("language", _LANGUAGE)
URL = _matching("web address", rf"{_any_case('http')}{_any_case('s')}?://\S+")
OWN_URL = _matching("web address", rf"/static/\S+|{_any_case('http')}{_any_case('s')}?://\S+")
HEX_COLOR = _matching("colour as #rrggbb", "#[0-9A-Fa-f]{6}")
STATUS = _kind("status", type="string", enum=list(STATUSES))
EVERY = _kind(
    "span of time",
    type="string",
    anyOf=[{"enum": _OFFERED}, {"pattern": rf"^\s*(?:{_EVERY})\s*$"}],
)
ON = _kind("days in words", type=["string", "integer"], pattern=r"\S")
TIMES = _kind(
    "number",
    type=["integer", "string"],
    minimum=1,
    maximum=MOST_OCCURRENCES,
    pattern=r"^\s*0{0,3}[1-9]\d{0,2}\s*$",
)
RRULE = _kind("rule of iCalendar", type="string", pattern="[Ff][Rr][Ee][Qq]")
TIMEZONE = Annotated[
    Any,
    _Listed(
        lambda: {
            "title": "time zone",
            "type": "string",
            "enum": list(zone_names()),
        }
    ),
]
COLOR = Annotated[
    Any,
    _Listed(
        lambda: {
            "title": "name of a colour",
            "type": "string",
            "anyOf": [{"enum": sorted(webcolors.names("css3"))}, {"pattern": "[A-Z]"}],
        }
    ),
]
