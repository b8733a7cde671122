"""The wheel, built once, and two environments outside of the checkout that it is installed into."""

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
FOREIGN = ("PYTHON", "JUPYTER", "PYTEST", "COV")
OFFLINE = "No matching distribution found"


@dataclass(frozen=True)
class Environment:
    """A virtual environment, and a folder outside of the checkout where its commands are run."""

    prefix: Path
    outside: Path

    @property
    def packages(self):
        """The folder that packages are installed into."""
        return Path(sysconfig.get_path("purelib", vars={"base": str(self.prefix)}))

    def command(self, name, *arguments):
        """What Popen takes: neither PYTHONPATH nor anything of Jupyter leads back to where the tests run."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(FOREIGN)}
        own = {
            f"JUPYTER_{part}_DIR": str(self.outside / part.lower()) for part in ("CONFIG", "DATA", "RUNTIME")
        }
        return {
            "args": [self.prefix / "bin" / name, *arguments],
            "cwd": self.outside,
            "env": {**kept, **own},
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
        }

    def run(self, name, *arguments):
        """Run a command to its end."""
        return subprocess.run(**self.command(name, *arguments), timeout=100, check=False)


@pytest.fixture(scope="package")
def wheel(tmp_path_factory):
    """Build the wheel as pip does."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--wheel-dir", folder, ROOT)
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="package")
def base(tmp_path_factory, wheel):
    """What `pip install what-broke-first` gives: nothing but the wheel and what it needs, as locked."""
    made = environment(tmp_path_factory.mktemp("base"))
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    pins = made.outside / "pins.txt"
    pins.write_text("\n".join(line.removesuffix(" \\") for line in lines if not line.startswith(" ")))
    install(made, "--constraint", pins, wheel)
    return made


@pytest.fixture(scope="package")
def lab(tmp_path_factory, wheel):
    """What `pip install what-broke-first[lab]` gives; the packages are those that the tests run with."""
    made = environment(tmp_path_factory.mktemp("lab"))
    install(made, "--no-deps", wheel)
    theirs = [path for path in sys.path if path.endswith("site-packages")]
    (made.packages / "theirs.pth").write_text("\n".join(theirs))
    (made.prefix / "share").mkdir()
    (made.prefix / "share" / "jupyter").symlink_to(Path(sys.prefix, "share", "jupyter").resolve())
    return made


def environment(folder):
    """Make a virtual environment with nothing in it."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    (folder / "outside").mkdir()
    return Environment(folder / "venv", folder / "outside")


def install(made, *what):
    """Install with the pip of the tests, which the environment need not have."""
    pip("--python", made.prefix / "bin" / "python", "install", *what)


def pip(*arguments):
    """Run pip; without a registry there is nothing to test on a machine of one's own."""
    done = subprocess.run([*PIP, *arguments], capture_output=True, text=True, timeout=300, check=False)
    if OFFLINE in done.stderr and "CI" not in os.environ:
        pytest.skip("pip reaches no package registry")
    assert done.returncode == 0, done.stderr
