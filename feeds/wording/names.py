"""Names as they are told: of roles and statuses, in rows, in quotation marks, before a colon."""

from collections.abc import Iterable
from typing import Literal

from babel.lists import format_list

from feeds.model import Role, Status
from feeds.wording.catalogues import translation
from feeds.wording.locales import locale

_STYLES: dict[str, Literal["standard", "or"]] = {"and": "standard", "or": "or"}


def listed(names: Iterable[str], language: str, joint: Literal["and", "or"] = "and") -> str:
    """Write names in a row: "A, B and C", or "A, B or C"."""
    return format_list(list(names), style=_STYLES[joint], locale=locale(language))


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
