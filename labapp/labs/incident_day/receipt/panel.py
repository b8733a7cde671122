"""The whole receipt: all probes of six families, and one Monday, naive against fixed."""

from collections.abc import Iterator

from labapp.probes.finding import Family, Verdict
from labapp.workshop.lab_catalogue import LABS
from labapp.workshop.widgets import show_sentence

from ..mixtures.table import MixtureColumns
from .table_and_sentence import SIDES, Line, WholeColumns


def whole_receipt(mixtures: MixtureColumns) -> WholeColumns:
    """Run every probe against naive and fixed and show the receipt as it grows; return its columns."""
    from .figure import WholeReceiptFigure

    figure = WholeReceiptFigure(blank(mixtures))
    figure.show()
    for _ in filled(figure.columns.lines):
        figure.update()
    figure.leave()
    show_sentence(figure.columns.sentence())
    return figure.columns


def blank(mixtures: MixtureColumns) -> WholeColumns:
    """Return the receipt before any probe was run; Monday has been."""
    lines = [Line(lab.family, lab.number) for lab in LABS if lab.family]
    return WholeColumns(lines, {"naive": mixtures.of(), "fixed": mixtures.of(*mixtures.fixes)})


def filled(lines: list[Line]) -> Iterator[Line]:
    """Run the probes of each family on each side, on a fresh Toolshed; yield the line after each."""
    from labapp.targets.mixture import mixture
    from labapp.targets.open_target import in_simulation
    from labapp.targets.probing import run

    for side in SIDES:
        for line in lines:
            with in_simulation(mixture(side)) as target:
                found = list(run(target, [Family(line.family)]))
            line.probes[side] = len(found)
            line.broken[side] = sum(finding.verdict is not Verdict.HELD for finding in found)
            yield line
