"""Markdown → HTML and plain text, by a parser that is told what it must not do.

It is CommonMark 0.31.2, less what could harm a reader or lead them astray: HTML is shown as it is
written, images are links to them, and links lead to the web or to a mailbox. No word is lost to
that: whatever is not Markdown here stands as text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count, takewhile
from textwrap import indent
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token
from markupsafe import Markup

from feeds.markdown.reasons import ADDRESS, HTML, IMAGE

_FOLLOWED = re.compile(r"(?:https?://[^/?#]|mailto:[^?])", re.IGNORECASE)
_DEEPEST = 12
"""Quotes and lists within one another; what lies deeper is text with its marks."""
_INDENT = "  "
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""What XML and calendars do not bear, and `&#12;` or `%01` can still bring in."""

_InlineRule = Callable[[StateInline, bool], bool]
_BlockRule = Callable[[StateBlock, int, int, bool], bool]


def html_of(text: str) -> Markup:
    """Return a text as HTML."""
    html = _CONTROL.sub("\ufffd", _PARSER.render(text))
    return Markup(html.rstrip("\n"))  # noqa: S704 - the renderer has escaped it


def text_of(text: str) -> str:
    """Return a text without its marks."""
    return _CONTROL.sub("\ufffd", "\n\n".join(_blocks(_PARSER.parse(text))))


def problems_of(text: str) -> Iterator[tuple[int, str]]:
    """Find what readers will not get as it was meant, and on which line."""
    references: dict[str, Any] = {}
    tokens = _FULL.parse(text, references)
    yield from sorted({*_problems(tokens), *_definitions(references)})


class _Parser(MarkdownIt):
    """A parser that follows links to the web and to mailboxes alone.

    Links, autolinks, images and reference definitions all ask it, with entities decoded.
    """

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return _FOLLOWED.match(url) is not None


class _FullParser(MarkdownIt):
    """A parser that takes CommonMark in whole, to see what was meant."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's name
        return True


def _safe_parser() -> MarkdownIt:
    parser = _bounded(_Parser("commonmark", {"html": False}))
    parser.core.ruler.push("safe", _make_safe)
    return parser


def _full_parser() -> MarkdownIt:
    parser = _bounded(_FullParser("commonmark", {"store_labels": True}))
    rules = {"link": link, "image": image, "autolink": autolink, "html_inline": html_inline}
    for name, rule in rules.items():
        parser.inline.ruler.at(name, _placed(rule))
    return parser


def _bounded(parser: MarkdownIt) -> MarkdownIt:
    """Keep a parser from nesting without end.

    The library's own limit, `maxNesting`, drops the blocks that lie deeper, and so must not be
    reached: a list adds two levels, and what stands in it one.
    """
    parser.options["maxNesting"] = _DEEPEST + 3
    ending = ["paragraph", "reference", "blockquote"]
    parser.block.ruler.at("blockquote", _shallow(blockquote), {"alt": [*ending, "list"]})
    parser.block.ruler.at("list", _shallow(list_block), {"alt": ending})
    return parser


def _shallow(rule: _BlockRule) -> _BlockRule:
    def shallow(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - the library's order
        return state.level < _DEEPEST and rule(state, first, last, silent)

    return shallow


def _placed(rule: _InlineRule) -> _InlineRule:
    """Make a rule note on which line of its paragraph it found something."""

    def placed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's order
        start, before = state.pos, len(state.tokens)
        found = rule(state, silent)
        if found and not silent:
            token = next(token for token in state.tokens[before:] if token.type != "text")
            token.meta["line"] = state.src.count("\n", 0, start)
        return found

    return placed


def _make_safe(state: StateCore) -> None:
    """Demote headings, and leave no image, and no link that is empty or within another."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        if token.children:
            token.children = list(_safe(token.children))
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["rel"] = "noopener"


def _safe(tokens: Iterable[Token]) -> Iterator[Token]:
    kept: list[bool] = []  # of each link that is open
    previous = None
    for token in tokens:
        if token.type == "link_open":
            kept.append(token.attrs["href"] != "" and not any(kept))
        if token.type == "image":
            opening, label, closing = _image_link(token)
            yield from (
                (label,) if any(kept) or not token.attrs["src"] else (opening, label, closing)
            )
        elif not token.type.startswith("link_") or kept[-1]:
            if token.type == "link_close" and previous and previous.type == "link_open":
                yield _text_token(_shown(previous))
            yield token
        if token.type == "link_close":
            kept.pop()
        previous = token


