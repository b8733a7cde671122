"""What a learner has reached, predicted and opened, and how it is written in a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MAX_HINTS = 3


@dataclass(frozen=True)
class Prediction:
    """Which choice (0 to 7), and how sure: 50 to 100 per cent, in steps of 10."""

    answer: int
    sure_percent: int


@dataclass(frozen=True)
class Progress:
    """Milestones that were reached, predictions by their name, and the last hint opened by its lab."""

    milestones: frozenset[str] = frozenset()
    predictions: Mapping[str, Prediction] = field(default_factory=dict)
    hints: Mapping[str, int] = field(default_factory=dict)

    def of(self, lab: str) -> frozenset[str]:
        """Return the milestones of one lab."""
        return frozenset(name for name in self.milestones if name.startswith(f"{lab}."))


def to_json(progress: Progress) -> str:
    """Return a progress as JSON."""
    data = {
        "milestones": sorted(progress.milestones),
        "predictions": {name: vars(made) for name, made in sorted(progress.predictions.items())},
        "hints": dict(sorted(progress.hints.items())),
    }
    return json.dumps(data, indent=1)


def from_json(text: str) -> Progress:
    """Return the progress behind JSON; raises ValueError, KeyError or TypeError if it is none of ours."""
    data = json.loads(text)
    if any(not isinstance(name, str) for name in data["milestones"]):
        raise TypeError("a milestone is a name")
    predictions = {name: _prediction(**made) for name, made in data["predictions"].items()}
    return Progress(frozenset(data["milestones"]), predictions, _hints(data.get("hints", {})))


def _prediction(answer: int, sure_percent: int) -> Prediction:
    if answer not in range(8) or sure_percent not in range(50, 101, 10):
        raise ValueError("no prediction of ours")
    return Prediction(answer, sure_percent)


def _hints(opened: Any) -> dict[str, int]:
    if any(number not in range(1, MAX_HINTS + 1) for number in dict(opened).values()):
        raise ValueError("no hint of ours")
    return dict(opened)
