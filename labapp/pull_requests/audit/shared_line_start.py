"""How a line of the log begins."""

from labapp.services import Context, Event


def line_start(ctx: Context, event: Event) -> str:
    """Return when it was, in which request, and by whom."""
    who = f"member {event.actor.member_id}" if event.actor else "anonymous"
    return f"{ctx.now():%Y-%m-%d %H:%M:%S} [{event.correlation_id}] {who}"
