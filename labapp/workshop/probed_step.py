"""An answer at work inside the backend, judged by the probes that judge every backend."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from labapp.probes.experiment import Probe
from labapp.probes.finding import Verdict
from labapp.services import DomainError, Services
from labapp.targets.open_target import in_simulation

from .exercise import Step, StepResult, UnusableAnswer


class RecordingService:
    """A service of an answer. The backend turns what it raises into a 500; here it is kept and told.

    `complaint` looks at what was returned and says what is wrong with it, or None.
    """

    def __init__(self, function: Callable[..., Any], validate: Callable[[Any], str | None]) -> None:
        self.function, self.validate = function, validate
        self.first_error: Exception | None = None

    def __call__(self, *arguments: Any) -> Any:
        """Call the answer's function; remember the first thing that goes wrong."""
        try:
            returned = self.function(*arguments)
            if (wrong := self.validate(returned)) is not None:
                raise UnusableAnswer(wrong)
        except DomainError:
            raise
        except Exception as error:
            self.first_error = self.first_error or error
            raise
        return returned


Install = Callable[[Any], tuple[Services, Sequence[RecordingService]]]


def probed_step(install: Install, name: str, asks: str, probes: Mapping[Probe, str]) -> Step:
    """Return a step that holds when these probes hold against the installed answer.

    `probes`: each with where to look when it does not hold.
    """

    def measure(answer: Any) -> StepResult:
        services, watched = install(answer)
        with in_simulation(services) as target:
            found = [(probe(target), look) for probe, look in probes.items()]
        for each in watched:
            if each.first_error is not None:
                raise each.first_error
        for finding, look in found:
            if finding.verdict is not Verdict.HELD:
                return StepResult(False, finding.evidence, look)
        return StepResult(True, found[-1][0].evidence)

    return Step(name, asks, measure)
