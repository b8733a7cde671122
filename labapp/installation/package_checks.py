"""The Python packages: are they here, in the right versions, and does labapp come from where it should?"""

import json
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import distribution, packages_distributions
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from labapp import resources

from .kinds import DISTRIBUTION
from .package_versions import needed, not_as_locked, not_as_wanted, plain

HERE = resources.PACKAGE.parent.resolve()


def right_labapp() -> None:
    """Raise RuntimeError when labapp is not imported from the folder that was installed."""
    for place in _places():
        if place.resolve() != HERE:
            raise RuntimeError(f"it comes from {HERE}, and not from {place}")


def right_versions() -> None:
    """Raise RuntimeError for packages that are missing or have another version than the right one.

    In a checkout `requirements.txt` says which is right; a wheel has none, and the metadata says it.
    """
    wrong = list(not_as_wanted() if resources.packed() else not_as_locked(HERE / "requirements.txt"))
    if wrong:
        raise RuntimeError(", ".join(wrong))


def importable() -> None:
    """Raise RuntimeError for packages that are here and cannot be imported."""
    wanted = {plain(name) for name in needed()}
    broken = []
    for module, owners in sorted(packages_distributions().items()):
        if wanted.isdisjoint(map(plain, owners)) or module.startswith("_"):
            continue
        try:
            import_module(module)
        except Exception as error:
            broken.append(f"{module} ({type(error).__name__}: {error})")
    if broken:
        raise RuntimeError(", ".join(broken))


def _places() -> Iterator[Path]:
    installed = distribution(DISTRIBUTION)
    if resources.packed():
        yield Path(str(installed.locate_file("")))
        return
    url = json.loads(installed.read_text("direct_url.json") or "{}").get("url", "")
    if url.startswith("file:"):
        yield Path(url2pathname(urlsplit(url).path))
    if Path("pyproject.toml").exists() and Path("labapp").is_dir():
        yield Path.cwd()
