"""The kinds of installation: where it runs, and what somebody can do there who finds it broken."""

import os
from dataclasses import dataclass
from importlib.util import find_spec

from labapp import resources

DISTRIBUTION = "what-broke-first"
WITH_LAB = f'pip install "{DISTRIBUTION}[lab]"'


@dataclass(frozen=True)
class Kind:
    """A kind of installation: its name, what mends its packages, and what mends its files."""

    name: str
    reinstall: str
    refetch: str


CHECKOUT = Kind(
    "a checkout",
    "Run make lab, or install again as README.md says.",
    "Fetch the workshop again, beside what you wrote, and copy your own files over.",
)
AS_BEFORE = "Install it again the way you did, with pip's --force-reinstall (uv: --reinstall)."
WHEEL = Kind("a wheel", AS_BEFORE, AS_BEFORE)
BINDER = Kind(
    "Binder",
    "Open the Binder link again, for a new machine. If that is no better, tell whose link it is.",
    "Note your progress code and open the Binder link again, for a new copy.",
)
HUB = Kind(
    "a hub",
    "Tell who runs this hub: its installation is to be made again.",
    "Tell who runs this hub: its copy of the workshop is to be fetched again.",
)


def kind() -> Kind:
    """Return what kind of installation this is; Binder is a hub, too, and is asked for first."""
    if "BINDER_LAUNCH_HOST" in os.environ:
        return BINDER
    if "JUPYTERHUB_API_URL" in os.environ:
        return HUB
    return WHEEL if resources.packed() else CHECKOUT


def draws() -> bool:
    """Tell whether notebooks are to run here: a wheel without JupyterLab is for the probes alone."""
    return not resources.packed() or find_spec("jupyterlab") is not None


def extras() -> tuple[str, ...]:
    """Return the extras whose packages are to be here."""
    return ("lab",) if draws() else ()
