"""The kinds of values an event list is written with, each checked and told in plain words."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import webcolors
from babel import UnknownLocaleError
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from feeds import wording
from feeds.reading.source import shown
from feeds.words import words_of

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 64
DOMAIN_LENGTH = 189
"""Octets; with the longest id and an @ a UID stays under 255 (RFC 7986 §5.3)."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_LOOSE_DAY = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_DOMAIN_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_DOMAIN_LABEL}(?:\.{_DOMAIN_LABEL})+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # RFC 5646, without extensions
_NOT_IN_URLS = re.compile(r'[\s<>"\\^`{|}]')  # RFC 3986 §2, though letters of any script may stand
_NO_PLACES = frozenset({"Factory", "localtime"})  # what they say depends on the machine
_FIRST_YEAR = 1583  # the first whole year of the Gregorian calendar
_LAST_YEAR = 9998  # the day after the last day must still be a date


def fault(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """Make the error that a validator raises: its code, what is wrong, how to put it right."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """Return "did you mean `…`?" with the known word most like this one, or nothing."""
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else ""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "a group of keys"
        raise fault("type", f"{kind if value is not None else 'nothing'} stands where a text must")
    if found := _CONTROL.search(value):
        raise fault(
            "control-character",
            f"the text holds an invisible control character (U+{ord(found[0]):04X})",
            "delete it",
        )
    if not value.strip():
        raise fault("empty", "the text is empty", "write it, or leave the key out")
    return value


def checked_line(value: Any) -> str:
    """Return a value that is a text, on one line."""
    return " ".join(_text(value).split())


def _prose(value: Any) -> str:
    return "\n".join(line.rstrip() for line in _text(value).strip().splitlines())


def _slug(value: Any) -> str:
    text = _text(value)
    if len(text) > SLUG_LENGTH or not SLUG.fullmatch(text):
        proposal = _slug_like(text)
        hint = f"write `{proposal}`" if proposal else "write something like `autumn-meeting`"
        rule = f"small letters, digits and single hyphens, {SLUG_LENGTH} at most"
        raise fault("slug", f"“{shown(text)}” cannot be an id ({rule})", hint)
    return text


def _slug_like(text: str) -> str:
    """Propose the id that a text was most likely meant to be: "Genève 2008" → "geneve-2008"."""
    return re.sub("[^a-z0-9-]", "", "-".join(words_of(text)))[:SLUG_LENGTH].strip("-")


def _day(value: Any) -> date:
    text = checked_line(value)
    found = _DAY.fullmatch(text)
    if found is None:
        raise fault("date", f"“{shown(text)}” is not a date", _day_hint(text))
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        raise fault("date", f"{text} is not a day of the calendar", "check month and day") from None
    _check_year(day)
    return day


def _check_year(day: date) -> None:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise fault("date", f"the year {day.year:04} is out of range", "check the year")


def _day_hint(text: str) -> str:
    """Propose the date that was most likely meant, where that is not a guess."""
    if found := _LOOSE_DAY.fullmatch(text):
        year, month, day = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
        if found[1] or int(day) > 12:  # noqa: PLR2004 - a number above 12 is no month
            with suppress(ValueError):
                return f"write {date(int(year), int(month), int(day))}"
    return "write year-month-day, such as 2008-11-25"


def _moment(value: Any) -> datetime:
    """Read a date or a date with a time; one without a zone is in the calendar's."""
    text = checked_line(value)
    moment = None
    if _DAY.match(text):
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
    if moment is None:
        hint = "write 2026-11-24 or 2026-11-24 09:30"
        raise fault("date", f"“{shown(text)}” is not a moment", hint)
    _check_year(moment)
    return moment


def _domain(value: Any) -> str:
    text = checked_line(value)
    if len(text) > DOMAIN_LENGTH or not _DOMAIN.fullmatch(text):
        hint = "write a name like events.example.org, in small letters, without http://"
        raise fault("domain", f"“{shown(text)}” is not a domain name", hint)
    return text


def _timezone(value: Any) -> str:
    text = checked_line(value)
    if _timezones_by_lower_case().get(text.lower()) != text:
        hint = nearest_timezone(text) or "write a name such as Europe/Zurich"
        raise fault("timezone", f"there is no time zone “{shown(text)}”", hint)
    return text


@cache
def _timezones_by_lower_case() -> dict[str, str]:
    return {name.lower(): name for name in sorted(available_timezones() - _NO_PLACES)}


def nearest_timezone(text: str) -> str:
    """Propose a time zone: by its name in any case, its city, or a likeness to either.

    "CEST" is not like "EST", nor "GMT+1" like "Etc/GMT+1", which is an hour behind GMT: only
    places are proposed for their likeness.
    """
    names = _timezones_by_lower_case()
    wanted = text.lower().replace(" ", "_")
    places = [lower for lower in names if "/" in lower and not lower.startswith("etc/")]
    cities = {lower.rpartition("/")[2]: lower for lower in places}
    close = [wanted] if wanted in names else get_close_matches(wanted, [*places, *cities], 1, 0.8)
    if not close:
        return ""
    return f"did you mean `{names[cities.get(close[0], close[0])]}`?"


def _language(value: Any) -> str:
    text = checked_line(value)
    try:
        known = _LANGUAGE.fullmatch(text) and wording.locale(text)
    except (ValueError, UnknownLocaleError):
        known = None
    if not known:
        hint = "write a tag such as en, en-GB, fr or es"
        raise fault("language", f"there is no language “{shown(text)}”", hint)
    return text


def _url(value: Any) -> str:
    text = checked_line(value)
    if not is_web_address(text):
        hint = "write the whole address, such as https://example.org/events"
        raise fault("url", f"“{shown(text)}” is not a web address", hint)
    return text


def _base_url(value: Any) -> str:
    text = _url(value)
    if "?" in text or "#" in text:
        message = f"“{shown(text)}” cannot be continued with /events.ics and the like"
        raise fault("url", message, "leave out the “?” or “#” and all that follows")
    return text


def is_web_address(text: str) -> bool:
    """Tell whether a text is the whole address of something on the web."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return False
    is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return is_whole and not _NOT_IN_URLS.search(text)


def _color(value: Any) -> str:
    text = checked_line(value).lower()
    known = webcolors.names("css3")
    if text not in known:
        hint = nearest(text, known) or "write a CSS colour name such as teal or steelblue"
        raise fault("color", f"there is no colour “{shown(text)}”", hint)
    return text


def in_utc(moment: datetime, timezone: str) -> datetime:
    """Place a moment in UTC; one without a zone of its own is in the given one."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    return moment.astimezone(UTC).replace(microsecond=0)


Line = Annotated[str, BeforeValidator(checked_line, json_schema_input_type=str)]
Prose = Annotated[str, BeforeValidator(_prose, json_schema_input_type=str)]
Slug = Annotated[str, BeforeValidator(_slug, json_schema_input_type=str)]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=str)]
Moment = Annotated[datetime, BeforeValidator(_moment, json_schema_input_type=str)]
Domain = Annotated[str, BeforeValidator(_domain, json_schema_input_type=str)]
Timezone = Annotated[str, BeforeValidator(_timezone, json_schema_input_type=str)]
Language = Annotated[str, BeforeValidator(_language, json_schema_input_type=str)]
Url = Annotated[str, BeforeValidator(_url, json_schema_input_type=str)]
BaseUrl = Annotated[str, BeforeValidator(_base_url, json_schema_input_type=str)]
Color = Annotated[str, BeforeValidator(_color, json_schema_input_type=str)]
