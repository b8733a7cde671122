"""Which sentence is asked by which probe, as Markdown: `python -m labapp.reports.coverage`."""

from collections.abc import Iterator

from labapp.probes.demands import DEMANDS, NOT_PROBED, Demand

INTRODUCTION = """\
# What the probes ask, sentence by sentence

Written from the code (`labapp/probes/demands.py`). *Told*: the contract, `core.yaml`, says so, and it goes
with each of the three prompts. *Not told*: only `prompt_explicit.md` says so.
"""


def coverage() -> str:
    """Return the table."""
    return "\n".join([INTRODUCTION, *_table(told=True), "", *_table(told=False), "", *_not_probed(), ""])


def _table(*, told: bool) -> Iterator[str]:
    yield f"| {'told' if told else 'not told'} | probes |"
    yield "|---|---|"
    yield from (_row(demand) for demand in DEMANDS if demand.told is told)


def _row(demand: Demand) -> str:
    return f"| {_cell(demand.sentence)} | {', '.join(f'`{name}`' for name in demand.probes)} |"


def _not_probed() -> Iterator[str]:
    yield "| not probed | why |"
    yield "|---|---|"
    yield from (f"| {_cell(sentence)} | {why} |" for sentence, why in NOT_PROBED.items())


def _cell(text: str) -> str:
    return text if "`" in text else f"`{text}`" if "{" in text else text


if __name__ == "__main__":
    print(coverage(), end="")
