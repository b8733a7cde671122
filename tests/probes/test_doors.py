"""Doors: what was read or changed counts, and not the status."""

import pytest
import requests

from labapp.probes.auth.doors import Doors, Look, moment, same_moment, seconds_of
from labapp.probes.experiment import Unmeasurable


class Somebody:
    def __init__(self, status, text=""):
        self.answer = requests.Response()
        self.answer.status_code, self.answer._content = status, text.encode()

    def get(self, path):
        return self.answer


@pytest.mark.parametrize(
    ("status", "text", "seen"),
    [(200, "of run 1", True), (200, "[]", False), (403, "of run 1", False), (404, "", False)],
)
def test_a_look_needs_both_a_status_and_the_text(status, text, seen):
    assert Look("read", "/loans/1", "of run 1").seen_by(Somebody(status, text)) is seen


@pytest.mark.parametrize(("states", "opened"), [([1, 1], 0.0), ([1, 2], 1.0)])
def test_a_change_is_judged_by_the_state(states, opened):
    doors, left = Doors(), iter(states)
    doors.change("write", lambda: None, lambda: next(left))
    assert doors.none_opened()[:2] == (not opened, opened)


def test_a_route_that_nobody_can_use_is_not_judged():
    doors = Doors()
    doors.look_where_there_is(Somebody(404), Somebody(404), Look("export", "/exports/loans", "x"))
    with pytest.raises(Unmeasurable, match="none of the routes"):
        doors.none_opened()


def test_the_evidence_names_the_doors():
    doors = Doors({"read": True, "write": False})
    assert doors.none_opened() == (False, 1.0, "1 of 2 doors opened: read.")
    assert doors.all_opened(Somebody(200)) == (False, 1.0, "1 of 2 doors stayed shut: write.")


def test_moments_are_compared_to_the_second():
    text = moment(1_772_442_000.7)
    assert text == "2026-03-02T09:00:00Z"
    assert seconds_of(text) == 1_772_442_000
    assert same_moment("2026-03-02T10:00:00.3+01:00", text)
    assert not same_moment(None, text)
