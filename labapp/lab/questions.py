"""What learners are asked before they see it: the choices, and which of them it was."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One question; `right` is the number of the choice that the storm bears out."""

    asks: str
    choices: tuple[str, ...]
    right: int


QUESTIONS = {
    "02.storm": Question(
        "Carrier will be down for twenty seconds. What happens at Toolshed meanwhile?",
        (
            "Messages arrive late. Nothing else.",
            "Messages get lost.",
            "After some seconds nobody can list the tools.",
            "Toolshed crashes and starts again.",
        ),
        right=2,
    ),
    "04.receipts": Question(
        "Three receipts of your own: loans 37, 324 and 372. You may see nothing else. What can you tell?",
        (
            "Nothing. They are about my own loans.",
            "That there were 372 loans or more, and no more than that.",
            "About how many loans there are by now, and how many are made a day.",
            "Who borrowed the tools in between.",
        ),
        right=2,
    ),
}
