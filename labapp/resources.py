"""Where the files beside the code are: in the repository, or in the package that a wheel installed."""

from importlib.resources import files
from pathlib import Path

PACKAGE = Path(str(files(__package__)))
"""The folder of labapp itself."""
PACKED = PACKAGE / "_resources"
"""Where a wheel keeps what the repository has beside labapp; a checkout has no such folder."""
PARENT = PACKED if PACKED.is_dir() else PACKAGE.parent


def packed() -> bool:
    """Tell whether labapp was installed from a wheel, and not left in its repository."""
    return PARENT == PACKED


def data(*parts: str) -> Path:
    """Return the folder `data`, or what is in it."""
    return PARENT.joinpath("data", *parts)


def notebooks(*parts: str) -> Path:
    """Return the folder `notebooks`, or what is in it."""
    return PARENT.joinpath("notebooks", *parts)


def repository_file(path: str) -> Path:
    """Return a file of `data`, `notebooks` or `labapp` by its path in the repository."""
    return (PACKAGE.parent if path.startswith("labapp/") else PARENT) / path
