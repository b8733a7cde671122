"""A clean Debian in a folder: made, filled with the workshop, entered, and removed, also when interrupted."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import machine

WORKSHOP = Path(__file__).parents[2]
PACKAGES = "python3,python3-venv,make,git,ca-certificates,postgresql"
SCRIPTS = Path(os.environ.get("DEBOOTSTRAP_DIR", "/usr/share/debootstrap"))
HOME = "home/tester"
PATIENCE_SECONDS = 20
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

PRIVATELY = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
"""What a command mounts or leaves running is seen by it alone, and ends with it."""
ENTER = 'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && chroot "$0" "$@"; exit $?'
"""The shell stays, as the first process: it collects what others leave behind."""


@dataclass(frozen=True)
class DebianRoot:
    """The folder, and the report that takes down what each command says."""

    folder: Path
    report: Path

    def run(self, *command: str) -> None:
        """Run a command in the copy of the workshop; raise CalledProcessError when it fails."""
        ours = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": f"/{HOME}", "LANG": "C.UTF-8"}
        enter = (*PRIVATELY, "sh", "-c", ENTER, str(self.folder), "env", "--chdir=/workshop")
        run(self.report, (*enter, *command), machine.environment() | ours)


@contextmanager
def debian_root(suite: str, report: Path) -> Iterator[DebianRoot]:
    """Make a root, and remove it at the end."""
    folder = Path(tempfile.mkdtemp(prefix=f"{suite}-"))
    try:
        root = DebianRoot(folder / "root", report)
        _bootstrap(suite, root)
        machine.copy_settings(root.folder, HOME)
        _copy_workshop(root.folder / "workshop")
        root.run("update-ca-certificates")
        root.run("git", "init", "--quiet")
        yield root
    finally:
        _remove(folder)


def run(report: Path, command: tuple[str, ...], environment: Mapping[str, str]) -> None:
    """Run a command, add what it says to the report, and leave nothing of its process group behind."""
    with report.open("ab") as out:
        child = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                 start_new_session=True)  # fmt: skip
    try:
        status = child.wait()
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if status:
        raise subprocess.CalledProcessError(status, command)


def _bootstrap(suite: str, root: DebianRoot) -> None:
    """Run debootstrap on a copy of its scripts: a suite that is newer than they is made as sid is."""
    own = root.folder.parent / "debootstrap"
    shutil.copytree(SCRIPTS, own, symlinks=True)
    with suppress(FileExistsError):
        (own / "scripts" / suite).symlink_to("sid")
    root.folder.mkdir(mode=0o755)
    make = ("debootstrap", "--variant=minbase", f"--include={PACKAGES}", suite, str(root.folder))
    run(root.report, (*PRIVATELY, *make, str(machine.mirror())), os.environ | {"DEBOOTSTRAP_DIR": str(own)})


def _copy_workshop(folder: Path) -> None:
    """Copy what git knows or would take, as it stands in the working tree."""
    listing = ("git", "ls-files", "-co", "--exclude-standard", "-z")
    names = subprocess.run(listing, cwd=WORKSHOP, capture_output=True, check=True).stdout
    for name in filter(None, os.fsdecode(names).split("\0")):
        if (WORKSHOP / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(WORKSHOP / name, folder / name)


def _remove(folder: Path) -> None:
    """Remove the folder, deaf to signals for the seconds that it takes; never what is mounted below it."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in SIGNALS}
    until = time.monotonic() + PATIENCE_SECONDS  # what was killed takes a moment to go, and may still write
    while subprocess.run(
        ["rm", "-rf", "--one-file-system", folder], capture_output=True, check=False
    ).returncode:
        if time.monotonic() > until:
            raise RuntimeError(
                f"{folder} cannot be removed. Look what is mounted or runs there, then remove it."
            )
        time.sleep(0.1)
    for number, handler in before.items():
        signal.signal(number, handler)
