"""The exercise of 04: show only what was promised, and no id that counts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from labapp.fixed.present import PUBLIC_IDS
from labapp.naive import NAIVE
from labapp.probes.ids import PROBE
from labapp.services import Presenter, Services, needs
from labapp.targets.mixture import mixture
from labapp.workshop.exercise import Exercise, find_function
from labapp.workshop.probed_step import RecordingService, probed_step

from .scenario import FIXED_AUTHORIZE, receipts_revealed

Pair = tuple[Any, Any]


def answer(names: Mapping[str, Any]) -> Pair:
    """Find both functions in a cell."""
    show = find_function("show", "ctx", "entity", "viewer")(names)
    return show, find_function("find", "ctx", "kind", "text")(names)


def _no_object(shown: Any) -> str | None:
    if not isinstance(shown, dict):
        return f"show returned {shown!r:.60}. Return a dict: the names of fields and their values."
    if "id" not in shown:
        return "show left out id. Without it nobody finds the thing again: keep the name, change the value."
    try:
        json.dumps(shown, default=_moment)
    except (TypeError, ValueError) as error:
        return f"show returned what JSON cannot hold: {error}. Ids are text or numbers."
    return None


def _moment(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__}")


def _nothing(found: Any) -> str | None:
    if hasattr(found, "__tablename__"):
        return None
    return f"find returned {found!r:.60}. Return the row that was asked for, or raise NotFound."


def install(pair: Pair) -> tuple[Services, Sequence[RecordingService]]:
    """Put an answer into the backend, with the table that remembers random ids."""
    watched = RecordingService(pair[0], _no_object), RecordingService(pair[1], _nothing)
    return replace(NAIVE, present=Presenter(needs(PUBLIC_IDS)(watched[0]), watched[1])), watched


def picture(pair: Pair) -> dict[str, Any]:
    """Return what three receipts give away with this answer in the backend."""
    show, find = needs(PUBLIC_IDS)(pair[0]), pair[1]
    services = replace(mixture(f"naive{FIXED_AUTHORIZE}"), present=Presenter(show, find))
    return asdict(list(receipts_revealed(services))[-1])


PROMISED = {
    PROBE["fields_missing"]: "Show every field of promised(entity).",
    PROBE["internal_fields"]: "List what may go out, not what may not: promised(entity) names it.",
}
UNCOUNTABLE = {
    PROBE["records_guessed"]: "Let no row number out: public_id(ctx, entity, 'id') is random.",
    PROBE["ids_tell_time"]: "Use public_id(ctx, entity, name), which is random in all its bits.",
    PROBE[
        "row_numbers_elsewhere"
    ]: "Look at every name that ends in _id, such as member_id: row numbers, too.",
}
LEADS_BACK = {
    PROBE["unknown_ids"]: "row_behind gives None for an id of nothing: raise NotFound then.",
    PROBE["not_recognised"]: "The same thing has the same id tomorrow, and for everybody.",
    PROBE["links_lost"]: "What show gives out, find must take: row_behind(ctx, kind, text) undoes it.",
}
HINTS = (
    "You need not name the secrets. `promised(entity)` is a list of names: what is not on it stays inside, "
    "also what somebody adds next year.",
    "Three lines for `show`: a dict of what was promised; the names in it that are ids, which is `id` and "
    "whatever ends in `_id`; the dict with `public_id(ctx, entity, name)` for those. In `find`, `row_behind` "
    "gives the number.",
    "`shown = {name: getattr(entity, name) for name in promised(entity)}`, then `return shown | {name: "
    "public_id(ctx, entity, name) for name in shown if name == 'id' or name.endswith('_id')}`. In `find`: "
    "`row = row_behind(ctx, kind, text)` and `found = ctx.session.get(kind, row) if row else None`.",
)

EXERCISE = Exercise(
    answer,
    (
        probed_step(install, "promised", "It shows what was promised, and nothing else", PROMISED),
        probed_step(install, "uncountable", "No number counts any more, in any field", UNCOUNTABLE),
        probed_step(install, "leads_back", "One's own ids still lead back", LEADS_BACK),
    ),
    HINTS,
    observe=picture,
    replay_module="panel",
)
