"""The kinds of values an event list is written with, each checked and told in plain words."""

import re
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any

import webcolors
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from feeds import colors, wording
from feeds.reading import written
from feeds.reading.source import shown
from feeds.timezones import zone_names
from feeds.urls import is_web_address, names_user
from feeds.words import words_of

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 64
DOMAIN_LENGTH = 178
"""Octets; with the longest id, an @ and the ".2026-08-11" of an occurrence (R40) a UID stays under
255 (RFC 7986 §5.3)."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_SPACES = re.compile("[ \\t\\r\\n]+")  # a no-break space is meant
_DOMAIN_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"{_DOMAIN_LABEL}(?:\.{_DOMAIN_LABEL})+")


def fault(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """Make the error that a validator raises: its code, what is wrong, how to put it right."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """Return "did you mean `…`?" with the known word most like this one, or nothing."""
    close = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else ""


def checked_text(value: Any) -> str:
    """Return a value that is a text, with something in it."""
    if not isinstance(value, str):
        kind, hint = _NO_TEXTS[type(value)]
        raise fault("type", f"{kind} stands where text is needed", hint)
    if found := _CONTROL.search(value):
        raise fault(
            "control-character",
            f"the text holds an invisible control character (U+{ord(found[0]):04X})",
            "delete it",
        )
    if not value.strip():
        raise fault("empty", "the text is empty", "write it, or leave the key out")
    return value


_NO_TEXTS = {
    list: ("a list", "write one text; put quotes around one that begins with a bracket"),
    dict: ("a group of keys", "write one text; put quotes around one that holds a brace or “: ”"),
    type(None): ("nothing", "write the text, or remove the empty entry"),
}


def checked_line(value: Any) -> str:
    """Return a value that is a text, on one line, without any blanks around it."""
    return " ".join(_SPACES.split(checked_text(value).strip()))


def _prose(value: Any) -> str:
    return prose(checked_text(value))


def prose(text: str) -> str:
    """Return a text of one or more lines without what cannot be seen at their ends."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _slug(value: Any) -> str:
    text = checked_text(value)
    if len(text) > SLUG_LENGTH or not SLUG.fullmatch(text):
        proposal = _slug_like(text)
        hint = f"write `{proposal}`" if proposal else "write something like `autumn-meeting`"
        rule = f"small letters, digits and single hyphens, {SLUG_LENGTH} at most"
        raise fault("slug", f"“{shown(text)}” cannot be an id ({rule})", hint)
    return text


def _slug_like(text: str) -> str:
    """Propose the id that a text was most likely meant to be: "Genève 2008" → "geneve-2008"."""
    return re.sub("[^a-z0-9-]", "", "-".join(words_of(text)))[:SLUG_LENGTH].strip("-")


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
    return {name.lower(): name for name in zone_names()}


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
    if not wording.is_language(text):
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
    if names_user(text):
        raise fault("url", f"“{shown(text)}” names a user", "leave out all up to the “@”")
    return text


def _color(value: Any) -> str:
    text = checked_line(value).lower()
    known = webcolors.names("css3")
    if text not in known:
        hint = nearest(text, known) or "write a CSS colour name such as teal or steelblue"
        raise fault("color", f"there is no colour “{shown(text)}”", hint)
    return text


def _page_color(value: Any, scheme: str) -> str:
    text = checked_line(value).lower()
    if not _HEX_COLOR.fullmatch(text):
        hint = 'write six digits such as "#1f5582", in quotes'
        raise fault("color", f"“{shown(text)}” is not a colour", hint)
    right = colors.readable(text, scheme)
    if right != text:
        raise fault(
            "contrast",
            f"`{text}` is too {'bright' if scheme == 'light' else 'dark'} to be read on"
            f" {scheme} paper",
            f'write "{right}", or another that differs more from the paper',
        )
    return text


_HEX_COLOR = re.compile("#[0-9a-f]{6}")


def _light_color(value: Any) -> str:
    return _page_color(value, "light")


def _dark_color(value: Any) -> str:
    return _page_color(value, "dark")


def _own_url(value: Any) -> str:
    """Read the address of a file on the web, or of one of this site's own."""
    text = checked_line(value)
    return text if _OWN_FILE.fullmatch(text) else _url(text)


_OWN_FILE = re.compile(r"/static/[A-Za-z0-9][A-Za-z0-9._-]*")


def _geo(value: Any) -> tuple[str, str]:
    """Read a point: degrees north and degrees east, in a text or as a list of two."""
    parts = value if isinstance(value, list) else re.split(r"\s*[,;]\s*|\s+", checked_line(value))
    texts = [checked_line(part) for part in parts]
    if len(texts) != 2 or not all(map(_DEGREES.fullmatch, texts)):  # noqa: PLR2004 - two degrees
        shown_text = shown(value if isinstance(value, str) else ", ".join(texts))
        hint = 'write degrees north and east, such as "46.2276, 6.1394", in quotes'
        raise fault("geo", f"“{shown_text}” is not a point on a map", hint)
    for text, most in zip(texts, (90, 180), strict=True):
        if abs(float(text)) > most:
            raise fault("geo", f"{text} degrees is off the map", "write north first, then east")
    return texts[0], texts[1]


_DEGREES = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,6})?", re.ASCII)  # six decimals at most (R41)


def _email(value: Any) -> str:
    text = checked_line(value)
    if not is_email(text):
        hint = "write an address such as info@example.org"
        raise fault("email", f"“{shown(text)}” is not an email address", hint)
    return text


def is_email(text: str) -> bool:
    """Tell whether a text looks like an address for mail; only sending to it would show more."""
    return bool(_EMAIL.fullmatch(text))


_EMAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:.]+(?:\.[^\s@<>,;:.]+)+")


Line = Annotated[str, BeforeValidator(checked_line, json_schema_input_type=written.TEXT)]
Prose = Annotated[str, BeforeValidator(_prose, json_schema_input_type=written.TEXT)]
Slug = Annotated[str, BeforeValidator(_slug, json_schema_input_type=written.SLUG)]
SlugKey = Annotated[str, BeforeValidator(_slug, json_schema_input_type=written.NAME)]
TermName = Annotated[str, BeforeValidator(checked_line, json_schema_input_type=written.TERM)]
Geo = Annotated[tuple[str, str], BeforeValidator(_geo, json_schema_input_type=written.GEO)]
Email = Annotated[str, BeforeValidator(_email, json_schema_input_type=written.EMAIL)]
Domain = Annotated[str, BeforeValidator(_domain, json_schema_input_type=written.DOMAIN)]
Timezone = Annotated[str, BeforeValidator(_timezone, json_schema_input_type=written.TIMEZONE)]
Language = Annotated[str, BeforeValidator(_language, json_schema_input_type=written.LANGUAGE)]
Url = Annotated[str, BeforeValidator(_url, json_schema_input_type=written.URL)]
BaseUrl = Annotated[str, BeforeValidator(_base_url, json_schema_input_type=written.URL)]
OwnUrl = Annotated[str, BeforeValidator(_own_url, json_schema_input_type=written.OWN_URL)]
LightColor = Annotated[str, BeforeValidator(_light_color, json_schema_input_type=written.HEX_COLOR)]
DarkColor = Annotated[str, BeforeValidator(_dark_color, json_schema_input_type=written.HEX_COLOR)]
Color = Annotated[str, BeforeValidator(_color, json_schema_input_type=written.COLOR)]
