"""What learners are asked before they see it in 04, and which choice it was."""

from labapp.workshop.questions import Question

QUESTIONS = {
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
