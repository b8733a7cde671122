"""Predict first, see then: an answer and how sure one is, committed before anything is shown."""

import html

import ipywidgets

from . import progress
from .progress_record import Prediction
from .questions import Question, all_questions
from .widgets import paragraph, show_widget

CONFIDENCE_PERCENT = (50, 60, 70, 80, 90, 100)
HOW_SURE = "How sure are you?"
ASKS_SURE = f"{HOW_SURE} {CONFIDENCE_PERCENT[0]} to {CONFIDENCE_PERCENT[-1]} %"


def predict(name: str) -> None:
    """Ask a question and keep the answer; a committed answer stays until the lab is reset."""
    question = _question(name)
    words = "\n".join([question.asks, *(f"( ) {choice}" for choice in question.choices), ASKS_SURE])
    show_widget(PredictionForm(name, question).widget, words)


def compare(name: str) -> None:
    """Say what was predicted, and what it was."""
    question = _question(name)
    words = f"{_it_was(question)} What you predicted is compared here."
    said = _compared(question, progress.load().predictions.get(name))
    show_widget(ipywidgets.HTML(paragraph(said)), words)


class PredictionForm:
    """Choices, how sure, and a button that commits."""

    def __init__(self, name: str, question: Question) -> None:
        self.name, self.question = name, question
        self.choices = ipywidgets.RadioButtons(
            options=[(choice, number) for number, choice in enumerate(question.choices)],
            index=None,
            layout={"width": "max-content"},
        )
        self.sure = ipywidgets.SelectionSlider(
            options=[(f"{percent} %", percent) for percent in CONFIDENCE_PERCENT],
            description=HOW_SURE,
            style={"description_width": "initial"},
        )
        self.button = ipywidgets.Button(description="Commit", button_style="primary")
        self.button.on_click(lambda _: self.commit())
        self.said = ipywidgets.HTML()
        asks = ipywidgets.HTML(f"<b>{html.escape(question.asks)}</b>")
        self.widget = ipywidgets.VBox([asks, self.choices, self.sure, self.button, self.said])
        kept = progress.load().predictions.get(name)
        if kept is not None and kept.answer < len(question.choices):
            self._close(kept)

    def commit(self) -> None:
        """Keep the answer; from now on it does not change."""
        if self.choices.value is None:
            self.said.value = paragraph(
                "Choose one first. A guess is fine: that is what the percentage is for."
            )
            return
        prediction = Prediction(self.choices.value, self.sure.value)
        progress.note_prediction(self.name, prediction)
        progress.note(f"{self.name.partition('.')[0]}.predicted")
        self._close(prediction)
        self.said.value += paragraph(progress.trouble() or "")

    def _close(self, kept: Prediction) -> None:
        self.choices.value, self.sure.value = kept.answer, kept.sure_percent
        for widget in (self.choices, self.sure, self.button):
            widget.disabled = True
        self.said.value = paragraph("Noted. Now see.")


def _it_was(question: Question) -> str:
    return f"It was: {question.choices[question.right]}"


def _compared(question: Question, kept: Prediction | None) -> str:
    it_was = _it_was(question)
    if kept is None or kept.answer >= len(question.choices):
        return f"You committed to no answer, so there is nothing to compare. {it_was}"
    said = f"You said: {question.choices[kept.answer]} You were {kept.sure_percent} % sure."
    return f"{said} {'So it was.' if kept.answer == question.right else it_was}"


def _question(name: str) -> Question:
    questions = all_questions()
    if name not in questions:
        raise ValueError(f"There is no question {name!r}. There are: {', '.join(questions)}.")
    return questions[name]
