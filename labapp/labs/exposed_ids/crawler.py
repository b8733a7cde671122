"""The crawler that adds one to the id, at a library whose access control has the usual gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import requests

from labapp.targets.addresses import TOOLSHED
from labapp.targets.mixture import mixture

from .scenario import MIN_RECEIPTS, Client, client_with, library

if TYPE_CHECKING:
    import pandas as pd

MEMBER_IDS, LOAN_IDS = range(18, 38), range(477, 497)


@dataclass(frozen=True)
class GuessedRequest:
    """One request in which the id is counted up, and what an open one means."""

    method: str
    path: str
    ids: range
    opened: str


GUESSED_REQUESTS = (
    GuessedRequest("GET", "/members/{}", MEMBER_IDS, "name, phone, address"),
    GuessedRequest("GET", "/loans/{}", LOAN_IDS, "who has which tool"),
    GuessedRequest("HEAD", "/loans/{}", LOAN_IDS, "this loan exists"),
    GuessedRequest(
        "GET", "/tools/{tool}/eligibility?member={}", MEMBER_IDS, "who is suspended, closed, or late"
    ),
    GuessedRequest("POST", "/loans/{}/extension", LOAN_IDS, "a neighbour keeps the tool for longer"),
)


def crawl(name: str = "naive") -> "pd.DataFrame":
    """Knock at each door with twenty ids in a row, with the naive `authorize`; return how many opened."""
    import pandas as pd

    with library(mixture(f"{name}+naive.authorize")) as toolshed:
        somebody, _ = client_with(toolshed, MIN_RECEIPTS)
        rows = list(_enumerate_ids(somebody))
    names = ["one id after the other", "asked", "opened", "what one learns or does"]
    return pd.DataFrame(rows, columns=names).set_index(names[0])


def _enumerate_ids(somebody: Client) -> Iterator[tuple[str, int, int, str]]:
    tool = somebody.ask("/tools?per_page=1")["items"][0]["id"]
    for guessed in GUESSED_REQUESTS:
        path = guessed.path.replace("{tool}", str(tool))
        opened = sum(_answer(somebody, guessed.method, path.format(each)).ok for each in guessed.ids)
        learned = guessed.opened if opened else "–"
        yield (
            f"{guessed.method} {guessed.path}".replace("{tool}", "…").replace("{}", "n"),
            len(guessed.ids),
            opened,
            learned,
        )


def _answer(somebody: Client, method: str, path: str) -> requests.Response:
    body = {"days": 7} if method == "POST" else None
    return somebody.toolshed.http.request(method, f"{TOOLSHED}{path}", headers=somebody.headers, json=body)
