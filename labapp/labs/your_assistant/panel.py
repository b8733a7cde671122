"""Choose or hand in a backend, put it to the probes, watch the verdicts come, read what was found."""

import html
from contextlib import suppress
from pathlib import Path
from threading import Thread, current_thread
from typing import Any

import ipywidgets

from labapp.probes.families import PROBES, question_of
from labapp.probes.finding import WORST_FIRST, Finding, Verdict
from labapp.targets.file_probing import ProbeRun, in_probe_order
from labapp.workshop import progress
from labapp.workshop.widgets import paragraph, show_widget

from .backend_files import InvalidFile, available, handed_in, is_ours, store
from .figure import VerdictFigure
from .probe_reports import ProbeReport, cell, keep
from .table_and_sentence import VerdictColumns

WORDS = (
    "A backend to choose, a button to hand in a file, one that runs the probes, and one that stops them. "
    "In a terminal: labapp probe FILE."
)
FIRST = "careless"
ALL = sum(map(len, PROBES.values()))


def your_backend() -> VerdictColumns:
    """Show the panel, run it once on a backend of ours, and return the verdicts."""
    return BackendProbePanel().show()


class BackendProbePanel:
    """A list of files, a field for another, run and stop, a bar, the figure, and all findings to open."""

    def __init__(self) -> None:
        auto = {"width": "auto"}
        self.files = ipywidgets.Dropdown(description="backend", options=available(), layout={"width": "26em"})
        self.files.value = available()[FIRST]
        self.upload = ipywidgets.FileUpload(accept=".py", description="Hand in a file", layout=auto)
        self.again = ipywidgets.Button(description="Look for files again", layout=auto)
        self.go = ipywidgets.Button(
            description="Run the probes", icon="play", button_style="primary", layout=auto
        )
        self.halt = ipywidgets.Button(description="Stop", icon="stop", disabled=True)
        self.bar = ipywidgets.IntProgress(0, 0, ALL, description="probes")
        self.said, self.found = ipywidgets.HTML(), ipywidgets.HTML()
        self.upload.observe(lambda _: self.take_in(), "value")
        self.again.on_click(lambda _: self.offer())
        self.go.on_click(lambda _: self.start())
        self.halt.on_click(lambda _: self.stop())
        self.thread: Thread | None = None
        self.round: ProbeRun | None = None
        self.display_handle: Any = None

    def show(self) -> VerdictColumns:
        """Put everything into the notebook and run it once."""
        rows = [(self.files, self.again), (self.upload,), (self.go, self.halt, self.bar)]
        boxes = [ipywidgets.HBox(row) for row in rows]
        show_widget(ipywidgets.VBox([*boxes, self.said]), WORDS)
        columns = self.run()
        show_widget(self.found, f"{columns.sentence()} What each probe found is listed here, to open.")
        return columns

    def offer(self, chosen: Path | None = None) -> None:
        """List the files that are there now; keep the choice if it still is there."""
        wanted, there = chosen or self.files.value, available()
        self.files.options = there
        self.files.value = wanted if wanted in there.values() else there[FIRST]

    def take_in(self) -> None:
        """Keep what was handed in, and choose it."""
        try:
            for name, content in handed_in(self.upload.value):
                self.offer(store(name, content))
                self.said.value = paragraph(f"Kept as {self.files.value}. Now run the probes.")
        except InvalidFile as error:
            self.said.value = paragraph(str(error))
        except OSError as error:
            self.said.value = paragraph(
                f"The file cannot be kept here ({error.strerror}). Put it beside the notebook."
            )

    def start(self) -> None:
        """Run beside the kernel's own thread: that one is left to listen to *Stop*. Once is enough."""
        if self.thread is not None and self.thread.is_alive():
            return
        self.go.disabled = True
        self.thread = Thread(target=self.run, name="probes", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Let what runs end."""
        if self.round is not None:
            self.round.stop.set()
            self.said.value = paragraph("Stopping. What was found until now stays.")

    def run(self) -> VerdictColumns:
        """Put the chosen file to all probes; the figure moves meanwhile.

        In a cell, the kernel listens to no button until it has run; interrupting it does the same as *Stop*.
        """
        file = self.files.value
        self.round = ProbeRun(file)
        self._busy(True)
        try:
            receipt = self._watch(file.stem, self.round)
        finally:
            self._busy(False)
        self._tell(receipt, keep(receipt), self.round.refused)
        if not is_ours(file):
            progress.note("09.probed")
        return VerdictColumns((receipt.name,), receipt.cells())

    def _watch(self, name: str, running: ProbeRun) -> ProbeReport:
        found: list[Finding] = []
        figure = VerdictFigure(VerdictColumns((name,)))
        self.display_handle = figure.show(self.display_handle)
        with suppress(KeyboardInterrupt):
            for finding in filter(None, running.findings()):
                found.append(finding)
                self.bar.value = len(found)
                figure.update(_so_far(name, found))
        receipt = ProbeReport(name, in_probe_order(found))
        figure.update(VerdictColumns((name,), receipt.cells()))
        figure.leave()
        return receipt

    def _busy(self, busy: bool) -> None:
        for widget in (self.go, self.files, self.upload, self.again):
            widget.disabled = busy
        self.halt.disabled = not (busy and current_thread() is self.thread)
        if busy:
            self.bar.value, self.said.value, self.found.value = 0, "", ""

    def _tell(self, receipt: ProbeReport, trouble: str, refused: str) -> None:
        words = VerdictColumns((receipt.name,), receipt.cells()).sentence()
        self.said.value = "".join(map(paragraph, filter(None, (refused, words, trouble))))
        self.found.value = findings_html(receipt)


def _so_far(name: str, found: list[Finding]) -> VerdictColumns:
    """Return the verdicts by now: a side is shown from its first finding on."""
    columns = VerdictColumns((name,))
    for family in {finding.family for finding in found}:
        columns.cells[name, family] = cell(one for one in found if one.family is family)
    return columns


def findings_html(receipt: ProbeReport) -> str:
    """Return what each probe found as HTML, to open: broken, unmeasured, held, and what was not asked."""
    asked = [one for one in receipt.findings if one.asked]
    groups = {verdict.value: [one for one in asked if one.verdict is verdict] for verdict in WORST_FIRST}
    groups["not asked here"] = [one for one in receipt.findings if not one.asked]
    return "".join(_folded(name, findings) for name, findings in groups.items() if findings)


def _folded(name: str, findings: list[Finding]) -> str:
    items = "".join(f"<li>{html.escape(_told(one))}</li>" for one in findings)
    style = "color: var(--jp-content-font-color1); line-height: 1.45"
    summary = f"<summary>{len(findings)} {name}</summary>"
    return f'<details style="{style}">{summary}<ul>{items}</ul></details>'


def _told(finding: Finding) -> str:
    shown = f" To see it: {finding.reproduce}" if finding.verdict is Verdict.BROKEN else ""
    asked = f" {finding.demand.word}: “{finding.demand.sentence}”" if finding.demand else ""
    return f"{finding.family}: {question_of(finding)} {finding.evidence}{shown}{asked}"
