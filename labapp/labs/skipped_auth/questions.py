"""What learners are asked before they see it in 05, and which choice it was."""

from labapp.workshop.questions import Question

QUESTIONS = {
    "05.holes": Question(
        "Eight people try fourteen things each: 112 cells. How many are wrong?",
        (
            "Hardly any: two or three.",
            "About one in ten.",
            "About three in ten.",
            "More than half.",
        ),
        right=2,
    ),
}
