"""Review four pull requests: read, vote, then see all of them put to the same test."""

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol

import ipywidgets
from IPython.display import display

from labapp.probes.families import PROBES
from labapp.probes.finding import Family, Verdict
from labapp.services import Services
from labapp.targets.mixture import mixture
from labapp.targets.open_target import in_simulation

from . import kernel_state, progress
from .lab_catalogue import lab_about
from .widgets import HtmlWithWords, paragraph, show_widget

if TYPE_CHECKING:
    import pandas as pd

VOTES = ("merge", "send back")
YOUR_VOTES = "What you voted is compared here."


class Proposal(Protocol):
    """A pull request as a review shows it; `rejected_by` is None for a right one."""

    @property
    def title(self) -> str:
        """What it says it does."""

    @property
    def tempting(self) -> str:
        """Why a reviewer in a hurry would merge it."""

    @property
    def service(self) -> Any:
        """The service that it proposes."""

    @property
    def rejected_by(self) -> str | None:
        """The probe that finds what is wrong with it."""

    @property
    def name(self) -> str:
        """The name by which a review calls it."""

    @property
    def code(self) -> str:
        """What a reviewer reads."""


@dataclass(frozen=True)
class Review:
    """What a lab reviews: its service, which pull requests are shown, and how each is put to the test.

    `test` takes the services with one of them merged and returns a row of the table; None: the probes of
    the lab's family.
    """

    service: str
    pull_requests: Iterable[Proposal]
    shown: tuple[str, str, str, str]
    test: Callable[[Services], dict[str, Any]] | None = None

    def proposals(self) -> list[Proposal]:
        """Return those that are shown, in that order."""
        by_name = {proposal.name: proposal for proposal in self.pull_requests}
        return [by_name[name] for name in self.shown]

    def row(self, proposal: Proposal) -> dict[str, Any]:
        """Put one of them to the test."""
        services = replace(mixture("naive"), **{self.service: proposal.service})
        return self.test(services) if self.test else probed(self.service, services)


def review_about(service: str) -> Review:
    """Return the review in the lab about a service; raises ValueError."""
    found: Review = lab_about(service).module("review").REVIEW
    return found


def review(service: str) -> None:
    """Show four pull requests with their code, and take a vote on each."""
    proposals = review_about(service).proposals()
    shown, words = (map(told, count(1), proposals) for told in (_as_html, _in_words))
    display(HtmlWithWords("".join(shown), "\n".join(words)))
    show_widget(VoteForm(service, proposals).widget, "Vote on each: merge, or send back.")


def see_all(service: str) -> "pd.DataFrame":
    """Put the pull requests of a review to the test, one after the other; return a table.

    Retries are seen in a minute of storm, all other families through their probes.
    """
    import pandas as pd

    about = review_about(service)
    rows = [about.row(proposal) for proposal in about.proposals()]
    titles = [f"{number} {proposal.title}" for number, proposal in enumerate(about.proposals(), 1)]
    pd.set_option("display.max_colwidth", 200)  # evidence is a sentence, and pandas cuts it at fifty
    return pd.DataFrame(rows, pd.Index(titles, name="pull request"))


def probed(service: str, services: Services) -> dict[str, str]:
    """Run the probes of a family; return how many hold, and the first that does not, as a row."""
    probes = PROBES[Family(lab_about(service).family or "")]
    with in_simulation(services) as target:
        found = [probe(target) for probe in probes]
    failed = [each for each in zip(probes, found, strict=True) if each[1].verdict is not Verdict.HELD]
    first, evidence = (failed[0][0].__doc__ or "", failed[0][1].evidence) if failed else ("–", "–")
    return {"holds": f"{len(found) - len(failed)} of {len(found)}", "fails first": first, "because": evidence}


def votes(service: str) -> None:
    """Say how the learner voted, next to which of them hold."""
    show_widget(ipywidgets.HTML(paragraph(_counted(service))), f"{_it_was(service)} {YOUR_VOTES}")


class VoteForm:
    """A toggle for each pull request, and a button that commits."""

    def __init__(self, service: str, proposals: list[Proposal]) -> None:
        self.service, self.proposals = service, proposals
        self.toggles = [_toggle(number, each) for number, each in enumerate(proposals, 1)]
        self.button = ipywidgets.Button(description="Commit votes", button_style="primary")
        self.button.on_click(lambda _: self.commit())
        self.said = ipywidgets.HTML()
        self.widget = ipywidgets.VBox([*self.toggles, self.button, self.said])

    def commit(self) -> None:
        """Keep the votes; whoever left one open is asked to decide."""
        if any(toggle.value is None for toggle in self.toggles):
            self.said.value = paragraph("Decide on each of the four. You can send all of them back.")
            return
        titles = [proposal.title for proposal in self.proposals]
        kernel_state.state_of(lab_about(self.service).number)["votes"] = dict(
            zip(titles, [toggle.value for toggle in self.toggles], strict=True)
        )
        progress.note(f"{lab_about(self.service).number}.voted")
        for widget in (*self.toggles, self.button):
            widget.disabled = True
        self.said.value = paragraph("Noted. Now run them all.")


def _toggle(number: int, proposal: Proposal) -> ipywidgets.ToggleButtons:
    return ipywidgets.ToggleButtons(
        options=VOTES,
        value=None,
        description=f"{number} {proposal.title}",
        style={"description_width": "24em", "button_width": "7em"},
    )


def _as_html(number: int, proposal: Proposal) -> str:
    code = html.escape(proposal.code)
    return (
        f"<details><summary><b>{number} {html.escape(proposal.title)}</b>. "
        f"{html.escape(proposal.tempting)}</summary><pre>{code}</pre></details>"
    )


def _in_words(number: int, proposal: Proposal) -> str:
    return f"{number} {proposal.title}. {proposal.tempting}\n\n{proposal.code}"


def _it_was(service: str) -> str:
    right = {proposal.title for proposal in review_about(service).proposals() if proposal.rejected_by is None}
    return f"Only this one holds: {', '.join(sorted(right))}."


def _counted(service: str) -> str:
    it_was = _it_was(service)
    votes = kernel_state.state_of(lab_about(service).number).get("votes")
    if votes is None:
        return f"You committed no votes, so there is nothing to compare. {it_was}"
    merged = [title for title, vote in votes.items() if vote == "merge"]
    return f"You would have merged: {', '.join(merged) or 'none of them'}. {it_was}"
