"""Which packages are to be here, in which versions: as `requirements.txt` or as the metadata says."""

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

from .kinds import DISTRIBUTION, extras

if TYPE_CHECKING:
    from packaging.requirements import Requirement

NEED = re.compile(r"([A-Za-z0-9._-]+)(?:.*extra == ['\"]([a-z]+))?")
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.M)


def needed() -> list[str]:
    """Return the names that our metadata lists, those of an extra only if it is to be here."""
    found = [need.groups() for line in requires(DISTRIBUTION) or () if (need := NEED.match(line))]
    return [name for name, extra in found if extra is None or extra in extras()]


def not_as_locked(requirements: Path) -> Iterator[str]:
    """Say of each package that is needed whether it is missing or has another version than the locked one."""
    locked = defaultdict(set)
    for name, number in LOCKED.findall(requirements.read_text(encoding="utf-8")):
        locked[plain(name)].add(number)  # one package may be locked twice, for two kinds of machine
    for name in needed():
        here, wanted = _version(name), locked[plain(name)]
        if here not in wanted:
            yield f"{name} is {here} and not {' or '.join(sorted(wanted))}" if here else f"{name} is missing"


def not_as_wanted() -> Iterator[str]:
    """Say of each package that is needed, by us or by another, whether it is missing or does not fit."""
    waiting, seen = [(DISTRIBUTION, frozenset(extras()))], set()
    while waiting:
        owner, chosen = waiting.pop()
        for need in _needs(owner, chosen):
            here = _version(need.name)
            if here is None:
                yield f"{need.name} is missing"
            elif not need.specifier.contains(here, prereleases=True):
                yield f"{need.name} is {here}, and {owner} wants {need.specifier}"
            elif (step := (need.name, frozenset(need.extras))) not in seen:
                seen.add(step)
                waiting.append(step)


def plain(name: str) -> str:
    """Return a name as all spellings of it have it in common."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _needs(owner: str, chosen: frozenset[str]) -> Iterator["Requirement"]:
    from packaging.requirements import Requirement

    for need in map(Requirement, requires(owner) or ()):
        if not need.marker or any(need.marker.evaluate({"extra": extra}) for extra in ("", *chosen)):
            yield need


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
