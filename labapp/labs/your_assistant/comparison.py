"""Receipts side by side: up to three backends, and the probes that tell them apart."""

import html

import ipywidgets

from labapp.probes.families import PROBES
from labapp.probes.finding import Verdict
from labapp.workshop import progress
from labapp.workshop.widgets import show_sentence, show_widget

from .backend_files import OURS
from .figure import VerdictFigure
from .probe_reports import ProbeReport, ReportNotFound, load_report
from .table_and_sentence import VerdictColumns

MAX_REPORTS = 3
APART = "The probes that tell them apart are listed here, to open."


def beside(*names: str) -> VerdictColumns:
    """Show up to three receipts side by side, one after the other; return their verdicts.

    Raises NoReceipt.
    """
    if not 1 <= len(set(names)) == len(names) <= MAX_REPORTS:
        raise ReportNotFound(
            f"Name one to {MAX_REPORTS} different receipts, such as lab.beside('careless', 'sound')."
        )
    receipts = [load_report(name) for name in names]
    columns = VerdictColumns(names)
    figure = VerdictFigure(columns)
    figure.show()
    for receipt in receipts:
        for where, cell in receipt.cells().items():
            columns.cells[where] = cell
            figure.update(columns)
    figure.leave()
    show_sentence(columns.sentence())
    show_widget(ipywidgets.HTML(differing_probes(receipts)), APART)
    if len(names) > 1 and any(not (OURS / f"{name}.py").exists() for name in names):
        progress.note("09.compared")
    return columns


def differing_probes(receipts: list[ProbeReport]) -> str:
    """Return as an HTML table, to open, the probes whose verdicts differ."""
    names = [html.escape(receipt.name) for receipt in receipts]
    head = "".join(f"<th>{name}</th>" for name in ("family", "question", *names))
    found = [{one.probe: one for one in receipt.findings} for receipt in receipts]
    rows = [
        (family.value, probe.__doc__ or "", *(each[probe.__name__].verdict for each in found))
        for family, probes in PROBES.items()
        for probe in probes
        if all(probe.__name__ in each for each in found)
    ]
    differ = [row for row in rows if len(set(row[2:])) > 1]
    body = "".join(f"<tr>{''.join(map(_td, row))}</tr>" for row in differ)
    summary = f"<summary>{len(differ)} of {len(rows)} probes tell them apart</summary>"
    table = f'<table class="jp-RenderedHTMLCommon"><tr>{head}</tr>{body}</table>'
    return f'<details style="color: var(--jp-content-font-color1)">{summary}{table}</details>'


def _td(text: str) -> str:
    sign = f"{Verdict(text).sign} " if text in list(Verdict) else ""
    return f"<td>{sign}{html.escape(text)}</td>"
