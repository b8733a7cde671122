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
)

STATIONS = {
    "storm": "storm seen",
    "lamps": "lamps seen",
    "predicted": "predicted",
    "voted": "voted",
    "stops": "it stops",
    "spreads_out": "it spreads out",
    "gives_up": "the outbox waits",
}
"""What the second half of a milestone means."""


def about(service: str) -> Lab:
    """Return the lab about a service; raises ValueError when there is none."""
    found = next((lab for lab in LABS if lab.service == service), None)
    if found is None:
        known = ", ".join(lab.service for lab in LABS if lab.service)
        raise ValueError(f"There is no lab about {service!r}. There are labs about: {known}.")
    return found
