"""An explanation of `eligible`, sentence by sentence, put to Toolshed itself over HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from labapp.probes.people import Library, Person, made

if TYPE_CHECKING:
    import pandas as pd

BORROWED, LATER = "2026-01-05T10:00:00Z", "2026-02-02T10:00:00Z"


@dataclass(frozen=True)
class Claim:
    """One thing that the explanation says; `case` brings about somebody whom it is about."""

    says: str
    allowed: bool
    case: Callable[[Library, Person], Any]


def _nothing(library: Library, member: Person) -> None: ...


def _suspended(library: Library, member: Person) -> None:
    made(library.admin.post("/facts", kind="suspension", member_id=member.id), "POST /facts")


def _out(tools: int) -> Callable[[Library, Person], None]:
    def lend(library: Library, member: Person) -> None:
        for _ in range(tools):
            library.loan(library.admin, member_id=member.id, borrowed_at=LATER)

    return lend


def _overdue(library: Library, member: Person) -> None:
    library.loan(library.admin, member_id=member.id, borrowed_at=BORROWED)


CLAIMS = (
    Claim("An active member without loans may borrow.", True, _nothing),
    Claim("The membership must be active.", False, _suspended),
    Claim("Fewer than three tools are out: two pass.", True, _out(2)),
    Claim("Fewer than three tools are out: three do not.", False, _out(3)),
    Claim("Nothing of theirs is overdue.", False, _overdue),
)


def explained() -> "pd.DataFrame":
    """Ask Toolshed about each thing that the explanation says; return a table."""
    import pandas as pd

    return pd.DataFrame(checked_claims(), columns=["it says", "Toolshed answers", "right"]).set_index(
        "it says"
    )


def checked_claims() -> Iterator[tuple[str, str, str]]:
    """Yield what is said, what Toolshed answers to somebody of that kind, and whether the two agree."""
    from labapp.naive import NAIVE
    from labapp.targets.open_target import in_simulation

    with in_simulation(NAIVE) as target:
        library = Library(target, "explained")
        for claim in CLAIMS:
            member = library.newcomer()
            claim.case(library, member)
            path = f"/tools/{library.tool()['id']}/eligibility"
            verdict = made(library.admin.get(path, member=member.id, at=LATER), path)
            answer = f"{'yes' if verdict['allowed'] else 'no'}: {verdict['reason']}"
            yield claim.says, answer, "✓" if verdict["allowed"] is claim.allowed else "✗"
