"""What a bad day at Carrier looks like: values only; Carrier itself plays them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Outage:
    """Carrier is down from one moment to another, in seconds after the script began."""

    begins: float
    ends: float


@dataclass(frozen=True)
class RateLimit:
    """A token bucket: so many calls a second in the long run, so many at once.

    Whoever finds it empty is told 429 and how many seconds to stay away (`Retry-After`). Whoever calls
    in that time all the same so often is banned (403).
    """

    per_second: float
    burst: int = 1
    retry_after_seconds: int = 1
    banned_after: int | None = None


@dataclass(frozen=True)
class CarrierScript:
    """How Carrier behaves until it is told otherwise.

    `failing` and `losing` are shares of calls between 0 and 1: answered 500, or accepted with the reply
    lost on the way. `answer_seconds` is how long Carrier takes to answer. `refusing`: it knows none of the
    numbers (422), for good.
    """

    capacity_per_second: float = 50.0
    outages: tuple[Outage, ...] = ()
    limit: RateLimit | None = None
    answer_seconds: float = 0.1
    failing: float = 0.0
    losing: float = 0.0
    refusing: bool = False
