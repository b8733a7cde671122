"""All fields, with the value of password masked by a pattern."""

import re

from labapp.services import Context, Event

from ..pull_request import PullRequest
from .shared_line_start import line_start


def audit(ctx: Context, event: Event) -> str:
    """Turn one event into one line of the log."""
    details = " ".join(f"{name}={value}" for name, value in event.fields.items())
    masked = re.sub(r"""(["']password["']: ["'])[^"']*""", r"\1***", details)
    return f"{line_start(ctx, event)} {masked}"


PULL_REQUEST = PullRequest(
    "Mask passwords",
    "Nobody will see a password again, wherever it turns up.",
    audit,
    rejected_by="secrets_in_bodies",
)
