"""A full disk: what is there can be read, nothing can be written, and afterwards all is as it was."""

import sqlite3
from contextlib import closing

import pytest

from labapp.simulation.full_disk import full_disk


@pytest.fixture
def database(tmp_path):
    file = tmp_path / "a.db"
    with closing(sqlite3.connect(file)) as made:
        made.execute("create table tools (name)")
        made.execute("insert into tools values ('saw')")
        made.commit()
    return file


@pytest.mark.parametrize(
    "change",
    ["insert into tools values ('axe')", "update tools set name = 'axe'", "delete from tools"],
)
def test_nothing_can_be_written_and_everything_read(database, change):
    with full_disk(database), closing(sqlite3.connect(database)) as other:
        assert other.execute("select * from tools").fetchall() == [("saw",)]
        with pytest.raises(sqlite3.OperationalError, match="disk_is_full"):
            other.execute(change)


def test_afterwards_it_can_be_written_even_if_something_went_wrong_meanwhile(database):
    with pytest.raises(KeyError), full_disk(database):
        raise KeyError
    with closing(sqlite3.connect(database)) as other:
        other.execute("insert into tools values ('axe')")
        assert other.execute("select count(*) from tools").fetchone() == (2,)
        assert other.execute("select * from sqlite_master where type = 'trigger'").fetchall() == []
