"""`labapp probe TARGET`: put the probes to a backend; exit 1: broken, 2: unmeasured, 0: all held."""

import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from labapp.probes.families import PROBES
from labapp.probes.finding import Family, Finding
from labapp.reports.as_json import as_json
from labapp.reports.junit import junit
from labapp.reports.markdown import markdown
from labapp.reports.printable import printable
from labapp.reports.summary import by_family, exit_status, footnotes
from labapp.targets.file_probing import ProbeRun, in_probe_order
from labapp.targets.open_target import BackendOptions
from labapp.targets.probing import run as run_probes
from labapp.targets.probing import target_named

from .loopback_only import Refused, only_loopback
from .writable import only_writable

REPORTS: dict[str, Callable[[str, list[Finding]], str]] = {
    "json": as_json,
    "markdown": markdown,
    "junit": junit,
}
"""The option, and what writes its report."""


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "target", help="a mixture, a Python file with create_app() or app, or http://127.0.0.1:…"
    )
    parser.add_argument("--only", nargs="+", choices=list(Family), default=list(Family), metavar="FAMILY")
    for name in REPORTS:
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help="write the findings there, too")
    parser.add_argument(
        "--carrier-port", type=int, metavar="N", help="play the backend's carrier on this port"
    )
    parser.add_argument("--log", type=Path, metavar="FILE", help="where the backend writes its log")
    parser.add_argument(
        "--wait",
        type=float,
        default=BackendOptions.start_seconds,
        metavar="SECONDS",
        help="for a file to answer",
    )
    parser.add_argument("--admin", default=":".join(BackendOptions.admin), metavar="EMAIL:PASSWORD")


def run(options: Namespace) -> int:
    """Print a line for each finding and each family, and write them down where that was asked for."""
    if options.target.startswith("http"):
        only_loopback(urlsplit(options.target).hostname or "nowhere")
    if options.target.endswith(".py") and not Path(options.target).is_file():
        raise Refused(f"There is no file {options.target}.")
    reports = {name: file for name in REPORTS if (file := getattr(options, name))}
    for name, file in reports.items():
        only_writable(f"--{name}", file)
    found = _found(options)
    for name, file in reports.items():
        file.write_text(REPORTS[name](options.target, found), encoding="utf-8")
    return exit_status(found)


def _found(options: Namespace) -> list[Finding]:
    """Run the probes; a backend that does not start is told on stderr, and leaves them all unmeasured."""
    found: list[Finding] = []
    families = [Family(family) for family in options.only]
    email, _, password = options.admin.partition(":")
    backend = BackendOptions(options.carrier_port, options.log, (email, password), options.wait)
    if options.target.endswith(".py"):
        found = _found_in_file(Path(options.target), backend, families)
    else:
        with target_named(options.target, backend) as target:
            for finding in run_probes(target, families):
                found.append(finding)
                print(_line(finding))
    for line in (*(each.line() for each in by_family(found)), *footnotes(found)):
        print(line)
    return found


def _found_in_file(file: Path, backend: BackendOptions, families: list[Family]) -> list[Finding]:
    """Run the probes side by side and print each finding when all before it are there."""
    running, waiting = ProbeRun(file, backend, families), dict[str, Finding]()
    order = [probe.__name__ for family in families for probe in PROBES[family]]
    found: list[Finding] = []
    try:
        for finding in running.findings():
            waiting.update({finding.probe: finding} if finding else {})
            while len(found) < len(order) and order[len(found)] in waiting:
                found.append(waiting.pop(order[len(found)]))
                _show("" if running.refused else _line(found[-1]))
            _progress(f"{len(found) + len(waiting)} of {len(order)} probes; now: {', '.join(running.asking)}")
    finally:
        for finding in waiting.values():
            _show(_line(finding))
    if running.refused:
        print(f"labapp: {printable(running.refused)}", file=sys.stderr)
    return list(in_probe_order(found, families))


def _show(line: str) -> None:
    """Print a line in place of the progress."""
    _progress("")
    if line:
        print(line, flush=True)


def _progress(now: str) -> None:
    """Say on a terminal how far it is; the next call overwrites it."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        print(f"\r\x1b[K{now[:width]}", end="", file=sys.stderr, flush=True)


def _line(found: Finding) -> str:
    verdict = found.verdict if found.asked else "not asked"
    return f"{verdict:10} {found.family:11} {found.side:8} {found.probe}: {printable(found.evidence)}"
