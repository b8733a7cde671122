"""What is reviewed in 02."""

from labapp.pull_requests.notify import PULL_REQUESTS
from labapp.services import Services
from labapp.workshop.review import Review

from .outcome_counts import OutcomeCounts


def _storm(services: Services) -> dict[str, int]:
    return OutcomeCounts.of(services).row()


REVIEW = Review(
    "notify",
    PULL_REQUESTS,
    ("three_attempts", "endless_backoff", "one_ugly_loop", "breaker_that_stays_open"),
    _storm,
)
