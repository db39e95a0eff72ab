"""The page that explains how to follow a selection, and what a pasted link means."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from flask import Blueprint, Response
from markupsafe import Markup

from feeds import wording
from feeds.model import ALARMS, Entry, Wishes
from feeds.publication import Snapshot
from feeds.selection import VIEW, Refusal, Selection, joined, parse_query, query, split_query
from feeds.selection.parameters import WISHES
from feeds.web.current import asked_query, current_snapshot, now
from feeds.web.links import every_term, read_link
from feeds.web.pages import PageFacts, page_of
from feeds.web.snippets import snippets_of
from feeds.wording import Phrase, phrase

blueprint = Blueprint("subscribing", __name__)

PASTED = "link"
"""The parameter that holds a link to be explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A link that somebody pasted: what is wrong with it, or the one event that it leads to."""

    text: str
    problem: Refusal | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WishForm:
    """The reader's wishes as a form: what is chosen, what there is, and what it keeps."""

    chosen: Wishes
    alarms: tuple[tuple[str, str], ...]
    cancelled: tuple[tuple[str, Phrase], ...]
    hidden: tuple[tuple[str, str], ...]


@blueprint.get("/subscribe")
def subscribe_page() -> Response:
    """Explain how to follow a selection."""
    snapshot, moment = current_snapshot(), now()
    pasted, asked = _asked()
    selection = replace(asked, page=1)
    here = joined("/subscribe", query(selection))
    facts = PageFacts(
        here=here,
        last_modified=snapshot.page_modified(selection, moment),
        selection=selection,
        frames=True,
    )
    return page_of(
        snapshot,
        "subscribe.html",
        facts,
        pasted=pasted,
        wishes=_wishes(snapshot, selection),
        code=code_of(snapshot.url(here)),
        snippets=snippets_of(snapshot, selection),
    )


def _asked() -> tuple[Pasted | None, Selection]:
    """Read what is asked for, by a link that was pasted or by the query itself.

    A link that cannot be read means the whole list.
    """
    asked = split_query(asked_query())
    if [name for name, _ in asked] != [PASTED]:
        return None, parse_query(asked_query(), every_term(current_snapshot()))
    text = asked[0][1].strip()
    if not text:
        return None, Selection()
    try:
        linked = read_link(text)
    except Refusal as refusal:
        return Pasted(text=text, problem=refusal), Selection()
    return Pasted(text=text, entry=linked.entry), linked.selection


def code_of(url: str) -> Markup:
    """Return an address as a QR code (ISO/IEC 18004), an SVG image that a page can hold."""
    import segno

    drawn = segno.make(url, error="m", micro=False)
    return Markup(drawn.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None))  # noqa: S704 - made of squares


def _wishes(snapshot: Snapshot, selection: Selection) -> WishForm:
    kept = parse_qsl(query(replace(selection, view=None)))
    view = [(VIEW, selection.view.view.name)] if selection.held_view and selection.view else []
    return WishForm(
        chosen=selection.wishes,
        alarms=tuple(_alarms(snapshot.calendar.language)),
        cancelled=_CANCELLED,
        hidden=(*view, *(pair for pair in kept if pair[0] not in WISHES)),
    )


def _alarms(language: str) -> list[tuple[str, str]]:
    """Return each alarm in words: "1 day before"."""
    from babel.dates import format_timedelta

    before = wording.translation(language).gettext("{time} before")
    locale = wording.locale(language)
    return [
        (text, before.format(time=format_timedelta(-span, threshold=1.5, locale=locale)))
        for text, span in ALARMS.items()
    ]


_CANCELLED: tuple[tuple[str, Phrase], ...] = (
    ("", phrase("marked as cancelled; most apps strike them through")),
    ("show", phrase("shown like any other event, with “Cancelled” before the title")),
    ("drop", phrase("left out")),
)
