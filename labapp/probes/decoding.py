"""What an id says when it is read as a number, and what the next ones would then be."""

import base64
import binascii
import re
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID

STEPS = 64
XOR_ROOM = 256
SMALL_STEP = 10_000
WORD_BITS = (16, 31, 32, 48, 53, 62, 63, 64)
SMALL = string.digits + string.ascii_lowercase
ALPHABETS = {
    "base 36": SMALL,
    "base 62": SMALL + string.ascii_uppercase,
    "base 62, capitals first": string.digits + string.ascii_uppercase + string.ascii_lowercase,
    "Crockford's base 32": "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
}
NUMBERED = re.compile(r"(?s)(.*?)(0*)([1-9]\d{0,18}|0)")


@dataclass(frozen=True)
class Reading:
    """One way to read an id: its name, the number, and how to write another number like it."""

    name: str
    number: int
    write: Callable[[int], str]


def readings(shown: Any) -> dict[str, Reading]:
    """Return every way to read an id as a number that gives the same id back when it is written."""
    text = str(shown)
    return {each.name: each for each in _every(text) if each.write(each.number) == text}


def common(shown: Sequence[Any]) -> dict[str, list[Reading]]:
    """Return the readings that all of these ids have, each with one reading for every id."""
    every = [readings(each) for each in shown]
    names = [name for name in every[0] if all(name in other for other in every)] if every else []
    return {name: [other[name] for other in every] for name in names}


def ascending(shown: Sequence[Any]) -> str | None:
    """Name a reading in which each id is greater than the one before; None when there is none.

    Random ids look like that by chance once in n! for n ids: once in 3.6 million for ten.
    """
    for name, read in common(shown).items():
        if all(before.number < after.number for before, after in pairwise(read)):
            return name
    return None


def counting(shown: Sequence[Any]) -> str | None:
    """Name a reading in which ids rise by steps as small as row numbers do; None when there is none."""
    for name, read in common(shown).items():
        steps = [after.number - before.number for before, after in pairwise(read)]
        if steps and all(0 < step < SMALL_STEP for step in steps):
            return name
    return None


def guesses(own: Sequence[Any]) -> dict[str, str]:
    """Return the next ids as somebody would guess them from three of their own, with how they did it.

    A random id of 64 bits or more is among them by chance less than once in a thousand million million.
    """
    found: dict[str, str] = {}
    for name, read in common(own).items():
        for number in _next([each.number for each in read]):
            found.setdefault(read[-1].write(number), name)
    return found


def _next(own: Sequence[int]) -> Iterator[int]:
    """Yield what may follow: counting on, a constant stride in a machine word, a constant XOR."""
    last, stride = own[-1], own[1] - own[0]
    yield from range(last + 1, last + 1 + STEPS)
    for bits in WORD_BITS:
        word = 1 << bits
        if max(own) < word and all((after - before - stride) % word == 0 for before, after in pairwise(own)):
            yield from ((last + step * stride) % word for step in range(1, STEPS + 1))
    if all(0 < before ^ after < XOR_ROOM for before, after in pairwise(own)):
        yield from (last ^ mask for mask in range(1, XOR_ROOM))


def _every(text: str) -> Iterator[Reading]:
    numbered = NUMBERED.fullmatch(text)
    if numbered:
        yield _counted("decimal" if numbered[1] == "" else "a number at its end", text)
    plain = text.replace("-", "")
    if re.fullmatch(r"[0-9a-f]{1,32}", plain):
        yield Reading("hexadecimal", int(plain, 16), partial(_like, text, alphabet="0123456789abcdef"))
    for name, alphabet in ALPHABETS.items():
        if 0 < len(text) <= 26 and set(text) <= set(alphabet):
            yield Reading(name, _read(text, alphabet), partial(_like, text, alphabet=alphabet))
    yield from _in_base64(text)


def _counted(name: str, text: str) -> Reading:
    found = NUMBERED.fullmatch(text)
    assert found is not None
    head, digits = found[1], found[2] + found[3]
    width = len(digits) if found[2] else 0
    return Reading(name, int(digits), lambda number: f"{head}{number:0{width}d}")


def _in_base64(text: str) -> Iterator[Reading]:
    try:
        inside = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error):
        return
    told = inside.decode("ascii", "replace")
    if NUMBERED.fullmatch(told):
        read = _counted("base64", told)
        yield Reading("base64", read.number, lambda number: _base64(read.write(number).encode(), text))
    elif 0 < len(inside) <= 8:
        number, size = int.from_bytes(inside, "big"), len(inside)
        yield Reading(
            "bytes in base64", number, lambda n: _base64((n % 256**size).to_bytes(size, "big"), text)
        )


def _base64(inside: bytes, like: str) -> str:
    written = base64.urlsafe_b64encode(inside).decode()
    return written if like.endswith("=") else written.rstrip("=")


def _read(text: str, alphabet: str) -> int:
    number = 0
    for character in text:
        number = number * len(alphabet) + alphabet.index(character)
    return number


def _like(pattern: str, number: int, alphabet: str) -> str:
    """Write a number with the dashes and the leading zeros of a pattern."""
    digits = ""
    while number:
        number, digit = divmod(number, len(alphabet))
        digits = alphabet[digit] + digits
    plain = digits.rjust(len(pattern.replace("-", "")), alphabet[0])
    for place in (place for place, character in enumerate(pattern) if character == "-"):
        plain = f"{plain[:place]}-{plain[place:]}"
    return plain


def moments(shown: Any) -> dict[str, float]:
    """Return the moments (seconds since 1970) that an id may carry in its first bits."""
    text = str(shown)
    plain = text.replace("-", "").lower()
    found: dict[str, float] = {}
    if re.fullmatch(r"[0-9a-f]{32}", plain):
        found["the first 48 bits"] = (int(plain, 16) >> 80) / 1000
        found["a UUID of version 1"] = (UUID(plain).time - 0x01B21DD213814000) / 1e7
    if re.fullmatch(r"[0-9a-f]{24}", plain):
        found["the first 32 bits"] = float(int(plain[:8], 16))
    if len(text) == 26 and set(text.upper()) <= set(ALPHABETS["Crockford's base 32"]):
        found["a ULID"] = (_read(text.upper(), ALPHABETS["Crockford's base 32"]) >> 80) / 1000
    if text.isdecimal() and len(text) < 20:
        found["the number"] = int(text) / {13: 1e3, 16: 1e6, 19: 1e9}.get(len(text), 1.0)
        found["a snowflake"] = ((int(text) >> 22) + 1_288_834_974_657) / 1000
    return found
