"""The command line: `labapp serve MIXTURE` and `labapp probe TARGET`."""

import argparse
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from labapp.backend.database import DatabaseUnusable
from labapp.lab.targets.loading import CannotStart
from labapp.lab.targets.mixture import UnknownMixture, mixture
from labapp.lab.targets.probing import exit_status, run, target_named
from labapp.lab.targets.served import Wish, serving
from labapp.lab.targets.target import Known
from labapp.probes.finding import Family, Finding
from labapp.world.loopback import HOST, PortTaken

LOOPBACK = (HOST, "localhost")


class Refused(Exception):
    """What was asked for cannot be; one line says why."""


WRONG = (Refused, UnknownMixture, PortTaken, CannotStart, DatabaseUnusable, OSError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what goes wrong is one line on stderr."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        status: int = options.command(options)
    except WRONG as error:
        print(f"labapp: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="labapp", description="What Broke First, outside of a notebook.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve Toolshed on this machine, with its contract as a page")
    serve.set_defaults(command=_serve)
    serve.add_argument("mixture", help="naive, fixed, or a mixture such as naive+fixed.charge")
    serve.add_argument("--port", type=int, default=os.environ.get("PORT", "0"), help="0: any free one")
    serve.add_argument("--host", default=HOST, help=f"only {HOST}: this backend is broken on purpose")
    probe = commands.add_parser("probe", help="run the probes; exit 1: broken, 2: unmeasured, 0: all held")
    probe.set_defaults(command=_probe)
    probe.add_argument(
        "target", help="a mixture, a Python file with create_app() or app, or http://127.0.0.1:…"
    )
    probe.add_argument("--only", nargs="+", choices=list(Family), default=list(Family), metavar="FAMILY")
    probe.add_argument("--json", type=Path, metavar="FILE", help="write the findings there, too")
    probe.add_argument(
        "--carrier-port", type=int, metavar="N", help="play the backend's carrier on this port"
    )
    probe.add_argument("--log", type=Path, metavar="FILE", help="where the backend writes its log")
    probe.add_argument(
        "--wait", type=float, default=Known.start_seconds, metavar="SECONDS", help="for a file to answer"
    )
    probe.add_argument("--admin", default=":".join(Known.admin), metavar="EMAIL:PASSWORD")
    return parser


def _serve(options: argparse.Namespace) -> int:
    _only_loopback(options.host)
    admin = Wish.admin
    wish = Wish(
        options.port,
        os.environ.get("DATABASE_URL"),
        os.environ.get("CARRIER_URL"),
        (os.environ.get("ADMIN_EMAIL", admin[0]), os.environ.get("ADMIN_PASSWORD", admin[1])),
    )
    with serving(mixture(options.mixture), wish) as server:
        print(f"Toolshed ({options.mixture}) answers at {server.url}, its contract at {server.url}/contract/")
        print(f"Log in as {wish.admin[0]} with {wish.admin[1]!r}. Stop with Ctrl-C.", flush=True)
        server.run()
    return 0


def _probe(options: argparse.Namespace) -> int:
    if options.target.startswith("http"):
        _only_loopback(urlsplit(options.target).hostname or "nowhere")
    email, _, password = options.admin.partition(":")
    found: list[Finding] = []
    known = Known(options.carrier_port, options.log, (email, password), options.wait)
    with target_named(options.target, known) as target:
        for finding in run(target, [Family(family) for family in options.only]):
            found.append(finding)
            print(_line(finding))
    if options.json:
        report = {"target": options.target, "findings": [finding.as_dict() for finding in found]}
        options.json.write_text(json.dumps(report, indent=2))
    return exit_status(found)


def _line(found: Finding) -> str:
    return f"{found.verdict:10} {found.family:11} {found.side:8} {found.probe}: {found.evidence}"


def _only_loopback(host: str) -> None:
    if host not in LOOPBACK:
        raise Refused(f"Broken on purpose: served and probed on {HOST} only, not on {host}.")


if __name__ == "__main__":
    sys.exit(main())
