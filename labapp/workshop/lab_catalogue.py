"""The labs of the workshop: which notebook is what, and the folder that holds all that only it shows."""

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType


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
    def folder(self) -> str:
        """The name of its folder in `labapp/labs`: that of the notebook without its number."""
        return self.name.partition("_")[2]

    def module(self, name: str) -> ModuleType:
        """Import a module of its folder, such as `exercise`; raises ModuleNotFoundError.

        By name, because labs import the workshop and not the other way round.
        """
        return import_module(f"labapp.labs.{self.folder}.{name}")

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


def lab_about(service: str) -> Lab:
    """Return the lab about a service; raises ValueError when there is none."""
    found = next((lab for lab in LABS if lab.service == service), None)
    if found is None:
        known = ", ".join(lab.service for lab in LABS if lab.service)
        raise ValueError(f"There is no lab about {service!r}. There are labs about: {known}.")
    return found
