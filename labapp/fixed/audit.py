"""Write down what happens: who did what to which thing, and whether it worked. Nothing else.

Prompt: "Add logging so that I can debug it. Log an allowlist of fields, one JSON object a line: correlation
id, actor, operation, the public id of its subject, status. Never bodies, headers, URLs, SQL parameters,
messages of exceptions or local variables. Support must be able to say what happened to a loan, who did it,
and whether it worked."
"""

import json

from labapp.services import Context, Event

WRITTEN = {
    "app": ("operation", "subject", "status", "method"),
    "error": ("kind", "where"),
    "stderr": ("kind",),
}
"""The fields that are written, by sink; a field or a sink that nobody thought of is not."""


def audit(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    allowed = WRITTEN.get(event.sink)
    if allowed is None:
        return None
    line = {
        "at": ctx.now().isoformat(timespec="seconds"),
        "correlation_id": event.correlation_id,
        "actor": event.actor and event.actor.member_id,
        **{name: event.fields.get(name) for name in allowed},
    }
    return json.dumps(line, default=str)
