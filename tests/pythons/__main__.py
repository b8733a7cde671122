"""The suite on each Python that this machine lacks, in a clean Debian of its own: make test-pythons."""

import signal
import sys
import time
from pathlib import Path
from subprocess import CalledProcessError

import machine
from debian_root import SIGNALS, WORKSHOP, debian_root

SUITES = {"3.11": "bookworm", "3.13": "trixie", "3.14": "forky"}
"""Which Debian has which Python; none has 3.12."""
REPORTS = WORKSHOP / "build" / "pythons"
VERSION = (".venv/bin/python", "--version")
SUITE = ("make", "suite", "TEST_ARGS=--ignore=tests/browser")


def main(versions: list[str]) -> int:
    """Test each version that is named, or each that this machine lacks; return 1 when one of them fails."""
    if unknown := set(versions).difference(SUITES):
        print(f"No Debian has Python {min(unknown)}. Name one of {', '.join(SUITES)}.")
        return 2
    if obstacle := machine.obstacle():
        print(f"Skipped: {obstacle}")
        return 0
    wanted = versions or [version for version in SUITES if not machine.has(version)]
    failed = [version for version in wanted if not passes(version)]
    return min(len(failed), 1)


def passes(version: str) -> bool:
    """Test one version, and print a line for each step; where one fails, what it said last."""
    report = REPORTS / f"{version}.txt"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_bytes(b"")
    began = time.monotonic()

    def tell(done: str) -> None:
        print(f"{version}: {done} ({time.monotonic() - began:.0f} s since the beginning)", flush=True)

    try:
        with debian_root(SUITES[version], report) as root:
            tell(f"a clean Debian {SUITES[version]} is made")
            root.run("make", ".venv/test", f"PYTHON=python{version}")
            root.run(*VERSION)
            tell(f"the workshop is set up on {_said(report)[-1]}")
            root.run(*SUITE)
            tell(_said(report)[-1].strip("= "))
    except CalledProcessError:
        tell(f"failed; {report.relative_to(WORKSHOP)} has all that was said, and at its end")
        print(*_said(report)[-20:], sep="\n")
        return False
    return True


def _said(report: Path) -> list[str]:
    return report.read_text(encoding="utf-8", errors="replace").splitlines()


if __name__ == "__main__":
    for number in SIGNALS:  # a job in the background of a shell begins deaf to SIGINT
        signal.signal(number, signal.default_int_handler)
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
