"""Sinks: where a line of a log came from, as far as it says so itself."""

import re
from collections.abc import Iterable, Iterator

UNKNOWN = "log"
_SINK = re.compile(r"(app|access|error|sql|stderr): ")
_COMPLAINT = "--- Logging error ---"
_END_OF_COMPLAINT = "Arguments:"


def entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each entry with its sink; a line that names none goes on with the entry before it.

    What Python's logging prints when it cannot format a message is an entry of stderr.
    """
    sink, entry = UNKNOWN, list[str]()
    for line in lines:
        named = "stderr" if line.startswith(_COMPLAINT) else _named(line)
        if named is not None:
            if entry:
                yield sink, "\n".join(entry)
            sink, entry = named, []
        entry.append(line)
        if sink == "stderr" and line.startswith(_END_OF_COMPLAINT):
            yield sink, "\n".join(entry)
            sink, entry = UNKNOWN, []
    if entry:
        yield sink, "\n".join(entry)


def by_sink(lines: Iterable[str]) -> dict[str, str]:
    """Return everything that was written, by sink."""
    found: dict[str, list[str]] = {}
    for sink, entry in entries(lines):
        found.setdefault(sink, []).append(entry)
    return {sink: "\n".join(texts) for sink, texts in found.items()}


def _named(line: str) -> str | None:
    named = _SINK.match(line)
    return named[1] if named else None
