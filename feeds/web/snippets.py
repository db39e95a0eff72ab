"""What somebody copies to have a selection on a page of their own, and what that page must allow."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup

from feeds.publication import Snapshot
from feeds.selection import Selection, address
from feeds.web.embed_script import MOVING_PATH, PINNED_PATH, integrity
from feeds.web.embeds import DEFAULT_LIMIT, embed_address, height_of, title_of_embed, whole
from feeds.wording import Phrase, phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A text to copy: what it is called, what it does, and what it needs.

    ``policy`` are the directives that a strict policy of the host must have (CSP3 §6).
    """

    name: Phrase
    what: Phrase
    text: str
    policy: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippets:
    """Every way to have a selection on another page.

    ``preview`` is the path of what the frame holds. ``frame`` needs no script; ``fitted`` is a
    frame as high as its content; ``element`` is of the host page's own style, ``pinned`` the same
    with a script that cannot change; ``link`` is a plain one, and ``pasted`` what WordPress makes
    a frame of.
    """

    preview: str
    frame: Snippet
    fitted: Snippet
    element: Snippet
    pinned: Snippet
    pasted: Snippet
    link: Snippet

    def __iter__(self) -> Iterator[Snippet]:
        """Give each of them, what most people want first."""
        return iter((self.fitted, self.frame, self.element, self.pinned, self.pasted, self.link))


def snippets_of(snapshot: Snapshot, selection: Selection) -> Snippets:
    """Return the texts that put a selection, in the language of the snapshot, on another page."""
    origin, path = origin_of_site(snapshot), embed_address(selection)
    page, title = snapshot.url(address(whole(selection))), title_of_embed(snapshot, selection)
    pinned = f' integrity="{integrity()}" crossorigin="anonymous"'
    link = Markup('<a href="{}">{}</a>').format(page, title)
    frame = iframe_of(snapshot.url(path), title, "100%", _height(snapshot, selection))
    element = Markup("<event-list{}>{}</event-list>").format(_attributes(snapshot, selection), link)
    framing, running, fetching = (
        f"{directive} {origin}" for directive in ("frame-src", "script-src", "connect-src")
    )
    script = partial(_script, snapshot.base_url)
    return Snippets(
        preview=snapshot.path(path),
        frame=_FRAME(text=frame, policy=(framing,)),
        fitted=_FITTED(text=f"{frame}\n{script(MOVING_PATH)}", policy=(framing, running)),
        element=_ELEMENT(text=f"{script(MOVING_PATH)}\n{element}", policy=(running, fetching)),
        pinned=_PINNED(
            text=f"{script(PINNED_PATH, pinned)}\n{element}", policy=(running, fetching)
        ),
        pasted=_PASTED(text=page, policy=(framing,)),
        link=_LINK(text=str(link)),
    )


_FRAME = partial(
    Snippet,
    name=phrase("In a frame"),
    what=phrase("Works on any site, without a script."),
)
_FITTED = partial(
    Snippet,
    name=phrase("In a self-sizing frame"),
    what=phrase("A small script keeps the frame as tall as its content."),
)
_ELEMENT = partial(
    Snippet,
    name=phrase("As part of your page"),
    what=phrase(
        "In your own fonts and colours. Where the script cannot run, a plain link remains."
    ),
)
_PINNED = partial(
    Snippet,
    name=phrase("As part of your page, for strict sites"),
    what=phrase("The same, but browsers refuse the script if it ever changes."),
)
_PASTED = partial(
    Snippet,
    name=phrase("In WordPress and similar"),
    what=phrase("Paste this address on a line of its own: it turns into a frame."),
)
_LINK = partial(
    Snippet,
    name=phrase("As a link"),
    what=phrase("It always leads to the current events."),
)


def iframe_of(address: str, title: str, width: str, height: int) -> str:
    """Return a frame: a bare element, with neither style nor script, which every host takes."""
    frame = Markup('<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>')
    return str(frame.format(address, title, width, height))


def origin_of_site(snapshot: Snapshot) -> str:
    """Return where the site is, as a policy names it."""
    parts = urlsplit(snapshot.base_url)
    return f"{parts.scheme}://{parts.netloc}"


def _script(base_url: str, path: str, attributes: str = "") -> str:
    return f'<script src="{base_url}{path}"{attributes} async></script>'


def _height(snapshot: Snapshot, selection: Selection) -> int:
    most = selection.limit or DEFAULT_LIMIT
    return height_of(min(most, len(snapshot.entries)))


def _attributes(snapshot: Snapshot, selection: Selection) -> Markup:
    """Return what the element asks for, as attributes: the parameters of addresses, and a language."""
    asked = parse_qsl(embed_address(selection).partition("?")[2])
    if snapshot.calendar.language != snapshot.languages[0]:
        asked.append(("lang", snapshot.calendar.language))
    return Markup().join(Markup(' {}="{}"').format(name, value) for name, value in asked)
