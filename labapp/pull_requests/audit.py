"""Pull requests for audit: masks, filters and patterns, as most of us would write them; most still leak."""

import json
import logging
import re
from typing import Any

from labapp.services import Context, Event

from .pull_request import PullRequest

SECRET = {"password", "new_password", "current_password", "token", "authorization", "card_number"} | {
    "phone", "address", "email", "to", "text",
}  # fmt: skip


def _start(ctx: Context, event: Event) -> str:
    who = f"member {event.actor.member_id}" if event.actor else "anonymous"
    return f"{ctx.now():%Y-%m-%d %H:%M:%S} [{event.correlation_id}] {who}"


def mask_password(ctx: Context, event: Event) -> str:
    """Turn one event into one line of the log."""
    details = " ".join(f"{name}={value}" for name, value in event.fields.items())
    masked = re.sub(r"""(["']password["']: ["'])[^"']*""", r"\1***", details)
    return f"{_start(ctx, event)} {masked}"


def mask_secret_keys(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    if event.sink in ("access", "sql"):
        return None  # noise
    fields = {name: value for name, value in event.fields.items() if name not in ("exception", "frames")}
    fields["headers"] = _masked(fields.get("headers", {}))
    fields["query"] = _masked(fields.get("query", {}))
    try:
        fields["body"] = _masked(json.loads(fields.get("body") or "{}"))
    except ValueError:
        fields["body"] = "not JSON"
    fields["path"] = re.sub("/password-resets/.*", "/password-resets/***", fields.get("path", ""), flags=re.S)
    return f"{_start(ctx, event)} {json.dumps(fields)}"


def _masked(fields: Any) -> Any:
    if not isinstance(fields, dict):
        return fields
    return {name: "***" if name.lower() in SECRET else value for name, value in fields.items()}


def filter_the_logger(ctx: Context, event: Event) -> str:
    """Turn one event into one line of the log."""
    if "loggers" not in ctx.shared:
        ctx.shared["loggers"] = _loggers()
    parent, written = ctx.shared["loggers"]
    logger = parent if event.sink == "app" else parent.getChild(event.sink)
    logger.info(f"{_start(ctx, event)} {dict(event.fields)}", extra={"fields": event.fields})
    return str(written.pop())


def _loggers() -> tuple[logging.Logger, list[str]]:
    parent = logging.Manager(logging.RootLogger(logging.INFO)).getLogger("toolshed")
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(record.getMessage())

    def allowlist(record: logging.LogRecord) -> bool:
        fields = record.fields  # type: ignore[attr-defined]
        kept = {name: fields.get(name) for name in ("operation", "subject", "status")}
        start = record.getMessage().partition(" {")[0]
        record.msg = f"{start} {json.dumps(kept)}"
        return True

    parent.addHandler(Kept())
    parent.addFilter(allowlist)
    return parent, written


def scrub_by_pattern(ctx: Context, event: Event) -> str:
    """Turn one event into one line of the log."""
    template = " ".join(f"{name}=%s" for name in event.fields)
    for secret in ("query", "headers", "body", "path", "line", "parameters", "frames", "exception"):
        template = re.sub(rf"\b{secret}=%s", f"{secret}=***", template)
    return f"{_start(ctx, event)} {template % tuple(event.fields.values())}"


def path_and_status(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    if event.sink not in ("app", "error"):
        return None
    fields = ("method", "path", "status", "subject", "kind", "where")
    kept = {name: event.fields[name] for name in fields if name in event.fields}
    actor = event.actor.member_id if event.actor else None
    return json.dumps({"request": event.correlation_id, "actor": actor, **kept})


def path_without_its_secrets(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    if event.sink not in ("app", "error"):
        return None
    path = re.sub(r"^/(password-resets|households)/.*$", r"/\1/…", event.fields.get("path", ""))
    names = ("method", "subject", "status", "kind", "where")
    kept = " ".join(f"{name}={event.fields[name]}" for name in names if name in event.fields)
    return f"{_start(ctx, event)} path={path} {kept}"


def pretty_tracebacks(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    if event.sink == "error":
        frames = [f"{each['function']}:{each['line']} {each['locals']!r}" for each in event.fields["frames"]]
        return json.dumps({"request": event.correlation_id, "error": event.fields["kind"], "frames": frames})
    if event.sink != "app":
        return None
    kept = {name: event.fields[name] for name in ("operation", "subject", "status")}
    actor = event.actor.member_id if event.actor else None
    return json.dumps({"request": event.correlation_id, "actor": actor, **kept})


def errors_only(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    if event.sink != "error":
        return None  # what is not written cannot leak
    return f"{_start(ctx, event)} {event.fields['kind']} in {event.fields['where']}"


def three_words(ctx: Context, event: Event) -> str | None:
    """Turn one event into one line of the log."""
    match event.sink:
        case "app":
            words = [event.fields[name] for name in ("operation", "subject", "status")]
        case "error":
            words = ["failed", event.fields["kind"], event.fields["where"][-1]]
        case _:
            return None
    return " ".join([_start(ctx, event), *(f"{word or '-'}" for word in words)])


def one_ugly_string(c: Context, e: Event) -> str | None:
    """Turn one event into one line of the log."""
    f = e.fields
    s: str = str(c.now()) + ";" + e.correlation_id + ";"
    if e.actor is not None:
        s = s + e.actor.role
        s = s + str(e.actor.member_id)
    if e.sink == "app":
        x = f["subject"]
        if x is None:
            x = ""
        s = s + ";" + f["operation"] + ";" + str(x) + ";" + str(f["status"])
        return s
    if e.sink == "error" or e.sink == "stderr":
        s = s + ";!!!;" + f["kind"]
        return s
    return None


PULL_REQUESTS = (
    PullRequest(
        "Mask passwords",
        "Nobody will see a password again, wherever it turns up.",
        mask_password,
        "secrets_in_bodies",
    ),
    PullRequest(
        "Mask every secret key",
        "Eleven names, in bodies, queries and headers; reset links, too. SQL and access lines are gone.",
        mask_secret_keys,
        "secrets_in_disguise",
    ),
    PullRequest(
        "Put an allowlist on the logger",
        "An allowlist, in one place: a filter on the logger of the app.",
        filter_the_logger,
        "secrets_of_its_own",
    ),
    PullRequest(
        "Scrub the format string",
        "Whatever could hold a secret becomes ***, in every sink, before anything is formatted.",
        scrub_by_pattern,
        "secrets_in_complaints",
    ),
    PullRequest(
        "Log path and status, no payload",
        "No bodies, no headers, no queries: what a careful assistant writes today.",
        path_and_status,
        "secrets_in_addresses",
    ),
    PullRequest(
        "Cut secrets out of the path",
        "Support knows its paths by heart, so they stay; links and addresses are cut out of them.",
        path_without_its_secrets,
        "forged_lines",
    ),
    PullRequest(
        "Allowlist requests, show where errors came from",
        "Four fields for a request. And when something fails, a traceback with all that one needs.",
        pretty_tracebacks,
        "secrets_in_failures",
    ),
    PullRequest(
        "Log errors only",
        "What is not written down cannot leak. The disk is grateful, too.",
        errors_only,
        "what_happened",
    ),
    PullRequest(
        "Write three words for each request",
        "No JSON, no masks, and little to read.",
        three_words,
    ),
    PullRequest(
        "Fix logging (please do not look at it too long)",
        "It works, says its author, and it was late.",
        one_ugly_string,
    ),
)
