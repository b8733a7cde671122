"""What learners are asked before they see it in 06, and which choice it was."""

from labapp.workshop.questions import Question

QUESTIONS = {
    "06.fence": Question(
        "The phone check said no 7 times in 20,000 visits. You delete it. What do ten years without it cost?",
        (
            "Nothing: the other eight catch the same people.",
            "Nothing: and seven honest people get their tool.",
            "A few hundred euros.",
            "Some thousand euros.",
        ),
        right=3,
    ),
    "06.rest": Question(
        "The new rule decides 98.97 % of 20,000 visits like the old function. Nothing else is known. Can you "
        "tell from this rate how much of what it loses lies in the other 1.03 %?",
        ("Yes: about one per cent.", "Yes: about a tenth.", "Yes: more than half.", "No."),
        right=3,
    ),
}
