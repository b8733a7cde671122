"""The files of the workshop: its data and its notebooks."""

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from labapp import resources

TABLES = (
    "decisions.csv",
    "incidents.csv",
    "demo/members.csv",
    "demo/tools.csv",
    "evidence/aws_reference.csv",
)


def data() -> None:
    """Raise for a table or a contract that is missing or damaged; the message names it."""
    for name in TABLES:
        _readable(resources.data(name))
    import yaml

    contract = resources.data("contract", "openapi.yaml")
    if not yaml.safe_load(contract.read_text(encoding="utf-8"))["paths"]:
        raise RuntimeError(f"{contract} has no paths")


def notebooks(names: Iterable[str]) -> None:
    """Raise RuntimeError when a notebook is missing or is no notebook any more."""
    wrong = [name for name, whole in _notebooks(names) if not whole]
    if wrong:
        raise RuntimeError(f"{', '.join(wrong)} missing or damaged")


def _readable(table: Path) -> None:
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            widths = {len(row) for row in csv.reader(lines, strict=True)}
    except (UnicodeDecodeError, csv.Error) as error:
        raise RuntimeError(f"{table} is damaged ({error})") from error
    if len(widths) != 1:
        raise RuntimeError(f"{table} is damaged (its rows have {sorted(widths)} columns)")


def _notebooks(names: Iterable[str]) -> Iterator[tuple[str, bool]]:
    for name in names:
        path = resources.notebooks(f"{name}.ipynb")
        try:
            yield path.name, bool(json.loads(path.read_text(encoding="utf-8"))["cells"])
        except (OSError, ValueError, LookupError, TypeError):
            yield path.name, False
