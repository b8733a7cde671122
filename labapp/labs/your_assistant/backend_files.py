"""The backends that can be chosen: ours, and the learner's, which are kept as files and never overwritten."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from labapp import resources

OURS = resources.data("backends")
FOLDER = "my_backends"
MAX_BYTES = 1_000_000


class InvalidFile(ValueError):
    """A file cannot be taken; the message says why and what to do."""


def available() -> dict[str, Path]:
    """Return what can be chosen by its name: the learner's files first, then ours."""
    mine = [*sorted(Path(FOLDER).glob("*.py")), *sorted(Path().glob("*.py"))]
    return {str(file): file for file in mine} | {file.stem: file for file in sorted(OURS.glob("*.py"))}


def is_ours(file: Path) -> bool:
    """Tell whether a file came with the workshop."""
    return file.parent == OURS


def handed_in(uploaded: Any) -> Iterable[tuple[str, bytes]]:
    """Return name and content of each file in an upload field, a dict in ipywidgets 7, which Colab has."""
    if isinstance(uploaded, dict):
        return [(name, bytes(file["content"])) for name, file in uploaded.items()]
    return [(file["name"], bytes(file["content"])) for file in uploaded]


def store(name: str, content: bytes) -> Path:
    """Keep a file that was handed in, beside the notebook; raises InvalidFile, or OSError if it cannot.

    The same file twice is kept once; another file with the same name gets a number.
    """
    if not name.endswith(".py"):
        raise InvalidFile(f"{name} is no Python file. Its name has to end with .py.")
    if not content.strip():
        raise InvalidFile(f"{name} is empty. Save what the assistant wrote into it first.")
    if len(content) > MAX_BYTES:
        raise InvalidFile(
            f"{name} has {len(content):,} bytes. A backend in one file has less than {MAX_BYTES:,}."
        )
    stem = re.sub(r"\W+", "_", Path(name).stem) or "backend"
    Path(FOLDER).mkdir(exist_ok=True)
    for number in range(1, 1000):
        file = Path(FOLDER) / (f"{stem}.py" if number == 1 else f"{stem}_{number}.py")
        if not file.exists():
            file.write_bytes(content)
        if file.read_bytes() == content:
            return file
    raise InvalidFile(f"There are a thousand files called {stem} in {FOLDER}. Delete some.")
