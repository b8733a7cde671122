"""`labapp doctor`: what is wrong with this installation, and how to mend it; exit 1 when something is."""

from argparse import Namespace
from functools import partial
from typing import Any

from labapp.installation import folder_checks, machine_checks, package_checks
from labapp.installation.checks import Check, run_checks
from labapp.labs.start_here.self_check import CHECKS
from labapp.workshop.lab_catalogue import LABS

INSTALL = "Run make lab, or install again as README.md says."
FETCH = "Fetch the workshop again, beside what you wrote, and copy your own files over."

FIRST: tuple[Check, ...] = (
    ("labapp, from the folder that was installed", package_checks.right_labapp,
     "Is PYTHONPATH set, or another copy at work? Unset it, or run make lab in the folder that you mean."),
    ("packages, in the versions of requirements.txt", package_checks.present, INSTALL),
    ("packages that can be imported", package_checks.importable, INSTALL),
    ("data", folder_checks.data, FETCH),
    ("notebooks", partial(folder_checks.notebooks, [lab.name for lab in LABS]), FETCH),
    ("settings of the Jupyter server", folder_checks.settings, INSTALL),
    ("a kernel in this Python", package_checks.kernel,
     "Remove that kernel: jupyter kernelspec uninstall python3. The right one remains."),
    ("sliders and buttons in JupyterLab", package_checks.widgets, INSTALL),
    ("memory", machine_checks.memory, "Close other programs and kernels that you do not need."),
    ("disk", machine_checks.disk, "Free some space, or set TMPDIR to a folder on another disk."),
    ("clock", machine_checks.clock, "Set the clock of this machine."),
    ("no proxy in between", machine_checks.proxies, "Set NO_PROXY=127.0.0.1,localhost and start again."),
    ("a folder for matplotlib", machine_checks.fonts, "Set MPLCONFIGDIR to a folder that you may write."),
)  # fmt: skip


def add_to(commands: Any) -> None:
    """Add the command to argparse's subparsers."""
    parser = commands.add_parser(
        "doctor", help="say what is wrong with this installation, and how to mend it"
    )
    parser.set_defaults(command=run)


def run(options: Namespace) -> int:
    """Print a line for each need."""
    failed = run_checks([CHECKS[0], *FIRST, *CHECKS[1:]])
    print(f"{failed} to mend, from the top." if failed else "Nothing to mend.")
    return min(failed, 1)
