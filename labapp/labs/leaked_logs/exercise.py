"""The exercise of 03: an `audit` that writes an allowlist of fields, and still lets support answer."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Any

from labapp.naive import NAIVE
from labapp.probes.logs import leaks, support
from labapp.services import Services
from labapp.workshop.exercise import Exercise, find_function
from labapp.workshop.probed_step import RecordingService, probed_step

from .scenario import visits
from .table_and_sentence import LeakColumns

Audit = Callable[..., Any]

NAME_THE_FIELDS = "Do not look for secrets: name the fields that may be written, and write no others."
NO_PATHS = "Secrets stand in paths and queries, too. The operation says the same without them."
EVERY_SINK = "Think of every sink: SQL has parameters, errors have frames with local variables."
NO_BREAKS = "A text that a visitor chose, such as a path, may hold a line break. An operation cannot."
SUPPORT = "Keep the correlation id, who it was, and of the fields: operation, subject, status."
REASON = "An error has a kind and a where. Neither holds a secret, and support needs both."


def validate(line: Any) -> str | None:
    """Say what is wrong with what `audit` returned."""
    if line is None or isinstance(line, str):
        return None
    return f"audit returned {line!r:.80}. Return one line of text, or None for nothing."


def install(audit: Audit) -> tuple[Services, Sequence[RecordingService]]:
    """Put an answer into the backend."""
    watched = RecordingService(audit, validate)
    return replace(NAIVE, audit=watched), [watched]


def afternoon(audit: Audit) -> dict[str, Any]:
    """Return the columns of an afternoon with this `audit` in the backend."""
    columns = LeakColumns()
    for _ in visits(replace(NAIVE, audit=audit), columns):
        pass
    return asdict(columns)


HINTS = (
    "A list of secrets is never complete, and neither is a list of the ways to write one. "
    "Which fields does support need? That list is short.",
    "Name these fields in a tuple, `ALLOWED`, above the function. In `details`, write a field only "
    "if its name is in there. `event.sink` need not be looked at.",
    'Above the function: `ALLOWED = ("operation", "subject", "status", "kind", "where")`. '
    "In `details`, behind `event.fields.items()`: `if name in ALLOWED`.",
)

EXERCISE = Exercise(
    find_function("audit", "ctx", "event"),
    (
        probed_step(
            install,
            "sent",
            "Nothing secret of what people send",
            {
                leaks.secrets_in_bodies: NAME_THE_FIELDS,
                leaks.secrets_in_headers: NAME_THE_FIELDS,
                leaks.secrets_in_addresses: NO_PATHS,
                leaks.secrets_in_disguise: NAME_THE_FIELDS,
            },
        ),
        probed_step(
            install,
            "inside",
            "Nothing secret from inside: SQL, tracebacks, logging's own errors",
            {
                leaks.secrets_of_its_own: EVERY_SINK,
                leaks.secrets_in_failures: EVERY_SINK,
                leaks.secrets_in_complaints: "When audit itself fails, the whole event goes to stderr.",
            },
        ),
        probed_step(install, "one_line", "Nobody forges a line", {leaks.forged_lines: NO_BREAKS}),
        probed_step(
            install,
            "tells",
            "Support can answer: what happened, who did it, did it work",
            {
                support.requests_without_a_line: SUPPORT,
                support.what_happened: SUPPORT,
                support.did_it_work: SUPPORT,
                support.who_did_it: SUPPORT,
                support.where_it_failed: REASON,
            },
        ),
    ),
    HINTS,
    observe=afternoon,
    replay_module="panel",
)
