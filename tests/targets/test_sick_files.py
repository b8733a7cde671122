"""Files that are no backend: each is answered in one clear sentence, and soon."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests

from labapp import cli
from labapp.probes.finding import Family, Side, Verdict
from labapp.targets import bounded_session, probing
from labapp.targets.file_backend import running

SICK = Path(__file__).parents[1] / "sick_backends"
ADMIN = ("a@example.test", "let-me-in-please")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("crash", "The backend ended. Its last words: RuntimeError: there is no database today"),
        ("empty", "empty.py has neither create_app() nor app"),
        ("asgi", "asgi.py is an ASGI app. Serve it yourself"),
        ("infinite_output", "does not stop talking and was stopped"),
    ],
)
def test_a_file_that_does_not_start_is_one_line(capsys, name, said):
    assert cli.main(["probe", str(SICK / f"{name}.py"), "--only", "retries"]) == 2
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert said in line


def test_a_file_that_hangs_is_given_up_in_time(capsys):
    assert cli.main(["probe", str(SICK / "hang.py"), "--only", "retries", "--wait", "1"]) == 2
    assert "gave no answer in 1 s" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("wrong_shapes", "an answer is unlike the contract (KeyError('token'))"),
        ("infinite_answers", "The answer to POST /sessions did not end"),
        ("dies", "Its last words: Segmentation fault (It was started again.)"),
    ],
)
def test_a_file_that_starts_is_unmeasured_with_the_reason(tmp_path, monkeypatch, name, said):
    monkeypatch.setattr(bounded_session, "MAX_BYTES", 1_000_000)
    report = tmp_path / "findings.json"
    assert cli.main(["probe", str(SICK / f"{name}.py"), "--only", "retries", "--json", str(report)]) == 2
    found = json.loads(report.read_text())["findings"]
    assert {finding["verdict"] for finding in found} == {"unmeasured"}
    assert any(said in finding["evidence"] for finding in found)
    assert len(found) == len(probing.PROBES[Family.RETRIES])


def silent(_target):
    raise requests.Timeout("POST /sessions gave no answer in time.")


def answered(_target):
    return probing.unmeasured(answered, Family.MONEY, "It answered.")


CAN_RESTART, ADDRESS = SimpleNamespace(restart=lambda: None), SimpleNamespace(restart=None)
silent.side, answered.side = Side.CONTRACT, Side.OVER_FIX


def test_after_two_silent_probes_the_next_family_is_tried(monkeypatch):
    monkeypatch.setattr(probing, "PROBES", {Family.RETRIES: [silent] * 4, Family.MONEY: [silent, answered]})
    found = [finding.evidence for finding in probing.run(CAN_RESTART, probing.PROBES)]
    assert found[0] == "The probe could not finish: POST /sessions gave no answer in time."
    assert found[2:4] == [probing.NO_ANSWER] * 2
    assert found[5] == "It answered."


def test_a_probe_that_could_not_finish_keeps_its_side(monkeypatch):
    monkeypatch.setattr(probing, "PROBES", {Family.MONEY: [silent, answered]})
    assert [found.side for found in probing.run(CAN_RESTART, probing.PROBES)] == [
        Side.CONTRACT,
        Side.OVER_FIX,
    ]


def test_when_the_time_is_over_the_rest_is_not_tried(monkeypatch):
    monkeypatch.setattr(probing, "PROBES", {Family.MONEY: [answered]})
    monkeypatch.setattr(probing, "MAX_SECONDS", 0.0)
    (found,) = probing.run(CAN_RESTART, probing.PROBES)
    assert (found.verdict, found.evidence) == (Verdict.UNMEASURED, probing.TOO_LONG)


REMEMBERS = """
import os, sqlite3
from flask import Flask

app = Flask(__name__)
database = sqlite3.connect(os.environ["DATABASE_URL"].removeprefix("sqlite:///"), check_same_thread=False)
database.execute("create table if not exists starts (port)")
database.execute("insert into starts values (?)", [os.environ["PORT"]])
database.commit()
print("Started.")

@app.get("/tools")
def tools():
    return {"ports": [row[0] for row in database.execute("select port from starts")]}
"""


def test_a_restart_keeps_port_database_and_log(tmp_path):
    file = tmp_path / "backend.py"
    file.write_text(REMEMBERS)
    with running(file, ADMIN) as stranger:
        stranger.restart()
        ports = requests.get(f"{stranger.url}/tools", timeout=5).json()["ports"]
        assert ports == [str(stranger.port)] * 2
        assert stranger.output.lines.count("Started.") == 2
        assert stranger.database.exists()


def test_where_nothing_restarts_the_attacks_come_last(monkeypatch):
    def attack(_target):
        return probing.unmeasured(attack, Family.MONEY, "It answered.")

    attack.side = Side.ATTACK
    monkeypatch.setattr(probing, "PROBES", {Family.MONEY: [attack, answered]})
    for target, order in ((CAN_RESTART, ["attack", "answered"]), (ADDRESS, ["answered", "attack"])):
        assert [found.probe for found in probing.run(target, probing.PROBES)] == order
