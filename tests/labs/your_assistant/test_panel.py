"""Your assistant: files are kept, probed, stopped, and compared; what is sick is told."""

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from labapp.labs.your_assistant.backend_files import MAX_BYTES, InvalidFile, available, handed_in, store
from labapp.labs.your_assistant.comparison import beside, differing_probes
from labapp.labs.your_assistant.panel import BackendProbePanel
from labapp.labs.your_assistant.probe_reports import ProbeReport, ReportNotFound, keep, kept, load_report
from labapp.labs.your_assistant.prompts import PROMPTS, message
from labapp.probes.families import PROBES
from labapp.probes.finding import Family, Finding, Side, Verdict
from labapp.targets import file_probing
from labapp.targets.file_probing import NOT_TRIED, ProbeRun, in_probe_order
from labapp.targets.open_target import BackendOptions
from labapp.targets.probing import run, target_named
from labapp.workshop import progress

SICK = Path(__file__).parents[2] / "sick_backends"
NAMES = [probe.__name__ for probes in PROBES.values() for probe in probes]


@pytest.fixture(autouse=True)
def beside_a_notebook(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def found_in(running):
    return [finding for finding in running.findings() if finding is not None]


def receipt(name, verdict=Verdict.HELD):
    found = [
        Finding(probe.__name__, family, side, verdict, None, "", "Seen.", "")
        for family, probes in PROBES.items()
        for probe, side in zip(probes, [*Side] * 20, strict=False)
    ]
    return ProbeReport(name, tuple(found))


# --- prompts and files ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROMPTS)
def test_a_message_is_a_prompt_and_the_contract(name):
    assert "Answer with the file and nothing else. The contract:\n# Build this HTTP backend" in message(name)


def test_what_is_handed_in_is_kept_and_can_be_chosen():
    file = store("my plain (1).py", b"app = 1\n")
    assert file.read_bytes() == b"app = 1\n"
    assert available()[str(file)] == file


@pytest.mark.parametrize(
    "uploaded",
    [({"name": "a.py", "content": memoryview(b"x")},), {"a.py": {"metadata": {}, "content": b"x"}}],
    ids=["ipywidgets 8", "ipywidgets 7"],
)
def test_an_upload_field_is_read_whatever_its_version(uploaded):
    assert list(handed_in(uploaded)) == [("a.py", b"x")]


def test_nothing_that_was_handed_in_is_overwritten():
    first, again, other = store("a.py", b"x = 1"), store("a.py", b"x = 1"), store("a.py", b"x = 2")
    assert first == again
    assert [first.read_bytes(), other.read_bytes()] == [b"x = 1", b"x = 2"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("notes.txt", b"hello", "is no Python file"),
        ("a.py", b" \n", "is empty"),
        ("a.py", b"#" * (MAX_BYTES + 1), "1,000,001 bytes"),
    ],
)
def test_what_cannot_be_taken_says_why(name, content, said):
    with pytest.raises(InvalidFile, match=said):
        store(name, content)


# --- side by side ---------------------------------------------------------------------------------


def test_the_shares_are_all_probes_once():
    shares = file_probing.shares_of(Family)
    assert [probe.__name__ for family, share in shares for probe in PROBES[family][share]] == NAMES


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("crash", "there is no database today"),
        ("empty", "neither create_app"),
        ("hang", "gave no answer in 2 s"),
        ("infinite_output", "does not stop talking"),
    ],
)
def test_a_file_that_does_not_start_leaves_every_probe_unmeasured_with_the_reason(name, said):
    found = in_probe_order(found_in(ProbeRun(SICK / f"{name}.py", BackendOptions(start_seconds=2))))
    assert [one.probe for one in found] == NAMES
    assert {one.verdict for one in found} == {Verdict.UNMEASURED}
    assert all(said in one.evidence for one in found)


def test_a_file_of_other_shapes_is_unmeasured_and_none_of_it_is_held():
    found = in_probe_order(found_in(ProbeRun(SICK / "wrong_shapes.py")))
    assert [one.probe for one in found] == NAMES
    assert {one.family for one in found if one.verdict is Verdict.UNMEASURED} == set(Family)


def test_a_stop_keeps_what_was_found_and_leaves_nothing_running(monkeypatch):
    running = ProbeRun(available()["careless"], families=(Family.RETRIES, Family.IDS))
    found = []
    for finding in running.findings():
        found += [finding] * (finding is not None)
        if found:
            running.stop.set()
    whole = in_probe_order(found)
    assert 1 <= len(found) < 23
    assert whole[-1].evidence == NOT_TRIED
    assert not [thread for thread in threading.enumerate() if "ThreadPool" in thread.name]


def test_when_the_time_is_over_it_stops_by_itself(monkeypatch):
    monkeypatch.setattr(file_probing, "MAX_SECONDS", 0.0)
    began = time.monotonic()
    assert len(found_in(ProbeRun(available()["careless"]))) < len(NAMES)
    assert time.monotonic() - began < 60


