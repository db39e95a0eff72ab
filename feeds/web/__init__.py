"""The publication over HTTP: Flask routes, pages, and the answers to what is asked wrongly.

Only this package knows Flask. A route reads the address, asks the publication for a document,
and delivers it; the Host header is never used.
"""

from datetime import datetime
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from feeds import wording
from feeds.formats import content
from feeds.model import Entry, Facts
from feeds.problems import Problem
from feeds.publication import Publication
from feeds.selection import Choice, Refusal, Selection, address
from feeds.web import feeds, health, pages
from feeds.web.current import current_snapshot, current_state, keep_publication
from feeds.web.delivery import explain, fail, redirect_to, refuse
from feeds.web.feeds import UnknownFormat
from feeds.web.language import current_language, set_up_translation
from feeds.web.spellings import right_spelling
from feeds.web.static_files import read_static_files, static_blueprint

__all__ = ["create_app"]


def create_app(publication: Publication, *, preview: bool = False) -> Flask:
    """Make the application for a publication.

    With ``preview``, pages tell an editor what is wrong with the list.
    """
    app = Flask("feeds.web", static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.url_map.strict_slashes = False
    keep_publication(app.config, publication)
    files = read_static_files()
    app.register_blueprint(feeds.blueprint)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(static_blueprint(files))
    _set_up_templates(app, {name: file.mark for name, file in files.items()})
    app.jinja_env.globals["preview_problems"] = _preview_problems if preview else tuple
    app.before_request(_correct_spelling)
    app.register_error_handler(
        UnknownFormat, lambda refusal: explain(HTTPStatus.NOT_FOUND, refusal)
    )
    app.register_error_handler(Refusal, refuse)
    app.register_error_handler(HTTPException, fail)
    return app


def _correct_spelling() -> Response | None:
    """Redirect a near miss before it can fail."""
    spelled = right_spelling(request.path)
    return redirect_to(spelled) if spelled else None


def _set_up_templates(app: Flask, marks: dict[str, str]) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    set_up_translation(app)
    app.jinja_env.globals |= {
        "mark_of": marks.__getitem__,
        "days": _days,
        "term_address": _term_address,
        "title_of": content.title_of,
        "news_of": content.news_of,
        "days_of": _days_of,
        "day_of": _day_of,
    }
    app.jinja_env.filters["ucfirst"] = _ucfirst


def _days(entry: Entry) -> str:
    return wording.days(entry.event.start, entry.event.end, entry.language)


def _days_of(facts: Facts) -> str:
    return wording.days(facts.start, facts.end, current_language())


def _day_of(moment: datetime) -> str:
    snapshot = current_snapshot()
    day = snapshot.today(moment)
    return wording.days(day, day, current_language())


def _preview_problems() -> tuple[Problem, ...]:
    return current_state().health.problems


def _ucfirst(text: str) -> str:
    """Begin a heading with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def _term_address(parameter: str, slug: str) -> str:
    return address(Selection().choosing(parameter, Choice((slug,))))
