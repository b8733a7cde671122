"""The explanation of `eligible` is put to the backend; a backend that does otherwise makes it wrong."""

from dataclasses import replace

from labapp.lab import explained
from labapp.labs.brilliant_intern import explanation
from labapp.naive import NAIVE
from labapp.services import Verdict


def test_every_sentence_of_it_is_right():
    table = explained()
    assert set(table.right) == {"✓"}
    assert len(table) == len(explanation.CLAIMS) == 5


def test_of_a_backend_that_lends_to_everybody_it_is_wrong(monkeypatch):
    lends = replace(NAIVE, eligible=lambda ctx, request: Verdict(True, "Go ahead."))
    monkeypatch.setattr("labapp.naive.NAIVE", lends)
    wrong = [says for says, _, right in explanation.checked_claims() if right == "✗"]
    assert wrong == [claim.says for claim in explanation.CLAIMS if not claim.allowed]
