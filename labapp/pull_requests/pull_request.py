"""What a pull request says of itself, and what the probes say of it."""

import inspect
from dataclasses import dataclass
from typing import Any

from labapp.services import Presenter


@dataclass(frozen=True)
class PullRequest:
    """One proposal for one service.

    `tempting`: why a reviewer in a hurry would merge it. `rejected_by`: the probe that finds what is
    wrong with it, None for a right one.
    """

    title: str
    tempting: str
    service: Any
    rejected_by: str | None = None

    @property
    def parts(self) -> tuple[Any, ...]:
        """The functions that it consists of: one, or the two of a pair."""
        pair = isinstance(self.service, Presenter)
        return (self.service.show, self.service.find) if pair else (self.service,)

    @property
    def name(self) -> str:
        """The name of its file, by which a review calls it."""
        return str(self.parts[0].__module__.rpartition(".")[2])

    @property
    def code(self) -> str:
        """What a reviewer reads: functions named as the service is, for the name of the file tells too much.

        Notebooks store it. What they show imports shared functions as `_name`, and stays as it was stored.
        """
        return "\n\n".join(inspect.getsource(part) for part in self.parts)
