"""What templates can say: dates, facts, links in the language of the request."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from markupsafe import Markup

from feeds import markdown, wording
from feeds.formats import content
from feeds.formats.facts import facts_of
from feeds.model import Facts, Image
from feeds.problems import TemplateFault
from feeds.schedule import Unsettled, When, plain_when
from feeds.selection import Choice, Selection, address
from feeds.web.current import current_snapshot
from feeds.web.language import current_language, set_up_translation
from feeds.web.programs import ADVICE, CALENDARS, LOOKS_OF_READERS, READERS
from feeds.web.static_files import StaticFiles


def set_up_templates(app: Flask, files: StaticFiles, own: Path | None) -> None:
    """Hand to templates what they say, and where the files are that they use.

    Those of an organisation's ``own`` folder come first; as "feeds/list.html" they can build upon
    the program's.

    Raises:
        TemplateFault: One of them cannot be used.
    """
    program = FileSystemLoader(Path(__file__).parent / "templates")
    folders = [FileSystemLoader(own)] if own else []
    app.jinja_loader = ChoiceLoader([*folders, program, PrefixLoader({"feeds": program})])
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    set_up_translation(app)
    app.jinja_env.globals |= _names(files)
    app.jinja_env.filters["ucfirst"] = wording.as_sentence
    if own:
        _compile(app.jinja_env, own)


def _names(files: StaticFiles) -> dict[str, Any]:
    """Return what templates can say, by the names they have there."""
    return {
        "mark_of": files.mark_of,
        "static": lambda name: f"{current_snapshot().site.root}{files.path_of(name)}",
        "picture": _picture,
        "icon": lambda: files.icon_at(current_snapshot().site.root),
        "path": lambda path: current_snapshot().path(path),
        "term_address": _term_address,
        "alternates": alternates_of,
        "coming_of": content.coming_of,
        "days": content.dates_of,
        "days_of": _days_of,
        "day_of": _day_of,
        "machine_date": _machine_date,
        "machine_end": _machine_end,
        "open_graph_locale": wording.open_graph_locale,
        "facts_of": facts_of,
        "has_file": content.has_file,
        "html_of": _described,
        "news_of": content.news_of,
        "title_of": content.title_of,
        "direction": lambda: wording.direction(current_language()),
        "programs": CALENDARS,
        "advice": ADVICE,
        "readers": READERS,
        "looks_of_readers": LOOKS_OF_READERS,
    }


def _compile(environment: Environment, folder: Path) -> None:
    """Compile all templates of a folder: so what is wrong with one is told at once, by no page."""
    from jinja2.meta import find_referenced_templates

    for path in sorted(folder.rglob("*.html")):
        try:
            tree = environment.parse(path.read_text("utf-8"), filename=str(path))
            environment.get_template(path.relative_to(folder).as_posix())
            for name in filter(None, find_referenced_templates(tree)):
                environment.get_template(name)
        except TemplateSyntaxError as error:
            raise TemplateFault(f"{error.filename}:{error.lineno}: {error.message}") from error
        except TemplateNotFound as error:
            raise TemplateFault(f"{path}: there is no template “{error.name}”") from error
        except UnicodeDecodeError as error:
            raise TemplateFault(f"{path}: this is not UTF-8 text") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """A page in one of the list's languages: the language, its own name, addresses."""

    language: str
    name: str
    url: str
    path: str


def alternates_of(here: str | Undefined) -> tuple[Alternate, ...]:
    """Return the page of a path in each of the list's languages, where there are several."""
    snapshot = current_snapshot()
    if len(snapshot.languages) == 1 or isinstance(here, Undefined):
        return ()
    return tuple(
        Alternate(
            language=language,
            name=wording.language_name(language),
            url=snapshot.url_in(language, here),
            path=snapshot.path_in(language, here),
        )
        for language in snapshot.languages
    )


def _term_address(parameter: str, slug: str) -> str:
    return current_snapshot().path(address(Selection().choosing(parameter, Choice((slug,)))))


def _picture(image: Image) -> str:
    """Return the address of a picture, which may be a file of the organisation's own."""
    root = current_snapshot().site.root
    return f"{root}{image.url}" if image.url.startswith("/") else image.url


def _days_of(facts: Facts) -> str:
    return wording.dates(facts.when, facts.repeat, current_language())


def _day_of(moment: datetime) -> str:
    day = current_snapshot().day_of(moment)
    return wording.days(day, day, current_language())


def _described(text: str) -> Markup:
    """Return a description as HTML, with headings that follow the page's own level by level.

    Its highest are `h2`, beside those of the page; none skips a level that its editor left out.
    """
    within: list[str] = []  # the levels, as they are written, of a heading and what it stands under

    def placed(heading: re.Match[str]) -> str:
        while within and within[-1] >= heading[1]:
            within.pop()
        within.append(heading[1])
        level = len(within) + 1
        return f"<h{level}>{heading[2]}</h{level}>"

    return Markup(_HEADING.sub(placed, markdown.html_of(text)))  # noqa: S704 - levels alone change


_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)


def _machine_date(when: When) -> str:
    """Return a date for the `datetime` of a `time` element; nothing where there is none."""
    return "" if when == Unsettled() else plain_when(when)["start"]


def _machine_end(when: When) -> str:
    """Return the last day, or the time it ends; nothing where that is not settled."""
    return plain_when(when).get("end", "")
