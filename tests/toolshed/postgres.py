"""A private PostgreSQL server for one test run: loopback only, no fsync, removed at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB"


def binaries() -> Path | None:
    """Return where the newest installed server is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def server() -> Iterator[str]:
    """Run a server; yield its address without the name of a database."""
    folder, port = Path(tempfile.mkdtemp(prefix="toolshed-postgres-")), _free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    pg_ctl = ("pg_ctl", "--pgdata", f"{folder}/data", "--wait", "--silent")
    listen = f"{OPTIONS} -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
    init = ("--username=toolshed", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    _run("initdb", "--pgdata", f"{folder}/data", *init)
    _run(*pg_ctl, "--log", f"{folder}/log", "--options", listen, "start")
    try:
        yield f"postgresql://toolshed@127.0.0.1:{port}"
    finally:
        _run(*pg_ctl, "--mode=immediate", "stop")
        shutil.rmtree(folder)


def create(address: str, name: str) -> str:
    """Create a database; return its address."""
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{address}/{name}"


def empty(address: str) -> None:
    """Remove all rows of a database and count from one again: quicker than a new database."""
    listed = "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(address, autocommit=True, options="-c lock_timeout=5s") as connection:
        (tables,) = connection.execute(listed).fetchone() or (None,)
        if tables:
            connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


def _run(program: str, *arguments: str) -> None:
    """Run a program of the server, which refuses to be root."""
    become = (
        ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups") if os.geteuid() == 0 else ()
    )
    command = (*become, f"{binaries()}/{program}", *arguments)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
