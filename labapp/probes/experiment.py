"""From an experiment to a probe: a family prepares what its experiments need, and each judges once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar, cast

from .finding import Family, Finding, Side, Verdict
from .target import Target

Judgement = tuple[bool, float, str]
"""Whether it holds, the measure, and the evidence in one sentence."""


class Probe(Protocol):
    """Asks a target the question in its docstring, from one side."""

    __name__: str
    side: Side

    def __call__(self, target: Target, /) -> Finding:
        """Return what it found."""


Subject = TypeVar("Subject")


class Unmeasurable(Exception):
    """This target cannot be measured here; the message is the reason."""


class NoLever(Unmeasurable):
    """A target of this kind has no lever for it, so it says nothing of the backend."""


@dataclass(frozen=True)
class Probes(Generic[Subject]):
    """The probes of one family, in order.

    `prepare` takes a target and the name of a probe, and makes what an experiment works with.
    It and the experiment may raise Unmeasurable.
    """

    family: Family
    prepare: Callable[[Target, str], AbstractContextManager[Subject]]
    every: list[Probe] = field(default_factory=list)

    def probe(
        self, side: Side, unit: str, reproduce: str
    ) -> Callable[[Callable[[Subject], Judgement]], Probe]:
        """Turn an experiment into a probe of this family; its docstring is the question."""

        def decorate(experiment: Callable[[Subject], Judgement]) -> Probe:
            name = experiment.__name__

            def run(target: Target) -> Finding:
                verdict, measure, evidence, asked = self._judge(target, experiment)
                return Finding(name, self.family, side, verdict, measure, unit, evidence, reproduce, asked)

            run.__name__, run.__doc__ = name, experiment.__doc__
            made = cast("Probe", run)
            made.side = side
            self.every.append(made)
            return made

        return decorate

    def _judge(
        self, target: Target, experiment: Callable[[Subject], Judgement]
    ) -> tuple[Verdict, float | None, str, bool]:
        try:
            with self.prepare(target, experiment.__name__) as subject:
                held, measure, evidence = experiment(subject)
        except Unmeasurable as reason:
            return Verdict.UNMEASURED, None, str(reason), not isinstance(reason, NoLever)
        return Verdict.HELD if held else Verdict.BROKEN, measure, evidence, True
