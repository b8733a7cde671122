"""The receipts that a probe of ids works with: loans of its own, made in a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..people import Library, Person, made
from ..target import Target

NUMBERS_OF_NOBODY = range(900_000_001, 900_000_004)
MIRROR = str.maketrans("0123456789abcdef", "fedcba9876543210")


@contextmanager
def opened(target: Target, name: str) -> Iterator[Library]:
    """Prepare a library for one experiment."""
    yield Library(target, name)


def receipts(library: Library, borrower: Person, count: int) -> list[dict[str, Any]]:
    """Borrow a tool and bring it back, so many times in a row; return the loans."""
    tool_id, loans = library.tool(name=f"Spade {library.run}")["id"], []
    for _ in range(count):
        loans.append(library.loan(borrower, tool_id=tool_id))
        made(borrower.post(f"/loans/{loans[-1]['id']}/return"), "POST /loans/…/return")
    return loans


def of_nobody(shown: Any) -> Any:
    """Return an id that looks like this one and stands for nothing."""
    if str(shown).isdecimal():
        return int(shown) + NUMBERS_OF_NOBODY[0]
    return str(shown).translate(MIRROR)


def listed(words: list[str]) -> str:
    """Return the first six, as they end a sentence; nothing for none."""
    more = f"; and {len(words) - 6} more" if len(words) > 6 else ""
    return f": {'; '.join(words[:6])}{more}" if words else ""
