"""This machine: which Pythons it has, whether a clean Debian can be made on it, and what one needs of it."""

import os
import shutil
import subprocess
from pathlib import Path

DEBIAN = Path("/etc/debian_version")
PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
FOLDERS = ("PIP_FIND_LINKS",)
"""What pip is told by the environment and only this machine has."""


def has(version: str) -> bool:
    """Say whether this Python runs here."""
    found = shutil.which(f"python{version}")
    return found is not None and _works(found, "--version")


def obstacle() -> str | None:
    """Return why no clean Debian can be made here, and what to do; None when one can."""
    if os.geteuid() != 0:
        return "only root can make a clean Debian. Run it as root, in a container for instance."
    if not DEBIAN.exists() or not shutil.which("apt-get"):
        return "this is no Debian. Run it on one, in a container for instance."
    if not _works("unshare", "--mount", "--pid", "--fork", "true"):
        return "root may not mount here. Run it on a machine, or in a container with CAP_SYS_ADMIN."
    if not (shutil.which("debootstrap") or _installed("debootstrap")):
        return "debootstrap is missing, and apt-get cannot install it. Check the network, run it again."
    if mirror() is None:
        return "apt knows no address of Debian. Run apt-get update, then this again."
    return None


def mirror() -> str | None:
    """Return the address from which apt itself has Debian."""
    command = ["apt-get", "indextargets", "--format", "$(LABEL) $(REPO_URI)", "Created-By: Packages"]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return next((line.removeprefix("Debian ") for line in lines if line.startswith("Debian ")), None)


def environment() -> dict[str, str]:
    """Return what pip and the network need of our environment."""
    named = {name for name in os.environ if name.startswith(("PIP_", *PROXIES))}
    return {name: os.environ[name] for name in named.difference(FOLDERS)}


def copy_settings(folder: Path, home: str) -> None:
    """Copy into a root what names and certificates the network needs, and where pip has packages from."""
    places = {Path("/") / name: name for name in ("etc/resolv.conf", "etc/hosts", "etc/pip.conf")}
    for name in (".pip/pip.conf", ".config/pip/pip.conf"):
        places[Path.home() / name] = f"{home}/{name}"
    for source, name in places.items():
        if source.exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    certificates = "usr/local/share/ca-certificates"
    shutil.copytree(Path("/") / certificates, folder / certificates, dirs_exist_ok=True)


def _installed(package: str) -> bool:
    install = ("apt-get", "install", "-qq", "--yes", "--no-install-recommends", package)
    return _works("apt-get", "update", "-qq") and _works("env", "DEBIAN_FRONTEND=noninteractive", *install)


def _works(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
