"""The statements of requests that run at the same time take turns at the database.

Nothing else makes a race certain: requests in virtual time never interrupt each other by themselves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, has_request_context
from sqlalchemy import Connection, event

from labapp.services import Clock
from labapp.toolshed import app_state

AtStatement = Callable[[str, bool], object]
"""Called with a statement, its values filled in, and whether the one who asks it may wait."""

TURN_SECONDS = 0.001
WRITES = "it has written"


def no_pause(_statement: str, _may_wait: bool) -> None:
    """Make nobody wait."""


class StatementScheduler:
    """Calls `at_statement` before each statement of a request, and at the commit of what it wrote.

    A transaction that has written must not wait: it holds a lock, and who holds a lock must not wait for
    the clock.
    """

    def __init__(self, clock: Clock) -> None:
        self.at_statement: AtStatement = no_pause
        self._clock = clock

    @contextmanager
    def interleaved(self) -> Iterator[None]:
        """Let requests that run at the same time go forward by one statement each, in turns."""
        self.at_statement = self._take_turns
        try:
            yield
        finally:
            self.at_statement = no_pause

    def listen_to(self, app: Flask) -> None:
        """Listen to the database of an app."""
        with app_state.of_app(app).sessions() as session:
            engine = session.get_bind().engine
        event.listen(engine, "before_cursor_execute", self._before)
        event.listen(engine, "commit", self._committed)
        event.listen(engine, "rollback", lambda connection: connection.info.pop(WRITES, None))

    def _take_turns(self, _statement: str, may_wait: bool) -> None:
        if may_wait:
            self._clock.sleep(TURN_SECONDS)

    def _before(self, connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if has_request_context():
            self.at_statement(_filled(statement, parameters), not connection.info.get(WRITES))
        connection.info[WRITES] = connection.info.get(WRITES) or not _only_reads(statement)

    def _committed(self, connection: Connection) -> None:
        if connection.info.pop(WRITES, None) and has_request_context():
            self.at_statement("COMMIT", False)


def _only_reads(statement: str) -> bool:
    return statement.startswith("SELECT") and "FOR UPDATE" not in statement


def _filled(statement: str, parameters: Any) -> str:
    """Put the values where their question marks are; other ways to pass values are left alone."""
    if not isinstance(parameters, tuple):
        return statement
    *parts, last = statement.split("?")
    return "".join(f"{part}{value!r}" for part, value in zip(parts, parameters, strict=False)) + last
