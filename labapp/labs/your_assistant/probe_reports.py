"""Receipts: what the probes found at one backend, kept as JSON, ours beside those of a learner."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labapp import resources
from labapp.probes.finding import Family, Finding, Side, Verdict
from labapp.reports.as_json import as_json
from labapp.reports.summary import IN_WHAT_COULD_BE_ASKED, by_family, worst
from labapp.workshop import progress

from .table_and_sentence import Cell

OURS = resources.data("receipts")


class ReportNotFound(ValueError):
    """There is no such receipt, or it cannot be read; the message says what there is."""


@dataclass(frozen=True)
class ProbeReport:
    """A backend by its name, and a finding for each probe."""

    name: str
    findings: tuple[Finding, ...]

    def cells(self) -> dict[tuple[str, Family], Cell]:
        """Return what each family came to, from each side that was asked."""
        return {(self.name, each.family): cell(each.findings) for each in by_family(self.findings)}


def cell(findings: Iterable[Finding]) -> Cell:
    """Return one family's findings as a cell; a side without findings is unmeasured if another has some."""
    found = list(findings)
    sides = {side: worst(one for one in found if one.side is side) for side in Side}
    in_part = by_family(found)[0].word == IN_WHAT_COULD_BE_ASKED
    return Cell(sides, in_part)


def keep(receipt: ProbeReport) -> str:
    """Keep a receipt beside the learner's progress; return a sentence about what went wrong, if anything."""
    try:
        kept().mkdir(parents=True, exist_ok=True)
        (kept() / f"{receipt.name}.json").write_text(
            as_json(receipt.name, receipt.findings), encoding="utf-8"
        )
    except OSError as error:
        return f"The receipt cannot be kept in {kept()} ({error.strerror}). It is above, and nowhere else."
    return ""


def kept() -> Path:
    """Return where the learner's receipts are."""
    return progress.file().parent / "receipts"


def load_report(name: str) -> ProbeReport:
    """Return the learner's receipt with this name, or ours; raises NoReceipt."""
    file = next((file for folder in (kept(), OURS) if (file := folder / f"{name}.json").is_file()), None)
    if file is None:
        there = sorted({file.stem for folder in (kept(), OURS) for file in folder.glob("*.json")})
        raise ReportNotFound(
            f"There is no receipt of {name!r}. There is: {', '.join(there)}. Probe it first."
        )
    try:
        return _parsed(name, json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReportNotFound(
            f"{file} is no receipt ({error!r}). Delete it and probe {name} again."
        ) from error


def _parsed(name: str, data: Any) -> ProbeReport:
    not_asked = set(data.get("not_asked", ()))
    return ProbeReport(name, tuple(_finding(one, one["probe"] not in not_asked) for one in data["findings"]))


def _finding(values: dict[str, Any], asked: bool) -> Finding:
    fields = {name: value for name, value in values.items() if name not in ("demand", "told")}
    typed = {"family": Family(values["family"]), "side": Side(values["side"]), "asked": asked}
    return Finding(**{**fields, **typed, "verdict": Verdict(values["verdict"])})
