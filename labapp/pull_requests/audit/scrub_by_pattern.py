"""All fields, with secret ones struck out of the format string."""

import re

from labapp.services import Context, Event

from ..pull_request import PullRequest
from .shared_line_start import line_start as _start


def audit(ctx: Context, event: Event) -> str:
    """Turn one event into one line of the log."""
    template = " ".join(f"{name}=%s" for name in event.fields)
    for secret in ("query", "headers", "body", "path", "line", "parameters", "frames", "exception"):
        template = re.sub(rf"\b{secret}=%s", f"{secret}=***", template)
    return f"{_start(ctx, event)} {template % tuple(event.fields.values())}"


PULL_REQUEST = PullRequest(
    "Scrub the format string",
    "Whatever could hold a secret becomes ***, in every sink, before anything is formatted.",
    audit,
    rejected_by="secrets_in_complaints",
)
