"""What the findings of one family come to; what could not be asked here is told, and spoils nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labapp.probes.finding import WORST_FIRST, Family, Finding, Verdict

IN_WHAT_COULD_BE_ASKED = "held in what could be asked"


def worst(findings: Iterable[Finding]) -> Verdict:
    """Return broken if anything is, else unmeasured if anything is or nothing was asked, else held."""
    verdicts = {finding.verdict for finding in findings if finding.asked} or {Verdict.UNMEASURED}
    return next(each for each in WORST_FIRST if each in verdicts)


def exit_status(findings: Iterable[Finding]) -> int:
    """Return 1 if anything is broken, otherwise 2 if anything is unmeasured, otherwise 0.

    What this target has no lever for does not count.
    """
    return {Verdict.BROKEN: 1, Verdict.UNMEASURED: 2, Verdict.HELD: 0}[worst(findings)]


@dataclass(frozen=True)
class Summary:
    """One family: what its probes found."""

    family: Family
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst that was found."""
        return worst(self.findings)

    @property
    def asked(self) -> int:
        """How many probes asked the backend."""
        return sum(finding.asked for finding in self.findings)

    @property
    def word(self) -> str:
        """The verdict in words: held is not said of what was not asked."""
        held_in_part = self.verdict is Verdict.HELD and self.asked < len(self.findings)
        return IN_WHAT_COULD_BE_ASKED if held_in_part else self.verdict.value

    def of(self, verdict: Verdict) -> int:
        """Count the probes with this verdict, of those that were asked."""
        return sum(finding.verdict is verdict for finding in self.findings if finding.asked)

    def line(self) -> str:
        """Return the family in one line."""
        counts = ", ".join(f"{self.of(verdict)} {verdict}" for verdict in Verdict)
        return f"{self.verdict.sign} {self.family}: {self.word} ({counts})"


def by_family(findings: Iterable[Finding]) -> list[Summary]:
    """Return a summary of each family that has findings, in the order of the families."""
    found = list(findings)
    groups = [(family, tuple(one for one in found if one.family is family)) for family in Family]
    return [Summary(family, group) for family, group in groups if group]


def by_reason(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """Return the probes that share what is said of them."""
    reasons: dict[str, list[str]] = {}
    for finding in findings:
        reasons.setdefault(finding.evidence, []).append(finding.probe)
    return reasons


def footnotes(findings: Iterable[Finding]) -> Iterator[str]:
    """Say for each reason which probes were not asked."""
    for reason, names in by_reason(one for one in findings if not one.asked).items():
        yield f"Not asked here: {', '.join(names)}. {reason}"
