"""A chat full of class codes: whose they are, what is counted, and who may want a hand."""

import pytest

from labapp import lab
from labapp.publishing.class_view import panel
from labapp.publishing.class_view.chat import OLDER, PRIVATE, read_chat
from labapp.publishing.class_view.sample_chat import NAMES, invented_class
from labapp.workshop.codes import class_code, progress_code
from labapp.workshop.lab_catalogue import LABS
from labapp.workshop.milestones import MILESTONES
from labapp.workshop.progress_record import Progress


def reached(*steps, hints=()):
    return class_code.encode(Progress(frozenset(steps), {}, dict(hints)))


STORM = reached("00.storm")


@pytest.mark.parametrize(
    ("pasted", "name"),
    [
        (f"Ann: {STORM}", "Ann"),
        (STORM, "line 1"),
        (f"> * Ann: {STORM}", "Ann"),
        (f"[10:32] <Ann> here: `{STORM}`.", "Ann"),
        (f"10:32:05 From Ann Lee to Everyone:\n\t{STORM}", "Ann Lee"),
        (f"Ann Lee 10:33 AM\n{STORM}", "Ann Lee"),
        (f"Ben: hello\nAnn Lee\n  10:33 AM\n\n{STORM}", "Ann Lee"),
        (f"10:33 Ann Lee\n{STORM}", "Ann Lee"),
        (f"Ann Lee — Today at 10:33 AM\n{STORM}", "Ann Lee"),
        (f"Ann: {STORM.lower().replace('-', '')}", "Ann"),
        (f"Good morning!\n\nAnn – {STORM} (sorry, late)", "Ann"),
    ],
)
def test_whatever_a_chat_puts_around_a_code_is_read(pasted, name):
    chat = read_chat(pasted)
    assert [(each.name, each.code.milestones) for each in chat.pasted] == [(name, {"00.storm"})]
    assert not chat.remarks


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        (STORM[:-1] + ("0" if STORM[-1] != "0" else "1"), "typing mistake"),
        (STORM[:-4], "typing mistake"),
        (STORM.replace("WBC1", "WBC2"), "another version"),
        (STORM.replace("WBC1", "WCB1"), "is no such code"),
        (progress_code.encode(Progress(frozenset({"00.storm"}))), PRIVATE),
    ],
)
def test_what_cannot_be_counted_is_listed_with_its_line_and_why(pasted, said):
    chat = read_chat(f"Hello\nAnn: {pasted}")
    assert not chat.pasted
    assert [(each.line, each.name) for each in chat.remarks] == [(2, "Ann")]
    assert said in chat.remarks[0].says


def test_an_older_code_counts_and_is_told_from_a_new_one(monkeypatch):
    monkeypatch.setattr(class_code, "MILESTONES", (*MILESTONES, "99.new"))
    chat = read_chat(f"Ann: {STORM}")
    assert (len(chat.pasted), chat.remarks[0].says) == (1, OLDER)


def test_of_two_codes_with_one_name_the_later_counts_in_its_place():
    chat = read_chat(f"Ann: {reached()}\nBen: {reached()}\nann: {STORM}")
    assert [each.name for each in chat.pasted] == ["Ben", "ann"]
    assert chat.pasted[1].code.milestones == {"00.storm"}
    assert "a later one is in line 3" in chat.remarks[0].says


def test_codes_without_a_name_are_people_of_their_own():
    assert [each.name for each in read_chat(f"{STORM}\n{STORM}").pasted] == ["line 1", "line 2"]


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("Ana\n — \n10:31 AM", ""), ("10:30 sharp we go on", ""), ("See you at 10:30", ""),
        ("here it is:", ""),
        ("Ana\n10:31 AM (edited)", "Ana"), ("Ana\n10:31 Uhr", "Ana"), ("Ana\n — Today at 10:31 AM", "Ana"),
        ("Ana\nToday at 10:31 AM", "Ana"), ("Ana\n27.11.2026 10:31", "Ana"), ("Ana\n2026-11-27 10:31", "Ana"),
        ("Ana María de la Cruz 10:31", "Ana María de la Cruz"), ("Ana — Yesterday at 10:31", "Ana"),
    ],
)  # fmt: skip
def test_no_two_people_are_taken_for_one(above, name):
    pasted = read_chat(f"{above}\n{STORM}\nHello\n{above}\n{STORM}").pasted
    assert [each.name for each in pasted][-1:] == [name] if name else len(pasted) == 2


def test_nothing_but_talk_is_nobody():
    columns = panel.counted(read_chat("Good morning!\nMeeting 811 2333 4455\nSee you at 10:30"))
    assert (columns.people, columns.sentence()) == (0, "Nobody's code has been read yet.")


@pytest.mark.parametrize(
    ("steps", "hints", "expected"),
    [
        (("02.predicted", "02.stops"), {"02": 2}, [["02 Retry storm", "2 of 3: More"]]),
        (("02.predicted",), {}, []),
        (tuple(step for step in MILESTONES if step.startswith("02.")), {"02": 3}, []),
        (("02.predicted", "06.predicted"), {"02": 3}, []),
        ((), {"06": 1}, [["06 Misunderstood eligibility", "1 of 3: A nudge"]]),
    ],
)
def test_stuck_is_who_opened_a_hint_in_the_furthest_lab_that_is_not_done(steps, hints, expected):
    found = panel.stuck(read_chat(f"Ann: {reached(*steps, hints=hints)}"))
    assert found[["lab", "last hint opened"]].to_numpy().tolist() == expected


def test_nobody_is_ranked_the_order_is_that_of_the_chat():
    opened = (("Zoe", 1), ("Ada", 3), ("Bo", 2))
    lines = [f"{name}: {reached('02.predicted', hints={'02': last})}" for name, last in opened]
    assert panel.stuck(read_chat("\n".join(lines))).index.tolist() == ["Zoe", "Ada", "Bo"]


def test_thirty_invented_learners_are_the_same_every_time_and_make_slips():
    chat = read_chat(invented_class())
    assert sorted(each.name for each in chat.pasted) == sorted(NAMES)
    assert len(chat.remarks) == 3
    assert invented_class() == invented_class()


def test_every_step_is_counted_once():
    columns = panel.counted(read_chat(invented_class()))
    assert len(columns.steps) == len(MILESTONES)
    assert set(columns.labs) <= {f"{each.number} {each.title}" for each in LABS}


def test_a_room_reads_again_what_is_pasted_later():
    room = panel.ClassView("")
    room.show()
    assert room.columns.people == 0
    room.field.value = f"Ann: {STORM}\n<b>Eve</b>: {STORM}"
    room.button.click()
    assert (room.columns.people, room.figure.columns) == (2, room.columns)
    assert room.table()["step 1"].iloc[0] == "2 storm seen"


def test_a_name_is_text_and_never_a_piece_of_a_page():
    chat = read_chat(f"<script>Eve: {reached('02.predicted', hints={'02': 1})}\nBo&<i>: {STORM[:-3]}")
    told = panel._told(chat, panel.counted(chat))
    assert "<script>" not in told.data
    assert "<i>" not in told.data


def test_the_class_view_shows_a_picture():
    assert lab.class_view(invented_class()).columns.people == len(NAMES)
