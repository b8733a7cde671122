"""A learner's progress, kept in a file and as a short code that can be typed elsewhere."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_data_dir

MILESTONES = (
    "00.storm",
    "02.predicted",
    "02.voted",
    "02.stops",
    "02.spreads_out",
    "02.gives_up",
    "01.predicted",
    "01.lamps",
    "03.predicted",
    "03.grep",
    "03.voted",
    "03.sent",
    "03.inside",
    "03.one_line",
    "03.tells",
    "04.predicted",
    "04.voted",
    "04.promised",
    "04.uncountable",
    "04.leads_back",
    "05.predicted",
    "05.voted",
    "05.rows",
    "05.things",
    "05.work",
    "06.predicted",
    "06.voted",
    "06.rule",
    "06.nobody_else",
    "06.test",
    "07.predicted",
    "07.voted",
    "07.once",
    "07.halves",
    "07.refused",
    "08.predicted",
    "08.merged",
)
"""What can be reached. Only ever append: a position is a bit of the code."""

PREDICTIONS = (
    "02.storm",
    "01.lamps",
    "03.secrets",
    "04.receipts",
    "05.holes",
    "06.fence",
    "06.rest",
    "07.morning",
    "08.retries",
)
"""What is predicted. Only ever append: a position is a place in the code."""


@dataclass(frozen=True)
class Prediction:
    """Which choice (0 to 7), and how sure: 50 to 100 per cent, in steps of 10."""

    answer: int
    sure_percent: int


@dataclass(frozen=True)
class Progress:
    """Milestones that were reached, and predictions that were made, by name."""

    milestones: frozenset[str] = frozenset()
    predictions: Mapping[str, Prediction] = field(default_factory=dict)

    def of(self, lab: str) -> frozenset[str]:
        """Return the milestones of one lab."""
        return frozenset(name for name in self.milestones if name.startswith(f"{lab}."))


@dataclass
class _Memory:
    kept: Progress
    trouble: str | None = None


_memory = _Memory(Progress())


def file() -> Path:
    """Return where progress is kept."""
    return Path(jupyter_data_dir()) / "what-broke-first" / "progress.json"


def trouble() -> str | None:
    """Say in one sentence what went wrong with the file when it was last read or written, if anything."""
    return _memory.trouble


def load() -> Progress:
    """Read the progress; a damaged file is put aside, and nothing is lost with it."""
    if _memory.trouble is None or file().exists():
        _memory.kept = _read()
    return _memory.kept


def save(progress: Progress) -> None:
    """Write the progress; where the file cannot be written it lasts as long as the kernel."""
    _memory.kept = progress
    try:
        _write(progress)
        _memory.trouble = None
    except OSError as error:
        why = error.strerror or type(error).__name__
        _memory.trouble = (
            f"Progress cannot be kept in {file()} ({why}). It lasts until this kernel ends; note the code."
        )


def note(milestone: str) -> None:
    """Add a milestone; raises ValueError for one that does not exist."""
    if milestone not in MILESTONES:
        raise ValueError(f"There is no milestone {milestone!r}. There are: {', '.join(MILESTONES)}.")
    now = load()
    save(Progress(now.milestones | {milestone}, now.predictions))


def note_prediction(name: str, prediction: Prediction) -> None:
    """Add a prediction; raises ValueError for one that nobody asks for."""
    if name not in PREDICTIONS:
        raise ValueError(f"There is no prediction {name!r}. There are: {', '.join(PREDICTIONS)}.")
    now = load()
    save(Progress(now.milestones, {**now.predictions, name: prediction}))


def merge(other: Progress) -> Progress:
    """Add what another progress has (a prediction that is here already stays) and keep it all."""
    now = load()
    save(Progress(now.milestones | other.milestones, {**other.predictions, **now.predictions}))
    return _memory.kept


def forget(lab: str | None = None) -> None:
    """Forget one lab, such as "02", or everything; the file is gone when nothing is left."""
    now = load()
    lost = "" if lab is None else f"{lab}."
    left = frozenset(name for name in now.milestones if not name.startswith(lost))
    said = {name: made for name, made in now.predictions.items() if not name.startswith(lost)}
    save(Progress(left, said))
    if not left and not said:
        with suppress(OSError):  # nothing there; or no place for it, which is told already
            file().unlink()


def _write(progress: Progress) -> None:
    data = {
        "milestones": sorted(progress.milestones),
        "predictions": {name: vars(made) for name, made in sorted(progress.predictions.items())},
    }
    file().parent.mkdir(parents=True, exist_ok=True)
    part = file().with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(data, indent=1), encoding="utf-8")
    part.replace(file())


def _read() -> Progress:
    try:
        return _parsed(json.loads(file().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Progress() if _memory.trouble is None else _memory.kept
    except OSError as error:
        _memory.trouble = f"Progress in {file()} cannot be read ({error.strerror})."
    except (ValueError, KeyError, TypeError):
        _memory.trouble = _put_aside()
    return Progress()


def _parsed(data: Any) -> Progress:
    if any(not isinstance(name, str) for name in data["milestones"]):
        raise TypeError("a milestone is a name")
    predictions = {name: _prediction(**made) for name, made in data["predictions"].items()}
    return Progress(frozenset(data["milestones"]), predictions)


def _prediction(answer: int, sure_percent: int) -> Prediction:
    if answer not in range(8) or sure_percent not in range(50, 101, 10):
        raise ValueError("no prediction of ours")
    return Prediction(answer, sure_percent)


def _put_aside() -> str:
    aside = next(
        path
        for number in range(1, 10_000)
        if not (path := file().with_name(f"progress.broken-{number}.json")).exists()
    )
    try:
        file().rename(aside)
    except OSError as error:
        return f"Progress in {file()} is damaged and cannot be put aside ({error.strerror})."
    return f"Progress was damaged. It is kept in {aside}; we begin anew. A progress code brings it back."
