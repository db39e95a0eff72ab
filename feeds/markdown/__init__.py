"""Markdown → HTML and plain text: the one place that knows the editor's way to mark up texts.

Its parser is read with the first text that there is; many lists have none.
"""

from collections.abc import Iterator

from markupsafe import Markup

from feeds.markdown.reasons import ADDRESS, HTML, IMAGE

__all__ = ["ADDRESS", "HTML", "IMAGE", "html_of", "problems_of", "text_of"]


def html_of(text: str) -> Markup:
    """Return a text as HTML, well-formed as XML too.

    The highest heading is `h3`, since `h1` and `h2` are the page's.

    Args:
        text: What the editor wrote.

    Returns:
        Block elements, safe to stand in any page or feed.
    """
    from feeds.markdown import commonmark

    return commonmark.html_of(text)


def text_of(text: str) -> str:
    """Return a text without its marks, as calendars show it.

    Args:
        text: What the editor wrote.

    Returns:
        Paragraphs apart by an empty line; a link is its label with the address after it.
    """
    from feeds.markdown import commonmark

    return commonmark.text_of(text)


def problems_of(text: str) -> Iterator[tuple[int, str]]:
    """Find what readers will not get as it was meant.

    Args:
        text: What the editor wrote.

    Returns:
        The line of the text, from 0, and what becomes of it there, in plain words.
    """
    from feeds.markdown import commonmark

    return commonmark.problems_of(text)
