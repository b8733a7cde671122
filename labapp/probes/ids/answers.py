"""What an answer shows beside what was asked for: places, fields of the inside, kinds of refusal."""

import re
from collections.abc import Iterable, Iterator
from hashlib import md5, sha1, sha256
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from ..people import Person
from .shapes import PLAIN

USUAL = {"date", "content-type", "content-length", "connection", "server", "x-correlation-id", "vary"}
INSIDE = re.compile(
    r"password|secret|salt|hash|token|_code$|purchase|internal|^notes$|^key$|carrier|claimed|is_deleted"
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ].*")
SENTENCE = re.compile(r"\d+")


def places(name: str, answer: requests.Response) -> Iterator[tuple[str, str]]:
    """Yield every place of an answer in which a row number could stand, with what stands there."""
    for field, value in _flat(_json(answer)):
        if field.rpartition(".")[2] not in PLAIN and not MOMENT.fullmatch(str(value)):
            yield from _numbers(f"{name}.{field}" if field else name, value)
    for header, value in answer.headers.items():
        if header.lower() == "link":
            query = urlsplit(answer.links.get("next", {}).get("url", "")).query
            yield from ((f"{name}.Link {key}", text) for key, text in parse_qsl(query))
        elif header.lower() not in USUAL:
            yield f"{name}.{header}", value.rpartition("/")[2]


def _numbers(place: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield an id as it is; of a sentence, each number in it."""
    text = str(value)
    if " " not in text:
        yield place, text.rpartition("/")[2]
        return
    yield from ((f"{place} ({at})", number) for at, number in enumerate(SENTENCE.findall(text), 1))


def internal(answer: requests.Response, canaries: Iterable[str], phone: str) -> Iterator[str]:
    """Yield the fields that show the inside: by name, by a planted value, by a hash of the phone."""
    digests = {make(phone.encode()).hexdigest() for make in (md5, sha1, sha256)}
    planted = digests | set(canaries)
    for field, value in _flat(_json(answer)):
        leaf = field.rpartition(".")[2]
        if leaf not in PLAIN and (INSIDE.search(leaf) or any(each in str(value) for each in planted)):
            yield leaf
    for header, value in answer.headers.items():
        if any(each in value for each in planted):
            yield header


def told_apart(asking: Person, path: str, existing: Iterable[Any], missing: Iterable[Any]) -> str | None:
    """Return how refusals of existing and missing things differ, "" if not; None if nothing was refused."""
    refusals = [_refusals(asking, path, ids) for ids in (existing, missing)]
    if not all(refusals):
        return None
    only = [sorted(kind for kind in here if kind not in there)
            for here, there in (refusals, refusals[::-1])]  # fmt: skip
    if not only[0]:
        return ""
    return f"{only[0][0]} and {(only[1] or sorted(refusals[1]))[0]}"


def _refusals(asking: Person, path: str, ids: Iterable[Any]) -> set[str]:
    asked = [(str(each), asking.get(f"{path}/{each}")) for each in ids]
    return {f"{answer.status_code} {_said(answer).replace(each, '…')!r}" for each, answer in asked
            if 400 <= answer.status_code < 500}  # fmt: skip


def _said(answer: requests.Response) -> str:
    shown = _json(answer)
    error = shown.get("error", shown) if isinstance(shown, dict) else shown
    return str(error.get("message", error) if isinstance(error, dict) else error or answer.text)[:80]


def _flat(shown: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value of a JSON document with its path; of a list, its last item."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            yield from _flat(value, f"{path}.{name}".lstrip("."))
    elif isinstance(shown, list):
        yield from _flat(shown[-1], path) if shown else ()
    elif shown is not None and not isinstance(shown, bool):
        yield path, shown


def _json(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        return None
