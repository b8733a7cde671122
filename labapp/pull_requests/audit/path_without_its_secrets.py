"""Method, path and status, with links and addresses cut out of the path."""

import re

from labapp.services import Context, Event

from ..pull_request import PullRequest
from .shared_line_start import line_start


def audit(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    if event.sink not in ("app", "error"):
        return None
    path = re.sub(r"^/(password-resets|households)/.*$", r"/\1/…", event.fields.get("path", ""))
    names = ("method", "subject", "status", "kind", "where")
    kept = " ".join(f"{name}={event.fields[name]}" for name in names if name in event.fields)
    return f"{line_start(ctx, event)} path={path} {kept}"


PULL_REQUEST = PullRequest(
    "Cut secrets out of the path",
    "Support knows its paths by heart, so they stay; links and addresses are cut out of them.",
    audit,
    rejected_by="forged_lines",
)
