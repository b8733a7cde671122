"""How sure one was, and how often one was right: only for the learner, from their own predictions."""

import html

import ipywidgets

from labapp.workshop import progress
from labapp.workshop.predict import CONFIDENCE_PERCENT
from labapp.workshop.progress_record import Prediction
from labapp.workshop.questions import all_questions
from labapp.workshop.widgets import paragraph, show_widget

MIN_PREDICTIONS = 3
WORDS = "How sure you were, and how often you were right. Only you see it."


def calibration() -> None:
    """Show the learner's predictions, how sure they were, and how many were right."""
    show_widget(ipywidgets.HTML(calibrated(dict(progress.load().predictions))), WORDS)


def calibrated(made: dict[str, Prediction]) -> str:
    """Return as HTML what these predictions say of whoever made them."""
    kept = {name: made[name] for name in sorted(made) if name in all_questions()}
    if not kept:
        return paragraph("You have made no predictions here. Each lab asks for one; come back with a few.")
    rows = "".join(_row(name, each) for name, each in kept.items())
    head = "<tr><th>asked in</th><th>you were sure</th><th>it was</th></tr>"
    return f'<table class="jp-RenderedHTMLCommon">{head}{rows}</table>{paragraph(summary(kept))}'


def summary(kept: dict[str, Prediction]) -> str:
    """Say how sure somebody was on average and how often they were right."""
    right = sum(_right(name, each) for name, each in kept.items())
    sure = sum(each.sure_percent for each in kept.values()) / len(kept)
    said = f"You were {sure:.0f} % sure on average, and right in {right} of {len(kept)}."
    if len(kept) < MIN_PREDICTIONS:
        return f"{said} That is too few to say more."
    gap = sure - 100 * right / len(kept)
    step = CONFIDENCE_PERCENT[1] - CONFIDENCE_PERCENT[0]
    more_or_less = "more sure than" if gap > step else "less sure than" if gap < -step else "about as sure as"
    return f"{said} So far you are {more_or_less} right. {len(kept)} questions are few: take it as a hint."


def _row(name: str, made: Prediction) -> str:
    lab, asked = name.partition(".")[0], html.escape(all_questions()[name].asks)
    it_was = "✓ right" if _right(name, made) else "✗ something else"
    return f'<tr><td title="{asked}">lab {lab}</td><td>{made.sure_percent} %</td><td>{it_was}</td></tr>'


def _right(name: str, made: Prediction) -> bool:
    return made.answer == all_questions()[name].right
