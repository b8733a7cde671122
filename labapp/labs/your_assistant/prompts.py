"""Three prompts to take away, each with the contract: one chat message, in a field to copy from."""

import ipywidgets

from labapp import resources
from labapp.workshop.widgets import paragraph, show_widget

CONTRACT = resources.data("contract")
PROMPTS = {
    "plain": "The task, and nothing else.",
    "sensitive": "The same, and “This is security-sensitive.”",
    "explicit": "The same, and every assumption that the labs uncovered.",
}


def message(name: str) -> str:
    """Return a prompt with the core of the contract, as it goes into one chat message."""
    prompt = (CONTRACT / f"prompt_{name}.md").read_text(encoding="utf-8")
    return prompt + (CONTRACT / "core.yaml").read_text(encoding="utf-8")


def prompts() -> None:
    """Show the three messages side by side: click into a field, or tab to it; select all, copy."""
    columns = [_column(name, about) for name, about in PROMPTS.items()]
    show_widget(
        ipywidgets.HBox(columns), "\n".join(_in_words(name, about) for name, about in PROMPTS.items())
    )


def _in_words(name: str, about: str) -> str:
    files = f"prompt_{name}.md and core.yaml, in data/contract"
    return f"{name}: {about} {len(message(name)):,} characters: {files}."


def _column(name: str, about: str) -> ipywidgets.VBox:
    head = ipywidgets.HTML(paragraph(about))
    field = ipywidgets.Textarea(message(name), description=name, rows=16, layout={"width": "98%"})
    field.style = {"description_width": "initial"}
    return ipywidgets.VBox([head, field], layout={"width": "33%", "justify_content": "space-between"})
