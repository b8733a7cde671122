"""What a learner may paste into the chat of a class: `WBC1-`, the milestones, and hints that were opened.

It is another code than the one to carry on with, because that one holds what its owner predicted and how
sure they were. This is nobody else's business, so it is not in here. First the number of milestones and a
bit for each; then the number of labs with hints (four bits), and for each the last hint opened, 0 to 3.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .. import progress
from ..milestones import HINTED, MILESTONES
from ..progress_record import Progress
from . import letters_and_hyphens
from .letters_and_hyphens import COUNT_BITS, InvalidCode, decode_flags, encode_flags

HEAD = "WBC1"
LABS_BITS, HINT_BITS = 4, 2


@dataclass(frozen=True)
class ClassCode:
    """What a class code says. `knows` is how many milestones its version of the workshop has."""

    milestones: frozenset[str]
    hints: Mapping[str, int]
    knows: int

    @property
    def older(self) -> bool:
        """Whether it comes from an older version, which cannot say anything about newer steps."""
        return self.knows < len(MILESTONES)


def class_code() -> None:
    """Print the code for the chat of a class: what was reached, and no predictions."""
    print(encode(progress.load()))


def encode(reached: Progress) -> str:
    """Return the class code of a progress."""
    hints = "".join(f"{reached.hints.get(lab, 0):0{HINT_BITS}b}" for lab in HINTED)
    return letters_and_hyphens.encode(
        HEAD, encode_flags(reached.milestones, MILESTONES) + f"{len(HINTED):0{LABS_BITS}b}{hints}"
    )


def decode(text: str) -> ClassCode:
    """Return what a class code says; raises InvalidCode."""
    bits = letters_and_hyphens.decode(HEAD, text)
    milestones, rest = decode_flags(bits, MILESTONES)
    labs, opened = int(rest[:LABS_BITS] or "0", 2), rest[LABS_BITS:]
    if labs > len(HINTED):
        raise InvalidCode("This code comes from a newer version of the workshop. Update it, then try again.")
    if not 0 <= len(opened) - labs * HINT_BITS < 5:
        raise InvalidCode("This is no class code: its length is wrong. It comes from lab.class_code().")
    hints = {lab: int(opened[at * HINT_BITS :][:HINT_BITS], 2) for at, lab in enumerate(HINTED[:labs])}
    last = {lab: number for lab, number in hints.items() if number}
    return ClassCode(milestones, last, int(bits[:COUNT_BITS], 2))
