"""Entries → bytes: a format is an item renderer and an envelope around the items.

A feed is the envelope's head, the items of its entries, and the envelope's tail; so an item
is rendered once and is the same bytes in every feed that holds it. Formats know the model
and nothing of HTTP, selections or files, and no clock: the same entry gives the same bytes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from feeds.formats import atom, csv, ics, jsonfeed, rss
from feeds.formats.content import item_of, notice_of
from feeds.formats.envelope import Envelope
from feeds.formats.ics import render_single
from feeds.model import NO_WISHES, Change, Entry, Wishes
from feeds.wording import Phrase, phrase

__all__ = ["FORMATS", "Envelope", "Format", "holds_everything", "render_single"]


def holds_everything(_entry: Entry, _wishes: Wishes) -> bool:
    """Tell that a format has any entry."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: its names, how it is rendered, what of a selection it can express.

    ``extension`` ends its addresses. ``order`` is how entries stand unasked (a plain list of
    days, or news first); ``presentation`` are the parameters of presentation that it takes,
    and ``otherwise`` says what to use in their place. ``is_paged`` feeds come in pages.
    ``render_notice`` tells a change as an item of its own. ``heed`` leaves of a reader's wishes
    those that make an entry's item another, so that it is rendered once for all the others.
    ``holds`` tells whether it has an entry at all, for which of all wishes only ``tbc`` counts;
    ``zone_of`` names the time zone that an entry's times are written in, and ``render_envelope``
    gets those of all its entries. One that ``tells_coming`` names the next dates of a series.
    """

    extension: str
    label: str
    media_type: str
    render_item: Callable[[Entry, Wishes], bytes]
    render_envelope: Callable[[Envelope, Iterable[str]], tuple[bytes, bytes]]
    render_notice: Callable[[Entry, Change], bytes] | None = None
    heed: Callable[[Entry, Wishes], Wishes] = lambda _entry, _wishes: NO_WISHES
    holds: Callable[[Entry, Wishes], bool] = holds_everything
    zone_of: Callable[[Entry], str | None] | None = None
    tells_coming: bool = True
    separator: bytes = b""
    order: Literal["start", "updated"] = "updated"
    presentation: frozenset[str] = frozenset({"order", "limit", "page", "notices"})
    otherwise: Phrase | None = None
    is_paged: bool = True


FORMATS: dict[str, Format] = {
    "ics": Format(
        extension="ics",
        label="iCalendar",
        media_type="text/calendar; charset=utf-8",
        render_item=ics.render_item,
        render_envelope=ics.render_envelope,
        heed=ics.heed,
        holds=ics.holds,
        zone_of=ics.zone_of,
        tells_coming=False,
        order="start",
        presentation=frozenset({"cancelled", "alarm", "busy", "tbc"}),
        otherwise=phrase(
            "A calendar holds all its events; choose a span of days with “from” and “to”."
        ),
        is_paged=False,
    ),
    "rss": Format(
        extension="rss",
        label="RSS",
        media_type=f"{rss.MEDIA_TYPE}; charset=utf-8",
        render_item=lambda entry, _wishes: rss.render(item_of(entry)),
        render_envelope=rss.render_envelope,
        render_notice=lambda entry, change: rss.render(notice_of(entry, change)),
        separator=b"\n",
    ),
    "atom": Format(
        extension="atom",
        label="Atom",
        media_type=f"{atom.MEDIA_TYPE}; charset=utf-8",
        render_item=lambda entry, _wishes: atom.render(item_of(entry)),
        render_envelope=atom.render_envelope,
        render_notice=lambda entry, change: atom.render(notice_of(entry, change)),
        separator=b"\n",
    ),
    "json": Format(
        extension="json",
        label="JSON Feed",
        media_type=jsonfeed.MEDIA_TYPE,
        render_item=lambda entry, _wishes: jsonfeed.render(item_of(entry)),
        render_envelope=jsonfeed.render_envelope,
        render_notice=lambda entry, change: jsonfeed.render(notice_of(entry, change)),
        separator=b",\n",
    ),
    "csv": Format(
        extension="csv",
        label="CSV",
        media_type="text/csv; charset=utf-8; header=present",
        render_item=lambda entry, _wishes: csv.render_item(entry),
        tells_coming=False,
        render_envelope=csv.render_envelope,
        order="start",
        presentation=frozenset({"order", "limit"}),
        otherwise=phrase("A table holds all its rows; choose fewer with “limit”."),
        is_paged=False,
    ),
}
"""Every format, by the extension of its addresses."""
