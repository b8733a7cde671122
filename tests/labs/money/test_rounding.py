"""What the aside about floats in 07 shows on every version, and what its text says of some."""

import sqlite3
import sys
from contextlib import closing

import pytest

from labapp.labs.money.rounding import FEES, rounding


@pytest.mark.parametrize(
    ("by", "answer"),
    [
        ("round(2.675, 2)", "2.67"),
        ('round(Decimal("2.675"), 2)', "2.68"),
        ("int(0.29 * 100)", "28"),
        ("sum(), before Python 3.12", "99"),
        ("sum(), since Python 3.12", "100"),
    ],
)
def test_an_answer_is_the_same_on_every_python(by, answer):
    table = rounding()
    assert list(table.loc[table["by"] == by, "answer"]) == [answer]


def test_the_sum_of_ten_fees_changed_with_python_3_12():
    assert int(100 * sum(FEES)) == (99 if sys.version_info < (3, 12) else 100)


def test_rounding_changed_with_sqlite_3_43():
    with closing(sqlite3.connect(":memory:")) as database:
        (answer,) = database.execute("SELECT round(2.675, 2)").fetchone()
    assert answer == (2.68 if sqlite3.sqlite_version_info < (3, 43) else 2.67)
