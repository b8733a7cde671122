"""The database of one app: connect, create the tables, add the side tables of its services."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Inspector, Table, create_engine, event, inspect, make_url
from sqlalchemy.exc import (
    ArgumentError,
    IntegrityError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.orm import Session, sessionmaker

from labapp.models import Model
from labapp.services import Conflict, Context, Services

from . import audit_events


class DatabaseUnusable(Exception):
    """The database cannot be opened; the message is one line and says what to do."""


def connect(url: str, services: Services) -> sessionmaker[Session]:
    """Open the database and create what is missing.

    Raises DatabaseUnusable when the address makes no sense or nothing answers there.
    """
    try:
        engine = _engine(url)
        with _closed_on_error(engine):
            _refuse_an_older_one(engine, url)
            Model.metadata.create_all(engine)
            for table in side_tables(services):
                table.create(engine, checkfirst=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise DatabaseUnusable(_line("is not a database address", url, error)) from error
    except SQLAlchemyError as error:
        raise DatabaseUnusable(_line("does not open", url, error)) from error
    audit_events.listen(engine)
    return sessionmaker(engine, expire_on_commit=False)


def flush(ctx: Context, conflict: str) -> None:
    """Write what is pending; when the database finds a contradiction, raise Conflict with this message."""
    try:
        ctx.session.flush()
    except IntegrityError as error:
        ctx.session.rollback()
        raise Conflict(conflict) from error


def side_tables(services: Services) -> Iterator[Table]:
    """Yield the tables that the services name with `@needs`."""
    present = services.present
    functions: list[Any] = [services.notify, services.audit, present.show, present.find]
    functions += [services.authorize, services.eligible, services.charge]
    for function in functions:
        yield from getattr(function, "tables", ())


def _engine(url: str) -> Engine:
    address = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(address, pool_size=0)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


@contextmanager
def _closed_on_error(engine: Engine) -> Iterator[None]:
    try:
        yield
    except Exception:
        engine.dispose()
        raise


def _refuse_an_older_one(engine: Engine, url: str) -> None:
    """Raise DatabaseUnusable where some tables or columns are missing: create_all does not migrate."""
    lack = _lack(inspect(engine))
    if lack is not None:
        told = f"{lack}; take a new one, or the workshop that made it"
        raise DatabaseUnusable(_line("is of another version", url, ValueError(told)))


def _lack(there: Inspector) -> str | None:
    ours = Model.metadata.tables
    known = ours.keys() & there.get_table_names()
    for name in sorted(known):
        columns = {column["name"] for column in there.get_columns(name)}
        if not columns >= set(ours[name].columns.keys()):
            return f"its table {name} lacks columns"
    missing = sorted(ours.keys() - known) if known else []
    return f"it has no table {missing[0]}" if missing else None


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Lab data may be lost with the machine: no fsync; readers do not wait for writers.

    SQLite's own lower() knows ASCII only: Ü and É would be found on PostgreSQL and not here.
    """
    connection.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)
    for pragma in ("journal_mode=WAL", "synchronous=OFF", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _line(problem: str, url: str, error: Exception) -> str:
    reason = error.orig if isinstance(error, OperationalError) and error.orig else error
    told = " ".join(str(reason).split()).rstrip(".")
    hint = "Try sqlite:///toolshed.db or postgresql://USER:PASSWORD@127.0.0.1:5432/NAME."
    return f"DATABASE_URL {_without_secrets(url)} {problem}: {told}. {hint}"


def _without_secrets(url: str) -> str:
    try:
        return make_url(url).set(query={}).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        scheme, slashes, _ = url.partition("://")
        return f"{scheme}{slashes}..." if slashes else url
