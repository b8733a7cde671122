"""Six lamps: the probes of every family against the naive backend, one family after the other."""

import html
from collections.abc import Iterator

import ipywidgets

from labapp.plots.lamp_columns import Lamp, LampColumns, State
from labapp.plots.lamps import LampFigure
from labapp.plots.scaffold_columns import ScaffoldColumns
from labapp.probes.finding import Family, Finding, Verdict

from . import progress
from .catalogue import LABS, Lab
from .widgets import say, shown

CLOSED = "What each lamp was asked is closed here until you have predicted in its lab."
SHOWS = {Verdict.HELD: State.ON, Verdict.BROKEN: State.DARK, Verdict.UNMEASURED: State.UNMEASURED}


def lamps(tests: ScaffoldColumns) -> LampColumns:
    """Ask the naive backend about each family, show a lamp for it beside its tests, return the columns."""
    columns = LampColumns(tests, [Lamp(family.value, _number(family)) for family in Family])
    figure = LampFigure(columns)
    figure.show()
    decisive = []
    for findings in switched_on(columns.lamps):
        figure.update()
        decisive += findings[-1:]
    figure.leave()
    progress.note("01.lamps")
    shown(ipywidgets.HTML(say(columns.sentence())), columns.sentence())
    shown(ipywidgets.HTML(reasons(decisive)), CLOSED)
    return columns


def switched_on(every: list[Lamp]) -> Iterator[list[Finding]]:
    """Ask about each family until a probe is broken; yield before it, and after it with what was found."""
    from labapp.naive import NAIVE

    from .probing import PROBES, run
    from .target import in_lab

    for lamp in every:
        if Family(lamp.family) not in PROBES:
            lamp.state = State.MISSING
            yield []
            continue
        lamp.state = State.ASKING
        yield []
        with in_lab(NAIVE) as target:
            found = list(_until_broken(run(target, [Family(lamp.family)])))
        lamp.state, lamp.probes_run = shown_by(found), len(found)
        yield found


def shown_by(found: list[Finding]) -> State:
    """Return what a lamp shows: dark if anything is broken, on only if everything holds."""
    verdicts = {finding.verdict for finding in found} or {Verdict.UNMEASURED}
    for verdict in (Verdict.BROKEN, Verdict.UNMEASURED, Verdict.HELD):
        if verdict in verdicts:
            return SHOWS[verdict]
    raise AssertionError(verdicts)


def reasons(decisive: list[Finding]) -> str:
    """Return as HTML why each lamp shows what it shows; closed until its lab's prediction is committed."""
    lines = "".join(f"<li>{_reason(finding)}</li>" for finding in decisive)
    return f'<ul style="color: var(--jp-content-font-color1)">{lines}</ul>'


def _reason(finding: Finding) -> str:
    lab = _lab(finding.family)
    if lab is None:
        return f"{finding.family}: closed, its lab is still being built."
    link = f'<a href="{lab.name}.ipynb">{lab.number} · {html.escape(lab.title)}</a>'
    if any(name.startswith(f"{lab.number}.") for name in progress.load().predictions):
        return f"{link}: {html.escape(f'{_question(finding)} {finding.evidence}'.strip())}"
    return f"{link}: closed until you have predicted there. Then run this cell again."


def _question(finding: Finding) -> str:
    from .probing import PROBES

    asked = (probe.__doc__ for probe in PROBES[finding.family] if probe.__name__ == finding.probe)
    return next(asked, None) or ""


def _until_broken(findings: Iterator[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield finding
        if finding.verdict is Verdict.BROKEN:
            return


def _lab(family: Family) -> Lab | None:
    return next((lab for lab in LABS if lab.family == family), None)


def _number(family: Family) -> str:
    lab = _lab(family)
    return lab.number if lab else "–"
