"""One retry at a time, Retry-After obeyed."""

from labapp.services import Context, Dead, Delivered, Later, Message

from ..pull_request import PullRequest
from .shared_carrier_call import deliver_in_turn


def notify(ctx: Context, message: Message) -> Delivered | Later | Dead:
    """Deliver one notification to the carrier."""
    return deliver_in_turn(ctx, message)


PULL_REQUEST = PullRequest(
    "Let one retry go at a time",
    "A worker, a pause for all, Retry-After obeyed.",
    notify,
    rejected_by="deliveries_with_lost_replies",
)
