"""What learners are asked before they see it in 07, and which choice it was."""

from labapp.workshop.questions import Question

QUESTIONS = {
    "07.morning": Question(
        "A morning at the till: 60 payments, some replies get lost; 5 times two stewards refund one deposit. "
        "What do the books say in the evening?",
        (
            "Some sums are a cent off. Nothing else.",
            "All is right: a second payment or refund is refused.",
            "Some members paid twice. No deposit went back twice: the code checks what is left.",
            "Some members paid twice, and all five deposits went back twice.",
        ),
        right=3,
    ),
}
