"""Doors that a probe tries: which of them opened, by what was read or changed and not by the status alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import requests

from ..experiment import Judgement, Unmeasurable
from ..people import Library, Person, made


@dataclass(frozen=True)
class Look:
    """Something to read: its name, where it is, and a text that only somebody who sees it knows."""

    name: str
    path: str
    marker: str

    def seen_by(self, person: Person) -> bool:
        """Tell whether somebody sees it."""
        answer = person.get(self.path)
        return answer.ok and self.marker in answer.text


@dataclass
class Doors:
    """What was tried, by name, and whether it worked."""

    tried: dict[str, bool] = field(default_factory=dict)

    def look(self, person: Person, *looks: Look) -> None:
        """Try to read; a door opens when the marker is seen."""
        for look in looks:
            self.tried[look.name] = look.seen_by(person)

    def look_where_there_is(self, entitled: Person, person: Person, *looks: Look) -> None:
        """Try to read what the contract's core does not ask for, where this backend has it."""
        self.look(person, *(look for look in looks if look.seen_by(entitled)))

    def change(self, name: str, attempt: Callable[[], requests.Response], state: Callable[[], Any]) -> None:
        """Try to write; a door opens when the state is another one, whatever the status says."""
        before = state()
        attempt()
        self.tried[name] = state() != before

    def none_opened(self) -> Judgement:
        """Judge an attack: every door that opened is one too many."""
        opened = [name for name, worked in self.tried.items() if worked]
        return not opened, float(len(opened)), self._said(opened, "opened")

    def all_opened(self) -> Judgement:
        """Judge work: every door that stayed shut keeps somebody from it."""
        shut = [name for name, worked in self.tried.items() if not worked]
        return not shut, float(len(shut)), self._said(shut, "stayed shut")

    def _said(self, names: list[str], happened: str) -> str:
        if not self.tried:
            raise Unmeasurable("This backend has none of the routes in question.")
        told = f": {', '.join(names)}" if names else ""
        return f"{len(names)} of {len(self.tried)} doors {happened}{told}."


def state_of(library: Library, path: str, *fields: str) -> Callable[[], Any]:
    """Return what reads, as an admin, the present value of some fields of one thing."""

    def read() -> list[Any]:
        thing = made(library.admin.get(path), f"GET {path}")
        return [thing.get(name) for name in fields]

    return read


def count_of(library: Library, path: str) -> Callable[[], Any]:
    """Return what reads, as an admin, how long a list is."""
    return lambda: made(library.admin.get(path), f"GET {path}")["total"]


def moment(seconds: float) -> str:
    """Write a moment as the contract has it, to the second."""
    return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")


def same_moment(text: str | None, other: str) -> bool:
    """Tell whether two moments are the same second."""
    return text is not None and int(seconds_of(text)) == int(seconds_of(other))


def seconds_of(text: str) -> float:
    """Read a moment."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
