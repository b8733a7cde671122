"""How far one is, in words: what is done, and what comes next."""

from ..catalogue import AHEAD, LABS, STATIONS, Lab
from .progress import MILESTONES
from .progress_code import code
from .reached import Progress


def state(lab: Lab, now: Progress) -> str:
    """Say of one lab whether it is done, begun, or not begun."""
    stations, reached = _stations(lab), now.of(lab.number)
    words = ", ".join(STATIONS[name.partition(".")[2]] for name in stations if name in reached)
    if not stations:
        return "nothing to solve"
    if reached.issuperset(stations):
        return f"✓ done: {words}"
    return f"begun: {words}" if reached else "not begun"


def next_stop(now: Progress) -> tuple[Lab, str] | None:
    """Return the lab that comes next, and what is open in it: the core labs first, then the others."""
    for lab in sorted(LABS, key=lambda lab: not lab.core):
        left = [name for name in _stations(lab) if name not in now.milestones]
        if left:
            return lab, _ahead(lab, left[0].partition(".")[2])
    return None


def next_words(now: Progress) -> str:
    """Say what comes next, such as: Next: 02 · Retry storm, the review."""
    stop = next_stop(now)
    if stop is None:
        return "You have been everywhere."
    lab, ahead = stop
    return f"Next: {lab.number} · {lab.title}, {ahead}."


def sentence(now: Progress) -> str:
    """Say in one line how far one is, what comes next, and the code to go on elsewhere."""
    reached = sum(name in now.milestones for name in MILESTONES)
    return f"{reached} of {len(MILESTONES)} steps done. {next_words(now)} Your progress code: {code(now)}"


def _stations(lab: Lab) -> list[str]:
    return [name for name in MILESTONES if name.startswith(f"{lab.number}.")]


def _ahead(lab: Lab, station: str) -> str:
    return AHEAD.get(station) or ("the exercise" if lab.service else STATIONS[station])
