"""A learner's progress, kept in a file and as a short code that can be typed elsewhere."""

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from jupyter_core.paths import jupyter_data_dir

from .milestones import HINTED, MILESTONES, PREDICTIONS
from .progress_record import MAX_HINTS, Prediction, Progress, from_json, to_json


@dataclass
class _Memory:
    kept: Progress
    trouble: str | None = None
    unwritten: bool = False


_memory = _Memory(Progress())


def file() -> Path:
    """Return where progress is kept."""
    return Path(jupyter_data_dir()) / "what-broke-first" / "progress.json"


def trouble() -> str | None:
    """Say in one sentence what went wrong with the file when it was last read or written, if anything."""
    return _memory.trouble


def load() -> Progress:
    """Read the progress; a damaged file is put aside, and nothing is lost with it."""
    if not _memory.unwritten:
        _memory.kept = _read()
    return _memory.kept


def save(progress: Progress) -> None:
    """Write the progress; where the file cannot be written it lasts as long as the kernel."""
    _memory.kept = progress
    try:
        _write(progress)
        _memory.trouble, _memory.unwritten = None, False
    except OSError as error:
        _memory.unwritten = True  # what is kept here is newer than the file
        why = error.strerror or type(error).__name__
        _memory.trouble = (
            f"Progress cannot be kept in {file()} ({why}). It lasts until this kernel ends; note the code."
        )


def note(milestone: str) -> None:
    """Add a milestone; raises ValueError for one that does not exist."""
    if milestone not in MILESTONES:
        raise ValueError(f"There is no milestone {milestone!r}. There are: {', '.join(MILESTONES)}.")
    now = load()
    save(replace(now, milestones=now.milestones | {milestone}))


def note_prediction(name: str, prediction: Prediction) -> None:
    """Add a prediction; raises ValueError for one that nobody asks for."""
    if name not in PREDICTIONS:
        raise ValueError(f"There is no prediction {name!r}. There are: {', '.join(PREDICTIONS)}.")
    now = load()
    save(replace(now, predictions={**now.predictions, name: prediction}))


def note_hint(lab: str, number: int) -> None:
    """Add that a hint was opened, 1 to 3; the last of a lab counts. Raises ValueError where there is none."""
    if lab not in HINTED or number not in range(1, MAX_HINTS + 1):
        raise ValueError(f"There is no hint {number} in lab {lab!r}. Labs with hints: {', '.join(HINTED)}.")
    now = load()
    save(replace(now, hints={**now.hints, lab: max(number, now.hints.get(lab, 0))}))


def merge(other: Progress) -> Progress:
    """Add what another progress has (a prediction that is here already stays) and keep it all."""
    now = load()
    predictions = {**other.predictions, **now.predictions}
    save(Progress(now.milestones | other.milestones, predictions, {**other.hints, **now.hints}))
    return _memory.kept


def forget(lab: str | None = None) -> None:
    """Forget one lab, such as "02", or everything; the file is gone when nothing is left."""
    now = load()
    lost = "" if lab is None else f"{lab}."
    left = frozenset(name for name in now.milestones if not name.startswith(lost))
    said = {name: made for name, made in now.predictions.items() if not name.startswith(lost)}
    hints = {} if lab is None else {name: number for name, number in now.hints.items() if name != lab}
    save(Progress(left, said, hints))
    if not (left or said or hints):
        with suppress(OSError):  # nothing there; or no place for it, which is told already
            file().unlink()


def _write(progress: Progress) -> None:
    file().parent.mkdir(parents=True, exist_ok=True)
    part = file().with_suffix(f".{os.getpid()}.part")
    try:
        part.write_text(to_json(progress), encoding="utf-8")
        part.replace(file())
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def _read() -> Progress:
    try:
        return from_json(file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        pass
    except OSError as error:
        _memory.trouble = _put_aside(f"cannot be read ({error.strerror})")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        _memory.trouble = _put_aside("was damaged")
    return Progress()


def _put_aside(what: str) -> str:
    """Keep a file that is of no use under another name; where that is forbidden, let it be."""
    try:
        aside = next(
            path
            for number in range(1, 10_000)
            if not (path := file().with_name(f"progress.broken-{number}.json")).exists()
        )
        file().rename(aside)
    except OSError as error:
        _memory.unwritten = True
        return f"Progress in {file()} {what} and cannot be put aside ({error.strerror})."
    return (
        f"Progress in {file()} {what}. It is kept in {aside}; we begin anew. A progress code brings it back."
    )
