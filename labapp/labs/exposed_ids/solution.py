"""Show entities to the outside, and find them again.

Prompt: "Return the member as JSON. Do the same for everything else."
"""

from typing import Any

from labapp.lab import promised, public_id, row_behind
from labapp.services import Actor, Context, NotFound, Presenter


def show(ctx: Context, entity: Any, viewer: Actor | None) -> dict[str, Any]:
    """Return an entity as a JSON object."""
    shown = {name: getattr(entity, name) for name in promised(entity)}
    ids = [name for name in shown if name == "id" or name.endswith("_id")]
    return shown | {name: public_id(ctx, entity, name) for name in ids}


def find(ctx: Context, kind: type[Any], text: str) -> Any:
    """Return the entity behind an id from a URL or a body."""
    row = row_behind(ctx, kind, text)
    found = ctx.session.get(kind, row) if row is not None else None
    if found is None:
        raise NotFound(f"There is no {kind.__name__.lower()} {text}.")
    return found


present = Presenter(show, find)
