"""Review four pull requests: read, vote, then see all of them in the same storm."""

import html
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

import ipywidgets
from IPython.display import HTML, display

from labapp.naive import NAIVE
from labapp.probes.finding import Family, Verdict
from labapp.pull_requests.pull_request import PullRequest
from labapp.services import Services

from ..catalogue import about
from ..storms.fates import Fate
from ..targets.probing import PROBES
from ..targets.target import in_lab
from . import progress
from .widgets import say, shown

if TYPE_CHECKING:
    import pandas as pd

SHOWN = {
    "notify": ("three_attempts", "endless_backoff", "one_ugly_loop", "breaker_that_stays_open"),
    "audit": ("mask_secret_keys", "path_and_status", "one_ugly_string", "scrub_by_pattern"),
    "present": ("shuffled", "uuids", "signed", "sortable_uuids"),
    "authorize": ("decorator_above_the_route", "one_ugly_chain", "export_closed", "role_from_the_session"),
    "eligible": ("no_redundant_checks", "days_in_utc", "one_long_function", "once_closed_stays_closed"),
    "charge": ("whole_cents", "keys_in_memory", "all_by_hand", "no_twins"),
}
VOTES = ("merge", "send back")
_cast: dict[str, dict[str, str]] = {}


def review(service: str) -> None:
    """Show four pull requests with their code, and take a vote on each."""
    proposals = reviewed(service)
    display(HTML("".join(_as_html(number, each) for number, each in enumerate(proposals, 1))))
    shown(Ballot(service, proposals).widget, "Vote on each: merge, or send back.")


def reviewed(service: str) -> list[PullRequest]:
    """Return the pull requests of a review, in the order in which they are shown."""
    every = import_module(f"labapp.pull_requests.{service}").PULL_REQUESTS
    by_name = {proposal.name: proposal for proposal in every}
    return [by_name[name] for name in SHOWN[service]]


def see_all(service: str) -> "pd.DataFrame":
    """Put the pull requests of a review to the test, one after the other; return a table.

    Retries are seen in a minute of storm, all other families through their probes.
    """
    import pandas as pd

    proposals = reviewed(service)
    backends = [replace(NAIVE, **_swap(service, proposal)) for proposal in proposals]
    rows = [Fate.of(each).shown() if service == "notify" else judged(service, each) for each in backends]
    titles = [f"{number} {proposal.title}" for number, proposal in enumerate(proposals, 1)]
    pd.set_option("display.max_colwidth", 200)  # evidence is a sentence, and pandas cuts it at fifty
    return pd.DataFrame(rows, pd.Index(titles, name="pull request"))


def judged(service: str, services: Services) -> dict[str, str]:
    """Run the probes of a family; return how many hold, and the first that does not, as a row."""
    probes = PROBES[Family(about(service).family or "")]
    with in_lab(services) as target:
        found = [probe(target) for probe in probes]
    failed = [each for each in zip(probes, found, strict=True) if each[1].verdict is not Verdict.HELD]
    first, evidence = (failed[0][0].__doc__ or "", failed[0][1].evidence) if failed else ("–", "–")
    return {"holds": f"{len(found) - len(failed)} of {len(found)}", "fails first": first, "because": evidence}


def votes(service: str) -> None:
    """Say how the learner voted, next to which of them hold."""
    shown(ipywidgets.HTML(say(_counted(service))), "Your votes are compared here.")


def forget_votes(service: str) -> None:
    """Forget how the learner voted."""
    _cast.pop(service, None)


class Ballot:
    """A toggle for each pull request, and a button that commits."""

    def __init__(self, service: str, proposals: list[PullRequest]) -> None:
        self.service, self.proposals = service, proposals
        self.toggles = [_toggle(number, each) for number, each in enumerate(proposals, 1)]
        self.button = ipywidgets.Button(description="Commit votes", button_style="primary")
        self.button.on_click(lambda _: self.commit())
        self.said = ipywidgets.HTML()
        self.widget = ipywidgets.VBox([*self.toggles, self.button, self.said])

    def commit(self) -> None:
        """Keep the votes; whoever left one open is asked to decide."""
        if any(toggle.value is None for toggle in self.toggles):
            self.said.value = say("Decide on each of the four. You can send all of them back.")
            return
        titles = [proposal.title for proposal in self.proposals]
        _cast[self.service] = dict(zip(titles, [toggle.value for toggle in self.toggles], strict=True))
        progress.note(f"{about(self.service).number}.voted")
        for widget in (*self.toggles, self.button):
            widget.disabled = True
        self.said.value = say("Noted. Now run them all.")


def _toggle(number: int, proposal: PullRequest) -> ipywidgets.ToggleButtons:
    return ipywidgets.ToggleButtons(
        options=VOTES,
        value=None,
        description=f"{number} {proposal.title}",
        style={"description_width": "24em", "button_width": "7em"},
    )


def _as_html(number: int, proposal: PullRequest) -> str:
    code = html.escape(proposal.code)
    return (
        f"<details><summary><b>{number} {html.escape(proposal.title)}</b>. "
        f"{html.escape(proposal.tempting)}</summary><pre>{code}</pre></details>"
    )


def _swap(service: str, proposal: PullRequest) -> dict[str, Any]:
    return {service: proposal.service}


def _counted(service: str) -> str:
    right = {proposal.title for proposal in reviewed(service) if proposal.rejected_by is None}
    it_was = f"Only this one holds: {', '.join(sorted(right))}."
    if service not in _cast:
        return f"You committed no votes, so there is nothing to compare. {it_was}"
    merged = [title for title, vote in _cast[service].items() if vote == "merge"]
    return f"You would have merged: {', '.join(merged) or 'none of them'}. {it_was}"
