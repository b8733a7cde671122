"""What is reviewed in 04."""

from labapp.pull_requests.present import PULL_REQUESTS
from labapp.workshop.review import Review

REVIEW = Review(
    "present",
    PULL_REQUESTS,
    ("shuffled", "uuids", "signed", "sortable_uuids"),
)
