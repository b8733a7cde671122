"""Everything that could be written down becomes an event; the audit service decides what is written."""

import traceback
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, has_request_context, request
from sqlalchemy import Engine, event

from labapp.services import Event

from . import app_state


def register(app: Flask) -> None:
    """Hand over each request and each access line when the answer is known."""
    app.after_request(_finish)


def listen(engine: Engine) -> None:
    """Hand over each SQL statement with its parameters."""
    event.listen(engine, "before_cursor_execute", _statement)


def failure(error: BaseException) -> None:
    """Hand over an error that nobody expected, with its frames and their local variables."""
    frames = [
        {"function": frame.f_code.co_name, "line": line, "locals": dict(frame.f_locals)}
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    where = [f"{frame['function']}:{frame['line']}" for frame in frames]
    kind = type(error).__name__
    emit("error", {"kind": kind, "exception": repr(error), "where": where, "frames": frames})


def emit(sink: Any, fields: Mapping[str, Any]) -> None:
    """Ask the audit service for a line and write it; its own failure is an event too."""
    here = app_state.of_app()
    happened = Event(sink, g.get("correlation_id", ""), g.get("actor"), fields)
    try:
        line = here.services.audit(g.ctx, happened)
    except Exception as error:
        if sink != "stderr":
            kind = type(error).__name__
            emit("stderr", {"kind": kind, "error": repr(error), "event": dict(fields)})
        return
    if line is not None:
        here.dependencies.write(sink, line)


def _finish(response: Response) -> Response:
    emit("app", _request_fields(response))
    emit("access", {"line": _access_line(response)})
    response.headers["X-Correlation-Id"] = g.correlation_id
    return response


def _request_fields(response: Response) -> dict[str, Any]:
    return {
        "operation": (request.endpoint or "unknown").rpartition(".")[2],
        "method": request.method,
        "path": request.path,
        "query": request.args.to_dict(),
        "headers": dict(request.headers),
        "body": g.get("raw_body", ""),
        "status": response.status_code,
        "subject": g.get("shown_id"),
    }


def _access_line(response: Response) -> str:
    target = request.full_path.rstrip("?")
    return f'{request.remote_addr} "{request.method} {target}" {response.status_code}'


def _statement(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
    if has_request_context() and "ctx" in g:
        emit("sql", {"statement": statement, "parameters": parameters})
