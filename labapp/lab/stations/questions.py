"""What learners are asked before they see it: the choices, and which of them it was."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One question; `right` is the number of the choice that the storm bears out."""

    asks: str
    choices: tuple[str, ...]
    right: int


QUESTIONS = {
    "01.lamps": Question(
        "Six lamps, one for each family. How many will be on?",
        ("None of them.", "One.", "Two.", "Three.", "Four.", "Five.", "All six."),
        right=0,
    ),
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
