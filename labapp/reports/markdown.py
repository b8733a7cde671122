"""Findings as Markdown: a table of families, then what is broken, what is unmeasured, what was not asked."""

import re
from collections.abc import Iterable, Iterator

from labapp.probes.finding import Finding, Verdict

from .printable import printable
from .summary import Summary, by_family, by_reason, footnotes

WANTED = (
    "*Told*: the contract says so. *Not told*: only `data/contract/prompt_explicit.md` does, and who was not "
    "given that prompt was not told."
)
HELD_MEANS = "*Held* means not seen in these runs. It does not mean safe."
A_FEW = 5
SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def markdown(target: str, findings: Iterable[Finding]) -> str:
    """Return the report."""
    found = list(findings)
    return "\n".join([*_head(target, by_family(found)), *_rest(found), "", HELD_MEANS, ""])


def _head(target: str, summaries: list[Summary]) -> Iterator[str]:
    yield f"# {_escaped(target)}, put to the probes"
    yield ""
    yield "| family | verdict | held | broken | unmeasured |"
    yield "|---|---|---|---|---|"
    for each in summaries:
        counts = " | ".join(str(each.of(verdict)) for verdict in Verdict)
        yield f"| {each.family} | {each.verdict.sign} {each.word} | {counts} |"


def _rest(found: list[Finding]) -> Iterator[str]:
    if broken := [finding for finding in found if finding.verdict is Verdict.BROKEN]:
        yield "\n## Broken\n"
        yield f"{WANTED}\n"
        yield from map(_item, broken)
    if unmeasured := [one for one in found if one.verdict is Verdict.UNMEASURED and one.asked]:
        yield "\n## Unmeasured\n"
        yield from (_group(*each) for each in by_reason(unmeasured).items())
    if notes := list(footnotes(found)):
        yield "\n## Not asked\n"
        yield from (f"- {_escaped(note)}" for note in notes)


def _item(finding: Finding) -> str:
    shown = f" To see it: {_code(finding.reproduce)}" if finding.reproduce else ""
    where = f"{finding.family}, {finding.side}, `{printable(finding.probe)}`"
    return f"- {where}: {_escaped(finding.evidence)}{shown}{_demand(finding)}"


def _demand(finding: Finding) -> str:
    return f" {finding.demand.word}: “{_escaped(finding.demand.sentence)}”" if finding.demand else ""


def _group(reason: str, names: list[str]) -> str:
    which = ", ".join(names) if len(names) <= A_FEW else f"{len(names)} probes"
    return f"- {_escaped(which)}: {_escaped(reason)}"


def _code(text: str) -> str:
    """Return text that can be copied as it stands; the fence is longer than any in it."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{printable(text)}{fence}"


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", printable(text))
