"""Errors only: their kind and where they came from."""

from labapp.services import Context, Event

from ..pull_request import PullRequest
from .shared_line_start import line_start


def audit(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    if event.sink != "error":
        return None  # what is not written cannot leak
    return f"{line_start(ctx, event)} {event.fields['kind']} in {event.fields['where']}"


PULL_REQUEST = PullRequest(
    "Log errors only",
    "What is not written down cannot leak. The disk is grateful, too.",
    audit,
    rejected_by="what_happened",
)
