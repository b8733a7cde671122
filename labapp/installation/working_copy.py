"""A learner's own copy of the notebooks, and of the files that they link to."""

import os
import posixpath
import re
import shutil
from collections.abc import Iterator
from filecmp import cmp
from pathlib import Path

from labapp import resources

NOT_OURS = {"__pycache__", ".ipynb_checkpoints", "my_backends"}
"""What lies among the notebooks of a checkout when somebody has worked there."""
LINK = re.compile(r"\]\(([^)#:\s]+)")
UNFINISHED = ".part"


def copy_notebooks(folder: Path) -> list[Path]:
    """Copy what is not there yet; return what is there and differs from ours: it is the learner's by now."""
    kept = []
    for path in repository_paths():
        source, target = resources.repository_file(path), folder / path
        if not target.exists():
            _copy(source, target)
        elif not cmp(source, target, shallow=False):
            kept.append(target)
    return kept


def repository_paths() -> list[str]:
    """Return the notebooks, what lies beside them, and what they link to, as paths in the repository."""
    found = set(_beside_notebooks())
    linked = {link for path in found for link in _links(path)}
    return sorted(found | linked)


def _beside_notebooks() -> Iterator[str]:
    top = resources.notebooks()
    for file in top.rglob("*"):
        inside = file.relative_to(top)
        if file.is_file() and NOT_OURS.isdisjoint(inside.parts):
            yield f"notebooks/{inside.as_posix()}"


def _links(path: str) -> Iterator[str]:
    if path.endswith((".ipynb", ".md")):
        text = resources.repository_file(path).read_text(encoding="utf-8")
        for link in LINK.findall(text):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
            if target.startswith(("data/", "labapp/")) and resources.repository_file(target).is_file():
                yield target


def _copy(source: Path, target: Path) -> None:
    """Copy a file; one that was interrupted is not taken for a whole one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + UNFINISHED)
    shutil.copyfile(source, unfinished)
    unfinished.chmod(0o755 if os.access(source, os.X_OK) else 0o644)
    unfinished.replace(target)
