"""Doors that a probe tries: which of them opened, by what was read or changed and not by the status alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import requests

from ..experiment import Judgement, Unmeasurable
from ..people import Library, Person, made, missing, not_here

PER_PAGE, MOST_PAGES = 100, 200


@dataclass(frozen=True)
class Look:
    """Something to read: its name, where it is, and a text that only somebody who sees it knows."""

    name: str
    path: str
    marker: str

    def seen_by(self, person: Person) -> bool:
        """Tell whether somebody sees it."""
        return self.seen_in(self.answer_to(person))

    def seen_in(self, answer: requests.Response) -> bool:
        """Tell whether an answer shows it."""
        return answer.ok and self.marker in answer.text

    def answer_to(self, person: Person) -> requests.Response:
        """Let somebody look for it; return the answer that shows it, or the last one."""
        return person.get(self.path)


@dataclass(frozen=True)
class Listed(Look):
    """Something that stands in a list, on whatever page."""

    def answer_to(self, person: Person) -> requests.Response:
        """Turn the pages until it is seen, or until there are no more."""
        seen = 0
        for page in count(1):
            answer = person.get(self.path, per_page=PER_PAGE, page=page)
            if page == MOST_PAGES or not answer.ok or self.seen_in(answer):
                break
            shown = answer.json()
            seen += len(shown["items"])
            if not shown["items"] or seen >= shown["total"]:
                break
        return answer


@dataclass
class Doors:
    """What was tried, by name, and whether it worked; `answers` tell whether there is a door."""

    tried: dict[str, bool] = field(default_factory=dict)
    answers: dict[str, requests.Response] = field(default_factory=dict)
    unmeasured: list[str] = field(default_factory=list)

    def note(self, name: str, worked: bool, answer: requests.Response) -> bool:
        """Write down whether something worked, and what was answered."""
        self.tried[name], self.answers[name] = worked, answer
        return worked

    def ask(self, name: str, answer: requests.Response) -> bool:
        """Write down what is judged by its status alone."""
        return self.note(name, answer.ok, answer)

    def look(self, person: Person, *looks: Look) -> None:
        """Try to read; a door opens when the marker is seen."""
        for look in looks:
            answer = look.answer_to(person)
            self.note(look.name, look.seen_in(answer), answer)

    def look_where_there_is(self, entitled: Person, person: Person, *looks: Look) -> None:
        """Try to read what the contract's core does not ask for, where this backend has it."""
        self.look(person, *(look for look in looks if look.seen_by(entitled)))

    def change(self, name: str, attempt: Callable[[], requests.Response], state: Callable[[], Any]) -> bool:
        """Try to write; a door opens when the state is another one, whatever the status says."""
        before = state()
        answer = attempt()
        return self.note(name, state() != before, answer)

    def none_opened(self) -> Judgement:
        """Judge an attack: every door that opened is one too many."""
        opened = [name for name, worked in self.tried.items() if worked]
        return self._judged(opened, "opened")

    def all_opened(self, admin: Person) -> Judgement:
        """Judge work: every door that stayed shut keeps somebody from it; one that is missing does not."""
        shut = []
        for name in (name for name, worked in self.tried.items() if not worked):
            if gone := name in self.answers and missing(admin, self.answers[name]):
                self.unmeasured.append(gone)
            else:
                shut.append(name)
        return self._judged(shut, "stayed shut")

    def _judged(self, wrong: list[str], happened: str) -> Judgement:
        if not wrong and self.unmeasured:
            raise Unmeasurable(not_here(self.unmeasured))
        if not self.tried:
            raise Unmeasurable("This backend has none of the routes in question.")
        told = f": {', '.join(wrong)}" if wrong else ""
        return not wrong, float(len(wrong)), f"{len(wrong)} of {len(self.tried)} doors {happened}{told}."


def state_of(library: Library, path: str, *fields: str) -> Callable[[], Any]:
    """Return what reads, as an admin, the present value of some fields of one thing."""

    def read() -> list[Any]:
        thing = made(library.admin.get(path), f"GET {path}")
        if hidden := set(fields) - set(thing):
            raise Unmeasurable(f"GET {path} shows an admin no {', '.join(sorted(hidden))}.")
        return [thing[name] for name in fields]

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
