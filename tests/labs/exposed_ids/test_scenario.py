"""Three receipts: what they give away, in the table, in the sentence and in the picture; and the crawler."""

from collections import Counter
from dataclasses import asdict

import pytest
from sqlalchemy import select

from labapp.lab import crawl, visitor
from labapp.labs.exposed_ids.figure import HIGHEST, ReceiptFigure, plotted
from labapp.labs.exposed_ids.german_tank import upper_bound
from labapp.labs.exposed_ids.scenario import FIXED_AUTHORIZE, as_numbers, receipts_revealed
from labapp.models import Loan
from labapp.targets.mixture import mixture
from labapp.targets.simulated import SimulatedToolshed


def seen(name, receipts=3):
    (*_, columns) = receipts_revealed(mixture(name), receipts)
    return columns


@pytest.fixture(scope="module")
def naive():
    return seen(f"naive{FIXED_AUTHORIZE}")


@pytest.fixture(scope="module")
def fixed():
    return seen(f"naive+fixed.present{FIXED_AUTHORIZE}")


def drawn(columns):
    figure = ReceiptFigure(columns)
    figure.update()
    return plotted(figure)


def test_the_story_of_the_notebook(naive):
    assert sorted(naive.numbers) == [37, 324, 372]
    assert naive.guessed[-1] == (372, 495.0, 1008)
    assert naive.counted == 496
    assert naive.per_day == pytest.approx(335 / 151, rel=0.01)


def test_it_closes_in_with_every_receipt(naive):
    assert [high for _, _, high in naive.guessed] == sorted((h for *_, h in naive.guessed), reverse=True)


def test_the_numbers_do_not_depend_on_who_may_see_what():
    told = [seen(f"naive+{side}.authorize") for side in ("naive", "fixed")]
    assert asdict(told[0]) == asdict(told[1])


def test_the_picture_shows_what_the_table_says(naive):
    shown, table = drawn(naive), naive.table()
    assert sorted(map(str, shown["numbers"])) == sorted(table["id"])
    assert shown["bar"] == list(table[["at least", "at most"]].iloc[-1])
    assert [round(each) for each in shown["estimate"]] == [table["estimate"].iloc[-1]]
    assert shown["counted"] == [496, 496]


def test_without_numbers_the_picture_says_so(fixed):
    shown = drawn(fixed)
    assert (len(shown["without"]), shown["numbers"], shown["estimate"]) == (3, [], [])
    assert shown["bar"] == [3, HIGHEST]
    assert set(fixed.table()["estimate"]) == {"?"}


def test_the_sentence_carries_the_numbers(naive, fixed):
    for told in ("about 495 loans", "between 372 and 1,008", "2.2 a day", "counts 496"):
        assert told in naive.sentence()
    assert "at least 3 loans, and nothing else" in fixed.sentence()


def test_a_frame_differs_from_the_one_before(naive):
    figure = ReceiptFigure(naive)
    frames = [figure.png()]
    for share in (0.5, 1.0):
        figure.open((0, 700, HIGHEST), share)
        frames.append(figure.png())
    assert len(set(frames)) == 3


def test_the_interval_holds_for_37_of_the_40_neighbours():
    with (
        SimulatedToolshed(mixture("naive")) as toolshed,
        toolshed.app.extensions["toolshed"].sessions() as books,
    ):
        rows = books.execute(select(Loan.member_id, Loan.id)).all()
    numbers = {
        member: [row for owner, row in rows if owner == member] for member in Counter(m for m, _ in rows)
    }
    holds = [max(own) <= len(rows) <= upper_bound(own) for own in numbers.values()]
    assert (sum(holds), len(holds)) == (37, 40)


@pytest.mark.parametrize(
    ("ids", "numbers"),
    [
        ([37, 324, 372], [37, 324, 372]),
        (["loan-37", "loan-324", "loan-372"], [37, 324, 372]),
        (["bG9hbnM6Mzc", "bG9hbnM6MzI0", "bG9hbnM6Mzcy"], [37, 324, 372]),
        (["a3684e156f31cee61064ece2dce32081", "c599302a7579b9dc08b99cf2873759f6"], [None, None]),
        ([372, 37], [None, None]),
    ],
)
def test_ids_are_read_as_numbers_where_that_makes_sense(ids, numbers):
    assert as_numbers(ids) == numbers


def test_what_comes_along_is_shown_and_the_phone_is_guessed():
    me = visitor()
    assert list(me.receipts().index) == [37, 324, 372]
    assert {"phone_hash", "password_hash", "notes"} <= set(me.record().index)
    assert list(me.guess_phone().iloc[0]) == ["116", "10,000", "555-0115"]


def test_the_crawler_finds_the_side_doors_and_none_without_numbers():
    assert list(crawl()["opened"]) == [0, 0, 20, 20, 12]
    assert set(crawl("naive+fixed.present")["opened"]) == {0}
