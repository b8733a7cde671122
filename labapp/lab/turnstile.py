"""A turnstile at the database: the statements of requests that run at the same time take turns.

Nothing else makes a race certain: requests in virtual time never interrupt each other by themselves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask import Flask, has_request_context
from sqlalchemy import Connection, event

from labapp.backend import state

if TYPE_CHECKING:
    from .world import World

AtStatement = Callable[[str], object]
TURN_SECONDS = 0.001
WRITES = "it has written"


def let_through(_statement: str) -> None:
    """Make nobody wait."""


def listen(app: Flask, at_statement: AtStatement) -> None:
    """Call `at_statement` with each statement of a request before it runs, its values filled in.

    A transaction that has written is let through to its end: it holds a lock, and who holds a lock must
    not wait for the clock.
    """

    def before(connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if has_request_context() and not connection.info.get(WRITES):
            at_statement(statement)
        connection.info[WRITES] = connection.info.get(WRITES) or not _only_reads(statement)

    def over(connection: Connection) -> None:
        connection.info.pop(WRITES, None)

    with state.of_app(app).sessions() as session:
        engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "commit", over)
    event.listen(engine, "rollback", over)


@contextmanager
def in_turns(world: "World") -> Iterator[None]:
    """Let requests that run at the same time go forward by one statement each, in turns."""
    world.at_statement = lambda _: world.clock.sleep(TURN_SECONDS)
    try:
        yield
    finally:
        world.at_statement = let_through


def _only_reads(statement: str) -> bool:
    return statement.startswith("SELECT") and "FOR UPDATE" not in statement
