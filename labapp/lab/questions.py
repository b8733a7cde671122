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
    "01.lamps": Question(
        "Six lamps, one for each family. How many will be on?",
        ("None of them.", "One.", "Two.", "Three.", "Four.", "Five.", "All six."),
        right=0,
    ),
}
