"""What a lab remembers as long as its kernel runs: votes, marks, the last log; forgotten when it is reset."""

from typing import Any

_state: dict[str, dict[str, Any]] = {}


def state_of(lab: str) -> dict[str, Any]:
    """Return what a lab, such as "05", remembers; what is put into it stays."""
    return _state.setdefault(lab, {})


def forget(lab: str) -> None:
    """Forget it."""
    _state.pop(lab, None)
