"""Documents and refusals → Flask's responses: the one place where HTTP status is decided."""

from http import HTTPStatus
from urllib.parse import quote

from flask import Response, render_template, request
from werkzeug.exceptions import HTTPException

from feeds.responses import MAX_AGE, Answer, Document, answer
from feeds.selection import GoneTerm, Refusal, UnknownTerm, address
from feeds.web.current import asked_query, current_snapshot

HTML = "text/html; charset=utf-8"
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PAGE_HEADERS = (
    ("Content-Security-Policy", _POLICY),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
)
_CHOICES_SHOWN = 10


def deliver(document: Document) -> Response:
    """Answer the current request with a document, or with 304 where the client has it."""
    return _response(answer(document, dict(request.headers)))


def redirect_to(path: str, status: HTTPStatus = HTTPStatus.PERMANENT_REDIRECT) -> Response:
    """Redirect to another spelling, the query kept; clients remember a 308 (R10)."""
    location = quote(path)
    if query := asked_query():
        location += f"?{query}"
    headers = {
        "Location": location,
        "Cache-Control": f"public, max-age={MAX_AGE}",
        "Access-Control-Allow-Origin": "*",
    }
    return _plain(status, f"This is at {location}\n", headers)


def is_feed_path(path: str) -> bool:
    """Tell whether a path is a feed's (it has an extension), so that errors are plain text."""
    return "." in path.rpartition("/")[2]


def refuse(refusal: Refusal) -> Response:
    """Answer a selection that cannot be given (R10).

    404 for an unknown term, 410 for one that is gone, 400 for all else.
    """
    kinds = ((UnknownTerm, HTTPStatus.NOT_FOUND), (GoneTerm, HTTPStatus.GONE))
    fitting = (status for kind, status in kinds if isinstance(refusal, kind))
    return explain(next(fitting, HTTPStatus.BAD_REQUEST), refusal)


def fail(error: HTTPException) -> Response:
    """Answer whatever the routes do not: no such path (404), no such method (405), and the like."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    response = explain(status, Refusal(_MESSAGES.get(status, status.description or status.phrase)))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def explain(status: HTTPStatus, refusal: Refusal) -> Response:
    """Tell what is wrong, what was most likely meant, and what is possible."""
    if is_feed_path(request.path):
        return _plain(status, _as_text(refusal), {"Access-Control-Allow-Origin": "*"})
    body = render_template(
        "error.html",
        calendar=current_snapshot().calendar,
        status=status,
        refusal=refusal,
        address=_right_address(refusal),
        choices=refusal.choices[:_CHOICES_SHOWN],
        more=len(refusal.choices) > _CHOICES_SHOWN,
    )
    response = Response(body, status, content_type=HTML)
    response.headers.update(dict(PAGE_HEADERS))
    return _uncached(response)


_MESSAGES = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This can only be read: use GET or HEAD.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here. It has been logged.",
}


def _as_text(refusal: Refusal) -> str:
    """Write a refusal in a few plain lines."""
    lines = [refusal.message]
    if refusal.meant:
        lines.append(f"Did you mean {refusal.meant}?")
    if refusal.selection:
        lines.append(f"The right address is {_right_address(refusal)}")
    if refusal.choices:
        listed = ", ".join(refusal.choices[:_CHOICES_SHOWN])
        ending = ", …" if len(refusal.choices) > _CHOICES_SHOWN else ""
        lines.append(f"Valid {refusal.kind}: {listed}{ending}")
    lines.append(f"Everything that an address can say: {current_snapshot().url('/addresses')}")
    return "\n".join(lines) + "\n"


def _right_address(refusal: Refusal) -> str:
    """Return the right address for the format that was asked for."""
    if refusal.selection is None:
        return ""
    extension = request.path.rpartition(".")[2] if is_feed_path(request.path) else ""
    return address(refusal.selection, extension)


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


def _response(finished: Answer) -> Response:
    response = Response(finished.body, finished.status)
    del response.headers["Content-Type"]
    response.headers.update(dict(finished.headers))
    if finished.status is HTTPStatus.NOT_MODIFIED:
        response.headers.pop("Content-Length", None)
    return response
