"""An allowlist of three fields in a filter on the logger of the app."""

import json
import logging

from labapp.services import Context, Event

from ..pull_request import PullRequest
from .shared_line_start import line_start


def audit(ctx: Context, event: Event) -> str:
    """Turn one event into one line of the log."""
    if "loggers" not in ctx.shared:
        ctx.shared["loggers"] = _loggers()
    parent, written = ctx.shared["loggers"]
    logger = parent if event.sink == "app" else parent.getChild(event.sink)
    logger.info(f"{line_start(ctx, event)} {dict(event.fields)}", extra={"fields": event.fields})
    return str(written.pop())


def _loggers() -> tuple[logging.Logger, list[str]]:
    parent = logging.Manager(logging.RootLogger(logging.INFO)).getLogger("toolshed")
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(record.getMessage())

    def allowlist(record: logging.LogRecord) -> bool:
        fields = record.fields  # type: ignore[attr-defined]
        kept = {name: fields.get(name) for name in ("operation", "subject", "status")}
        start = record.getMessage().partition(" {")[0]
        record.msg = f"{start} {json.dumps(kept)}"
        return True

    parent.addHandler(Kept())
    parent.addFilter(allowlist)
    return parent, written


PULL_REQUEST = PullRequest(
    "Put an allowlist on the logger",
    "An allowlist, in one place: a filter on the logger of the app.",
    audit,
    rejected_by="secrets_of_its_own",
)
