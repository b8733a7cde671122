"""Ratios against what one would use instead, each pair measured in turn in this run: make bench."""

import json
from collections.abc import Iterator
from pathlib import Path

import calls
import chart
import commands
import kernels
import opened
from row import Row

FILE = Path(__file__).parents[2] / "build" / "bench.json"


def main() -> None:
    """Print a line for each pair as it comes, and keep all of them as JSON."""
    rows = [shown(row) for row in measured()]
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps([row.as_dict() for row in rows], indent=1))
    print(f"{sum(row.holds for row in rows)} of {len(rows)} hold. {FILE.relative_to(Path.cwd())}")


def measured() -> Iterator[Row]:
    for part in (calls, chart, kernels, commands, opened):
        yield from part.rows()


def shown(row: Row) -> Row:
    verdict = "holds" if row.holds else "MISSED"
    print(f"{row.ratio:8.2f} ×  {row.target:>8}  {verdict:6}  {row.name}", flush=True)
    return row


if __name__ == "__main__":
    main()
