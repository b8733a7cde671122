"""A part of a fix: how it wraps a service, and which probe sees what it adds."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, NamedTuple

from labapp.naive import NAIVE
from labapp.probes.experiment import Probe
from labapp.probes.finding import Finding

from ..open_target import in_simulation

Service = Callable[..., Any]


@dataclass(frozen=True)
class Mechanism:
    """One mechanism: its name, how it wraps a service, and the name of the probe that sees what it adds."""

    name: str
    wrap: Callable[[Service], Service]
    probe: str


class Effect(NamedTuple):
    """What one mechanism adds: the question of its probe, and what was found without it and with it."""

    mechanism: Mechanism
    question: str
    before: Finding
    after: Finding


def wrapped(function: Service, mechanisms: Sequence[Mechanism]) -> Service:
    """Put mechanisms around a service; the first is the innermost."""
    return reduce(lambda inner, each: each.wrap(inner), mechanisms, function)


def effects(
    service: str, function: Service, mechanisms: Sequence[Mechanism], probes: Iterable[Probe]
) -> Iterator[Effect]:
    """Switch mechanisms on, one after the other, over a naive backend; yield what each adds."""
    by_name = {probe.__name__: probe for probe in probes}
    for number, mechanism in enumerate(mechanisms):
        probe = by_name[mechanism.probe]
        steps = [wrapped(function, mechanisms[:many]) for many in (number, number + 1)]
        before, after = (findings_with(service, step, [probe])[0] for step in steps)
        yield Effect(mechanism, probe.__doc__ or "", before, after)


def findings_with(service: str, function: Any, probes: Iterable[Probe]) -> list[Finding]:
    """Run probes against a naive backend in which one service is replaced."""
    replaced: dict[str, Any] = {service: function}
    with in_simulation(replace(NAIVE, **replaced)) as target:
        return [probe(target) for probe in probes]
