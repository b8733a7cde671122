"""The command line: `labapp serve naive|fixed|MIXTURE`."""

import argparse
import os
import sys
from collections.abc import Sequence

from labapp.backend.database import DatabaseUnusable
from labapp.lab.mixture import UnknownMixture, mixture
from labapp.lab.served import Wish, serving
from labapp.world.loopback import HOST, PortTaken


class Refused(Exception):
    """What was asked for cannot be; one line says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; what goes wrong is one line on stderr."""
    options = _parser().parse_args(arguments)
    try:
        _serve(options)
    except (Refused, UnknownMixture, PortTaken, DatabaseUnusable, OSError) as error:
        print(f"labapp: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="labapp", description="What Broke First, outside of a notebook.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve Toolshed on this machine, with its contract as a page")
    serve.add_argument("mixture", help="naive, fixed, or a mixture such as naive+fixed.charge")
    serve.add_argument("--port", type=int, default=os.environ.get("PORT", "0"), help="0: any free one")
    serve.add_argument("--host", default=HOST, help=f"only {HOST}: this backend is broken on purpose")
    return parser


def _serve(options: argparse.Namespace) -> None:
    if options.host not in (HOST, "localhost"):
        raise Refused(f"Toolshed is broken on purpose and is served on {HOST} only, not on {options.host}.")
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
