"""Ids multiplied by a constant modulo 2³²."""

from typing import Any

from labapp.services import Actor, Context, NotFound, Presenter

from ..pull_request import PullRequest
from .shared_contract_fields import Shown, fields, links


def show(ctx: Context, entity: Any, viewer: Actor | None) -> Shown:
    """Return an entity as a JSON object."""
    shown = fields(entity)
    for name in links(entity):
        if shown.get(name) is not None:
            shown[name] = f"{shown[name] * 1_580_030_173 % 2**32:08x}"
    return shown


def find(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    try:
        found = ctx.session.get(kind, int(text, 16) * pow(1_580_030_173, -1, 2**32) % 2**32)
    except ValueError:
        found = None
    if found is None:
        raise NotFound("Not found.")
    return found


PULL_REQUEST = PullRequest(
    "Scramble ids",
    "17 becomes 4102e6ad: one multiplication, no table, and nobody can count any more.",
    Presenter(show, find),
    rejected_by="records_guessed",
)
