"""What learners are asked before they see it in 02, and which choice it was."""

from labapp.workshop.questions import Question

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
}
