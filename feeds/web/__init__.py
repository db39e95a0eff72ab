"""The publication over HTTP: Flask routes, pages, and the answers to what is asked wrongly.

Only this package knows Flask. A route reads the address, asks the publication for a document,
and delivers it; the Host header is never used.
"""

from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException

from feeds.problems import Problem
from feeds.publication import Publication
from feeds.selection import Refusal
from feeds.web import (
    catalogue,
    choosing,
    embed_script,
    embedding,
    feeds,
    health,
    oembed,
    pages,
    subscribe,
)
from feeds.web.current import current_snapshot, current_state, keep_publication
from feeds.web.delivery import explain, fail, redirect_to, refuse
from feeds.web.feeds import UnknownFormat
from feeds.web.finished import Finished
from feeds.web.prefixes import Prefixes, is_in_no_language, right_language
from feeds.web.spellings import right_spelling
from feeds.web.static_files import StaticFiles, static_blueprint
from feeds.web.templating import set_up_templates

__all__ = ["Finished", "create_app", "finished_of"]


def create_app(
    publication: Publication, *, preview: bool = False, templates: Path | None = None
) -> Flask:
    """Make the application for a publication.

    With ``preview``, pages tell an editor what is wrong with the list. ``templates`` is a folder
    whose templates, and files in its folder ``static``, take the place of those of the program.
    """
    app = Flask("feeds.web", static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.url_map.strict_slashes = False
    keep_publication(app.config, publication)
    files = StaticFiles(templates / "static" if templates else None)
    app.register_blueprint(feeds.blueprint)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(embedding.blueprint)
    app.register_blueprint(oembed.blueprint)
    app.register_blueprint(embed_script.blueprint)
    app.register_blueprint(subscribe.blueprint)
    app.register_blueprint(choosing.blueprint)
    app.register_blueprint(catalogue.blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(static_blueprint(files))
    set_up_templates(app, files, templates)
    app.jinja_env.globals["preview_problems"] = _preview_problems if preview else tuple
    app.before_request(_correct_spelling)
    app.register_error_handler(
        UnknownFormat, lambda refusal: explain(HTTPStatus.NOT_FOUND, refusal)
    )
    app.register_error_handler(Refusal, refuse)
    app.register_error_handler(HTTPException, fail)
    served = Prefixes(
        app.wsgi_app,
        lambda: publication.snapshot.site.root,
        lambda: publication.snapshot.languages[1:],
    )
    app.wsgi_app = Finished(served, publication)  # type: ignore[method-assign]  # as Flask means it
    return app


def finished_of(app: Flask) -> Finished:
    """Return what stands in front of an application.

    Raises:
        TypeError: `create_app` did not make it.
    """
    finished: object = app.wsgi_app
    if not isinstance(finished, Finished):
        raise TypeError(finished)
    return finished


def _correct_spelling() -> Response | None:
    """Redirect a near miss before it can fail."""
    if not request.script_root:
        named = right_language(request.path, current_snapshot().languages)
        if named:
            return redirect_to(named)
    elif is_in_no_language(request.path):
        abort(HTTPStatus.NOT_FOUND)
    spelled = right_spelling(request.path)
    return redirect_to(spelled) if spelled else None


def _preview_problems() -> tuple[Problem, ...]:
    return current_state().health.problems
