"""Everything in one function, a string put together piece by piece."""

from labapp.services import Context, Event

from ..pull_request import PullRequest


def audit(c: Context, e: Event) -> str | None:
    """Turn one event into one line of the log."""
    f = e.fields
    s: str = str(c.now()) + ";" + e.correlation_id + ";"
    if e.actor is not None:
        s = s + e.actor.role
        s = s + str(e.actor.member_id)
    if e.sink == "app":
        x = f["subject"]
        if x is None:
            x = ""
        s = s + ";" + f["operation"] + ";" + str(x) + ";" + str(f["status"])
        return s
    if e.sink == "error" or e.sink == "stderr":
        s = s + ";!!!;" + f["kind"]
        return s
    return None


PULL_REQUEST = PullRequest(
    "Fix logging (please do not look at it too long)",
    "It works, says its author, and it was late.",
    audit,
)
