"""What is reviewed in 03."""

from labapp.pull_requests.audit import PULL_REQUESTS
from labapp.workshop.review import Review

REVIEW = Review(
    "audit",
    PULL_REQUESTS,
    ("mask_secret_keys", "path_and_status", "one_ugly_string", "scrub_by_pattern"),
)
