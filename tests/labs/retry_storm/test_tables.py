"""The tables of a lab: what they say is what was measured, and it bears out the text beside them."""

import pytest

from labapp.lab import ladder, receipt, see_all
from labapp.workshop.review import review_about


@pytest.fixture(scope="module")
def rungs():
    return ladder()


def test_every_rung_helps(rungs):
    assert len(rungs) == 5
    assert (rungs.after < rungs.before).all()


def test_what_a_receipt_says_is_broken_before_and_held_after():
    seen = receipt("retries")
    assert seen.fixed.str.endswith("held").all()
    assert seen.naive.str.endswith("broken").sum() == 8


def test_the_pull_request_that_holds_turns_nobody_away_and_gives_up_nothing():
    fates = see_all("notify")
    holds = [each.rejected_by is None for each in review_about("notify").proposals()]
    harmed = fates[["visitors turned away", "given up", "still queued"]].sum(axis="columns") > 0
    assert list(harmed) == [not each for each in holds]
