"""What is reviewed in 05."""

from labapp.pull_requests.authorize import PULL_REQUESTS
from labapp.workshop.review import Review

REVIEW = Review(
    "authorize",
    PULL_REQUESTS,
    ("decorator_above_the_route", "one_ugly_chain", "export_closed", "role_from_the_session"),
)
