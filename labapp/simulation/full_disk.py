"""A full disk: a SQLite database that can be read and not written, until it is over."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

CHANGES = ("insert", "update", "delete")


@contextmanager
def full_disk(database: Path) -> Iterator[None]:
    """Let every write to a database fail with an error that its backend did not expect.

    SQLite looks up a function when a statement begins: a trigger that calls an unknown one fails it.
    """
    with closing(sqlite3.connect(database, timeout=5.0)) as connection:
        named = {f"full_disk_{change}_{table}": (change, table)
                 for table in _tables(connection) for change in CHANGES}  # fmt: skip
        for name, (change, table) in named.items():
            connection.execute(
                f'create trigger "{name}" before {change} on "{table}" begin select the_disk_is_full(); end'
            )
        connection.commit()
        try:
            yield
        finally:
            for name in named:
                connection.execute(f'drop trigger if exists "{name}"')
            connection.commit()


def _tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("select name from sqlite_master where type = 'table'")
    return [name for (name,) in found if not name.startswith("sqlite_")]
