"""A chat of thirty learners who do not exist, for whoever opens the class view before the class."""

from random import Random

from labapp.workshop.codes import class_code, progress_code
from labapp.workshop.lab_catalogue import LABS
from labapp.workshop.milestones import HINTED, milestones_of
from labapp.workshop.progress_record import MAX_HINTS, Progress

NAMES = (
    "Ada", "Ben", "Chiara", "Dilan", "Emre", "Femke", "Goran", "Hana", "Ines", "Jonas",
    "Kofi", "Lena", "Malik", "Nora", "Olu", "Petra", "Quim", "Rosa", "Sven", "Tala",
    "Uma", "Viktor", "Wanda", "Xenia", "Yusuf", "Zoe", "Arne", "Bo", "Carla", "Daoud",
)  # fmt: skip
SEED = 2026
CARRIES_ON, SKIPS = 0.93, 0.7
"""How probably a step follows the one before it, and an optional lab is left for later."""


def invented_class() -> str:
    """Return thirty class codes as a chat would have them, slips included; all of it is invented."""
    codes = [f"{name}: {class_code.encode(_progress(name))}" for name in NAMES]
    return "\n".join(["Good morning, everybody!", *_slips(), *codes, f"> {codes[0]}", "Thanks, bye"])


def _slips() -> list[str]:
    """Somebody types by hand, and somebody takes the code that is theirs alone."""
    first, second = NAMES[:2]
    typed = class_code.encode(_progress(first))
    return [
        f"{first}: {typed[:-1]}{'0' if typed[-1] != '0' else '1'}",
        f"{second}: {progress_code.encode(_progress(second))}",
    ]


def _progress(name: str) -> Progress:
    """Walk through the labs until somebody stops; a lab has a chance of its own."""
    reached: set[str] = set()
    hints: dict[str, int] = {}
    for lab in LABS:
        chance = Random(f"{SEED} {name} {lab.number}")
        if not lab.core and chance.random() < SKIPS:
            continue
        steps = milestones_of(lab.number)
        done = next((at for at in range(len(steps)) if chance.random() > CARRIES_ON), len(steps))
        reached.update(steps[:done])
        if lab.number in HINTED and done > 0 and (opened := chance.randint(0, MAX_HINTS)):
            hints[lab.number] = opened
        if done < len(steps):
            break
    return Progress(frozenset(reached), {}, hints)
