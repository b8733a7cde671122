"""What is reviewed in 07."""

from labapp.pull_requests.charge import PULL_REQUESTS
from labapp.workshop.review import Review

REVIEW = Review(
    "charge",
    PULL_REQUESTS,
    ("whole_cents", "keys_in_memory", "all_by_hand", "no_twins"),
)
