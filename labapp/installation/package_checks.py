"""The Python packages: are they here, in the locked versions, and does labapp come from where it should?"""

import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, requires, version
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from .folder_checks import ROOT

NAME = re.compile(r"[A-Za-z0-9._-]+")
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.M)


def right_labapp() -> None:
    """Raise RuntimeError when labapp is not imported from the folder that was installed."""
    for place in _places():
        if place.resolve() != ROOT:
            raise RuntimeError(f"it comes from {ROOT}, and not from {place}")


def present() -> None:
    """Raise RuntimeError for packages that are missing or have another version than the locked one."""
    locked = defaultdict(set)
    for name, number in LOCKED.findall(_requirements()):
        locked[_plain(name)].add(number)  # one package may be locked twice, for two kinds of machine
    wrong = [said for name in _direct() if (said := _differs(name, locked[_plain(name)]))]
    if wrong:
        raise RuntimeError(", ".join(wrong))


def importable() -> None:
    """Raise RuntimeError for packages that are here and cannot be imported."""
    wanted = {_plain(name) for name in _direct()}
    broken = []
    for module, owners in sorted(packages_distributions().items()):
        if wanted.isdisjoint(map(_plain, owners)) or module.startswith("_"):
            continue
        try:
            import_module(module)
        except Exception as error:
            broken.append(f"{module} ({type(error).__name__}: {error})")
    if broken:
        raise RuntimeError(", ".join(broken))


def kernel() -> None:
    """Raise RuntimeError when the kernel "python3" runs another Python than this one."""
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("python3")
    program = spec.argv[0]
    if os.path.dirname(program) and Path(program).parent.resolve() != Path(sys.executable).parent.resolve():
        raise RuntimeError(f"{spec.resource_dir} starts {program}, and this is {sys.executable}")


def widgets() -> None:
    """Raise RuntimeError when JupyterLab will not find what draws sliders and buttons."""
    from jupyter_core.paths import jupyter_path

    wanted = Path("@jupyter-widgets", "jupyterlab-manager", "package.json")
    if not any((Path(folder) / wanted).exists() for folder in jupyter_path("labextensions")):
        raise RuntimeError(f"{wanted.parent} is in none of JupyterLab's folders")


def _places() -> Iterator[Path]:
    yield ROOT
    url = json.loads(distribution("what-broke-first").read_text("direct_url.json") or "{}").get("url", "")
    if url.startswith("file:"):
        yield Path(url2pathname(urlsplit(url).path))
    if Path("pyproject.toml").exists() and Path("labapp").is_dir():
        yield Path.cwd()


def _requirements() -> str:
    return (ROOT / "requirements.txt").read_text(encoding="utf-8")


def _direct() -> list[str]:
    lines = [line for line in requires("what-broke-first") or () if "extra ==" not in line]
    return [found[0] for line in lines if (found := NAME.match(line))]


def _differs(name: str, wanted: set[str]) -> str | None:
    try:
        here = version(name)
    except PackageNotFoundError:
        return f"{name} is missing"
    return None if here in wanted else f"{name} is {here} and not {' or '.join(sorted(wanted))}"


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
