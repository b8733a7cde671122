"""What a visitor is handed in all honesty: three receipts, and more of oneself than was promised."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from labapp.probes.ids.shapes import SHAPES
from labapp.targets.mixture import mixture

from .scenario import FIXED_AUTHORIZE, MIN_RECEIPTS, client_with, library

if TYPE_CHECKING:
    import pandas as pd

SHOWN_CHARACTERS = 16
UNKNOWN_DIGITS = (4, 7, 10)


class Visitor:
    """Somebody with three receipts, logged in at a library whose access control is right."""

    def __init__(self, name: str = "naive") -> None:
        with library(mixture(f"{name}{FIXED_AUTHORIZE}")) as toolshed:
            somebody, _ = client_with(toolshed, MIN_RECEIPTS)
            self._me, self._loans = somebody.me, somebody.receipts()

    def receipts(self) -> "pd.DataFrame":
        """Return one's own loans: their ids, and when they began."""
        import pandas as pd

        rows = [
            (loan["id"], f"{datetime.fromisoformat(loan['borrowed_at']):%d %B %Y}") for loan in self._loans
        ]
        return pd.DataFrame(rows, columns=["loan", "borrowed on"]).set_index("loan")

    def record(self) -> "pd.DataFrame":
        """Return what GET /members/… shows of oneself beyond what the contract promises."""
        import pandas as pd

        beyond = {name: value for name, value in self._me.items() if name not in SHAPES["Member"]}
        rows = [(name, _short(value)) for name, value in beyond.items()]
        return pd.DataFrame(rows, columns=["field", "value"]).set_index("field")

    def guess_phone(self) -> "pd.DataFrame":
        """Guess numbers until one has the hash of the record; return how long that took, and would take.

        The first row is done here and now; the others are what it would need at most.
        """
        import pandas as pd

        phone, guesses = guessed(self._me["phone_hash"])
        rows = [(f"555-{'?' * 4}", f"{guesses:,}", f"{10**4:,}", phone)]
        rows += [("?" * digits, "–", f"{10**digits:,}", "") for digits in UNKNOWN_DIGITS[1:]]
        names = ["digits unknown", "guesses needed", "guesses at most", "found"]
        return pd.DataFrame(rows, columns=names).set_index("digits unknown")


def guessed(phone_hash: str) -> tuple[str, int]:
    """Return the phone number with this hash and after how many guesses it was found."""
    for guess in range(10 ** UNKNOWN_DIGITS[0]):
        phone = f"555-{guess:04d}"
        if hashlib.sha256(phone.encode()).hexdigest() == phone_hash:
            return phone, guess + 1
    raise ValueError("This is not the hash of a number that begins with 555.")


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"


def visitor(name: str = "naive") -> Visitor:
    """Return somebody with three receipts at a library; it may have any services beside `authorize`."""
    return Visitor(name)
