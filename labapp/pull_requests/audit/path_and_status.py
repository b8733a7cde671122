"""Method, path and status of requests and errors, no payload."""

import json

from labapp.services import Context, Event

from ..pull_request import PullRequest


def audit(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    if event.sink not in ("app", "error"):
        return None
    fields = ("method", "path", "status", "subject", "kind", "where")
    kept = {name: event.fields[name] for name in fields if name in event.fields}
    actor = event.actor.member_id if event.actor else None
    return json.dumps({"request": event.correlation_id, "actor": actor, **kept})


PULL_REQUEST = PullRequest(
    "Log path and status, no payload",
    "No bodies, no headers, no queries: what a careful assistant writes today.",
    audit,
    rejected_by="secrets_in_addresses",
)
