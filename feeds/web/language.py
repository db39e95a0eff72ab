"""The words of the pages, in the language of the list that the current request is about."""

from flask import Flask

from feeds import wording
from feeds.model import Role, Status
from feeds.web.current import current_snapshot


def current_language() -> str:
    """Return the language that the current request is answered in, as a tag."""
    return current_snapshot().calendar.language


def told(phrase: wording.Phrase) -> str:
    """Tell a phrase in the language of the current request."""
    return phrase.in_language(current_language())


def set_up_translation(app: Flask) -> None:
    """Let templates speak: `_`, `{% trans %}`, and the names of roles and statuses."""
    environment = app.jinja_env
    environment.policies["ext.i18n.trimmed"] = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        _gettext, _ngettext, newstyle=True, pgettext=_pgettext, npgettext=_npgettext
    )
    environment.globals |= {"role_name": _role_name, "status_name": _status_name}
    environment.filters["told"] = told


def _gettext(text: str) -> str:
    return wording.translation(current_language()).gettext(text)


def _ngettext(one: str, many: str, count: int) -> str:
    return wording.translation(current_language()).ngettext(one, many, count)


def _pgettext(context: str, text: str) -> str:
    return wording.translation(current_language()).pgettext(context, text)


def _npgettext(context: str, one: str, many: str, count: int) -> str:
    return wording.translation(current_language()).npgettext(context, one, many, count)


def _role_name(role: Role, count: int) -> str:
    return wording.role_name(role, count, current_language())


def _status_name(status: Status) -> str:
    return wording.status_name(status, current_language())
