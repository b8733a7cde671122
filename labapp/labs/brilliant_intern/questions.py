"""What learners are asked before they see it in 01, and which choice it was."""

from labapp.workshop.questions import Question

QUESTIONS = {
    "01.lamps": Question(
        "Six lamps, one for each family. How many will be on?",
        ("None of them.", "One.", "Two.", "Three.", "Four.", "Five.", "All six."),
        right=0,
    ),
}
