"""What learners are asked before they see it in 08, and which choice it was."""

from labapp.workshop.questions import Question

QUESTIONS = {
    "08.retries": Question(
        "You mend only the retries. What do people wronged, euros booked twice and secrets in the log do?",
        (
            "All three fall: a calm backend makes fewer mistakes.",
            "They stay as they are: those are other faults.",
            "All three rise.",
            "The euros fall, the rest stays.",
        ),
        right=2,
    ),
}
