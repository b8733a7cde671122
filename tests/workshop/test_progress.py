"""Progress: kept in a file, carried as a code, and never lost by a damaged one."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from labapp.workshop import predict, progress
from labapp.workshop.codes import progress_code
from labapp.workshop.codes.letters_and_hyphens import LETTERS, InvalidCode
from labapp.workshop.codes.progress_code import decode, encode
from labapp.workshop.milestones import MILESTONES, PREDICTIONS
from labapp.workshop.progress_record import Prediction, Progress, from_json
from labapp.workshop.questions import all_questions

PREDICTION = some.builds(Prediction, some.integers(0, 7), some.sampled_from(range(50, 101, 10)))
MADE = some.dictionaries(some.sampled_from(PREDICTIONS), PREDICTION)
ANY = some.builds(Progress, some.frozensets(some.sampled_from(MILESTONES)), MADE)


def test_nothing_is_there_at_first(folder):
    assert progress.load() == Progress()
    assert not folder.exists()


def test_what_is_noted_is_there_afterwards():
    progress.note("02.stops")
    progress.note_prediction("02.storm", Prediction(2, 70))
    assert progress.load() == Progress(frozenset({"02.stops"}), {"02.storm": Prediction(2, 70)})
    assert progress.load().of("02") == {"02.stops"}


def test_the_last_hint_of_a_lab_is_kept():
    for number in (1, 3, 2):
        progress.note_hint("02", number)
    assert progress.load().hints == {"02": 3}
    progress.forget("02")
    assert not progress.file().exists()


@pytest.mark.parametrize(("lab", "number"), [("00", 1), ("02", 0), ("02", 4)])
def test_a_hint_that_does_not_exist_cannot_be_noted(lab, number):
    with pytest.raises(ValueError, match=r"no hint .* Labs with hints: 02, 03"):
        progress.note_hint(lab, number)


def test_a_file_from_before_hints_were_noted_stays_good(folder):
    folder.mkdir(parents=True)
    progress.file().write_text('{"milestones": ["02.stops"], "predictions": {}}')
    assert progress.load() == Progress(frozenset({"02.stops"}))


def test_only_what_exists_can_be_noted():
    with pytest.raises(ValueError, match=r"no milestone '02\.stop'\. There are: .*02\.stops"):
        progress.note("02.stop")
    with pytest.raises(ValueError, match=r"no prediction '03'"):
        progress.note_prediction("03", Prediction(0, 50))


def test_one_lab_is_forgotten_and_the_others_stay():
    for name in ("00.storm", "02.stops"):
        progress.note(name)
    progress.note_prediction("02.storm", Prediction(0, 50))
    progress.forget("02")
    assert progress.load() == Progress(frozenset({"00.storm"}))


def test_when_all_is_forgotten_the_file_is_gone():
    progress.note("02.stops")
    progress.forget()
    assert progress.load() == Progress()
    assert not progress.file().exists()


@pytest.mark.parametrize(
    "damaged",
    ["", "{", "[]", "{}", '{"milestones": 3, "predictions": {}}', '{"milestones": [[]], "predictions": {}}',
     '{"milestones": [], "predictions": {"02.storm": {"answer": 9, "sure_percent": 50}}}', "\x00\x01",
     '{"milestones": [], "predictions": {}, "hints": {"02": 4}}', '{"milestones": [], "predictions": null}',
     "[" * 100_000],
)  # fmt: skip
def test_a_damaged_file_is_put_aside_and_said(folder, damaged):
    folder.mkdir(parents=True)
    progress.file().write_text(damaged)
    assert progress.load() == Progress()
    assert "was damaged" in progress.trouble()
    assert (folder / "progress.broken-1.json").read_text() == damaged


def test_a_second_damaged_file_does_not_replace_the_first(folder):
    folder.mkdir(parents=True)
    for damaged in ("one", "two"):
        progress.file().write_text(damaged)
        progress.load()
    assert (folder / "progress.broken-1.json").read_text() == "one"
    assert (folder / "progress.broken-2.json").read_text() == "two"


def test_where_nothing_can_be_written_it_lasts_as_long_as_the_kernel(folder):
    folder.write_text("a file stands where the folder should be")
    progress.note("02.stops")
    progress.note("02.voted")
    assert progress.load().milestones == {"02.stops", "02.voted"}
    assert "cannot be kept" in progress.trouble()


def full(progress):
    raise OSError(28, "No space left on device")


def test_what_a_full_disk_did_not_take_is_still_known(monkeypatch):
    progress.note("02.stops")
    with monkeypatch.context() as disk:
        disk.setattr(progress, "_write", full)
        progress.note("02.voted")
        progress.note("03.grep")
        assert progress.load().milestones == {"02.stops", "02.voted", "03.grep"}
        assert "No space left" in progress.trouble()
    progress.note("03.voted")
    assert progress.trouble() is None
    assert from_json(progress.file().read_text()).milestones == {
        "02.stops",
        "02.voted",
        "03.grep",
        "03.voted",
    }


def test_a_file_that_cannot_be_read_is_put_aside_too(folder):
    progress.file().mkdir(parents=True)
    progress.note("02.stops")
    assert progress.load().milestones == {"02.stops"}
    assert (folder / "progress.broken-1.json").is_dir()


def test_a_choice_that_a_question_does_not_have_is_no_answer():
    progress.note_prediction("02.storm", Prediction(7, 50))
    assert not predict.PredictionForm("02.storm", all_questions()["02.storm"]).button.disabled


def test_what_a_newer_version_noted_stays(folder):
    folder.mkdir(parents=True)
    progress.file().write_text('{"milestones": ["99.new"], "predictions": {}}')
    progress.note("02.stops")
    assert progress.load().milestones == {"99.new", "02.stops"}


@given(ANY)
def test_a_code_brings_everything_back(some_progress):
    assert decode(encode(some_progress)) == some_progress


@given(ANY, some.data())
def test_a_wrong_letter_is_noticed(some_progress, data):
    text = encode(some_progress)
    at = data.draw(some.sampled_from([at for at in range(5, len(text)) if text[at] != "-"]))
    wrong = data.draw(some.sampled_from([letter for letter in LETTERS if letter != text[at]]))
    with pytest.raises(InvalidCode, match=r"typing mistake|newer version"):
        decode(text[:at] + wrong + text[at + 1 :])


@pytest.mark.parametrize("change", [str.lower, lambda text: text.replace("-", ""), lambda text: f" {text}\n"])
def test_a_code_may_be_typed_loosely(change):
    reached = Progress(frozenset({"02.stops", "00.storm"}), {"02.storm": Prediction(3, 100)})
    assert decode(change(encode(reached))) == reached


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no code"),
        ("  ", "There is no code"),
        ("hello", "is no such code"),
        ("WBF1", "typing mistake"),
        ("WBF1-00", "typing mistake"),
        ("WBF1-0000-00U0", "is no such code"),
        ("WBF2-0C1G-2M", "another version"),
    ],
)
def test_what_is_no_code_says_so(text, said):
    with pytest.raises(InvalidCode, match=said):
        decode(text)


def test_a_code_from_before_there_were_more_milestones_stays_good(monkeypatch):
    old = encode(Progress(frozenset({"02.stops"}), {"02.storm": Prediction(1, 60)}))
    monkeypatch.setattr(progress_code, "MILESTONES", (*MILESTONES, "03.new"))
    monkeypatch.setattr(progress_code, "PREDICTIONS", (*PREDICTIONS, "03.new"))
    assert decode(old) == Progress(frozenset({"02.stops"}), {"02.storm": Prediction(1, 60)})


def test_a_code_from_a_newer_version_says_so(monkeypatch):
    monkeypatch.setattr(progress_code, "MILESTONES", (*MILESTONES, "03.new"))
    newer = encode(Progress())
    monkeypatch.setattr(progress_code, "MILESTONES", MILESTONES)
    with pytest.raises(InvalidCode, match="newer version"):
        decode(newer)


def test_a_code_adds_to_what_is_there():
    progress.note("00.storm")
    progress.note_prediction("02.storm", Prediction(0, 50))
    progress.merge(Progress(frozenset({"02.stops"}), {"02.storm": Prediction(3, 90)}))
    assert progress.load() == Progress(frozenset({"00.storm", "02.stops"}), {"02.storm": Prediction(0, 50)})
