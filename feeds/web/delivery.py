"""Documents and refusals → Flask's responses: the one place where HTTP status is decided."""

import re
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from flask import Response, render_template, request
from werkzeug.exceptions import HTTPException

from feeds import wording
from feeds.formats.plain import uri_of
from feeds.responses import MAX_AGE, Document
from feeds.selection import GoneTerm, Refusal, UnknownTerm, address, joined, shown
from feeds.web.current import asked_query, current_snapshot, current_state
from feeds.web.finished import answer_with
from feeds.web.language import told
from feeds.web.prefixes import is_in_no_language, nearest_language
from feeds.wording import phrase

HTML = "text/html; charset=utf-8"


def page_policy(*pictures: str, frames: bool = False) -> str:
    """Return what a page may load: its own files, the logo, and other pictures that are named.

    Its icon stands in the page as data.

    With ``frames``, it may also have pages of its own within it. Nobody may frame it.
    """
    logo = current_snapshot().calendar.logo
    origins = map(_origin_of, (*pictures, *((logo.url,) if logo else ())))
    images = " ".join(("'self' data:", *dict.fromkeys(filter(None, origins))))
    framed = "'self'" if frames else "'none'"
    return (
        f"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        f"img-src {images}; frame-src {framed}; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def _origin_of(url: str) -> str:
    """Return where something on the web comes from, as a policy names it (CSP3 §2.3.1).

    Nothing is returned of a host that has no name in ASCII.
    """
    parts = urlsplit(uri_of(url))
    if not _HOST.fullmatch(parts.hostname or ""):
        return ""
    return f"{parts.scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else "")


_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")


def page_headers(policy: str) -> tuple[tuple[str, str], ...]:
    """Return the headers that keep a page to itself."""
    return (
        ("Content-Security-Policy", policy),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
    )


_CHOICES_SHOWN = 10


def deliver(document: Document) -> Response:
    """Answer the current request with a document, or with 304 where the client has it."""
    asked = joined(request.path, asked_query())
    return deliver_at(asked, lambda: document)


def deliver_at(address: str, make: Callable[[], Document]) -> Response:
    """Answer with the document of a canonical address, which is made unless it is at hand.

    What stands in front of the application sends it (`feeds.web.finished`).
    """
    answer_with(request.environ, current_state(), f"{request.script_root}{address}", make)
    return Response()


def redirect_to(path: str) -> Response:
    """Redirect to another spelling, the query kept; clients remember a 308 (R10)."""
    location = quote(_path(path))
    if query := asked_query():
        location += f"?{query}"
    return _redirect(HTTPStatus.PERMANENT_REDIRECT, location, f"public, max-age={MAX_AGE}")


def _path(path: str) -> str:
    """Return a path as a link has it: in the language of the request, if it is in any."""
    snapshot = current_snapshot()
    return f"{snapshot.site.root}{path}" if is_in_no_language(path) else snapshot.path(path)


def send_on(path: str) -> Response:
    """Send whoever filled in a form on to the page of what was chosen (RFC 9110 §15.4.4)."""
    return _redirect(HTTPStatus.SEE_OTHER, current_snapshot().path(path), "no-store")


def _redirect(status: HTTPStatus, location: str, caching: str) -> Response:
    headers = {
        "Location": location,
        "Cache-Control": caching,
        "Access-Control-Allow-Origin": "*",
    }
    line = told(phrase("This is at {address}", address=location))
    return _plain(status, f"{line}\n", headers)


def is_feed_path(path: str) -> bool:
    """Tell whether a path is a feed's (it has an extension), so that errors are plain text."""
    return "." in path.rpartition("/")[2]


def refuse(refusal: Refusal) -> Response:
    """Answer a selection that cannot be given (R10).

    404 for an unknown term or language, 410 for a term that is gone, 400 for all else.
    """
    languages = current_snapshot().languages
    if refusal.language and nearest_language(refusal.language, languages) is None:
        return explain(HTTPStatus.NOT_FOUND, _no_language(refusal.language))
    kinds = ((UnknownTerm, HTTPStatus.NOT_FOUND), (GoneTerm, HTTPStatus.GONE))
    fitting = (status for kind, status in kinds if isinstance(refusal, kind))
    return explain(next(fitting, HTTPStatus.BAD_REQUEST), refusal)


def fail(error: HTTPException) -> Response:
    """Answer whatever the routes do not: no such path (404), no such method (405), and the like."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    unforeseen = phrase(
        "This request cannot be answered ({status}).", status=f"{status} {status.phrase}"
    )
    refusal = Refusal(_MESSAGES.get(status, unforeseen))
    if status is HTTPStatus.NOT_FOUND:
        refusal = _other_language() or refusal
    response = explain(status, refusal)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = ", ".join(sorted(value.split(", ")))  # of a set
    return response


def explain(status: HTTPStatus, refusal: Refusal) -> Response:
    """Tell what is wrong, what was most likely meant, and what is possible."""
    if is_feed_path(request.path):
        return _plain(status, _as_text(refusal), {"Access-Control-Allow-Origin": "*"})
    body = render_template(
        "error.html",
        calendar=current_snapshot().calendar,
        heading=_HEADINGS.get(status, _ERROR),
        refusal=refusal,
        address=_right_address(refusal),
        choices=refusal.choices[:_CHOICES_SHOWN],
        more=len(refusal.choices) > _CHOICES_SHOWN,
    )
    response = Response(body, status, content_type=HTML)
    response.headers.update(dict(page_headers(page_policy())))
    return _uncached(response)


def _other_language() -> Refusal | None:
    """Return why there is nothing in a language that a path begins with, if it does with one."""
    named = request.path.split("/")[1]
    known = {language.lower() for language in current_snapshot().languages}
    if not wording.is_language(named) or named in known:
        return None
    return _no_language(named)


def _no_language(named: str) -> Refusal:
    told = phrase("This list is not available in the language “{language}”.", language=shown(named))
    return Refusal(told, choices=current_snapshot().languages, kind="languages")


READ_ONLY = phrase("This address is read-only: use GET or HEAD.")
_MESSAGES = {
    HTTPStatus.NOT_FOUND: phrase("There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: READ_ONLY,
    HTTPStatus.INTERNAL_SERVER_ERROR: phrase("Something went wrong here. It has been logged."),
}
_HEADINGS = {
    HTTPStatus.BAD_REQUEST: phrase("Bad request"),
    HTTPStatus.NOT_FOUND: phrase("Not found"),
    HTTPStatus.GONE: phrase("Gone"),
}
_ERROR = phrase("Error")


def _as_text(refusal: Refusal) -> str:
    """Write a refusal in a few plain lines."""
    lines = [told(refusal.phrase)]
    if refusal.meant:
        is_path = refusal.meant.startswith("/")
        meant = current_snapshot().path(refusal.meant) if is_path else refusal.meant
        lines.append(told(phrase("Did you mean {meant}?", meant=meant)))
    if right := _right_address(refusal):
        lines.append(told(phrase("The right address is {address}", address=right)))
    if refusal.choices:
        listed = ", ".join(refusal.choices[:_CHOICES_SHOWN])
        ending = ", …" if len(refusal.choices) > _CHOICES_SHOWN else ""
        lines.append(f"{told(refusal.offer)} {listed}{ending}")
    help_page = current_snapshot().url("/addresses")
    lines.append(told(phrase("How addresses work: {address}", address=help_page)))
    return "\n".join(lines) + "\n"


def _right_address(refusal: Refusal) -> str:
    """Return the right address for the format that was asked for, where it is certain."""
    if refusal.selection is None and not refusal.language:
        return ""
    right, snapshot = quote(request.path), current_snapshot()
    if refusal.selection:
        extension = request.path.rpartition(".")[2] if is_feed_path(request.path) else ""
        right = address(refusal.selection, extension)
    named = nearest_language(refusal.language, snapshot.languages)
    if named and not is_in_no_language(right):
        return snapshot.path_in(named, right)
    return _path(right)


def _plain(status: HTTPStatus, text: str, headers: dict[str, str]) -> Response:
    response = Response(text, status, content_type="text/plain; charset=utf-8")
    if status >= HTTPStatus.BAD_REQUEST:
        _uncached(response)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.update(headers)
    return response


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
