"""What an address begins with: `/events/fr/…` is the site at `/events`, in French.

A site that shares its host has a path of its own. A proxy may take it off or leave it: it is taken
off here where it stands. The language after it is mounted away, as WSGI has it (PEP 3333,
SCRIPT_NAME): so every address exists in every language, and no route knows of it. What is the same
in all languages, health, static files, and what robots read, stands in none.
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


class Prefixes:
    """A WSGI application that takes site and language off a path and hands the rest on.

    Args:
        application: What answers.
        root: Gives the path of the site on its host, "" where it has the host for itself.
        languages: Gives the languages that have a prefix, as they are at that moment.
    """

    def __init__(
        self,
        application: "WSGIApplication",
        root: Callable[[], str],
        languages: Callable[[], Iterable[str]],
    ) -> None:
        self._application = application
        self._root = root
        self._languages = languages

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        path = within(environ.get("PATH_INFO", ""), self._root())
        environ["PATH_INFO"] = path
        first, slash, rest = path[1:].partition("/")
        if slash and any(first == language.lower() for language in self._languages()):
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = f"/{rest}"
        return self._application(environ, start_response)


def within(path: str, root: str) -> str:
    """Return a path without that of the site, whether a proxy has taken that off or not."""
    if path == root:
        return "/"
    return path.removeprefix(root) if path.startswith(f"{root}/") else path
