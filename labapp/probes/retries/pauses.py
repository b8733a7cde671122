"""Who may call when: a call breaks a pause only if it left after the answer that asked for the pause."""

from collections.abc import Sequence
from typing import Any

IN_FLIGHT_SECONDS = 0.5
"""How long a call to the carrier may be on its way, on a busy machine too, when another's answer arrives."""
LENIENCY_SECONDS = 0.1


def calls_too_early(calls: Sequence[Any], retry_after_seconds: float) -> int:
    """Count the calls that came during the pause that an earlier 429 had asked for, knowing of it.

    `calls` are the carrier's, in the order of their arrival (see CarrierCall). Whoever calls again about the
    same message has read the answer. Other senders may have been under way, so they count from
    IN_FLIGHT_SECONDS on after the answer: twenty calls that leave at once are twenty innocents.
    Retry-After in seconds is counted from the answer (RFC 9110, section 10.2.3).
    """
    refused = [(number, call) for number, call in enumerate(calls) if call.status == 429]
    return sum(
        any(_breaks(call, answered, retry_after_seconds) for earlier, answered in refused if earlier < number)
        for number, call in enumerate(calls)
    )


def _breaks(call: Any, refused: Any, retry_after_seconds: float) -> bool:
    waited: float = call.seconds - refused.answered_seconds
    informed = 0.0 if call.text == refused.text else IN_FLIGHT_SECONDS
    return informed <= waited < retry_after_seconds - LENIENCY_SECONDS
