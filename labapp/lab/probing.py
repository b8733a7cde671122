"""Run probes against a target and read what they found."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from labapp.probes import auth_work, eligibility, ids, logs, money, retries
from labapp.probes.finding import Family, Finding, Side, Verdict
from labapp.probes.target import Target
from labapp.world.full_disk import full_disk

from .mixture import mixture
from .stranger import Stranger, running
from .target import Known, at_address, in_lab, lines_of

if TYPE_CHECKING:
    import pandas as pd

PROBES = {
    Family.RETRIES: retries.PROBES,
    Family.LOGS: logs.PROBES,
    Family.IDS: ids.PROBES,
    Family.AUTH: auth_work.PROBES,
    Family.ELIGIBILITY: eligibility.PROBES,
    Family.MONEY: money.PROBES,
}


def run(target: Target, families: Iterable[Family]) -> Iterator[Finding]:
    """Run every probe of these families; a probe that fails by itself leaves its family unmeasured."""
    for family in families:
        if family not in PROBES:
            yield unmeasured("all", family, "This family has no probes yet.")
        for probe in PROBES.get(family, ()):
            try:
                yield probe(target)
            except Exception as error:
                reason = f"The probe could not finish: {' '.join(str(error).split()) or repr(error)}"
                yield unmeasured(probe.__name__, family, reason[:400])


def unmeasured(name: str, family: Family, reason: str) -> Finding:
    """Say that something could not be measured, and why."""
    return Finding(name, family, Side.ATTACK, Verdict.UNMEASURED, None, "", reason, "")


@contextmanager
def target_named(text: str, known: Known) -> Iterator[Target]:
    """Open what a text names: an http://127.0.0.1 address, a Python file, or a mixture.

    Raises mixture.UnknownMixture, stranger.CannotStart, loopback.PortTaken.
    """
    if text.startswith("http://"):
        with at_address(text, known) as target:
            yield target
    elif text.endswith(".py"):
        with running(Path(text), known.admin) as stranger, at_address(stranger.url, known) as target:
            yield surrounded(target, stranger)
    else:
        with in_lab(mixture(text)) as target:
            yield target


def surrounded(target: Target, stranger: Stranger) -> Target:
    """Add to a target what is known of a backend that we started: Carrier, its words, its database's disk."""
    disk = partial(full_disk, stranger.database) if stranger.database.is_file() else None
    logs = target.logs or lines_of(stranger.words)
    return replace(target, carrier=stranger.carrier, logs=logs, full_disk=disk)


def exit_status(findings: Iterable[Finding]) -> int:
    """Return 1 if anything is broken, otherwise 2 if anything is unmeasured, otherwise 0."""
    verdicts = {finding.verdict for finding in findings}
    return 1 if Verdict.BROKEN in verdicts else 2 if Verdict.UNMEASURED in verdicts else 0


def probe(name: str) -> "pd.DataFrame":
    """Run the probes that exist against a mixture and return a table of what they found."""
    import pandas as pd

    with target_named(name, Known()) as target:
        found = list(run(target, PROBES))
    questions = {probe.__name__: probe.__doc__ for probes in PROBES.values() for probe in probes}
    rows = [(questions[f.probe], f.side.value, f.verdict.value, f.measure, f.unit) for f in found]
    return pd.DataFrame(rows, columns=["question", "side", "verdict", "measure", "unit"]).set_index(
        "question"
    )
