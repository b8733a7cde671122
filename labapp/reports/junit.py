"""Findings as JUnit XML: a test suite for each family, a test case for each probe."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from labapp.probes.finding import Finding, Verdict

from .printable import printable
from .summary import Summary, by_family


def junit(target: str, findings: Iterable[Finding]) -> str:
    """Return the report: broken is a failure, unmeasured an error, not asked is skipped."""
    summaries = by_family(findings)
    root = Element("testsuites", _counts(summaries), name=f"labapp probe {printable(target)}")
    for summary in summaries:
        suite = SubElement(root, "testsuite", _counts([summary]), name=summary.family.value)
        for finding in summary.findings:
            _add(suite, finding)
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add(suite: Element, finding: Finding) -> None:
    side = f"{finding.family}.{finding.side}"
    case = SubElement(suite, "testcase", classname=side, name=printable(finding.probe))
    if finding.demand:
        properties = SubElement(case, "properties")
        for name, value in (("demand", finding.demand.sentence), ("told", str(finding.demand.told).lower())):
            SubElement(properties, "property", name=name, value=value)
    if finding.verdict is Verdict.BROKEN:
        failure = SubElement(case, "failure", type="broken", message=printable(finding.evidence))
        failure.text = printable(finding.reproduce)
    elif finding.verdict is Verdict.UNMEASURED:
        why = "" if finding.asked else "Not asked here. "
        SubElement(case, "error" if finding.asked else "skipped", message=why + printable(finding.evidence))


def _counts(summaries: list[Summary]) -> dict[str, str]:
    counted = {
        "tests": sum(len(summary.findings) for summary in summaries),
        "failures": sum(summary.of(Verdict.BROKEN) for summary in summaries),
        "errors": sum(summary.of(Verdict.UNMEASURED) for summary in summaries),
        "skipped": sum(len(summary.findings) - summary.asked for summary in summaries),
    }
    return {name: str(count) for name, count in counted.items()}
