"""What is reviewed in 06."""

from labapp.pull_requests.eligible import PULL_REQUESTS
from labapp.workshop.review import Review

REVIEW = Review(
    "eligible",
    PULL_REQUESTS,
    ("no_redundant_checks", "days_in_utc", "one_long_function", "once_closed_stays_closed"),
)
