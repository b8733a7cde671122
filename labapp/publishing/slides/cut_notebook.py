"""Cut a notebook into slides: a heading begins one, a picture takes most of one, long text goes on below."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from .agendas import Step

MAX_LINES = 15.0
LETTERS_A_LINE = 84
PICTURE_LINES = 12
NEEDS_A_KERNEL = (
    "%%check",
    "lab.hint",
    "lab.show_fix",
    "display(lab.hint",
    "lab.compare",
    "lab.votes",
    "lab.labs",
)
"""Cells that show nothing where no kernel runs, or the answer to an exercise."""
ONLY_SHOWS = re.compile(r"(from .*|import .*|(\w+ = )?lab\..*|(\w+ = )?\w+\.\w+\(\)|)")
CHOICES = "( ) "
BLOCK = re.compile(r"<details>.*?</details>|```.*?```|.+?(?=\n\n|\n(?:- |\d\. )|\Z)", re.DOTALL)
LINK = re.compile(r"\]\((\w+)\.ipynb\)")


@dataclass(frozen=True)
class Part:
    """A piece of a slide, and how many lines it takes."""

    cell: NotebookNode
    lines: float


def slides(notebook: NotebookNode, steps: list[Step]) -> NotebookNode:
    """Return a notebook whose cells say where a slide begins; each step adds a speaker's note."""
    notes = {step.heading: step.note() for step in steps}
    cells = []
    for heading, parts in _sections(notebook):
        for number, page in enumerate(_pages(parts)):
            head = f"{heading} …" if number else heading
            cells.append(_marked(new_markdown_cell(head), "subslide" if number else "slide"))
            cells += [_marked(part.cell, "-") for part in page]
            if not number and (note := notes.get(heading.lstrip("# "))):
                cells.append(_marked(new_markdown_cell(note), "notes"))
    cut: NotebookNode = new_notebook(cells=cells, metadata=notebook.metadata)
    return cut


def _sections(notebook: NotebookNode) -> Iterator[tuple[str, list[Part]]]:
    heading, parts = "", list[Part]()
    for part in _parts(notebook):
        if part.cell.cell_type == "markdown" and part.cell.source.startswith("#"):
            if heading:
                yield heading, parts
            heading, parts = part.cell.source, []
        else:
            parts.append(part)
    yield heading, parts


def _pages(parts: list[Part]) -> Iterator[list[Part]]:
    page = list[Part]()
    for part in parts:
        if page and sum(each.lines for each in page) + part.lines > MAX_LINES:
            yield page
            page = []
        page.append(part)
    yield page


def _parts(notebook: NotebookNode) -> Iterator[Part]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from (_text(block) for block in BLOCK.findall(cell.source) if block.strip())
        elif not cell.source.startswith(NEEDS_A_KERNEL):
            yield from _code(cell)


def _text(block: str) -> Part:
    words = LINK.sub(r"](\1.html)", block.strip("\n"))
    if words.startswith("<details>"):
        return Part(new_markdown_cell(words), 2)
    lines = words.splitlines()
    long = len(words) / LETTERS_A_LINE if lines[0][0] not in "|`" else 0
    return Part(new_markdown_cell(words), max(long + 0.7, len(lines) * 1.3 if not long else 0))


def _code(cell: NotebookNode) -> Iterator[Part]:
    """Yield what a code cell shows; its source, too, if it is more than a call that shows something."""
    only_shows = all(ONLY_SHOWS.fullmatch(line) for line in cell.source.splitlines())
    outputs = [output for output in cell.outputs if _worth_showing(output)]
    if only_shows and not outputs:
        return
    lines = 0 if only_shows else len(cell.source.splitlines()) + 1
    kept = NotebookNode({**cell, "outputs": outputs, "metadata": NotebookNode()})
    kept.metadata["transient"] = {"remove_source": only_shows}
    yield Part(kept, lines + sum(map(_height, outputs)))


def _worth_showing(output: NotebookNode) -> bool:
    data = output.get("data", {})
    only_words = output.output_type == "display_data" and set(data) == {"text/plain"}
    return not only_words or CHOICES in data["text/plain"]


def _height(output: NotebookNode) -> float:
    data = output.get("data", {})
    if "image/png" in data:
        return PICTURE_LINES
    words = str(data.get("text/html") or data.get("text/plain") or output.get("text", ""))
    return 1.4 * words.count("<tr") if "<tr" in words else 0.8 * words.count("\n") + 1


def _marked(cell: NotebookNode, kind: str) -> NotebookNode:
    cell.metadata["slideshow"] = {"slide_type": kind}
    return cell
