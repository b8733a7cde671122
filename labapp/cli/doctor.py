"""`labapp doctor`: what is wrong with this installation, and how to mend it; exit 1 when something is."""

from argparse import ArgumentParser, Namespace
from functools import partial

from labapp import resources
from labapp.installation import folder_checks, jupyter_checks, machine_checks, package_checks
from labapp.installation.checks import Check, run_checks
from labapp.installation.kinds import WITH_LAB, Kind, draws, kind
from labapp.labs.start_here.self_check import CHECKS, PROGRESS
from labapp.workshop.lab_catalogue import LABS

WRONG_LABAPP = (
    "Is PYTHONPATH set, or another copy at work? Unset it, or run make lab in the folder that you mean."
)
WRONG_KERNEL = "Remove that kernel: jupyter kernelspec uninstall python3. The right one remains."
MACHINE: tuple[Check, ...] = (
    ("memory", machine_checks.memory, "Close other programs and kernels that you do not need."),
    ("disk", machine_checks.disk, "Free some space, or set TMPDIR to a folder on another disk."),
    ("clock", machine_checks.clock, "Set the clock of this machine."),
    ("no proxy in between", machine_checks.proxies, "Set NO_PROXY=127.0.0.1,localhost and start again."),
)
FONTS: Check = (
    "a folder for matplotlib", machine_checks.fonts, "Set MPLCONFIGDIR to a folder that you may write.",
)  # fmt: skip


def add_options(_parser: ArgumentParser) -> None:
    """Add nothing: it looks at everything."""


def run(_options: Namespace) -> int:
    """Print a line for each need."""
    here = kind()
    print(f"This is {here.name}: {resources.PACKAGE.parent}")
    failed = run_checks(_checks(here))
    if not draws():
        print(f"– JupyterLab and what draws are not installed. For the notebooks: {WITH_LAB}")
    print(f"{failed} to mend, from the top." if failed else "Nothing to mend.")
    return min(failed, 1)


def _checks(here: Kind) -> list[Check]:
    jupyter = _jupyter(here) if draws() else ()
    own = [check for check in CHECKS[1:] if check is not PROGRESS]
    return [CHECKS[0], *_installed(here), *jupyter, *MACHINE, *own, *((FONTS, PROGRESS) if draws() else ())]


def _installed(here: Kind) -> tuple[Check, ...]:
    names = [lab.name for lab in LABS]
    source = "as the metadata wants them" if resources.packed() else "in the versions of requirements.txt"
    return (
        ("labapp, from the folder that was installed", package_checks.right_labapp, WRONG_LABAPP),
        (f"packages, {source}", package_checks.right_versions, here.reinstall),
        ("packages that can be imported", package_checks.importable, here.reinstall),
        ("data", folder_checks.data, here.refetch),
        ("notebooks", partial(folder_checks.notebooks, names), here.refetch),
    )


def _jupyter(here: Kind) -> tuple[Check, ...]:
    return (
        ("settings of the Jupyter server", jupyter_checks.settings, here.reinstall),
        ("a kernel in this Python", jupyter_checks.kernel, WRONG_KERNEL),
        ("sliders and buttons in JupyterLab", jupyter_checks.widgets, here.reinstall),
    )
