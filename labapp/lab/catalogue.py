"""The labs of the workshop: which notebook is what, and what can be reached in it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lab:
    """One notebook: its file without the ending, its title, core path or not, service and family."""

    name: str
    title: str
    core: bool = False
    service: str | None = None
    family: str | None = None

    @property
    def number(self) -> str:
        """The number that its name begins with."""
        return self.name.partition("_")[0]

    @property
    def kind(self) -> str:
        """Core or optional, as the map says it."""
        return "core" if self.core else "optional"


LABS = (
    Lab("00_start_here", "Start here", core=True),
    Lab("01_brilliant_intern", "The brilliant intern", core=True),
    Lab("02_retry_storm", "Retry storm", core=True, service="notify", family="retries"),
    Lab("02b_storms_in_depth", "Storms in depth"),
    Lab("03_leaked_logs", "Leaked logs", service="audit", family="logs"),
    Lab("04_exposed_ids", "Exposed ids", service="present", family="ids"),
    Lab("05_skipped_auth", "Skipped auth", service="authorize", family="auth"),
    Lab(
        "06_misunderstood_eligibility",
        "Misunderstood eligibility",
        core=True,
        service="eligible",
        family="eligibility",
    ),
    Lab("07_money", "Money", service="charge", family="money"),
    Lab("08_incident_day", "Incident day", core=True),
    Lab("09_your_assistant", "Your assistant"),
)

STATIONS = {
    "storm": "storm seen",
    "lamps": "lamps seen",
    "predicted": "predicted",
    "voted": "voted",
    "stops": "it stops",
    "spreads_out": "it spreads out",
    "gives_up": "the outbox waits",
    "rule": "the rule holds",
    "nobody_else": "nobody else is turned away",
    "test": "its test",
    "rows": "rows of others stay hidden",
    "things": "things of others stay theirs",
    "work": "work goes on",
    "once": "a deposit goes back once",
    "halves": "two halves arrive",
    "refused": "too much is refused",
    "promised": "only what was promised",
    "uncountable": "no id that counts",
    "leads_back": "links lead back",
    "grep": "a secret found",
    "sent": "nothing of what people send",
    "inside": "nothing from inside",
    "one_line": "one event, one line",
    "tells": "support can answer",
    "merged": "two merged",
    "probed": "your own probed",
    "compared": "your own compared",
}
"""What the second half of a milestone means."""

AHEAD = {
    "storm": "the storm",
    "lamps": "the lamps",
    "predicted": "the prediction",
    "voted": "the review",
    "grep": "the search for a secret",
    "merged": "the two fixes to merge",
}
"""The same before it is reached, for what is no step of an exercise."""


def about(service: str) -> Lab:
    """Return the lab about a service; raises ValueError when there is none."""
    found = next((lab for lab in LABS if lab.service == service), None)
    if found is None:
        known = ", ".join(lab.service for lab in LABS if lab.service)
        raise ValueError(f"There is no lab about {service!r}. There are labs about: {known}.")
    return found