def _image_link(token: Token) -> tuple[Token, Token, Token]:
    attributes = {"href" if name == "src" else name: token.attrs[name] for name in token.attrs}
    del attributes["alt"]
    opening = Token("link_open", "a", 1, attrs=attributes)
    label = _text_token(_plain(token) or _shown(opening))
    return opening, label, Token("link_close", "a", -1)


def _text_token(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _plain(token: Token) -> str:
    """Return the words of an image's label."""
    if token.type in _BREAKS:
        return " "
    return "".join(map(_plain, token.children)) if token.children else token.content


def _shown(opening: Token) -> str:
    """Return the address of a link as people read it: of a mailbox, what comes after `mailto:`."""
    address = str(opening.attrs["href"])
    if not address.lower().startswith("mailto:"):
        return address
    return address.partition(":")[2].partition("?")[0]


def _blocks(tokens: Iterable[Token]) -> Iterator[str]:
    """Give each block as text; tokens of one level stand side by side."""
    rest = iter(tokens)
    for token in rest:
        inside = list(takewhile(_deeper(token), rest)) if token.nesting == 1 else []
        yield _block(token, inside)


def _deeper(token: Token) -> Callable[[Token], bool]:
    return lambda other: other.level > token.level


def _block(token: Token, inside: list[Token]) -> str:
    match token.type:
        case "bullet_list_open" | "ordered_list_open":
            return _list(token, inside)
        case "blockquote_open":
            return _quoted("\n\n".join(_blocks(inside)))
        case "inline":
            return _inline(token.children or [])
        case "hr":
            return "—"
        case "code_block" | "fence":
            return token.content.removesuffix("\n")
        case _:
            return "".join(_blocks(inside))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _list(opening: Token, inside: list[Token]) -> str:
    paragraphs = (each for each in inside if each.tag == "p" and each.level == opening.level + 2)
    gap = "\n" if all(paragraph.hidden for paragraph in paragraphs) else "\n\n"
    first = int(opening.attrs.get("start", 1))
    marks = (f"{number}." if opening.tag == "ol" else "-" for number in count(first))
    rest = iter(inside)
    items = [list(takewhile(_deeper(item), rest)) for item in rest]
    return gap.join(
        f"{mark} {indent(gap.join(_blocks(item)), _INDENT).removeprefix(_INDENT)}".rstrip()
        for mark, item in zip(marks, items, strict=False)
    )


def _inline(tokens: Iterable[Token]) -> str:
    pieces: list[str] = []
    opening, start = None, 0
    for token in tokens:
        if token.type == "link_open":
            opening, start = token, len(pieces)
        elif token.type == "link_close" and opening:
            pieces[start:] = [_linked("".join(pieces[start:]), opening)]
        else:
            pieces.append(_BREAKS.get(token.type, token.content))
    return "".join(pieces)


_BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def _linked(label: str, opening: Token) -> str:
    """Write a link: its label, with what it does not say itself in brackets."""
    address = _shown(opening)
    if _PARSER.normalizeLink(label) in (address, opening.attrs["href"]):
        label = address
    told = (opening.attrs.get("title"), address if label != address else None)
    brackets = ", ".join(str(each) for each in told if each)
    return f"{label} ({brackets})" if brackets else label


def _problems(tokens: Iterable[Token], line: int = 0) -> Iterator[tuple[int, str]]:
    for token in tokens:
        here = token.map[0] if token.map else line + token.meta.get("line", 0)
        if reason := _reason(token):
            yield here, reason
        yield from _problems(token.children or (), here)


def _reason(token: Token) -> str | None:
    """Say what becomes of a token; an address that a definition gives is the definition's fault."""
    if token.type in ("html_inline", "html_block"):
        return HTML
    address = token.attrs.get("href", token.attrs.get("src"))
    if address is not None and not _FOLLOWED.match(str(address)):
        return None if "label" in token.meta else ADDRESS
    return IMAGE if token.type == "image" else None


def _definitions(references: dict[str, Any]) -> Iterator[tuple[int, str]]:
    first = references.get("references", {}).values()
    for definition in (*first, *references.get("duplicate_refs", ())):
        if not _FOLLOWED.match(definition["href"]):
            yield definition["map"][0], ADDRESS


_PARSER = _safe_parser()
_FULL = _full_parser()
