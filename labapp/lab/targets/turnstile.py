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

AtStatement = Callable[[str, bool], object]
"""Called with a statement, its values filled in, and whether the one who asks it may wait."""

TURN_SECONDS = 0.001
WRITES = "it has written"


def let_through(_statement: str, _may_wait: bool) -> None:
    """Make nobody wait."""


def listen(app: Flask, at_statement: AtStatement) -> None:
    """Call `at_statement` before each statement of a request, and at the commit of what it wrote.

    A transaction that has written must not wait: it holds a lock, and who holds a lock must not wait for
    the clock.
    """

    def before(connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if has_request_context():
            at_statement(_filled(statement, parameters), not connection.info.get(WRITES))
        connection.info[WRITES] = connection.info.get(WRITES) or not _only_reads(statement)

    def over(connection: Connection) -> None:
        if connection.info.pop(WRITES, None) and has_request_context():
            at_statement("COMMIT", False)

    with state.of_app(app).sessions() as session:
        engine = session.get_bind().engine
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "commit", over)
    event.listen(engine, "rollback", lambda connection: connection.info.pop(WRITES, None))


@contextmanager
def in_turns(world: "World") -> Iterator[None]:
    """Let requests that run at the same time go forward by one statement each, in turns."""

    def wait(_statement: str, may_wait: bool) -> None:
        if may_wait:
            world.clock.sleep(TURN_SECONDS)

    world.at_statement = wait
    try:
        yield
    finally:
        world.at_statement = let_through


def _only_reads(statement: str) -> bool:
    return statement.startswith("SELECT") and "FOR UPDATE" not in statement


def _filled(statement: str, parameters: Any) -> str:
    """Put the values where their question marks are; other ways to pass values are left alone."""
    if not isinstance(parameters, tuple):
        return statement
    *parts, last = statement.split("?")
    return "".join(f"{part}{value!r}" for part, value in zip(parts, parameters, strict=False)) + last
