"""How the publication stands, for machines (/healthz)."""

import json

from flask import Blueprint, Response

from feeds.problems import Problem
from feeds.web.current import current_state

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """Say whether the list on the disk is the one that is served, and what is wrong if not.

    The answer is 200 as long as anything is served: a broken edit is no reason to restart.
    """
    standing = current_state().health
    body = {
        "status": "stale" if standing.is_stale else "ok",
        "since": standing.since.isoformat(timespec="seconds"),
        "problems": [_plain(problem) for problem in standing.problems],
    }
    response = Response(json.dumps(body, ensure_ascii=False) + "\n", mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _plain(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
    }
