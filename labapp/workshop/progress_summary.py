"""How far one is, in words: what is done, and what comes next."""

from .codes import progress_code
from .lab_catalogue import LABS, Lab
from .milestones import MILESTONE_WORDS, MILESTONES, UPCOMING_WORDS, milestones_of
from .progress_record import Progress


def lab_state(lab: Lab, now: Progress) -> str:
    """Say of one lab whether it is done, begun, or not begun."""
    milestones, reached = milestones_of(lab.number), now.of(lab.number)
    words = ", ".join(MILESTONE_WORDS[name.partition(".")[2]] for name in milestones if name in reached)
    if not milestones:
        return "nothing to solve"
    if reached.issuperset(milestones):
        return f"✓ done: {words}"
    return f"begun: {words}" if reached else "not begun"


def next_milestone(now: Progress) -> tuple[Lab, str] | None:
    """Return the lab that comes next, and what is open in it: the core labs first, then the others."""
    for lab in sorted(LABS, key=lambda lab: not lab.core):
        left = [name for name in milestones_of(lab.number) if name not in now.milestones]
        if left:
            return lab, _ahead(lab, left[0].partition(".")[2])
    return None


def next_sentence(now: Progress) -> str:
    """Say what comes next, such as: Next: 02 · Retry storm, the review."""
    stop = next_milestone(now)
    if stop is None:
        return "You have been everywhere."
    lab, ahead = stop
    return f"Next: {lab.number} · {lab.title}, {ahead}."


def summary(now: Progress) -> str:
    """Say in one line how far one is, what comes next, and the code to go on elsewhere."""
    reached = sum(name in now.milestones for name in MILESTONES)
    code = progress_code.encode(now)
    return f"{reached} of {len(MILESTONES)} steps done. {next_sentence(now)} Your progress code: {code}"


def _ahead(lab: Lab, milestone: str) -> str:
    return UPCOMING_WORDS.get(milestone) or ("the exercise" if lab.service else MILESTONE_WORDS[milestone])
