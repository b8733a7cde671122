"""Run probes against a target and read what they found."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from labapp.probes.experiment import Probe
from labapp.probes.families import PROBES
from labapp.probes.finding import Family, Finding, Side, Verdict
from labapp.probes.target import Target

from .bounded_session import ResponseLimitExceeded
from .file_backend_child import CannotStart
from .mixture import mixture
from .open_target import BackendOptions, at_address, in_file, in_simulation

if TYPE_CHECKING:
    import pandas as pd

MAX_UNANSWERED = 2
MAX_SECONDS = 1800.0
NO_ANSWER = "Not tried: the two probes before it got no answer."
TOO_LONG = f"Not tried: {MAX_SECONDS / 60:g} minutes are over."
NO_ANSWER_ERRORS = (requests.Timeout, requests.ConnectionError, ResponseLimitExceeded, CannotStart)
CONTRACT_ERRORS = (LookupError, TypeError, ValueError, AttributeError)

ALL_PROBES = slice(None)


def run(
    target: Target,
    families: Iterable[Family],
    share: slice = ALL_PROBES,
    unanswered: Counter[Family] | None = None,
) -> Iterator[Finding]:
    """Run every probe of these families; a probe that fails by itself leaves its family unmeasured.

    At an address, where nothing can be made anew, what must work is asked before what strains it.
    When two probes in a row got no answer, the rest of their family is not tried. `share`: which of the
    probes of each family. `unanswered`: how many there were by now, where other shares run beside this one.
    """
    end = time.monotonic() + MAX_SECONDS
    silent = Counter[Family]() if unanswered is None else unanswered
    for family in families:
        for probe in _in_asking_order(PROBES[family][share], target):
            if silent[family] >= MAX_UNANSWERED or time.monotonic() > end:
                yield unmeasured(probe, family, NO_ANSWER if silent[family] >= MAX_UNANSWERED else TOO_LONG)
                continue
            found, answered = _tried(probe, target, family)
            silent[family] = 0 if answered else silent[family] + 1
            yield found


def _in_asking_order(probes: Sequence[Probe], target: Target) -> Sequence[Probe]:
    """Put the attacks last where a retry budget that one of them spends cannot be filled by a restart."""
    if target.restart is None:
        return sorted(probes, key=lambda probe: probe.side is Side.ATTACK)
    return probes


def _tried(probe: Probe, target: Target, family: Family) -> tuple[Finding, bool]:
    """Run a probe; return what it found, and whether the backend answered at all."""
    try:
        return probe(target), True
    except NO_ANSWER_ERRORS as error:
        return _unfinished(probe, family, str(error)), False
    except CONTRACT_ERRORS as error:
        return _unfinished(probe, family, f"an answer is unlike the contract ({error!r})."), True
    except Exception as error:
        return _unfinished(probe, family, str(error) or repr(error)), True


def _unfinished(probe: Probe, family: Family, reason: str) -> Finding:
    said = f"The probe could not finish: {' '.join(reason.split())}"
    return unmeasured(probe, family, said[:400])


def unmeasured(probe: Probe, family: Family, reason: str) -> Finding:
    """Say that something could not be measured, and why."""
    return Finding(probe.__name__, family, probe.side, Verdict.UNMEASURED, None, "", reason, "")


def not_started(families: Iterable[Family], reason: str, share: slice = ALL_PROBES) -> Iterator[Finding]:
    """Say of every probe why it could not be tried: the backend did not start."""
    for family in families:
        for probe in PROBES[family][share]:
            yield unmeasured(probe, family, reason)


@contextmanager
def target_named(text: str, options: BackendOptions) -> Iterator[Target]:
    """Open what a text names: an http://127.0.0.1 address, a Python file, or a mixture.

    Raises UnknownMixture, CannotStart, PortTaken.
    """
    if text.startswith("http://"):
        with at_address(text, options) as target:
            yield target
    elif text.endswith(".py"):
        with in_file(Path(text), options) as target:
            yield target
    else:
        with in_simulation(mixture(text)) as target:
            yield target


def probe(name: str) -> "pd.DataFrame":
    """Run the probes that exist against a mixture and return a table of what they found."""
    import pandas as pd

    with target_named(name, BackendOptions()) as target:
        found = list(run(target, PROBES))
    questions = {probe.__name__: probe.__doc__ for probes in PROBES.values() for probe in probes}
    rows = [(questions[f.probe], f.side.value, f.verdict.value, f.measure, f.unit) for f in found]
    return pd.DataFrame(rows, columns=["question", "side", "verdict", "measure", "unit"]).set_index(
        "question"
    )
