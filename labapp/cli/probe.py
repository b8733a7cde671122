"""`labapp probe TARGET`: put the probes to a backend; exit 1: broken, 2: unmeasured, 0: all held."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from labapp.lab.targets.probing import exit_status, target_named
from labapp.lab.targets.probing import run as run_probes
from labapp.lab.targets.target import Known
from labapp.probes.finding import Family, Finding

from .refused import only_loopback


def add_to(commands: Any) -> None:
    """Add the command to argparse's subparsers."""
    parser = commands.add_parser("probe", help="run the probes; exit 1: broken, 2: unmeasured, 0: all held")
    parser.set_defaults(command=run)
    parser.add_argument(
        "target", help="a mixture, a Python file with create_app() or app, or http://127.0.0.1:…"
    )
    parser.add_argument("--only", nargs="+", choices=list(Family), default=list(Family), metavar="FAMILY")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the findings there, too")
    parser.add_argument(
        "--carrier-port", type=int, metavar="N", help="play the backend's carrier on this port"
    )
    parser.add_argument("--log", type=Path, metavar="FILE", help="where the backend writes its log")
    parser.add_argument(
        "--wait", type=float, default=Known.start_seconds, metavar="SECONDS", help="for a file to answer"
    )
    parser.add_argument("--admin", default=":".join(Known.admin), metavar="EMAIL:PASSWORD")


def run(options: Namespace) -> int:
    """Print a line for each finding, and write them down where that was asked for."""
    if options.target.startswith("http"):
        only_loopback(urlsplit(options.target).hostname or "nowhere")
    email, _, password = options.admin.partition(":")
    found: list[Finding] = []
    known = Known(options.carrier_port, options.log, (email, password), options.wait)
    with target_named(options.target, known) as target:
        for finding in run_probes(target, [Family(family) for family in options.only]):
            found.append(finding)
            print(_line(finding))
    if options.json:
        report = {"target": options.target, "findings": [finding.as_dict() for finding in found]}
        options.json.write_text(json.dumps(report, indent=2))
    return exit_status(found)


def _line(found: Finding) -> str:
    return f"{found.verdict:10} {found.family:11} {found.side:8} {found.probe}: {found.evidence}"
