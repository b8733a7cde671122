"""Three words for each request and each error."""

from labapp.services import Context, Event

from ..pull_request import PullRequest
from .shared_line_start import line_start


def audit(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    match event.sink:
        case "app":
            words = [event.fields[name] for name in ("operation", "subject", "status")]
        case "error":
            words = ["failed", event.fields["kind"], event.fields["where"][-1]]
        case _:
            return None
    return " ".join([line_start(ctx, event), *(f"{word or '-'}" for word in words)])


PULL_REQUEST = PullRequest(
    "Write three words for each request",
    "No JSON, no masks, and little to read.",
    audit,
)
