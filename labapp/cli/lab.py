"""`labapp lab [FOLDER]`: copy the notebooks to a folder of yours, and open JupyterLab there on the first."""

import os
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path

from labapp.installation.kinds import WITH_LAB, draws
from labapp.installation.working_copy import copy_notebooks
from labapp.targets.loopback import HOST
from labapp.workshop.lab_catalogue import LABS

from .loopback_only import Refused

FOLDER = Path("what-broke-first")
WORKSPACES = ".workspaces"
"""What was open in JupyterLab is kept there: another folder of the learner has another such memory."""


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.epilog = "What stands behind -- is handed on to JupyterLab, such as -- --port=9000"
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help=f"by default {FOLDER}")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")


def run(options: Namespace) -> int:
    """Copy what is not there yet, and serve until it is stopped."""
    if not draws():
        raise Refused(f"JupyterLab is not installed. Install it: {WITH_LAB}")
    if options.folder.exists() and not options.folder.is_dir():
        raise Refused(f"{options.folder} is no folder. Name another one: labapp lab FOLDER")
    folder = options.folder.resolve()
    try:
        kept = copy_notebooks(folder)
    except PermissionError as error:
        raise Refused(
            f"{error.filename} cannot be written. Name another folder: labapp lab FOLDER"
        ) from error
    print(f"The notebooks are in {folder}.{_kept(folder, kept)}", flush=True)
    browser = ["--no-browser"] if options.no_browser else []
    import_module("jupyterlab.labapp").LabApp.launch_instance(
        [*_settings(folder), *browser, *options.passed_on]
    )
    return 0


def _kept(folder: Path, kept: list[Path]) -> str:
    if not kept:
        return ""
    names = ", ".join(file.relative_to(folder).as_posix() for file in kept)
    return f" Kept as you left them: {names}. Delete one to get it anew."


def _settings(folder: Path) -> list[str]:
    root = hasattr(os, "getuid") and os.getuid() == 0
    return [
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.workspaces_dir={folder / WORKSPACES}",
        f"--LabApp.default_url=/lab/tree/notebooks/{LABS[0].name}.ipynb",
        *(["--allow-root"] if root else []),
    ]
