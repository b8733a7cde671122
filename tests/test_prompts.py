"""The three prompts: one text, a sentence more, every assumption more; each fits a chat message."""

from pathlib import Path

import pytest

CONTRACT = Path(__file__).parents[1] / "data" / "contract"
CORE, PLAIN, SENSITIVE, EXPLICIT = (
    (CONTRACT / name).read_text()
    for name in ("core.yaml", "prompt_plain.md", "prompt_sensitive.md", "prompt_explicit.md")
)
BEGINNING, END = PLAIN.split("Answer with")
A_CHAT_MESSAGE = 16_000


@pytest.mark.parametrize("prompt", [PLAIN, SENSITIVE, EXPLICIT])
def test_a_prompt_and_the_core_fit_one_chat_message(prompt):
    assert len(prompt) + len(CORE) <= A_CHAT_MESSAGE


def test_the_sensitive_prompt_says_one_sentence_more():
    assert SENSITIVE.split("This is security-sensitive.\n\n") == [BEGINNING, f"Answer with{END}"]


def test_the_explicit_prompt_says_the_same_and_every_assumption_in_a_sentence():
    assert EXPLICIT.startswith(BEGINNING)
    assert EXPLICIT.endswith(f"Answer with{END}")
    said = " ".join(EXPLICIT.removeprefix(BEGINNING).split("\n\n")[1].split()).removeprefix("- ").split(" - ")
    assert len(said) > 30
    assert [sentence for sentence in said if sentence.count(".") != 1 or not sentence.endswith(".")] == []
