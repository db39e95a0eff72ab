"""oEmbed 1.0: a program that was given a link of this site asks what to show in its place.

WordPress and many others do so for a link that somebody pastes. The answer is always a frame,
as bare as can be, since that is all that they let through.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from flask import Blueprint, Response

from feeds.publication import ANYWHERE, Snapshot
from feeds.selection import Refusal
from feeds.web.current import asked_query, now
from feeds.web.delivery import deliver
from feeds.web.embeds import (
    DEFAULT_LIMIT,
    embed_address,
    height_of,
    split_scheme,
    title_of_embed,
    whole,
    with_scheme,
)
from feeds.web.language import told
from feeds.web.links import Linked, read_link
from feeds.web.snippets import iframe_of
from feeds.wording import Phrase, phrase

blueprint = Blueprint("oembed", __name__)

WIDTH = 600
"""Pixels, where no less is asked for."""
CACHE_AGE = 3600
"""Seconds that a program may keep an answer."""
_PIXELS = re.compile("[0-9]{1,5}")
Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is shown in place of a link: where it is, its name, its height, since when it is so."""

    address: str
    title: str
    height: int
    last_modified: datetime


class Unanswerable(Refusal):
    """A question that oEmbed has a status for (§2.3.4)."""

    def __init__(self, status: HTTPStatus, told: Phrase) -> None:
        super().__init__(told)
        self.status = status


@blueprint.get("/oembed")
def oembed() -> Response:
    """Say what to show in place of a link."""
    try:
        return _answer(dict(parse_qsl(asked_query())))
    except Unanswerable as refusal:
        return _plain(refusal.status, refusal)
    except Refusal as refusal:
        return _plain(HTTPStatus.NOT_FOUND, refusal)


def _answer(asked: Mapping[str, str]) -> Response:
    form = asked.get("format", "json")
    if form not in _FORMS:
        raise Unanswerable(
            HTTPStatus.NOT_IMPLEMENTED, phrase("There is no format “{name}”.", name=form[:20])
        )
    media_type, written = _FORMS[form]
    width = _pixels("maxwidth", asked) or WIDTH
    height = _pixels("maxheight", asked)
    if not asked.get("url"):
        raise Unanswerable(HTTPStatus.BAD_REQUEST, phrase("“url” must be a link to this site."))
    linked, scheme = _linked(asked["url"])
    frame = _frame_of(linked, scheme, now())
    facts = _facts(
        linked.snapshot, frame, min(width, WIDTH), min(height or frame.height, frame.height)
    )
    return deliver(
        linked.snapshot.document(written(facts), media_type, frame.last_modified, *ANYWHERE)
    )


def _pixels(name: str, asked: Mapping[str, str]) -> int | None:
    value = asked.get(name)
    if not value:
        return None
    if not _PIXELS.fullmatch(value) or not int(value):
        told = phrase("“{name}={value}” is not a number of pixels.", name=name, value=value[:20])
        raise Unanswerable(HTTPStatus.BAD_REQUEST, told)
    return int(value)


def _linked(url: str) -> tuple[Linked, str]:
    """Read a link to a page; what only the look of a frame depends on stands apart."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Refusal(phrase("This is not a link to this site.")) from None
    asked, scheme = split_scheme(parts.query)
    linked = read_link(urlunsplit(parts._replace(query=asked, fragment="")))
    if linked.extension:
        raise Refusal(phrase("This link leads to a feed, not to a page."))
    return linked, scheme


def _frame_of(linked: Linked, scheme: str, now: datetime) -> Frame:
    snapshot, entry = linked.snapshot, linked.entry
    if entry:
        return Frame(
            address=snapshot.url(with_scheme(f"/embed/event/{entry.event.id}", scheme)),
            title=entry.event.title,
            height=height_of(1),
            last_modified=snapshot.event_modified(entry, now),
        )
    selection = linked.selection
    order = snapshot.terms(None).order
    count = len(snapshot.select(whole(selection), now, order))
    return Frame(
        address=snapshot.url(with_scheme(embed_address(selection), scheme)),
        title=title_of_embed(snapshot, selection),
        height=height_of(min(count, selection.limit or DEFAULT_LIMIT)),
        last_modified=snapshot.page_modified(selection, now),
    )


def _facts(snapshot: Snapshot, frame: Frame, width: int, height: int) -> Facts:
    """Return the parameters of an answer (§2.3.4, "rich")."""
    return {
        "type": "rich",
        "version": "1.0",
        "title": frame.title,
        "provider_name": snapshot.calendar.title,
        "provider_url": snapshot.url("/"),
        "cache_age": CACHE_AGE,
        "html": iframe_of(frame.address, frame.title, str(width), height),
        "width": width,
        "height": height,
    }


def _as_json(facts: Facts) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode() + b"\n"


def _as_xml(facts: Facts) -> bytes:
    from lxml import etree

    root = etree.Element("oembed")
    for name, value in facts.items():
        etree.SubElement(root, name).text = str(value)
    document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, standalone=True)
    return document + b"\n"


_FORMS: dict[str, tuple[str, Callable[[Facts], bytes]]] = {
    "json": ("application/json", _as_json),
    "xml": ("text/xml; charset=utf-8", _as_xml),
}


def _plain(status: HTTPStatus, refusal: Refusal) -> Response:
    response = Response(
        f"{told(refusal.phrase)}\n", status, content_type="text/plain; charset=utf-8"
    )
    response.headers.update(dict(ANYWHERE))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
