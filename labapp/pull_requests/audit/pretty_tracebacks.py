"""An allowlist of fields for requests, and a traceback for errors."""

import json

from labapp.services import Context, Event

from ..pull_request import PullRequest


def audit(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    if event.sink == "error":
        frames = [f"{each['function']}:{each['line']} {each['locals']!r}" for each in event.fields["frames"]]
        return json.dumps({"request": event.correlation_id, "error": event.fields["kind"], "frames": frames})
    if event.sink != "app":
        return None
    kept = {name: event.fields[name] for name in ("operation", "subject", "status")}
    actor = event.actor.member_id if event.actor else None
    return json.dumps({"request": event.correlation_id, "actor": actor, **kept})


PULL_REQUEST = PullRequest(
    "Allowlist requests, show where errors came from",
    "Four fields for a request. And when something fails, a traceback with all that one needs.",
    audit,
    rejected_by="secrets_in_failures",
)
