"""Languages in addresses: `/fr/…` is the same site in another of the list's languages.

The first step of a path is mounted away, as WSGI has it (PEP 3333, SCRIPT_NAME): so every
address exists in every language, and no route knows of it. What is the same in all languages,
health, static files, and what robots read, stands in none.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


_ONCE = ("/healthz", "/robots.txt", "/sitemap", "/static/", "/embed.js", "/embed-", "/oembed")


def is_in_no_language(path: str) -> bool:
    """Tell whether what stands at a path is the same in all languages, and has one address."""
    return path.startswith(_ONCE)


def right_language(path: str, languages: tuple[str, ...]) -> str | None:
    """Return the path that one means which names its language amiss, or None where it does not.

    The list's own language has no prefix; that of another is in small letters, with a slash.

    Args:
        path: A path from its very beginning.
        languages: Those of the list, its own first.
    """
    first, _, rest = path[1:].partition("/")
    named = next((tag for tag in languages if tag.lower() == first.lower()), None)
    if named is None:
        return None
    spelled = f"/{rest}" if named == languages[0] else f"/{named.lower()}/{rest}"
    return spelled if spelled != path else None


def nearest_language(tag: str, languages: tuple[str, ...]) -> str | None:
    """Return the language of a list that a tag means: "fr" for "FR" and "fr-CA"."""
    known = {each.lower(): each for each in languages}
    return known.get(tag.lower()) or known.get(tag.lower().partition("-")[0])


class Languages:
    """A WSGI application that takes the language off a path and hands the rest on.

    Args:
        application: What answers.
        languages: Gives the languages that have a prefix, as they are at that moment.
    """

    def __init__(
        self, application: "WSGIApplication", languages: Callable[[], Iterable[str]]
    ) -> None:
        self._application = application
        self._languages = languages

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        _, _, path = environ.get("PATH_INFO", "").partition("/")
        first, slash, rest = path.partition("/")
        if slash and any(first == language.lower() for language in self._languages()):
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = f"/{rest}"
        return self._application(environ, start_response)
