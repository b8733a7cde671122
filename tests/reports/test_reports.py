"""Reports of the probes: Markdown, JUnit XML, and what is said of what could not be asked."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from labapp import cli
from labapp.probes.families import PROBES
from labapp.probes.finding import Family, Finding, Side, Verdict
from labapp.reports.junit import junit
from labapp.reports.markdown import markdown
from labapp.reports.summary import IN_WHAT_COULD_BE_ASKED, by_family, exit_status, footnotes
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation
from labapp.targets.probing import run

SICK = Path(__file__).parents[1] / "sick_backends"
NASTY = "a\x00b\x1b[31m\ud800\ufffe <&> | `code` *bold*\nsecond ✓"


def finding(verdict=Verdict.HELD, says="All is well.", asked=True):
    return Finding("a_probe", Family.AUTH, Side.ATTACK, verdict, None, "", says, "curl <x>", asked)


HELD, BROKEN, UNMEASURED = (finding(verdict) for verdict in Verdict)
NOT_ASKED = finding(Verdict.UNMEASURED, "No clock.", asked=False)


@pytest.mark.parametrize(
    ("found", "status", "word"),
    [
        ([HELD, NOT_ASKED], 0, IN_WHAT_COULD_BE_ASKED),
        ([HELD], 0, "held"),
        ([HELD, UNMEASURED, NOT_ASKED], 2, "unmeasured"),
        ([BROKEN, UNMEASURED], 1, "broken"),
        ([NOT_ASKED], 2, "unmeasured"),
    ],
)
def test_what_cannot_be_asked_here_spoils_nothing_and_proves_nothing(found, status, word):
    assert exit_status(found) == status
    assert by_family(found)[0].word == word


def test_a_target_without_a_clock_of_its_own_is_held_in_what_could_be_asked():
    with in_simulation(mixture("fixed")) as target:
        found = list(run(replace(target, later=None), [Family.AUTH]))
    assert exit_status(found) == 0
    assert [one.probe for one in found if not one.asked] == ["half_an_hour_later", "tokens_without_an_end"]
    assert next(footnotes(found)).startswith("Not asked here: half_an_hour_later, tokens_without_an_end.")


def test_json_keeps_its_eight_keys():
    keys = ["probe", "family", "side", "verdict", "measure", "unit", "evidence", "reproduce"]
    assert list(NOT_ASKED.as_dict()) == keys


def test_junit_counts_and_says_why():
    root = ElementTree.fromstring(junit("x.py", [HELD, BROKEN, UNMEASURED, NOT_ASKED]))
    assert [root.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["4", "1", "1", "1"]
    (suite,) = root
    assert (suite.tag, suite.get("name")) == ("testsuite", "auth")
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["error"], ["skipped"]]
    assert (suite[1][0].get("message"), suite[1][0].text) == ("All is well.", "curl <x>")
    assert suite[3][0].get("message") == "Not asked here. No clock."


def test_junit_of_a_nasty_answer_is_xml_and_loses_nothing():
    case = ElementTree.fromstring(junit("x", [finding(Verdict.BROKEN, NASTY)]))[0][0]
    assert case[0].get("message") == r"a\x00b\x1b[31m\ud800\ufffe <&> | `code` *bold*\nsecond ✓"


def test_markdown_keeps_a_nasty_answer_in_its_line():
    (line,) = [
        line for line in markdown("x", [finding(Verdict.BROKEN, NASTY)]).splitlines() if "second" in line
    ]
    assert r"\<&\> \| \`code\` \*bold\*" in line


def test_the_command_line_writes_all_three(tmp_path):
    files = {name: tmp_path / f"report.{name}" for name in ("json", "markdown", "junit")}
    options = [text for name, file in files.items() for text in (f"--{name}", str(file))]
    assert cli.main(["probe", "naive", "--only", "ids", *options]) == 1
    found = json.loads(files["json"].read_text())["findings"]
    suite = ElementTree.parse(files["junit"]).getroot()[0]
    assert [case.get("name") for case in suite] == [one["probe"] for one in found]
    broken = [one["probe"] for one in found if one["verdict"] == "broken"]
    assert [case.get("name") for case in suite if case.find("failure") is not None] == broken
    assert all(f"`{name}`" in files["markdown"].read_text() for name in broken)


@pytest.mark.parametrize("name", ["crash", "empty", "asgi"])
def test_a_file_that_does_not_start_has_a_table_of_findings_too(tmp_path, capsys, name):
    report = tmp_path / "report.json"
    assert cli.main(["probe", str(SICK / f"{name}.py"), "--json", str(report)]) == 2
    found = json.loads(report.read_text())["findings"]
    assert [one["probe"] for one in found] == [one.__name__ for probes in PROBES.values() for one in probes]
    assert {one["verdict"] for one in found} == {"unmeasured"}
    assert all(one["evidence"].startswith("The backend ended.") for one in found)
    assert capsys.readouterr().out.count("? ") == len(Family)


def test_a_report_into_a_folder_that_is_missing_is_refused_before_the_probes_run(tmp_path, capsys):
    assert cli.main(["probe", "naive", "--junit", str(tmp_path / "no" / "report.xml")]) == 2
    said = capsys.readouterr()
    assert "Make it first" in said.err
    assert said.out == ""
