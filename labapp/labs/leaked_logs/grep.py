"""The case: Ann's visit with six secrets, the log that it left, and `grep`."""

import html
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labapp.workshop import progress

from .last_log import keep, kept

if TYPE_CHECKING:
    import pandas as pd

LINE = 82
MAX_SHOWN = 8
LOG_INJECTION_PATH = (
    "/tools/1%0Aapp: 2026-03-02 09:00:00 [5c3d91aa07f2e648] member 1 operation=delete_member status=204"
)
"""What Mallory asks for: the path of a tool that does not exist, and that has a line break in it."""


def visit(name: str = "naive") -> "pd.DataFrame":
    """Let Ann visit Toolshed once; return her six secrets. Her visit leaves a log: grep it."""
    import pandas as pd

    from labapp.probes.logs.detective import on_the_case
    from labapp.targets.mixture import mixture
    from labapp.targets.open_target import in_simulation

    from .scenario import Visitor

    with in_simulation(mixture(name)) as target, on_the_case(target, "visit") as detective:
        ann = Visitor(detective, "Ann", with_full_disk=True)
        for _ in ann.day():
            pass
        detective.watch(detective.library.nobody.get, LOG_INJECTION_PATH)
        keep(detective.new_lines())
    return pd.DataFrame({kind: [secret.value] for kind, secret in ann.secrets.items()}, ["of Ann"]).T


@dataclass(frozen=True)
class Hit:
    """One entry that matches: its sink, and the match with a little of what stands around it."""

    sink: str
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class Hits:
    """What `grep` found: the hits, in how many entries it looked, and what was looked for."""

    pattern: str
    entries: int
    hits: tuple[Hit, ...]

    def __repr__(self) -> str:
        rows = [f"{hit.sink:7} {hit.before}»{hit.match}«{hit.after}" for hit in self.hits[:MAX_SHOWN]]
        return "\n".join([*rows, self._summary()])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<b>{hit.sink:7}</b> {html.escape(hit.before)}"
            f"<mark>{html.escape(hit.match)}</mark>{html.escape(hit.after)}\n"
            for hit in self.hits[:MAX_SHOWN]
        )
        style = "white-space: pre-wrap; line-height: 1.6"
        return f'<pre style="{style}">{rows}{html.escape(self._summary())}</pre>'

    def _summary(self) -> str:
        if not self.hits:
            return f"0 of {self.entries} entries. Is it not there, or does it look different there?"
        sinks = ", ".join(f"{sink} {count}" for sink, count in Counter(hit.sink for hit in self.hits).items())
        more = f" The first {MAX_SHOWN} are shown." if len(self.hits) > MAX_SHOWN else ""
        return f"{len(self.hits)} of {self.entries} entries: {sinks}.{more}"


def grep(text: str) -> Hits:
    """Find a text, letter by letter, in the log of the last visit or afternoon."""
    if not kept():
        visit()
    log = kept()
    hits = tuple(_hit(sink, entry, text) for sink, entry in log if text in entry) if text else ()
    if hits:
        progress.note("03.grep")
    return Hits(text, len(log), hits)


def _hit(sink: str, entry: str, text: str) -> Hit:
    start, end = entry.index(text), entry.index(text) + len(text)
    room = max(12, LINE - len(text))
    before = entry[max(0, start - room * 2 // 5) : start].removeprefix(f"{sink}: ")
    return Hit(sink, _flat(before), _flat(text), _flat(entry[end : end + room - len(before)]))


def _flat(text: str) -> str:
    return text.replace("\n", "⏎")
