"""From what a view returns to an answer over HTTP."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, g, jsonify, request

from labapp.models import Model

from .calls import Call
from .dtos.fields import Page

ViewResponse = Response | tuple[Any, int]


def respond(call: Call, result: Any) -> ViewResponse:
    """Show an entity, a page, a list, a plain value, or nothing."""
    if result is None:
        return "", 204 if call.operation.status == 200 else call.operation.status
    if isinstance(result, Model):
        return _entity(call, result)
    if isinstance(result, Page):
        return _page(call, result)
    if isinstance(result, list):
        return jsonify(items=[call.show(row) for row in result])
    return jsonify(result), call.operation.status


def _entity(call: Call, entity: Model) -> tuple[Response, int]:
    shown = call.show(entity)
    g.shown_id = shown.get("id")
    response = jsonify(shown)
    if call.operation.status == 201:
        response.headers["Location"] = f"{request.path}/{shown['id']}"
    return response, call.operation.status


def _page(call: Call, page: Page) -> Response:
    items = [call.show(row) for row in page.rows]
    response = jsonify(items=items, page=page.page, per_page=page.per_page, total=page.total)
    if page.page * page.per_page < page.total:
        following = urlencode({**request.args.to_dict(), "page": page.page + 1})
        response.headers["Link"] = f'<{request.path}?{following}>; rel="next"'
    return response
