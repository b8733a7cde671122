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
    "03.secrets": Question(
        "Ann joins, borrows a tool, pays by card and forgets her password. What of hers stands in the log?",
        (
            "No secret: passwords and tokens are hashed before they are stored.",
            "Her password, and nothing else.",
            "What was in a body: password, card, phone, address. No token, no reset link.",
            "All six: password, token, card, phone, reset link, address.",
        ),
        right=3,
    ),
}
