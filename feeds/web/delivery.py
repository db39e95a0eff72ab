"""Documents and refusals → Flask's responses: the one place where HTTP status is decided."""

from http import HTTPStatus
from urllib.parse import quote

from flask import Response, render_template, request
from werkzeug.exceptions import HTTPException

from feeds.responses import MAX_AGE, Answer, Document, answer
from feeds.selection import GoneTerm, Refusal, UnknownTerm, address
from feeds.web.current import asked_query, current_snapshot
from feeds.web.language import told
from feeds.wording import phrase

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
    line = told(phrase("This is at {address}", address=location))
    return _plain(status, f"{line}\n", headers)


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
    unforeseen = phrase("This cannot be answered ({status}).", status=f"{status} {status.phrase}")
    response = explain(status, Refusal(_MESSAGES.get(status, unforeseen)))
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
        heading=_HEADINGS.get(status, _ERROR),
        refusal=refusal,
        address=_right_address(refusal),
        choices=refusal.choices[:_CHOICES_SHOWN],
        more=len(refusal.choices) > _CHOICES_SHOWN,
    )
    response = Response(body, status, content_type=HTML)
    response.headers.update(dict(PAGE_HEADERS))
    return _uncached(response)


_MESSAGES = {
    HTTPStatus.NOT_FOUND: phrase("There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: phrase("This can only be read: use GET or HEAD."),
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
        lines.append(told(phrase("Did you mean {meant}?", meant=refusal.meant)))
    if refusal.selection:
        right = _right_address(refusal)
        lines.append(told(phrase("The right address is {address}", address=right)))
    if refusal.choices:
        listed = ", ".join(refusal.choices[:_CHOICES_SHOWN])
        ending = ", …" if len(refusal.choices) > _CHOICES_SHOWN else ""
        lines.append(f"{told(refusal.offer)} {listed}{ending}")
    help_page = current_snapshot().url("/addresses")
    lines.append(told(phrase("Everything that an address can say: {address}", address=help_page)))
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
