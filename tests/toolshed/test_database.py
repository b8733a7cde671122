"""Opening the database: tables of the app and of its services, and one clear line when it fails."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import partial

import psutil
import pytest
from sqlalchemy import Column, Integer, MetaData, Table, inspect

from labapp.naive import NAIVE
from labapp.services import needs
from labapp.toolshed.app import close, create_app
from labapp.toolshed.database import DatabaseUnusable

from .fakes import World, settings

UNUSABLE = [
    ("nonsense", "is not a database address"),
    ("", "is not a database address"),
    ("mysql://u:secret@127.0.0.1/x", "is not a database address"),
    ("sqlite:////nowhere/at/all/toolshed.db", "does not open"),
    ("postgresql://u:secret@127.0.0.1:1/x", "does not open"),
    ("postgresql://u:secret@127.0.0.1:notaport/x", "is not a database address"),
    ("postgresql://u:top:secret@127.0.0.1:1/x", "does not open"),
    ("postgresql://127.0.0.1:1/x?user=u&password=secret", "does not open"),
]


@pytest.mark.parametrize(("url", "problem"), UNUSABLE)
def test_an_unusable_database_is_told_in_one_line(url, problem):
    with pytest.raises(DatabaseUnusable) as told:
        create_app(NAIVE, settings(url), World().dependencies())
    line = str(told.value)
    assert problem in line
    assert "Try sqlite:///" in line
    assert "\n" not in line
    assert "secret" not in line


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ("ALTER TABLE facts DROP COLUMN address", "its table facts lacks columns"),
        ("ALTER TABLE idempotent_requests RENAME TO loan_requests", "it has no table idempotent_requests"),
    ],
)
def test_a_database_of_another_version_is_told_in_one_line(tmp_path, change, lack):
    url = f"sqlite:///{tmp_path / 'old.db'}"
    close(create_app(NAIVE, settings(url), World().dependencies()))
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        old.execute(change)
    with pytest.raises(DatabaseUnusable, match=f"is of another version: {lack}; take a new one"):
        create_app(NAIVE, settings(url), World().dependencies())


def test_a_database_that_is_refused_is_closed(tmp_path):
    """Else Python 3.13 and later warn of it."""
    with closing(sqlite3.connect(tmp_path / "old.db")) as old:
        old.execute("CREATE TABLE facts (id INTEGER)")
    with pytest.raises(DatabaseUnusable):
        create_app(NAIVE, settings(f"sqlite:///{tmp_path / 'old.db'}"), World().dependencies())
    assert [file.path for file in psutil.Process().open_files() if file.path.startswith(str(tmp_path))] == []


def test_a_service_brings_its_side_table(database_url):
    notes = Table("notes_of_a_service", MetaData(), Column("id", Integer, primary_key=True))
    services = replace(NAIVE, charge=needs(notes)(partial(NAIVE.charge)))
    for chosen, there in ((NAIVE, False), (services, True), (services, True)):
        app = create_app(chosen, settings(database_url), World().dependencies())
        with app.extensions["toolshed"].sessions() as session:
            assert inspect(session.get_bind()).has_table("notes_of_a_service") == there
            notes.drop(session.get_bind(), checkfirst=True)
        close(app)


def test_moments_come_back_in_utc(app, admin):
    loan = admin.loan(borrowed_at="2026-01-01T00:30:00+01:00")
    assert loan["borrowed_at"] == "2025-12-31T23:30:00+00:00"
    assert admin.get(f"/loans/{loan['id']}").json == loan
