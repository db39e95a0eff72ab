"""Names as they are told: of roles and statuses, in rows, in quotation marks, before a colon."""

import re
from collections.abc import Iterable
from typing import Literal

from babel import Locale
from babel.lists import format_list

from feeds.model import Role, Status
from feeds.wording.catalogues import translation
from feeds.wording.locales import locale

_STYLES: dict[str, Literal["standard", "or"]] = {"and": "standard", "or": "or"}
_BEFORE_ITS_LIKE = (
    (" y ", " e ", re.compile("(?:<[^>]*>)?(?:[ií]|h[ií](?![ae]))", re.IGNORECASE)),
    (" o ", " u ", re.compile("(?:<[^>]*>)?h?[oó]", re.IGNORECASE)),
)
"""Spanish "and" and "or", what they become before their own sound, and what begins with it.

That may be a link, and so begin with a tag of HTML.
"""


def listed(names: Iterable[str], language: str, joint: Literal["and", "or"] = "and") -> str:
    """Write names in a row: "A, B and C", or "A, B or C"."""
    row, spoken = list(names), locale(language)
    text = format_list(row, style=_STYLES[joint], locale=spoken)
    return _in_spanish(text, row[-1]) if spoken.language == "es" and row else text


def _in_spanish(text: str, last: str) -> str:
    for joint, instead, sound in _BEFORE_ITS_LIKE:
        if sound.match(last) and text.endswith(joint + last):
            return text.removesuffix(joint + last) + instead + last
    return text


def quoted(text: str, language: str) -> str:
    """Write a text in quotation marks: "“A”", "« A »"."""
    return translation(language).gettext("“{text}”").format(text=text)


def labelled(label: str, text: str, language: str) -> str:
    """Write what something is before it: "Cancelled: A", "Host: B"."""
    return translation(language).gettext("{label}: {text}").format(label=label, text=text)


def role_name(role: Role, count: int, language: str) -> str:
    """Name those who have a role at an event: "Organiser", or "Organisers"."""
    ngettext = translation(language).ngettext
    names: dict[Role, str] = {
        "organisers": ngettext("Organiser", "Organisers", count),
        "hosts": ngettext("Host", "Hosts", count),
        "sponsors": ngettext("Sponsor", "Sponsors", count),
        "funders": ngettext("Funder", "Funders", count),
        "partners": ngettext("Partner", "Partners", count),
    }
    return names[role]


def status_name(status: Status, language: str) -> str:
    """Name a status as it stands before a title: "Cancelled"."""
    _ = translation(language).gettext
    names: dict[Status, str] = {
        "confirmed": _("Confirmed"),
        "tentative": _("Tentative"),
        "postponed": _("Postponed"),
        "cancelled": _("Cancelled"),
    }
    return names[status]


def language_name(language: str) -> str:
    """Return what a language is called in itself: "English", "français"."""
    return Locale.parse(language, sep="-").get_display_name() or language


def as_sentence(text: str) -> str:
    """Begin a text with a capital, as a sentence does, and leave the rest as it is."""
    return text[:1].upper() + text[1:]
