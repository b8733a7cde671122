"""`labapp serve MIXTURE`: Toolshed on this machine, with its contract as a page."""

import os
from argparse import ArgumentParser, Namespace

from labapp.targets.loopback import HOST
from labapp.targets.mixture import mixture
from labapp.targets.served import ServerOptions, server_for

from .loopback_only import only_loopback


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("mixture", help="naive, fixed, or a mixture such as naive+fixed.charge")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT", "0"), help="0: any free one")
    parser.add_argument("--host", default=HOST, help=f"only {HOST}: this backend is broken on purpose")


def run(options: Namespace) -> int:
    """Serve until it is stopped."""
    only_loopback(options.host)
    admin = ServerOptions.admin
    wish = ServerOptions(
        options.port,
        os.environ.get("DATABASE_URL"),
        os.environ.get("CARRIER_URL"),
        (os.environ.get("ADMIN_EMAIL", admin[0]), os.environ.get("ADMIN_PASSWORD", admin[1])),
    )
    with server_for(mixture(options.mixture), wish) as server:
        print(f"Toolshed ({options.mixture}) answers at {server.url}, its contract at {server.url}/contract/")
        print(f"Log in as {wish.admin[0]} with {wish.admin[1]!r}. Stop with Ctrl-C.", flush=True)
        server.run()
    return 0
