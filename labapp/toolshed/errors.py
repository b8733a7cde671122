"""The one JSON error shape, and the one place that makes it."""

from typing import Any

from flask import Flask, Response, g, jsonify
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from labapp.services import Conflict, DomainError, Forbidden, Invalid, NotFound, Unauthenticated

from . import audit_events

STATUS: dict[type, int] = {Unauthenticated: 401, Forbidden: 403, NotFound: 404, Conflict: 409, Invalid: 422}
CODES = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    500: "internal",
    503: "unavailable",
}
NO_OBJECT = {"json_invalid", "model_type", "dict_type"}

Details = list[dict[str, str]]
ErrorResponse = tuple[Response, int]


def answer(status: int, message: str, details: Details | None = None) -> ErrorResponse:
    """Undo what was begun and build the response; a status outside the contract becomes 400 or 500."""
    if status not in CODES:
        status = 400 if status < 500 else 500
    if "session" in g:
        g.session.rollback()
    error = {"code": CODES[status], "message": message, "details": details or []}
    return jsonify(error=error), status


def register(app: Flask) -> None:
    """Let every way to fail end in the same shape."""
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(ValidationError, _invalid)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: DomainError) -> ErrorResponse:
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 409)
    return answer(status, str(error))


def _invalid(error: ValidationError) -> ErrorResponse:
    found = error.errors(include_url=False)
    if any(problem["type"] in NO_OBJECT and not problem["loc"] for problem in found):
        return answer(400, "The body is not a JSON object.")
    return answer(422, "The request does not fit the contract.", [_detail(problem) for problem in found])


def _detail(problem: Any) -> dict[str, str]:
    """Name the field; bodies are flat, so what stands before it is only the branch of a `oneOf`."""
    names = [part for part in problem["loc"] if isinstance(part, str)]
    if problem["type"] in ("union_tag_invalid", "union_tag_not_found"):
        names = [problem["ctx"]["discriminator"].strip("'")]
    message = str(problem["msg"]).removeprefix("Value error, ")
    return {"field": names[-1][:200] if names else "body", "message": message[:500]}


def _http(error: HTTPException) -> ErrorResponse:
    response, status = answer(error.code or 500, error.description or "No more is known.")
    response.headers.extend([pair for pair in error.get_headers() if pair[0] == "Allow"])
    return response, status


def _database(error: OperationalError) -> ErrorResponse:
    audit_events.failure(error)
    return answer(503, "The database does not answer. Try again in a moment.")


def _unexpected(error: Exception) -> ErrorResponse:
    audit_events.failure(error)
    return answer(500, "Something went wrong on our side. The correlation id is in the header.")
