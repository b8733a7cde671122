"""Minutes for each step, planned and not measured: for the notes of a speaker and the tables of the guide."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from labapp import resources
from labapp.workshop.lab_catalogue import LABS

FILE = resources.notebooks("instructor", "minutes.csv")
AGENDAS = {"short": "90 minutes", "half": "half a day", "day": "a day"}


@dataclass(frozen=True)
class Step:
    """A heading of a notebook, its minutes in each agenda (0: left out), and what to do then."""

    lab: str
    heading: str
    minutes: dict[str, int]
    do: str

    def note(self) -> str:
        """Return what a speaker sees."""
        planned = [
            f"{self.minutes[name]} in {words}" for name, words in AGENDAS.items() if self.minutes[name]
        ]
        return f"{self.do}\n\nPlanned minutes: {', '.join(planned)}."


def steps() -> list[Step]:
    """Return all steps, in the order of the labs."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Step(row["lab"], row["step"], {name: int(row[name] or 0) for name in AGENDAS}, row["do"])
            for row in csv.DictReader(file)
        ]


def by_step() -> str:
    """Return the shortest agenda as a Markdown table: a row for each step."""
    rows = [step for step in steps() if step.minutes["short"]]
    lines = [f"| {row.lab[:2]} | {row.heading} | {row.minutes['short']} | {row.do} |" for row in rows]
    return "\n".join(["| lab | step | minutes | what you do |", "|---|---|---:|---|", *lines])


def by_lab() -> str:
    """Return all agendas as a Markdown table: a row for each lab, their sums last."""
    return "\n".join(
        [f"| lab | {' | '.join(AGENDAS.values())} |", "|---|---:|---:|---:|", *_rows(), _row("sum", steps())]
    )


def _rows() -> Iterator[str]:
    for lab in LABS:
        if found := [step for step in steps() if step.lab == lab.name]:
            yield _row(f"{lab.number} {lab.title}", found)


def _row(called: str, found: list[Step]) -> str:
    sums = [sum(step.minutes[name] for step in found) for name in AGENDAS]
    return f"| {called} | {' | '.join(str(each or '–') for each in sums)} |"
