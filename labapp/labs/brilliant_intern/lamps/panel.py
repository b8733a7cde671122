"""Six lamps: the probes of every family against the naive backend, one family after the other."""

import html
from collections.abc import Iterator

import ipywidgets

from labapp.probes.families import question_of
from labapp.probes.finding import Family, Finding, Verdict
from labapp.workshop import progress
from labapp.workshop.lab_catalogue import LABS, Lab
from labapp.workshop.widgets import show_sentence, show_widget

from ..own_tests.table_and_sentence import OwnTestsColumns
from .figure import LampFigure
from .table_and_sentence import Lamp, LampColumns, State

LINK = "color: var(--jp-content-link-color); text-decoration: underline"
CLOSED = "What each lamp was asked is closed here until you have predicted in its lab."
SHOWS = {Verdict.BROKEN: State.DARK, Verdict.UNMEASURED: State.UNMEASURED, Verdict.HELD: State.ON}
"""What one finding is enough for, the worst first."""


def lamps(tests: OwnTestsColumns) -> LampColumns:
    """Ask the naive backend about each family, show a lamp for it beside its tests, return the columns."""
    columns = LampColumns(tests, [Lamp(family.value, _lab(family).number) for family in Family])
    figure = LampFigure(columns)
    figure.show()
    found: list[Finding] = []
    for findings in probed_families(columns.lamps):
        figure.update()
        found += findings
    figure.leave()
    progress.note("01.lamps")
    show_sentence(columns.sentence())
    show_widget(ipywidgets.HTML(reasons(found)), CLOSED)
    return columns


def probed_families(every: list[Lamp]) -> Iterator[list[Finding]]:
    """Run the probes of each family; yield before it, and after it with what was found."""
    from labapp.naive import NAIVE
    from labapp.targets.open_target import in_simulation
    from labapp.targets.probing import run

    for lamp in every:
        lamp.state = State.ASKING
        yield []
        with in_simulation(NAIVE) as target:
            found = list(run(target, [Family(lamp.family)]))
        lamp.state, lamp.probes = state_of(found), len(found)
        lamp.held = sum(finding.verdict is Verdict.HELD for finding in found)
        yield found


def state_of(found: list[Finding]) -> State:
    """Return what a lamp shows: dark if anything is broken, on only if everything holds."""
    verdicts = {finding.verdict for finding in found}
    return next((state for verdict, state in SHOWS.items() if verdict in verdicts), State.UNMEASURED)


def reasons(found: list[Finding]) -> str:
    """Return as HTML the first reason why each lamp is not on; closed until its lab's prediction is made."""
    first: dict[Family, Finding] = {}
    for verdict in (Verdict.UNMEASURED, Verdict.BROKEN):
        first |= {finding.family: finding for finding in reversed(found) if finding.verdict is verdict}
    lines = "".join(f"<li>{_reason(first[family])}</li>" for family in Family if family in first)
    return f'<ul style="color: var(--jp-content-font-color1)">{lines}</ul>'


def _reason(finding: Finding) -> str:
    lab = _lab(finding.family)
    link = f'<a style="{LINK}" href="{lab.name}.ipynb">{lab.number} · {html.escape(lab.title)}</a>'
    if any(name.startswith(f"{lab.number}.") for name in progress.load().predictions):
        return f"{link}: {html.escape(f'{question_of(finding)} {finding.evidence}'.strip())}"
    return f"{link}: closed until you have predicted there. Then run this cell again."


def _lab(family: Family) -> Lab:
    return next(lab for lab in LABS if lab.family == family)
