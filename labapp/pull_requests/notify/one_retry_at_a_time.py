"""One retry at a time, Retry-After obeyed, each message under one key."""

from labapp.services import Context, Dead, Delivered, Later, Message

from ..pull_request import PullRequest
from .shared_carrier_call import deliver_in_turn


def notify(ctx: Context, message: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    return deliver_in_turn(ctx, message, **{"Idempotency-Key": message.key})


PULL_REQUEST = PullRequest(
    "Let one retry go at a time, under one key",
    "Nothing here is called a breaker or a budget.",
    notify,
)