# --- receipts -------------------------------------------------------------------------------------


def test_a_receipt_comes_back_as_it_was_kept():
    first, *others = receipt("plain", Verdict.UNMEASURED).findings
    mine = ProbeReport("plain", (replace(first, asked=False), *others))
    assert keep(mine) == ""
    assert load_report("plain") == mine


def test_a_receipt_remembers_what_was_not_asked():
    stored = load_report("sound")
    not_asked = [one.probe for one in stored.findings if not one.asked]
    assert not_asked == ["half_an_hour_later", "tokens_without_an_end"]
    assert stored.cells()["sound", Family.AUTH].words == "✓ held in what could be asked"


def test_a_receipt_that_does_not_exist_says_what_there_is():
    keep(receipt("plain"))
    with pytest.raises(
        ReportNotFound, match=r"no receipt of 'pain'\. There is: plain, sound\. Probe it first"
    ):
        load_report("pain")


def test_a_damaged_receipt_says_which():
    keep(receipt("plain"))
    (kept() / "plain.json").write_text('{"findings": [{}]}')
    with pytest.raises(ReportNotFound, match=r"plain\.json is no receipt .* probe plain again"):
        load_report("plain")


def test_side_by_side_lists_the_probes_that_tell_them_apart():
    shown = differing_probes([receipt("a"), receipt("b", Verdict.BROKEN)])
    assert f"{len(NAMES)} of {len(NAMES)} probes tell them apart" in shown
    assert "<td>✓ held</td><td>✗ broken</td>" in shown
    assert f"0 of {len(NAMES)} probes" in differing_probes([receipt("a"), receipt("b")])


def test_only_what_is_the_learner_s_own_is_a_milestone():
    keep(receipt("plain"))
    beside("sound")
    assert "09.compared" not in progress.load().milestones
    assert beside("plain", "sound").sentence().startswith("plain: of 6 families 6 held; sound:")
    assert "09.compared" in progress.load().milestones


@pytest.mark.parametrize("names", [(), ("a", "a"), ("a", "b", "c", "d")])
def test_one_to_three_receipts_are_compared(names):
    with pytest.raises(ReportNotFound, match="one to 3 different"):
        beside(*names)


def test_the_stored_receipt_is_still_true_where_that_is_soon_seen():
    soon = [Family.IDS, Family.ELIGIBILITY]
    with target_named(str(available()["sound"]), BackendOptions()) as target:
        found = {one.probe: one.verdict for one in run(target, soon)}
    stored = {one.probe: one.verdict for one in load_report("sound").findings}
    assert list(stored) == NAMES
    assert found == {name: verdict for name, verdict in stored.items() if name in found}


# --- the panel ------------------------------------------------------------------------------------


def test_the_panel_begins_with_a_backend_of_ours_and_finds_new_files():
    panel = BackendProbePanel()
    assert panel.files.value == available()["careless"]
    Path("mine.py").write_text("x = 1\n")
    panel.again.click()
    assert Path("mine.py") in dict(panel.files.options).values()
    assert panel.files.value == available()["careless"]


def test_the_panel_can_be_stopped_while_it_runs_and_says_what_was_not_tried():
    panel = BackendProbePanel()
    panel.go.click()
    while panel.halt.disabled:
        time.sleep(0.01)
    panel.halt.click()
    panel.thread.join()
    assert (panel.halt.disabled, panel.go.disabled) == (True, False)
    assert NOT_TRIED in panel.found.value


def test_a_second_click_starts_no_second_round(monkeypatch):
    begun, go_on = [], threading.Event()

    def findings(self):
        begun.append(self)
        go_on.wait(10)
        yield from ()

    monkeypatch.setattr(ProbeRun, "findings", findings)
    panel = BackendProbePanel()
    panel.start()
    panel.start()
    go_on.set()
    panel.thread.join(10)
    assert len(begun) == 1


def test_an_interrupted_cell_keeps_what_was_found(monkeypatch):
    first = receipt("careless").findings[0]

    def findings(self):
        yield first
        yield None
        raise KeyboardInterrupt

    monkeypatch.setattr(ProbeRun, "findings", findings)
    panel = BackendProbePanel()
    panel.run()
    assert panel.bar.value == 1
    assert NOT_TRIED in panel.found.value
    assert panel.halt.disabled


def test_the_panel_runs_a_file_and_says_why_it_did_not_start():
    Path("mine.py").write_text("raise RuntimeError('not today')\n")
    panel = BackendProbePanel()
    panel.again.click()
    panel.files.value = Path("mine.py")
    panel.go.click()
    panel.thread.join()
    assert "not today" in panel.said.value
    assert panel.bar.value == len(NAMES)
    assert f"{len(NAMES)} unmeasured" in panel.found.value
    assert "09.probed" in progress.load().milestones
    assert load_report("mine").cells()["mine", Family.IDS].verdict is Verdict.UNMEASURED
