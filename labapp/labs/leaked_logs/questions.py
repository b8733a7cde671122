"""What learners are asked before they see it in 03, and which choice it was."""

from labapp.workshop.questions import Question

QUESTIONS = {
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
