"""What a pull request says of itself, and what the probes say of it."""

import inspect
import re
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
        """The name of its first function, by which a review calls it."""
        return str(self.parts[0].__name__)

    @property
    def code(self) -> str:
        """What a reviewer reads: under the names of the service, for ours would tell the verdict."""
        pair = ("show", "find") if len(self.parts) == 2 else (self.parts[0].__module__.rpartition(".")[2],)
        source = "\n\n".join(inspect.getsource(part) for part in self.parts)
        for part, name in zip(self.parts, pair, strict=True):
            source = re.sub(rf"\b{part.__name__}\b", name, source)
        return source
