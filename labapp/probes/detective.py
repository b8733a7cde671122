"""A detective at a backend: sends what people send, reads the log, and finds what does not belong there."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import requests

from .canaries import Canary, chosen
from .experiment import Unmeasurable
from .people import Library, Person, made
from .target import Target

LAG_SECONDS = 0.3
DELIVERY_SECONDS = 5.0
WORD = re.compile(r"[A-Za-z0-9_-]+")


@dataclass
class Step:
    """One request: its answer, and the lines that it left in the log."""

    answer: requests.Response
    lines: list[str]

    @property
    def text(self) -> str:
        """The lines, as one text."""
        return "\n".join(self.lines)


@dataclass
class Detective:
    """One probe's people and requests; `steps` are all that were sent through `watch`."""

    target: Target
    library: Library
    logs: Callable[[], list[str]]
    steps: list[Step] = field(default_factory=list)
    read_from: int = 0

    def watch(self, send: Callable[..., requests.Response], *where: Any, **what: Any) -> Step:
        """Send one request and read what the log has to say of it."""
        before = len(self.logs())
        answer = send(*where, **what)
        lines = self._lines_since(before)
        self.steps.append(Step(answer, lines))
        return self.steps[-1]

    def new_lines(self) -> list[str]:
        """Return every line since this probe began."""
        return self._lines_since(self.read_from)

    def joined(self, secrets: dict[str, Canary], **more: Any) -> Person:
        """Let somebody join with these secrets, log in, and look at their loans, token in hand."""
        details = {kind: secrets[kind].value for kind in ("password", "phone", "address")}
        person = self.library.newcomer(**details, **more)
        self.watch(person.get, "/loans")
        return person

    def secrets(self, number: int = 1) -> dict[str, Canary]:
        """Return the secrets of this probe's first, second, … person."""
        return chosen(f"{self.library.run} {number}")

    def mail(self, to: str) -> str:
        """Return what Carrier was last asked to send to a phone; waits for it."""
        if self.target.carrier is None:
            raise Unmeasurable("Without a Carrier of ours nobody knows what was sent to whom.")
        end = self.target.clock.now() + DELIVERY_SECONDS
        while not (sent := [call.text for call in self.target.carrier.ledger if call.to == to]):
            if self.target.clock.now() >= end:
                raise Unmeasurable(f"Nothing was sent to {to} within {DELIVERY_SECONDS:g} s.")
            self.target.clock.sleep(0.1)
        return str(sent[-1])

    def reset_link(self, person: Person, phone: Canary) -> Canary:
        """Ask for a new password; return the token of the link that was sent."""
        answer = self.library.nobody.post("/password-resets", email=person.member["email"])
        if not answer.ok:
            raise Unmeasurable(f"POST /password-resets answered {answer.status_code}.")
        words = WORD.findall(self.mail(phone.value))
        return Canary("reset link", max(words, key=len))

    def _lines_since(self, before: int) -> list[str]:
        """Wait until the log has grown, or for a moment, and return what is new."""
        end = self.target.clock.now() + LAG_SECONDS
        while len(self.logs()) <= before and self.target.clock.now() < end:
            self.target.clock.sleep(0.05)
        return self.logs()[before:]


@contextmanager
def on_the_case(target: Target, name: str) -> Iterator[Detective]:
    """Hand out a detective; without a log there is nothing to find."""
    if target.logs is None:
        raise Unmeasurable("Nobody knows where this backend writes its log. Name it: --log FILE.")
    detective = Detective(target, Library(target, f"log {name}"), target.logs)
    detective.read_from = len(target.logs())
    yield detective


def phrases(step: Step) -> frozenset[str]:
    """Return the words of a step's lines, and every two words that follow each other."""
    found: set[str] = set()
    for line in step.lines:
        words = WORD.findall(line)
        found.update(words, map(" ".join, pairwise(words)))
    return frozenset(found)


def told_apart(some: list[Step], others: list[Step]) -> bool:
    """Tell whether the log says something of all of these that it says of none of the others."""
    ours = frozenset.intersection(*map(phrases, some))
    theirs = frozenset.union(*map(phrases, others))
    return bool(ours - theirs)


def names(step: Step, public_id: Any) -> bool:
    """Tell whether the lines of a step have this id as a word."""
    return str(public_id) in {word for line in step.lines for word in WORD.findall(line)}


def must(step: Step, what: str) -> Any:
    """Return what an answer shows; raises Unmeasurable when the backend refuses."""
    return made(step.answer, what)
