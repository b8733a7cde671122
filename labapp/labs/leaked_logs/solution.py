"""Write down what happens.

Prompt: "Add logging so that I can debug it."
"""

from labapp.services import Context, Event

ALLOWED = ("operation", "subject", "status", "kind", "where")


def audit(ctx: Context, event: Event) -> str:
    """Turn one event into one line of the log."""
    who = f"member {event.actor.member_id}" if event.actor else "anonymous"
    details = " ".join(f"{name}={value}" for name, value in event.fields.items() if name in ALLOWED)
    return f"{ctx.now():%Y-%m-%d %H:%M:%S} [{event.correlation_id}] {who} {details}"
