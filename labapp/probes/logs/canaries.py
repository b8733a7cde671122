"""Canaries: secrets that exist once in the world, so that finding one says where it came from.

A canary is found however it is written: plain, URL-encoded, in base64, in hexadecimal, escaped, with
blanks, or over several lines.
"""

import base64
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from urllib.parse import quote, quote_plus

KINDS = ("password", "token", "card", "phone", "reset link", "address")
_BREAKS = re.compile(r"\\+[nrt]")
_BETWEEN = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True)
class Canary:
    """One secret of one person: its kind and its value."""

    kind: str
    value: str

    @cached_property
    def traces(self) -> frozenset[str]:
        """What is left of each way to write it when all but letters and digits is gone."""
        ways = {self.value, quote(self.value, safe=""), quote_plus(self.value), self.value.encode().hex()}
        return frozenset(map(squeezed, ways)) | _in_base64(self.value)

    def stands_in(self, squeezed_text: str) -> bool:
        """Tell whether a squeezed text carries this secret in any form."""
        return any(trace in squeezed_text for trace in self.traces)


def squeezed(text: str) -> str:
    """Return the letters and digits of a text; line breaks, escaped ones too, and marks are gone."""
    return _BETWEEN.sub("", _BREAKS.sub("", text))


def found(canaries: list[Canary], text: str) -> list[Canary]:
    """Return the canaries that stand in a text, in any form."""
    tight = squeezed(text)
    return [canary for canary in canaries if canary.stands_in(tight)]


def chosen(whose: str) -> dict[str, Canary]:
    """Return the secrets that a person chooses, by kind; another name has other ones."""
    digits = str(int(sha256(whose.encode()).hexdigest(), 16))[:12]
    values = {
        "password": f"tulip-Harbour-{digits[:8]}",
        "card": f"4929{digits}",
        "phone": f"+49 30 {digits[:8]}",
        "address": f"Canary Lane {digits[:8]}",
    }
    return {kind: Canary(kind, value) for kind, value in values.items()}


def _in_base64(value: str) -> frozenset[str]:
    """Return what surely stands in base64, wherever in a longer text the value begins."""
    cores = []
    for before in range(3):
        whole = base64.b64encode(b"." * before + value.encode()).decode().rstrip("=")
        cores.append(whole[4 if before else 0 : len(whole) // 4 * 4 - 4])
    return frozenset(squeezed(core) for core in cores)
